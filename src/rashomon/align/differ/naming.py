"""What accounts call the same one: spellings of names, and roles that do not fit together."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import JaroWinkler

from rashomon.align.differ.ground import Ground
from rashomon.lexicon.gazetteer import known
from rashomon.model.analysis import Mention
from rashomon.model.record import Divergence, Entity, Side, Verdict
from rashomon.model.span import Span

FORMER = re.compile(
    r"\b(?:former(?:ly)?|ex-|then-|late|outgoing|acting|interim|deputy|vice|early|one-?time|long-?time|likely|would-be"
    r"|potential|possible|presumptive|incoming|future|designate|retired|ousted)\b",
    re.IGNORECASE,
)
"""Words before a role that is not the same office in force; an early investor may well be a former one."""
LAST_TIME = re.compile(r"\b(?:former(?:ly)?|ex-|late)\b", re.IGNORECASE)
ENDED = re.compile(r"\b(?:from|between) \d{4} (?:to|and|until) \d{4}\b|\b(?:until|till) \w+ ?\d{4}\b", re.IGNORECASE)
"""In or behind a role: an office that has ended, though no "former" stands before it."""
WAS = re.compile(r"\b(?:was|were|been|served as|worked as|used to be)(?: (?:an?|the|its|their))? $", re.IGNORECASE)
"""Before a role: it is told of a past time."""
OF_A_STATE = re.compile(r"\b[A-Z]\w+(?:an|ese|ish|['’]s) $")
"""Before a title: whose it is ("Brellan", "Brella's")."""
UNDER = re.compile(r"\b(?:under|by) (?:the )?$", re.IGNORECASE)
"""Before an office under which, or by which, something was done."""
LIKE = 0.7
"""Likeness (Jaro-Winkler) of two spellings of one name; transliterations of one surname lie at .8 and above."""
MOST_PLACES = 12
"""Places shown for each side; a name may stand hundreds of times."""


def names(ground: Ground) -> Iterator[Divergence]:
    """One person or place under spellings that belong to different accounts."""
    mentions = _mentions(ground)
    for entity in ground.people.entities:
        spellings: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions.get(entity.id, ()):
            key = _spelling(entity, mention.span.of(ground.texts[mention.document]))
            if key is not None:
                spellings[key].append(mention)
        spellings = _like_another(spellings)
        if len(spellings) < 2 or len({m.document for ms in spellings.values() for m in ms}) < 2:
            continue
        sides = [
            ground.side(name, [(m.document, m.span) for m in found[:MOST_PLACES]])
            for name, found in sorted(spellings.items())
        ]
        told = "; ".join(
            f"{name} in {', '.join(sorted({ground.labels[m.document] for m in found}))}"
            for name, found in sorted(spellings.items())
        )
        yield ground.divergence(
            "name", "compatible", sides, f"The same {entity.kind} is spelt in several ways: {told}."
        )


def _like_another(spellings: Mapping[str, list[Mention]]) -> dict[str, list[Mention]]:
    """The spellings that are like some other: two surnames, or one in capitals, are no two spellings of a name."""
    kept = {
        one: found
        for one, found in spellings.items()
        if any(
            one.casefold() != two.casefold() and JaroWinkler.similarity(one.casefold(), two.casefold()) >= LIKE
            for two in spellings
        )
    }
    by_case: dict[str, str] = {}
    for one in sorted(kept, key=lambda name: (name.isupper(), name)):
        by_case.setdefault(one.casefold(), one)
    out: dict[str, list[Mention]] = defaultdict(list)
    for one, found in kept.items():
        out[by_case[one.casefold()]].extend(found)
    return out


def _spelling(entity: Entity, text: str) -> str | None:
    """What tells spellings apart: the last word of a person's name, the whole name of a place; None for other words."""
    bare = re.sub(r"['’]s?$", "", " ".join(text.split()))
    words = bare.split()
    if not words or not words[-1][:1].isupper():
        return None
    if entity.kind == "person":
        variants = [v.text.split() for v in entity.variants if v.text.split()]
        first_only = {v[0] for v in variants if len(v) > 1} - {v[-1] for v in variants if len(v) > 1}
        own = {v[-1] for v in variants} - first_only  # "Irene" is no other spelling of "Irene Vane"
        return words[-1] if words[-1] in own and len(words) <= 4 else None
    if entity.kind == "place" and len(words) <= 3 and not any(w in ("The", "the") for w in words):
        listed = known(bare)
        if listed is not None and listed.what in ("adjective", "people"):
            return None
        return bare if _alike(bare, entity.name) else None
    return None


def _alike(a: str, b: str) -> bool:
    """Whether two names are spellings of one word rather than different words (a country and its adjective)."""
    if a.lower().startswith(b.lower()) or b.lower().startswith(a.lower()):
        return a.lower() == b.lower()
    return a[:1] == b[:1] and abs(len(a) - len(b)) <= 2 and JaroWinkler.similarity(a.lower(), b.lower()) >= 0.75


