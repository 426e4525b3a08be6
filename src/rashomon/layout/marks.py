"""The marks by which furniture shows inside flattened text: fixed phrases, credits, galleries."""

import re
from collections import Counter
from functools import cache
from typing import Literal, NamedTuple

from rashomon.layout import furniture
from rashomon.lexicon import phrases, words

Kind = Literal["caption", "credit", "link", "numbered", "desk", "page", "inline", "gallery", "related"]

_SLIDES = re.compile(r"\b\d{1,3}\sof\s\d{1,3}\sFull Screen Autoplay Close\b")
_SLIDES_END = "Wait 1 second to continue."
_SHOW_ALL = re.compile(r"\d{1,3}\sshow all\b")
_STEP = re.compile(r"\b(?P<at>\d{1,3})/(?P<of>\d{1,3})\b")
_SHARE = re.compile(r"(?:Skip in Skip )?x Embed x Share")
_OF = re.compile(r"\b\d{1,3} of \d{1,3}\b(?: Last VideoNext Video)?")
_NUMBER = re.compile(r"\d{1,3}$")
_DESKS = ("GETTY", "REUTERS", "SWNS", "REX", "EPA", "AFP", "PA", "AP", "BBC", "TWITTER", "SPLASH", "ALAMY", "FACEBOOK")
_DESK = re.compile(
    rf"(?:(?<=[.!?\"”'’]\s)|^)(?:{'|'.join(_DESKS)})(?:[*•/](?:{'|'.join(_DESKS)}))*(?=\s[A-Z][a-z]|\s[A-Z]\s)"
)
_MONTH = r"(?!\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
LONGEST_GALLERY = 6000
"""How far from its head a slide show's last step is looked for (characters); longer ones were not met."""


class Sign(NamedTuple):
    """One mark: `text[start:end]`."""

    start: int
    end: int
    kind: Kind


@cache
def _pattern() -> re.Pattern[str]:
    agencies = sorted((re.escape(name) for name in words("layout", "pictures.agencies")), key=len, reverse=True)
    names = "|".join(agencies)
    fixed = sorted(phrases("layout", "flat.boilerplate"), key=len, reverse=True)
    page = "|".join(re.escape(phrase) for phrase in fixed)
    return re.compile(
        r"(?P<caption>\b(?:Image|Media|Video|Photo)\scaption\b[,:]?)"
        r"|(?P<credit>\b(?:Image|Media|Video|Photo)\s(?:source|copyright|credit)\b[,:]?)"
        r"|(?P<link>\bRead more\b(?=\s+[A-Z\"“'‘]|\s*$))"
        rf"|(?P<numbered>(?<![\w@])(?:{names})(?:\s?[:/-]\s?[A-Z][\w ]{{2,24}}?)?\s\d{{1,3}}(?=\s[A-Z\"“'‘]))"
        rf"|(?P<page>{page}|Get \w+ updates directly to your inbox)"
        r"|(?P<related>\b[Rr]elated (?:[Ss]tories|[Aa]rticles)\b)"
        r"|(?P<inline>\([^()\n]{2,120}\)(?=\s+[A-Z\"“'‘(]|\s*$))"
    )


def find(text: str) -> list[Sign]:
    """Every mark of furniture in the text, in order, without overlap; of words in parentheses only credits."""
    found: list[Sign] = []
    for match in _pattern().finditer(text):
        kind = match.lastgroup
        if kind != "inline" or furniture.credit_in_parentheses(match.group()[1:-1]):
            found.append(Sign(match.start(), match.end(), kind))  # type: ignore[arg-type]
    found += _galleries(text) + _playlist(text) + _counted(text, found) + _desks(text)
    out: list[Sign] = []
    for sign in sorted(found, key=lambda sign: (sign.start, -sign.end)):
        if not out or sign.start >= out[-1].end:
            out.append(sign)
    return out


def _galleries(text: str) -> list[Sign]:
    """Slide shows whose every step stands in the text: from the head to the last step."""
    out: list[Sign] = []
    for head in _SLIDES.finditer(text):
        stop = text.find(_SLIDES_END, head.end(), head.end() + LONGEST_GALLERY)
        end = stop + len(_SLIDES_END) if stop >= 0 else head.end()
        out.append(Sign(head.start(), end, "gallery"))
    at = 0
    while match := _SHOW_ALL.search(text, at):
        last = match.end()
        for step in _STEP.finditer(text, match.end(), min(len(text), match.end() + LONGEST_GALLERY)):
            last = step.end()
            if step["at"] == step["of"]:
                break
        credit = furniture.next_agency(text, last, last + 400)
        at = credit or last
        out.append(Sign(match.start(), at, "gallery"))
    return out


def _playlist(text: str) -> list[Sign]:
    """A player's list of other films, each with `x Embed x Share` and its number: one gallery from first to last."""
    shares = list(_SHARE.finditer(text))
    if len(shares) < 2:
        return []
    numbers = list(_OF.finditer(text, shares[0].start()))
    end = max(shares[-1].end(), numbers[-1].end() if numbers else 0)
    return [Sign(shares[0].start(), end, "gallery")]


def _counted(text: str, found: list[Sign]) -> list[Sign]:
    """`Name of a desk 22`: where several credits end in one number (that of the pictures), so may others."""
    credited = (text[sign.start : sign.end] for sign in found if sign.kind == "numbered")
    numbers = Counter(match.group() for credit in credited if (match := _NUMBER.search(credit)))
    if not numbers or numbers.most_common(1)[0][1] < 2:
        return []
    number = numbers.most_common(1)[0][0]
    pattern = re.compile(rf"(?:(?<=\s)|^)(?:[A-Z][\w:&-]*\s){{0,4}}{number}(?=\s[A-Z\"“'‘]){_MONTH}")
    return [Sign(match.start(), match.end(), "numbered") for match in pattern.finditer(text)]


def _desks(text: str) -> list[Sign]:
    """Credits in capitals that open a caption, where the text has two or more of them."""
    found = [Sign(match.start(), match.end(), "desk") for match in _DESK.finditer(text)]
    return found if len(found) >= 2 else []
