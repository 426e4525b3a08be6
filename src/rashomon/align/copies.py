"""Who has the words from whom: near-copies between documents and agencies credited as the source of a text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from zlib import crc32

import msgspec

from rashomon.lexicon.outlets import agencies
from rashomon.model.analysis import Analysis
from rashomon.model.document import EVIDENCE_ROLES

SHINGLE = 8
"""Words in a row that mark shared text; the length of the silver standard in datasets/giveme5w1h (ABOUT)."""
COPY = 0.5
"""Share of the smaller text's shingles from which two documents count as one text (same silver standard)."""
COMMON = 60
"""A shingle in more documents than this is boilerplate and counts for nothing."""
PICTURES = re.compile(r"image|photo|getty|picture", re.IGNORECASE)
"""A credit for a picture says nothing of who wrote the words."""
DATELINE = re.compile(r"[^a-z(]{0,3}(?:[A-Z][\w.'’-]*,? ){1,6}\(([^()\n]{2,40})\)\s?(?:[-–—]|:)")
"""A place, an agency in brackets and a dash, as agencies' stories open: "TAMBER, Brella (AP) -"."""


class Copies(msgspec.Struct, frozen=True, kw_only=True):
    """What documents have from one another.

    `shared` maps document pairs (a < b) to the share of the smaller one's shingles that both hold, where it is not
    nothing; `credit` maps a document to the agency that its byline or dateline credits.
    """

    shared: dict[tuple[str, str], float]
    credit: dict[str, str]

    def same_text(self, a: str, b: str) -> bool:
        """Whether one of two documents is for the most part a copy of the other."""
        return self.shared.get((min(a, b), max(a, b)), 0.0) >= COPY


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
    shared = {pair: n / max(1, min(sizes[pair[0]], sizes[pair[1]])) for pair, n in counts.items()}
    credit = {a.document.id: name for a in analyses if (name := _credit(a)) is not None}
    return Copies(shared=shared, credit=credit)


def _shingles(analysis: Analysis) -> set[int]:
    words = [
        w
        for p in analysis.passages
        if p.role in EVIDENCE_ROLES
        for w in re.findall(r"\w+", p.span.of(analysis.document.text).lower())
    ]
    return {crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)}


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


def _agency(words: str) -> str | None:
    """The first agency of the list that some words name."""
    for agency in agencies():
        if any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", words) for n in (agency.name, *agency.aliases)):
            return agency.name
    return None
