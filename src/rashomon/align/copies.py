"""Who has the words from whom: near-copies between documents and agencies credited as the source of a text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from zlib import crc32

import msgspec
import numpy as np

from rashomon.lexicon.outlets import agencies
from rashomon.model.analysis import Analysis
from rashomon.model.document import EVIDENCE_ROLES

SHINGLE = 8
"""Words in a row that mark shared text; the length of the silver standard in datasets/giveme5w1h (ABOUT)."""
COPY = 0.5
"""Share of the smaller text's shingles from which two documents count as one text (same silver standard)."""
CREDITED = 0.3
"""The same where both credit one agency: a wire text cut or mended (read in the even events of giveme5w1h)."""
CLOSING = re.compile(r"contribut|copyright|all rights reserved|©", re.IGNORECASE)
"""Lines in the last of a text that credit an agency with a part of it, and not with each statement."""
TAIL = 300
"""Characters at a text's end in which such a line is looked for."""
COMMON = 60
"""A shingle in more documents than this is boilerplate where few outlets have it, and else a text of many copies."""
OUTLETS = 0.5
"""Outlets for each document from which so common a shingle is a copied text; furniture comes from one house."""
MOST = 1_000
"""Documents beyond which no shingle is compared: what so many hold is kept out, so that memory stays bounded."""
PICTURES = re.compile(r"image|photo|getty|picture", re.IGNORECASE)
"""A credit for a picture says nothing of who wrote the words."""
DATELINE = re.compile(r"[^a-z(]{0,3}(?:[A-Z][\w.'’-]*,? ){1,6}\(([^()\n]{2,40})\)\s?(?:[-–—]|:)")
"""A place, an agency in brackets and a dash, as agencies' stories open: "TAMBER, Brella (AP) -"."""


class Copies(msgspec.Struct, frozen=True, kw_only=True):
    """What documents have from one another.

    `shared` maps document pairs (a < b) to the share of the smaller one's shingles that both hold, where it is not
    nothing; `credit` maps a document to the agency that its byline or dateline credits, `closing` to the agency that
    a line at its end credits with a part of it, which makes no single statement the agency's.
    """

    shared: dict[tuple[str, str], float]
    credit: dict[str, str]
    closing: dict[str, str] = {}

    def same_text(self, a: str, b: str) -> bool:
        """Whether one of two documents is for the most part a copy of the other."""
        share = self.shared.get((a, b) if a < b else (b, a), 0.0)
        if share < CREDITED or share >= COPY:
            return share >= COPY
        one, two = (self.credit.get(d) or self.closing.get(d) for d in (a, b))
        return bool(one and one == two)


def copies(analyses: Sequence[Analysis]) -> Copies:
    """Near-copies by shared runs of eight words in evidence passages, and agency credits."""
    postings: dict[int, set[str]] = defaultdict(set)
    sizes: dict[str, int] = {}
    for analysis in analyses:
        grams = _shingles(analysis)
        sizes[analysis.document.id] = len(grams)
        for gram in grams:
            postings[gram].add(analysis.document.id)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for holders in postings.values():
        if 2 <= len(holders) <= COMMON:
            for a, b in combinations(sorted(holders), 2):
                counts[a, b] += 1
    for pair, n in _wide(analyses, postings).items():
        counts[pair] += n
    shared = {pair: n / max(1, min(sizes[pair[0]], sizes[pair[1]])) for pair, n in counts.items()}
    credit = {a.document.id: name for a in analyses if (name := _credit(a)) is not None}
    closing = {a.document.id: name for a in analyses if (name := _closing(a)) is not None}
    return Copies(shared=shared, credit=credit, closing=closing)


def _wide(analyses: Sequence[Analysis], postings: dict[int, set[str]]) -> dict[tuple[str, str], int]:
    """How many of the shingles that very many documents hold, and that are no furniture, each two of them share."""
    house = {a.document.id: a.document.outlet or a.document.id for a in analyses}
    wide = [
        holders
        for holders in postings.values()
        if COMMON < len(holders) <= MOST and len({house[d] for d in holders}) >= OUTLETS * len(holders)
    ]
    held = sorted(set().union(*wide))
    if not held or len(held) > MOST:
        return {}
    row = {document: k for k, document in enumerate(held)}
    marks = np.zeros((len(held), len(wide)), dtype=np.float32)
    for column, holders in enumerate(wide):
        marks[[row[d] for d in holders], column] = 1
    both = marks @ marks.T
    return {(held[i], held[j]): int(both[i, j]) for i, j in np.argwhere(np.triu(both, 1) > 0)}


def _shingles(analysis: Analysis) -> frozenset[int]:
    text = analysis.document.text
    return _grams("\n".join([p.span.of(text) for p in analysis.passages if p.role in EVIDENCE_ROLES]).lower())


@lru_cache(128)
def _grams(text: str) -> frozenset[int]:
    words = re.findall(r"\w+", text)
    return frozenset([crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)])


def _credit(analysis: Analysis) -> str | None:
    """The agency that the byline, a credit line or the dateline names; a photographer's credit does not count."""
    text = analysis.document.text
    for passage in analysis.passages:
        words = passage.span.of(text)
        if passage.role in ("byline", "credit") and not PICTURES.search(words):
            found = _agency(words)
        elif passage.role == "body" and (opened := DATELINE.match(words)):
            found = _agency(opened[1])
        else:
            continue
        if found is not None:
            return found
    return None


def _closing(analysis: Analysis) -> str | None:
    """The agency named beside a closing formula ("contributed to this report", "Copyright 2019")."""
    tail = analysis.document.text[-TAIL:]
    formula = CLOSING.search(tail)
    return _agency(tail[max(0, formula.start() - 80) : formula.end() + 80]) if formula else None


def _agency(words: str) -> str | None:
    """The first agency of the list that some words name."""
    for agency in agencies():
        if any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", words) for n in (agency.name, *agency.aliases)):
            return agency.name
    return None