def roles(ground: Ground) -> Iterator[Divergence]:
    """One person called by a present role in one place and by the same role as a past one in another."""
    mentions = _mentions(ground)
    for entity in ground.people.entities:
        if entity.kind != "person":
            continue
        held = [m for m in mentions.get(entity.id, ()) if m.role]
        past: dict[str, list[Mention]] = defaultdict(list)
        for mention in held:
            if LAST_TIME.search(_office(mention.role or "")) and not _holds_another(ground, mention):
                past[_head(mention.role or "")].append(mention)
        for head, old in sorted(past.items()):
            now = [m for m in held if head and _head(m.role or "") == head and _in_office(ground, m)]
            if len({m.document for m in (*old, *now)}) < 2 or not any(_whose(ground, m) for m in now):
                continue  # "President Arrel" alone may be courtesy, long after the office
            sides = [_role_side(ground, old), _role_side(ground, now)]
            yield ground.divergence("role", _role_verdict(ground, old, now), sides,
                                    f"{_calling(ground, old)} calls {entity.name} “{old[0].role}”; "
                                    f"{_calling(ground, now)} “{now[0].role}”.")  # fmt: skip


def _in_office(ground: Ground, mention: Mention) -> bool:
    """Whether the role is told as one that the person holds."""
    if FORMER.search(mention.role or "") or mention.role_span is None:
        return not FORMER.search(mention.role or "")
    text, span = ground.texts[mention.document], mention.role_span
    around = text[span.start : span.end + 32]
    return not ENDED.search(around) and not WAS.search(text[max(0, span.start - 24) : span.start])


def _role_verdict(ground: Ground, old: list[Mention], now: list[Mention]) -> Verdict:
    """A contradiction where several accounts hold against one, in words that say whose office it is.

    "Special counsel Vane's inquiry" and "prosecutors under Special Counsel Vane" name him as of then.
    """
    whose = {m.document for m in now if _whose(ground, m) and not _as_of_then(ground, m)}
    return "contradiction" if len(whose) > 1 and len({m.document for m in old}) == 1 else "possible"


def _as_of_then(ground: Ground, mention: Mention) -> bool:
    """Whether a person is named for what is or was theirs, which may be long over."""
    text, at = ground.texts[mention.document], _place(mention)[1]
    owns = text[mention.end : mention.end + 2] in ("'s", "’s") or text[at.start : mention.end].endswith(("'s", "’s"))
    return owns or UNDER.search(text[max(0, at.start - 24) : at.start]) is not None


def _whose(ground: Ground, mention: Mention) -> bool:
    """Whether a role says of which state or body it is; a bare title may be kept by courtesy."""
    if mention.party or len((mention.role or "").split()) > 1:
        return True
    span = mention.role_span
    text = ground.texts[mention.document]
    return span is not None and OF_A_STATE.search(text[max(0, span.start - 24) : span.start]) is not None


def _holds_another(ground: Ground, mention: Mention) -> bool:
    """Whether what was read as a role names somebody else: a headline's "Former Mayor Vane Calls Mayor Sol a Liar"."""
    span = mention.role_span
    return span is not None and any(
        m.kind == "person" and m.who != mention.who and " " in m.name for m in ground.mentioned(mention.document, span)
    )


def _role_side(ground: Ground, found: list[Mention]) -> Side:
    return ground.side(found[0].role or "", [_place(m) for m in found[:MOST_PLACES]])


def _calling(ground: Ground, found: list[Mention]) -> str:
    return ", ".join(sorted({ground.labels[m.document] for m in found}))


def _head(role: str) -> str:
    """The office itself: the last word before its "of" or "in" ("former mayor of Tamber" -> "mayor")."""
    words = re.findall(r"[a-z]+", _office(role))
    return words[-1] if words else ""


def _office(role: str) -> str:
    """The words of the first office that a role tells: "mayor" of "mayor of Tamber and former minister"."""
    return re.split(r"\b(?:of|in|for|at|to|under|from|and)\b|[,;(]", role.lower(), maxsplit=1)[0]


def _place(mention: Mention) -> tuple[str, Span]:
    span = mention.role_span
    if span is None:
        return mention.document, mention.span
    return mention.document, Span(min(span.start, mention.start), max(span.end, mention.end))


def _mentions(ground: Ground) -> dict[str, list[Mention]]:
    out: dict[str, list[Mention]] = defaultdict(list)
    for analysis in ground.analyses:
        for mention in analysis.mentions:
            entity = ground.people.of(analysis.document.id, mention.who)
            if entity is not None:
                out[entity].append(mention)
    return out
