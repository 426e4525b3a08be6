"""Who is who across documents: one entity for each person, body, place or group under all its spellings.

A wrong merge is worse than a missed one (DESIGN.md), so people whom one document keeps apart are never joined, and a
surname alone joins a full name only where there is one to join.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from rashomon.align.names import given_alike, misspelt, person_alike, same_word, skeleton
from rashomon.language.offices import Office, fits, office
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import known, plain
from rashomon.lexicon.naming import naming
from rashomon.model.analysis import Analysis, EntityKind, Mention
from rashomon.model.record import Entity, Role, Variant
from rashomon.model.span import Place, short_id

Who = tuple[str, str]
"""A document's id and its own key (`Mention.who`)."""


class Entities(msgspec.Struct, frozen=True):
    """All entities, sorted by id, the entity of each document's own key, and the offices that all documents give."""

    entities: tuple[Entity, ...]
    by_who: Mapping[Who, str]
    offices: tuple[tuple[Office, str], ...] = ()

    def of(self, document: str, who: str) -> str | None:
        """Return the id of the entity that `who` is in a document; None for an unknown key."""
        return self.by_who.get((document, who))

    def holder(self, words: str) -> str | None:
        """Return the one person whose office some document gives as these words do ("Norway's prime minister").

        The words must name the state, and the office must be one that a single person holds; None otherwise.
        """
        asked = office(words)
        indefinite = words.split(" ", 1)[0].lower() in {"a", "an", "one", "another"}
        if asked is None or indefinite or not asked.party or asked.title not in lexicon("naming", "singular"):
            return None
        holders = {
            entity for held, entity in self.offices if fits(asked, held) and asked.title in {held.title, "leader"}
        }
        return holders.pop() if len(holders) == 1 else None


class _Local(msgspec.Struct, frozen=True, kw_only=True):
    """One `who` of one document."""

    who: Who
    kind: EntityKind
    name: str
    mentions: tuple[Mention, ...]
    texts: tuple[tuple[str, int], ...]
    genders: frozenset[str]
    parties: frozenset[str]
    offices: frozenset[str]
    """Main nouns of the roles."""
    voice: str
    """The document's text in short: copies of one text have one voice between them."""
    words: tuple[str, ...]
    """The plain words of the name."""
    junior: bool
    """Whether the name is a son's who bears his father's."""


def entities(analyses: Sequence[Analysis]) -> Entities:
    """Return the entities that the documents name together; the order of the documents does not matter."""
    by_id = {analysis.document.id: analysis for analysis in analyses}
    locals_ = [local for key in sorted(by_id) for local in _locals(by_id[key])]
    groups = _grouped(locals_)
    found: dict[str, tuple[Entity, list[Who]]] = {}
    for group in groups:
        entity = _entity(group)
        while entity.id in found:
            entity = msgspec.structs.replace(entity, id=short_id("e", entity.id, *sorted(one.who for one in group)))
        found[entity.id] = entity, [one.who for one in group]
    return Entities(
        tuple(found[key][0] for key in sorted(found)),
        {who: key for key in sorted(found) for who in sorted(found[key][1])},
        _offices(entity for entity, _ in found.values()),
    )


def _offices(found: Iterable[Entity]) -> tuple[tuple[Office, str], ...]:
    """Return the offices that documents give to people, with the state from the role itself or the person's side."""
    held: set[tuple[Office, str]] = set()
    for entity in found:
        for role in entity.roles if entity.kind == "person" else ():
            one = office(role.text)
            if one is not None:
                held.add((Office(one.title, one.of, one.party or entity.party, one.former), entity.id))
    return tuple(
        sorted(held, key=lambda pair: (pair[1], pair[0].title, pair[0].of, str(pair[0].party), pair[0].former))
    )


