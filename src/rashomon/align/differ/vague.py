"""What one account names or counts and another leaves vague."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.model.record import Divergence
from rashomon.model.span import Span

VAGUE: dict[str, re.Pattern[str]] = {
    "figure": re.compile(
        r"\b(?:a (?:large |small |growing )?number of|several|dozens|scores of|hundreds|thousands|"
        r"(?<!how )(?<!as )(?<!so )(?<!too )many(?! more| of (?:the|its|their|his|her|our|these|those)\b)|"
        r"millions|a (?:few|handful)|most of|(?:nearly|almost) (?:all|every)|only days|"
        r"(?:large|huge|vast) (?:numbers?|amounts?))\b",
        re.IGNORECASE,
    ),
    "place": re.compile(
        r"\b(?:(?:large|huge|vast|wide|some|several|certain) (?:areas?|swathes?|parts?|stretches|regions?)(?: of)?|"
        r"(?:swathes|parts|areas) of|several (?:cities|towns|regions|countries|states))\b",
        re.IGNORECASE,
    ),
    "person": re.compile(
        r"\b(?:an? (?:[a-z-]+ )?(?:man|woman|person|source|official|aide|adviser|minister|diplomat|spokesman|"
        r"spokeswoman|spokesperson|suspect|colleague|rival|relative)"
        r"(?! (?:visit|statement|report|document|account|record|trip|inquiry))|"
        r"one of (?:his|her|their|its|the) (?:\w+ )?"
        r"(?:aides|advisers|officials|ministers|colleagues|allies|relatives|friends|staff|leaders|members|suspects))\b",
        re.IGNORECASE,
    ),
}
"""Words that stand where a figure, a place's name or a person's name could."""
SURE = 0.6
"""Probability from which two statements of one claim are of one matter, whatever their words."""
CERTAIN = 0.65
"""Probability from which they are of one matter in whatever claims they stand."""
ALL_BUT = re.compile(r"\ball but (?:one|two|three|four|five|six|a few|\d+)\b", re.IGNORECASE)
"""A count by what is left over."""
BESIDE = 40
"""Code points after vague words in which the thing that they count must stand."""
NAMED = 2
"""People whom a statement may name for one of them to be the other's "a man"."""
MATTER = 0.4
"""Probability from which two statements are compared for detail."""


class _Loose(NamedTuple):
    """Vague words of one kind in a statement, in lower case, and their place."""

    kind: str
    words: str
    span: Span


def specificity(ground: Ground) -> Iterator[Divergence]:
    """One account names or counts what another leaves vague; one for each claim and vague account."""
    found: dict[tuple[str, str], tuple[int, Span, dict[int, list[Span]]]] = {}
    spans = [_loose(ground, i) for i in range(len(ground.said))]
    lower = [s.text.lower() for s in ground.said.statements]
    for a, b, chance in ground.close(MATTER):
        if not (spans[a] or spans[b]) or not _one_matter(ground, a, b, chance):
            continue
        for exact, vague in ((a, b), (b, a)):
            pair = _pair(ground, exact, vague, [x for x in spans[vague] if x.words not in lower[exact]])
            if pair is None:
                continue
            key = (ground.claim_of[ground.said.statements[exact].id].id, ground.label(vague))
            found.setdefault(key, (vague, pair[1], {}))[2].setdefault(exact, pair[0])
    for vague, loose, named in found.values():
        yield _told(ground, vague, loose, named)


def _told(ground: Ground, vague: int, loose: Span, named: dict[int, list[Span]]) -> Divergence:
    words = list(dict.fromkeys(ground.words(i, s) for i, spans in named.items() for s in spans))[:4]
    quote = ground.quoted(vague, loose)
    places = [(ground.said.statements[i].document, s) for i, spans in named.items() for s in spans]
    sides = [
        ground.side(", ".join(words), places, named),
        ground.side(quote, [(ground.said.statements[vague].document, loose)], [vague]),
    ]
    why = f"{ground.outlets(named)} has “{'”, “'.join(words)}” where {ground.label(vague)} says {quote}."
    return ground.divergence("specificity", "compatible", sides, why, [*named, vague])


