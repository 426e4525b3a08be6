"""Mentions of one document: names, who they are, and what stands beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rashomon.annotate.bare import Role, with_states
from rashomon.annotate.belongs import belongs
from rashomon.annotate.bodies import whole_name
from rashomon.annotate.clusters import Cluster, cluster_names
from rashomon.annotate.descriptions import describe
from rashomon.annotate.groups import find_groups
from rashomon.annotate.juniors import juniors
from rashomon.annotate.kin import without_given
from rashomon.annotate.listed import Name
from rashomon.annotate.names import find_names
from rashomon.annotate.parties import party_of
from rashomon.annotate.roles import Beside, People, beside, is_roster
from rashomon.language.parser import Doc
from rashomon.lexicon.gazetteer import known, plain
from rashomon.model.analysis import Mention, Passage
from rashomon.model.document import EVIDENCE_ROLES, Document
from rashomon.model.span import Span

STORY_ROLES = EVIDENCE_ROLES | {"caption", "byline", "kicker", "recap"}
"""Roles of the passages in which names are looked for: the story and what is printed with it."""

_AFTER = 20
"""Tokens behind a name in which its short form stands in brackets."""
_BOUND = re.compile(r"\(\s*(?:the\s+)?([A-Z][A-Za-z&.-]{1,9})\s*\)")


def find_mentions(document: Document, passages: Sequence[Passage], docs: Sequence[Doc]) -> tuple[Mention, ...]:
    """Return the mentions of people, bodies, places and groups in order of place.

    `docs[i]` is the parse of the text of `passages[i]`. A description ("Bruna's defence minister") that the document
    binds to a name is a mention too: its role covers all of it. Such mentions may hold others ("Bruna").
    Whom only bylines name writes the story and is no part of it.
    """
    story = [(p, d) for p, d in zip(passages, docs, strict=True) if p.role in STORY_ROLES and len(d)]
    parsed = [doc for _, doc in story]
    names = find_names(parsed, [p.role in {"headline", "heading", "kicker"} and _title_case(d.text) for p, d in story])
    addresses = [_address(parsed[name.chunk], name.first) for name in names]
    alone = without_given(names, parsed, [p.role in {"headline", "heading", "kicker", "caption"} for p, _ in story])
    keys, clusters = cluster_names(names, addresses, _acronyms(names, parsed), juniors(names, parsed), alone)
    told = {key for name, key in zip(names, keys, strict=True) if story[name.chunk][0].role != "byline"}
    roles = with_states(document.text, names, parsed, _roles(names, keys, clusters, parsed))
    named = [
        _mention(document, story[name.chunk][0].start, parsed[name.chunk], name, clusters[key], role)
        for name, key, role in zip(names, keys, roles, strict=True)
        if key in told
    ]
    grouped = _groups(document, [(p.start, d) for p, d in story], names, [clusters[key] for key in keys])
    described = describe(document, [(p.start, d) for p, d in story], named)
    return tuple(sorted([*named, *grouped, *described], key=lambda m: (m.start, -m.end, m.who)))


def _title_case(text: str) -> bool:
    """Whether most longer words of a headline are capitalised, so that a capital says nothing."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _address(doc: Doc, first: int) -> str:
    """Return the word before a name in lower case without its point; empty at the start."""
    return str(doc[first - 1].lower_).rstrip(".") if first else ""


def _acronyms(names: Sequence[Name], docs: Sequence[Doc]) -> dict[str, str]:
    """Return the bodies that the document binds to a short form: "Bruna Relief Board (BRB)"."""
    bound: dict[str, str] = {}
    full: dict[str, str] = {}
    for name in names:
        if name.kind == "organisation" and " " in name.text:
            initials = "".join(word[0] for word in name.text.split() if word[0].isupper())
            full.setdefault(plain(initials), name.text)
            after = _BOUND.match(docs[name.chunk][name.end : name.end + _AFTER].text.strip()[:14])
            if after and plain(after.group(1))[:1] in plain(initials):
                bound[plain(after.group(1))] = name.text
    for name in names:
        key = plain(name.text)
        if name.kind == "organisation" and name.text.isupper() and len(key) > 2 and key in full:
            bound.setdefault(key, full[key])
    return bound