def _locals(analysis: Analysis) -> list[_Local]:
    """Return what one document says of each whom it names."""
    text = analysis.document.text
    voice = short_id("v", text)
    by_who: dict[str, list[Mention]] = defaultdict(list)
    for mention in analysis.mentions:
        by_who[mention.who].append(mention)
    rules = naming()
    found = []
    for who, mentions in by_who.items():
        texts = Counter(
            " ".join(m.span.of(text).split()) for m in mentions if m.role_span is None or m.role_span != m.span
        )
        told = {rules.gendered[noun] for m in mentions if m.role and (noun := _noun(m.role)) in rules.gendered}
        told |= {gender for m in mentions if (gender := rules.address.get(_before(text, m.start)))}
        found.append(
            _Local(
                who=(analysis.document.id, who),
                kind=mentions[0].kind,
                name=mentions[0].name,
                mentions=tuple(mentions),
                texts=tuple(sorted(texts.items())),
                genders=frozenset(told) if len(told) == 1 else frozenset(),
                parties=frozenset(m.party for m in mentions if m.party),
                offices=frozenset(noun for m in mentions if m.role and (noun := _noun(m.role)) in rules.offices),
                voice=voice,
                words=tuple(plain(mentions[0].name).split()),
                junior=mentions[0].name.endswith(" Jr."),
            )
        )
    return found


def _noun(role: str) -> str:
    """Return the last word of a role before any preposition, in lower case."""
    words = re.split(r"\s(?:of|for|at|to|in|from|with|and)\s", role.lower())[0].split()
    return words[-1] if words else ""


def _before(text: str, start: int) -> str:
    """Return the word before a place in lower case."""
    words = text[max(0, start - 24) : start].split()
    return words[-1].lower().rstrip(".") if words else ""


def _grouped(locals_: Sequence[_Local]) -> list[list[_Local]]:
    """Return the groups of one name: people by full name, then surnames, then all others by their plain names."""
    kinds = _kinds(locals_)
    groups = _people([one for one in locals_ if kinds[one.who] == "person"])
    others: dict[tuple[str, str], list[_Local]] = defaultdict(list)
    acronyms = _acronyms(locals_)
    for one in locals_:
        kind = kinds[one.who]
        if kind != "person":
            key = plain(one.name)
            key = _place_key(one) if kind == "place" else acronyms.get(key, key).replace(" ", "")
            others[kind, key].append(one if one.kind == kind else msgspec.structs.replace(one, kind=kind))
    return groups + [others[key] for key in sorted(others)]


def _kinds(locals_: Sequence[_Local]) -> dict[Who, EntityKind]:
    """Return what each is, by vote of the documents: they may differ over a name that no list knows."""
    rules = naming()
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for one in _voices(locals_):
        votes[plain(one.name)][one.kind] += len(one.mentions)
    surnames = {one.words[-1] for one in locals_ if one.kind == "person" and len(one.words) > 1}
    places = {_place_key(one) for one in locals_ if one.kind == "place" and len(one.name) >= 5}
    decided: dict[Who, EntityKind] = {}
    for one in locals_:
        ballot = votes[plain(one.name)]
        body = set(one.words) & rules.body_nouns or plain(one.name) in rules.bodies
        if known(one.name) is not None or len(one.words) > 3 or one.kind == "group":
            decided[one.who] = one.kind
        elif len(one.words) == 1 and one.words[0] in surnames and not body:
            decided[one.who] = "person"
        elif len(one.words) == 1 and not body and not one.name.isupper() and _place_key(one) in places:
            decided[one.who] = "place"
        else:
            voted = min(ballot, key=lambda kind: (-ballot[kind], kind))
            decided[one.who] = one.kind if voted == "person" and body else voted
    return decided


def _place_key(one: _Local) -> str:
    """Return the key under which spellings of a place meet: its plain name, for an unlisted one its skeleton."""
    key = plain(one.name).replace(" ", "")
    return key if known(one.name) is not None or len(key) < 5 else "~" + skeleton(key)


