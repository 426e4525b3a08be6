"""Sentences in which a newsroom speaks of itself, and lines that only lead elsewhere: nobody's account of the event."""

import re
from collections.abc import Iterable
from functools import cache

from rashomon.layout.lines import Line
from rashomon.lexicon import words

_WORK = r"(?:[Rr]eporting|[Ee]diting|[Ww]riting|[Cc]ompiled|[Ee]dited|[Ww]ritten|[Rr]eported|[Tt]ranslated)"
_BY = re.compile(rf"\(?(?:Additional )?{_WORK}(?:,? (?:and )?{_WORK})*(?: in [A-Z]\w+)? by [A-Z]")
_CREDIT_WORDS = frozenset(
    "by in for at the from of and additional reporting editing writing compiled edited written de van von al".split()
)
_CONTRIBUTED = re.compile(
    r"[A-Z].{5,400}\b(?:contributed (?:reporting )?(?:to|for) (?:this|the) (?:report|story|article|post|piece)"
    r"|contributed reporting)\.?$"
)
_NO_ADVICE = re.compile(
    r"(?:Disclaimer|Disclosure): |(?:Nothing in )?[Tt]his (?:article|post|story|piece|content|page|site|report)\b"
    r".{0,120}\bnot\b.{0,120}\b(?:investment|financial|legal|medical|tax|trading|professional) advice\b"
    r"|(?:Please|Always|Readers should) (?:conduct|do|carry out) your own\b.{0,40}\bresearch\b"
)
_ABOUT_US = re.compile(
    r"The (?:leader|leading \w+) in (?:[\w-]+ ){1,4}news\b"
    r"|.{0,120}\b(?:media|news) (?:outlet|organi[sz]ation|site|company)\b.{0,40}\b(?:strives|abides|adheres)\b"
    r"|.{0,200}\bstrict set of editorial policies\b"
)
_ASKS = re.compile(
    r"Interested in (?:offering|sharing|contributing)\b.{0,80}\bour\b"
    r"|(?:Contact|E-?mail|Write to) (?:us|the (?:writers?|authors?|reporters?|editors?|newsroom))(?: at|:) \S+@"
)
_CHART = re.compile(
    r"(?:The|This|These|Our) (?:[\w-]+ ){0,2}?(?:charts?|graphs?|graphics?|tables?|infographics?|maps?)"
    r"(?: (?:below|above)|,? (?:from|by) (?:[A-Z][\w&.’'-]* ?){1,4}?)"
    r" ?(?:illustrat|show|summari[sz]|compar|depict|plot|track|list|chart)\w*\b"
)
_STEP = re.compile(r"(\d{1,3})\s?/\s?(\d{1,3})\s+(?=(?:(?:19|20)\d\d\s)?[\"“‘'(]?[A-Z])")
_LABEL = re.compile(r"(Story highlights)\s+(?=[\"“‘']?[A-Z])")
_UPDATED = re.compile(
    r"(?<=\S)\s+((?:Last )?[Uu]pdated:?\s+(?:(?:19|20)\d\d-\d\d-\d\d|[A-Z]\w{2,8}\.? \d{1,2}, (?:19|20)\d\d)"
    r"[\d:,.\s]{0,12}(?:[AaPp]\.?[Mm]\.?|[A-Z]{2,4})?\s?(?:\([A-Z][\w ./-]{1,40}\))?)$"
)
_LINK = re.compile(r"(?:https?://|pic\.twitter\.com/)\S+")
_SIGNED = re.compile(r"\s*(?:[—–-]\s.{1,60}\(@\w{1,20}\).{0,30})?$")
_WORD = re.compile(r"[^\W\d_]+")

FOREIGN = 3
"""Fewest function words of another language that make a line one of that language; a name hardly ever has two."""


def newsroom(text: str) -> bool:
    """Whether a sentence tells who wrote, whom to write to, what the piece or the outlet is, or what a chart shows."""
    if _BY.match(text):
        return text.startswith("(") or set(re.findall(r"\b[a-z]+\b", text)) <= _CREDIT_WORDS
    if _CONTRIBUTED.match(text) and " said " not in text and "that " not in text:
        return True
    return any(pattern.match(text) for pattern in (_NO_ADVICE, _ABOUT_US, _ASKS, _CHART))


def only_links(text: str) -> bool:
    """Whether a message says nothing but what its link leads to: `Details on the fire: https://... — Name (@name)`."""
    first = _LINK.search(text)
    if first is None or not text[: first.start()].rstrip().endswith(":") or any(mark in text for mark in '"“”'):
        return False
    last = first
    for last in _LINK.finditer(text):  # noqa: B007 the last one is wanted
        pass
    links = _LINK.sub("", text[first.start() : last.end()]).strip()
    return first.start() < 140 and not links and _SIGNED.match(text, last.end()) is not None


def step(text: str) -> tuple[int, int] | None:
    """The number of a picture in a gallery and how many there are, where the line is its caption: `3/16 2003 A man`."""
    match = _STEP.match(text)
    found = (int(match[1]), int(match[2])) if match else None
    return found if found and 1 <= found[0] <= found[1] else None


def foreign(text: str) -> bool:
    """Whether a line is in another language of the Latin script: many of its function words and none of English."""
    if any(mark in text for mark in '"“”«»@'):
        return False
    parts = [word.lower() for word in _WORD.findall(text[:1000])]
    if not words("layout", "tongues.english").isdisjoint(parts):
        return False
    most = max(sum(part in tongue for part in parts) for tongue in _tongues())
    return most >= FOREIGN and most * 5 >= len(parts)


def english(lines: Iterable[Line]) -> bool:
    """Whether most lines of a text hold English function words."""
    told = [not words("layout", "tongues.english").isdisjoint(_WORD.findall(line.text.lower())) for line in lines]
    return sum(told) * 2 > len(told)


@cache
def _tongues() -> tuple[frozenset[str], ...]:
    return tuple(words("layout", f"tongues.{name}") for name in ("german", "french", "spanish", "italian", "dutch"))


def parted(lines: Iterable[Line]) -> list[Line]:
    """The lines, with a label before the first words (`Story highlights`) and a stamp behind the last cut off."""
    out: list[Line] = []
    for line in lines:
        label = _LABEL.match(line.text)
        begin = label.end() if label else 0
        stamp = _UPDATED.search(line.text, begin) if len(line.text) < 300 else None
        end = stamp.start() if stamp else len(line.text)
        if label:
            out.append(_part(line, 0, label.end(1), gap=line.gap))
        out.append(_part(line, begin, end, gap=line.gap and not label))
        if stamp:
            out.append(_part(line, stamp.start(1), len(line.text), gap=False))
    return out


def _part(line: Line, start: int, end: int, *, gap: bool) -> Line:
    return Line(line.start + start, line.start + end, line.text[start:end], gap)
