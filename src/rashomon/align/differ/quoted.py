"""One utterance in quotation marks, compared word by word: other words (a translation), a cut, words left out."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations, islice

import msgspec
from msgspec.structs import replace

from rashomon.align.differ.ground import Ground
from rashomon.language.spelling import spelt_out
from rashomon.model.record import Divergence
from rashomon.model.span import Span

LONGEST = 120
"""Words of a quotation that are compared."""
SAME = 0.45
"""Share of words in one order from which two quotations are versions of one utterance; set by reading."""
CUT = 4
"""Words that a cut at the beginning must leave out to be worth telling."""
TAIL = 2
"""The same at the end, where two words ("... and failed") may turn the rest."""
EDGE, REACH = 4, 1_500
"""Words of what was left out, those nearest to what is quoted, that are looked for within so many code points."""
WORD = re.compile(r"\w+(?:['’]\w+)?")
LINK = re.compile(r"(?:https?://|www\.|pic\.twitter)\S+", re.IGNORECASE)
"""An address inside a quotation is no word of it."""
OTHERS = 0.7
"""Share of words in one order from which two named people are quoted with one utterance; each may have said his own."""
PAIRS = 60
"""Pairs of one claim's quotations that are compared."""


class _Word(msgspec.Struct, frozen=True):
    key: str
    span: Span


def quotations(ground: Ground) -> Iterator[Divergence]:
    """Claims whose accounts do not quote one utterance in the same words; one of a sort for each claim."""
    for _, group in ground.groups():
        direct = [i for i in group if ground.said.statements[i].form == "direct"]
        told: set[str] = set()
        for a, b in islice(combinations(direct, 2), PAIRS):
            if ground.said.statements[a].document == ground.said.statements[b].document:
                continue
            for sort, item in _compared(ground, a, b):
                if sort not in told:
                    told.add(sort)
                    yield item


def _compared(ground: Ground, a: int, b: int) -> Iterator[tuple[str, Divergence]]:
    one, two = _words(ground, a), _words(ground, b)
    matcher = SequenceMatcher(None, [w.key for w in one], [w.key for w in two], autojunk=False)
    least = OTHERS if _two_speakers(ground, a, b) else SAME
    if not one or not two or (matcher.ratio() < least and not _part(matcher, one, two)):
        return
    codes = matcher.get_opcodes()
    inner = [c for c in codes if c[0] == "replace" and _inside(c, codes)]
    if inner:
        yield "words", _reworded(ground, (a, one), (b, two), inner)
    for at, least in ((0, CUT), (-1, TAIL)):
        tag, i, j, k, m = codes[at]
        if tag == "delete" and j - i >= least and not _told_beside(ground, b, one[i:j], at):
            yield "cut", _cut(ground, (a, one[i:j]), (b, two[-3:] if at else two[:3]), at)
        elif tag == "insert" and m - k >= least and not _told_beside(ground, a, two[k:m], at):
            yield "cut", _cut(ground, (b, two[k:m]), (a, one[-3:] if at else one[:3]), at)


def _two_speakers(ground: Ground, a: int, b: int) -> bool:
    """Whether two quotations are of two named people."""
    one, two = (s.source.entity if s.source is not None else None for s in ground.both(a, b))
    return one is not None and two is not None and one != two


def _told_beside(ground: Ground, i: int, extra: list[_Word], at: int) -> bool:
    """Whether the other account has those words too, beside those that it quotes: a statement is a clause of them."""
    edge = extra[:EDGE] if at else extra[-EDGE:]
    own = ground.said.statements[i].content
    text = ground.texts[ground.said.statements[i].document]
    near = text[max(0, own[0].start - REACH) : own[-1].end + REACH]
    row = [key for word in WORD.findall(LINK.sub(" ", near)) for key in spelt_out(word)]
    return f" {' '.join(w.key for w in edge)} " in f" {' '.join(row)} "


def _part(matcher: "SequenceMatcher[str]", one: list[_Word], two: list[_Word]) -> bool:
    """Whether the shorter quotation is a run of the longer one."""
    longest = matcher.find_longest_match()
    return longest.size >= max(CUT, 0.8 * min(len(one), len(two)))


def _inside(code: tuple[str, int, int, int, int], codes: Sequence[tuple[str, int, int, int, int]]) -> bool:
    """Whether a replacement stands between words that both have, and is short enough to be one."""
    at = codes.index(code)
    _, i, j, k, m = code
    return 0 < at < len(codes) - 1 and j - i <= 6 and m - k <= 6


def _reworded(
    ground: Ground, one: tuple[int, list[_Word]], two: tuple[int, list[_Word]],
    codes: Sequence[tuple[str, int, int, int, int]],
) -> Divergence:  # fmt: skip
    (a, first), (b, second) = one, two
    ours = [Span(first[i].span.start, first[j - 1].span.end) for _, i, j, _, _ in codes]
    theirs = [Span(second[k].span.start, second[m - 1].span.end) for _, _, _, k, m in codes]
    said = (ground.words(a, ours[0]), ground.words(b, theirs[0]))
    return ground.divergence(
        "wording", "compatible",
        [ground.side(f"“{said[0]}”", [(ground.said.statements[a].document, s) for s in ours], [a]),
         ground.side(f"“{said[1]}”", [(ground.said.statements[b].document, s) for s in theirs], [b])],
        f"The same words are quoted with “{said[0]}” by {ground.label(a)} and with “{said[1]}” by {ground.label(b)}.",
        (a, b),
    )  # fmt: skip


def _cut(ground: Ground, long: tuple[int, list[_Word]], short: tuple[int, list[_Word]], at: int) -> Divergence:
    """The longer side's extra words against the place where the shorter one begins or ends."""
    (a, extra), (b, edge) = long, short
    span = Span(extra[0].span.start, extra[-1].span.end)
    words = ground.words(a, span)
    told = words if len(words) <= 80 else f"{words[:77].rsplit(' ', 1)[0]} …"
    verb = "goes on" if at else "begins earlier"
    stop = "ends the quotation before that" if at else "begins the quotation after that"
    return ground.divergence(
        "wording", "compatible",
        [ground.side("the longer quotation", [(ground.said.statements[a].document, span)], [a]),
         ground.side("the shorter quotation",
                     [(ground.said.statements[b].document, Span(edge[0].span.start, edge[-1].span.end))], [b])],
        f"{ground.label(a)} {verb}: “{told}”; {ground.label(b)} {stop}.", (a, b),
    )  # fmt: skip


def _words(ground: Ground, i: int) -> list[_Word]:
    links = [span for _, span in ground.spelt(i, LINK)]
    own = ((w, span) for w, span in ground.spelt(i, WORD) if not any(link.holds(span) for link in links))
    out = [_Word(key, span) for word, span in islice(own, LONGEST) for key in spelt_out(word)]
    following = [w.key for w in out[1:]] + [""]
    return [replace(w, key="number") if w.key == "no" and k.isdigit() else w
            for w, k in zip(out, following, strict=True)]  # fmt: skip