def _voices(locals_: Iterable[_Local]) -> list[_Local]:
    """Return one of each that copies of one text share, so that a copy changes no vote."""
    return list({(one.voice, one.who[1]): one for one in locals_}.values())


def _acronyms(locals_: Iterable[_Local]) -> dict[str, str]:
    """Return plain full names by acronym where a document uses both for one body and no other body has it."""
    full: dict[str, set[str]] = defaultdict(set)
    for one in locals_:
        if one.kind == "organisation":
            for text, _ in one.texts:
                if text.isupper() and 2 < len(text) < 8 and plain(text) != plain(one.name):
                    full[plain(text)].add(plain(one.name))
    return {short: next(iter(names)) for short, names in full.items() if len(names) == 1}


def _people(locals_: Sequence[_Local]) -> list[list[_Local]]:
    """Group people: full names that agree and that no document keeps apart; then single names, where one group fits."""
    full = [one for one in locals_ if len(one.words) > 1]
    groups: list[list[_Local]] = []
    for one in sorted(full, key=lambda x: (-len(x.words), -len(x.mentions), x.name, x.who)):
        fit = [g for g in groups if _joins(one, g)]
        best = max(fit, key=lambda g: (any(other.name == one.name for other in g), _size(g)), default=None)
        if best is None:
            groups.append([one])
        else:
            best.append(one)
    singles: dict[str, list[_Local]] = defaultdict(list)
    for one in locals_:
        if len(one.words) <= 1:
            singles[one.words[0] if one.words else ""].append(one)
    alone: list[list[_Local]] = []
    given = naming().given
    for word in sorted(singles, key=lambda w: (w in given, w)):
        for one in singles[word]:
            fit = [g for g in groups if _single_fits(one, g)]
            if len(fit) > 1:
                fit = [g for g in fit if one.parties & {p for o in g for p in o.parties}] or _leading(fit)
            if not fit and word in given:
                fit = _by_given_name(one, groups)
            if len(fit) == 1:
                fit[0].append(one)
            else:
                alone.append([one])
    return groups + _same_word(alone)


def _size(group: Sequence[_Local]) -> tuple[int, str]:
    """Return the number of mentions in different texts, and a name to break ties."""
    return sum(len(one.mentions) for one in _voices(group)), group[0].name


def _joins(one: _Local, group: Sequence[_Local]) -> bool:
    """Whether a full name agrees with every other of a group, none of which its own document keeps apart from it."""
    if any(other.who[0] == one.who[0] or other.junior != one.junior for other in group):
        return False
    if one.genders and any(other.genders and not one.genders & other.genders for other in group):
        return False
    close = any(one.parties & other.parties or one.offices & other.offices for other in group)
    if not all(person_alike(one.name, other.name, close) for other in group if len(other.words) > 1):
        return False
    apart = one.parties and all(other.parties and not one.parties & other.parties for other in group)
    return not apart or any(other.words[0] == one.words[0] for other in group)


def _single_fits(one: _Local, group: Sequence[_Local]) -> bool:
    """Whether a name of one word is the surname of a group's people, whom its document does not name otherwise."""
    word = one.words[0] if one.words else ""
    family_first = len(word) > 1 and word not in naming().given
    if not any(
        same_word(word, other.words[-1]) or (family_first and word == other.words[0]) or misspelt(word, other.words[-1])
        for other in group
        if len(other.words) > 1
    ):
        return False
    if one.genders and any(other.genders and not one.genders & other.genders for other in group):
        return False
    return not any(other.who[0] == one.who[0] and len(other.words) > 1 and not given_alike(word, other.words[0]) and
                   not same_word(word, other.words[-1]) for other in group)  # fmt: skip


def _by_given_name(one: _Local, groups: Sequence[list[_Local]]) -> list[list[_Local]]:
    """Return the groups of that given name, where one of them alone has it and the document names it besides."""
    fit = [g for g in groups if any(len(o.words) > 1 and o.words[0] == one.words[0] for o in g)]
    return fit if any(o.who[0] == one.who[0] for g in fit for o in g) else []