def _roles(
    names: Sequence[Name], keys: Sequence[str], clusters: Mapping[str, Cluster], docs: Sequence[Doc]
) -> list[Role]:
    """Return the role beside each name and the party that it gives.

    Two rounds: an aide's side is that of the one whose aide he is, which the first round may have found.
    """
    ranges: list[list[tuple[int, int]]] = [[] for _ in docs]
    owners: list[dict[int, str]] = [{} for _ in docs]
    for name, key in zip(names, keys, strict=True):
        owners[name.chunk].update(dict.fromkeys(range(name.first, name.end), key))
        if name.kind == "person":
            ranges[name.chunk].append((name.first, name.end))
    people = [People(spans) for spans in ranges]
    rosters = [is_roster(doc, own) for doc, own in zip(docs, people, strict=True)]
    found = [_found(docs[n.chunk], n, people[n.chunk], rosters[n.chunk]) if n.kind == "person" else [] for n in names]
    shown = {key: cluster.name for key, cluster in clusters.items()}
    states = {k: c.name for k, c in clusters.items() if c.country == c.name and known(c.name) is None}
    sides: dict[str, str] = dict(states)
    parties: list[str | None] = []
    for _ in range(2):
        parties = []
        for name, roles in zip(names, found, strict=True):
            told = (party_of(docs[name.chunk], role, owners[name.chunk], sides) for role in roles)
            parties.append(next((party for party in told if party), None))
        sides = states | _sides(keys, parties, states)
    _share_in_rosters(names, keys, parties, rosters, sides)
    spoken = [next((r for r in roles if r.where not in {"of", "from"}), None) for roles in found]
    bodies = Counter(clusters[key].name for key in keys if clusters[key].kind == "organisation")
    whole = [whole_name(shown.get(party, party), bodies) if party else None for party in parties]
    return list(zip(spoken, whole, strict=True))


def _found(doc: Doc, name: Name, people: People, roster: bool) -> list[Beside]:
    """Return the roles beside a name, and the body or party behind it, which counts where no role tells one."""
    behind = None if roster else belongs(doc, name.first, name.end)
    return [*beside(doc, name.first, name.end, people, roster), *([behind] if behind else [])]


def _sides(keys: Sequence[str], parties: Sequence[str | None], states: Mapping[str, str]) -> dict[str, str]:
    """Return for each person the state that most of his roles name; people stand for no one where there is none."""
    counted: dict[str, Counter[str]] = {}
    for key, party in zip(keys, parties, strict=True):
        place = known(party) if party else None
        if party and ((place is not None and place.what == "country") or f"place:{plain(party)}" in states):
            counted.setdefault(key, Counter())[place.country if place else party] += 1
    return {key: min(counter, key=lambda c: (-counter[c], c)) for key, counter in counted.items()}


def _share_in_rosters(
    names: Sequence[Name],
    keys: Sequence[str],
    parties: list[str | None],
    rosters: Sequence[bool],
    sides: Mapping[str, str],
) -> None:
    """Give the people of a roster the one side that its members are known to stand for, where they have none."""
    for chunk, roster in enumerate(rosters):
        if not roster:
            continue
        members = [number for number, name in enumerate(names) if name.chunk == chunk and name.kind == "person"]
        known_sides = [sides[keys[number]] for number in members if keys[number] in sides]
        if known_sides and len(set(known_sides)) == 1:
            for number in members:
                if keys[number] not in sides:
                    parties[number] = known_sides[0]


def _mention(document: Document, offset: int, doc: Doc, name: Name, cluster: Cluster, role: Role) -> Mention:
    """Return the mention in the document's own offsets; `offset` is where the passage starts."""
    start = doc[name.first].idx
    last = doc[name.end - 1]
    at, party = role
    span = None
    if at is not None:
        first = at.first
        while first < at.end - 1 and doc[first].lower_ in {"the", "a", "an"}:
            first += 1
        tail = doc[at.end - 1]
        span = Span(offset + doc[first].idx, offset + tail.idx + len(tail))
    return Mention(
        document=document.id,
        start=offset + start,
        end=offset + last.idx + len(last),
        kind=cluster.kind,
        who=cluster.who,
        name=cluster.name,
        role=" ".join(span.of(document.text).split()) if span else None,
        role_span=span,
        party=party or cluster.country,
    )


def _groups(
    document: Document, story: Sequence[tuple[int, Doc]], names: Sequence[Name], clusters: Sequence[Cluster]
) -> list[Mention]:
    """Return the mentions of bodies and groups that are named by whose they are."""
    named: list[dict[int, tuple[str, str]]] = [{} for _ in story]
    for name, cluster in zip(names, clusters, strict=True):
        state = "state" if cluster.country == cluster.name and known(cluster.name) is None else cluster.kind
        named[name.chunk].update(dict.fromkeys(range(name.first, name.end), (state, cluster.name)))
    found = []
    for (offset, doc), here in zip(story, named, strict=True):
        for group in find_groups(doc, here):
            last = doc[group.end - 1]
            found.append(
                Mention(
                    document=document.id,
                    start=offset + doc[group.first].idx,
                    end=offset + last.idx + len(last),
                    kind=group.kind,
                    who=f"{group.kind}:{plain(group.name)}",
                    name=group.name,
                    party=group.party,
                )
            )
    return found