def _one_matter(ground: Ground, a: int, b: int, chance: float) -> bool:
    share = deeds.shared(ground, a, b)
    if ground.same_claim(a, b) and (share >= 0.4 or chance >= SURE):
        return True
    if chance >= CERTAIN:
        return True
    part = deeds.same_object(ground, a, b) or deeds.same_doer(ground, a, b)
    return part and (deeds.same_verb(ground, a, b) or share >= 0.5)


def _pair(ground: Ground, exact: int, vague: int, loose: list[_Loose]) -> tuple[list[Span], Span] | None:
    """The exact words of one kind in one statement, and the vague words of that kind which only the other has."""
    for kind in VAGUE:
        first = next((x.span for x in loose if x.kind == kind), None)
        if first is None:
            continue
        if kind == "person" and not _one_deed(ground, exact, vague):
            continue
        named = _figures(ground, exact, vague, first) if kind == "figure" else _names(ground, exact, vague, kind, first)
        if named:
            return named, first
    return None


def _loose(ground: Ground, i: int) -> list[_Loose]:
    """The vague words of a statement, by kind and place."""
    statement = ground.said.statements[i]
    text = ground.texts[statement.document]
    found = [(span.start, x) for span in statement.content for x in _loose_in(span.of(text))]
    kinds = list(VAGUE)
    found.sort(key=lambda x: kinds.index(x[1].kind))  # kinds in their order, places as they come
    return [_Loose(x.kind, x.words, x.span.shift(start)) for start, x in found]


@lru_cache(8192)
def _loose_in(text: str) -> tuple[_Loose, ...]:
    """The vague words of a text, for a story that is woven again with every new post."""
    return tuple(
        _Loose(kind, found.group().lower(), Span(*found.span()))
        for kind, pattern in VAGUE.items() for found in pattern.finditer(text)
    )  # fmt: skip


def _one_deed(ground: Ground, exact: int, vague: int) -> bool:
    """Whether both are of one claim and tell one deed: "a man" may be anybody in the next sentence."""
    return ground.same_claim(exact, vague) and (
        deeds.same_verb(ground, exact, vague) or deeds.same_object(ground, exact, vague)
    )


def _figures(ground: Ground, exact: int, vague: int, loose: Span) -> list[Span]:
    """Counts in a statement whose thing the other leaves uncounted, right after its vague words."""
    text = ground.texts[ground.said.statements[vague].document]
    after = text[loose.end : loose.end + BESIDE].lower()
    counted = {f.of for f in ground.said.facts[vague].figures if f.bound == "exact"}
    words = ground.lemmas[vague]
    statement = ground.said.statements[exact]
    found = [
        Span(f.start, f.end) for f in ground.said.facts[exact].figures
        if f.bound == "exact" and f.of and f.of not in counted and f.of in words and f.of[: deeds.FAMILY] in after
    ]  # fmt: skip
    text = ground.texts[statement.document]
    for span in statement.content:
        found += [Span(*m.span()).shift(span.start) for m in ALL_BUT.finditer(span.of(text))]
    return sorted(found)


def _names(ground: Ground, exact: int, vague: int, kind: str, loose: Span) -> list[Span]:
    """Where a statement names a person or place that the other does not name.

    A side of the event is no place in it ("Moscow" for "large areas"), and "a Northian source" is nobody of Sorvia's.
    """
    text = ground.texts[ground.said.statements[vague].document]
    if any(text[span.end : loose.start].strip() in (",", "-", "–", "—", "(") for _, _, span in ground.named(vague)):
        return []  # "Ida Vane, a woman of 40": the words describe whom they follow
    known = {entity for entity, _, _ in ground.named(vague)}
    sides = {party for party in ground.parties.values() if party}
    adjectives = {w[: deeds.FAMILY] for w in ground.words(vague, loose).split()[1:] if w[:1].isupper()}
    found = []
    for entity, of, span in ground.named(exact):
        party = ground.parties.get(entity)
        if of != kind or entity in known or (kind == "place" and (party or ground.names.get(entity)) in sides):
            continue
        if kind == "person" and adjectives and party and party[: deeds.FAMILY] not in adjectives:
            continue
        found.append((span, entity))
    few = kind != "person" or len({entity for _, entity in found}) <= NAMED
    return sorted(span for span, _ in found) if few else []