def _leading(fit: Sequence[list[_Local]]) -> list[list[_Local]]:
    """Return the one group that is named in at least thrice as many documents as any other, else nothing."""
    ranked = sorted(fit, key=lambda g: -len({o.voice for o in g}))
    first, second = (len({o.voice for o in g}) for g in ranked[:2])
    return [ranked[0]] if first >= 3 * second else []


def _same_word(alone: Sequence[list[_Local]]) -> list[list[_Local]]:
    """Join single names that are spellings of one."""
    joined: list[list[_Local]] = []
    for group in alone:
        one = group[0]
        word = one.words[0] if one.words else ""
        fit = [
            g for g in joined
            if all(same_word(word, o.words[0] if o.words else "") and o.who[0] != one.who[0] for o in g)
            and not (one.genders and any(o.genders and not one.genders & o.genders for o in g))
        ]  # fmt: skip
        if len(fit) == 1:
            fit[0].extend(group)
        else:
            joined.append(list(group))
    return joined


def _entity(group: Sequence[_Local]) -> Entity:
    """Return the entity of one group."""
    kind: EntityKind = "person" if any(one.kind == "person" for one in group) else group[0].kind
    name = _usual(group, kind)
    variants: dict[str, dict[str, int]] = defaultdict(dict)
    for one in group:
        for text, number in one.texts:
            variants[text][one.who[0]] = variants[text].get(one.who[0], 0) + number
    roles: dict[str, set[str]] = defaultdict(set)
    for one in group:
        for mention in one.mentions:
            if mention.role:
                roles[mention.role].add(one.who[0])
    return Entity(
        id=short_id("e", kind, plain(name)),
        kind=kind,
        name=name,
        variants=tuple(
            Variant(text, dict(sorted(documents.items())))
            for text, documents in sorted(variants.items(), key=lambda v: (-sum(v[1].values()), v[0]))
        ),
        roles=tuple(Role(text, tuple(sorted(documents))) for text, documents in sorted(roles.items())),
        party=_party(group, kind, name),
        mentions=tuple(sorted({Place(one.who[0], m.start, m.end) for one in group for m in one.mentions})),
    )


def _usual(group: Sequence[_Local], kind: EntityKind) -> str:
    """The usual form: the spelling that most documents use, among full names for people."""
    used: dict[str, set[str]] = defaultdict(set)
    for one in group:
        used[one.name].add(one.voice)
    full = {name for name in used if len(name.split()) > 1} or set(used)
    names = full if kind == "person" else set(used)
    return min(names, key=lambda name: (-len(used[name]), name.isupper(), -len(name), name))


def _past(mention: Mention) -> bool:
    """Whether a mention's role is one that somebody held before."""
    held = office(mention.role) if mention.role else None
    return held is not None and held.former


def _party(group: Sequence[_Local], kind: EntityKind, name: str) -> str | None:
    """The side that most documents give: a state or family before a body, a body before a person; never oneself."""
    counted: Counter[str] = Counter()
    said: Counter[str] = Counter()
    told = [(one, [m for m in one.mentions if m.party]) for one in _voices(group)]
    now = [(one, [m for m in mentions if not _past(m)]) for one, mentions in told]
    for _, mentions in now if any(mentions for _, mentions in now) else told:
        for party in {m.party for m in mentions if m.party}:
            if plain(party) != plain(name) or kind in {"place", "group"}:
                counted[party] += 1
        said.update(m.party for m in mentions if m.party)
    if not counted:
        return None
    families = set(naming().families.values())

    def rank(party: str) -> tuple[int, int, int, str]:
        place = known(party)
        state = place is not None and place.what == "country"
        return -counted[party], -said[party], -(2 if state or party in families else 1 if " " in party else 0), party

    return min(counted, key=rank)
