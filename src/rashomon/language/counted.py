"""What a number counts: the noun behind it, found without a parser, and for each of what it is counted."""

import re
from collections.abc import Callable

from rashomon.lexicon import load, words

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*(?:-\w+)*")
_GAP = re.compile(r"[ \u00a0\n]?[-–]?[ \u00a0]?(?:[\"'“‘][ ]?)?")
_TWIN = re.compile(r"(?:and|or) [A-Z][a-z]+ [a-z]")
"""Two adjectives of nation before one noun: "French and German officials"."""
_RATE = re.compile(r" (?:an?|per|each|every)\b", re.IGNORECASE)
_LINK = re.compile(r"[ ](?:worth )?(?:(?P<of>of)|in(?= (?-i:[a-z])))[ ](?:the |its |their |all )?", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:an?|the|its|their|his|her|new|another) [^\s\d]{0,4}\d\S*(?: [a-z]+)?$", re.IGNORECASE)
"""Before money that stands as an adjective: "a $900 million loan"."""
_REACH = 5
"""So many words behind a number are looked at for the noun ("1,000 Ukrainian and foreign-born prisoners")."""
_EACH_BEHIND = re.compile(
    r"[^.;:!?\n]{0,60}?\b(?:(?P<each>each|apiece)\b"
    r"(?= (?:side|party|country|nation|team|camp)\b|\W*(?:$|[.,;:!?)\n\"”’—–-])"
    r"| (?:in|from|to|for|after|as|under|following|at|by|and|of)\b)"
    r"|per (?P<per>[A-Za-z]{2,20})"
    r"|an? (?P<time>day|week|month|year|hour|head|person|piece|barrel|tonne|night|minute))",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(r"\beach(?! of)(?: (?:side|party|country|nation))?(?: [a-z]{1,12}){0,4} $", re.IGNORECASE)

Lemma = Callable[[int], str | None]


def counted(text: str, end: int, *, many: bool, unit: str | None, lemma_at: Lemma | None = None) -> str | None:
    """Lemma of the noun that the number ending at `end` counts, or None.

    With a unit the noun must follow "of", "in" or "worth of", or stand right behind a currency ("$900 million loan").
    """
    at = _noun_starts(text, end, unit)
    if at is None:
        return None
    ahead, closed = _ahead(text, at)
    if not ahead:
        return None
    chosen = _head(ahead) if many or unit is not None else _single(ahead, closed=closed)
    if chosen is None:
        return None
    start, word = chosen
    known = lemma_at(start) if lemma_at is not None else None
    return _same(known.lower() if known else singular(word))


def _noun_starts(text: str, end: int, unit: str | None) -> int | None:
    """Where to look for the noun; None when a unit stands between and nothing leads on from it."""
    if unit is None:
        return end
    link = _LINK.match(text, end)
    money = len(unit) == 3 and unit.isupper()
    if link is not None and (money or link["of"]):
        return link.end() - 1
    if unit == "fraction":
        return end if text.endswith(("of", "the"), 0, end) else None
    adjective = money and not _RATE.match(text, end) and _DETERMINER.search(text, max(0, end - 40), end)
    return end if adjective else None


def _ahead(text: str, at: int) -> tuple[list[tuple[int, str]], bool]:
    """The words that may belong to the counted noun, with their places; and whether their group ends for sure."""
    out: list[tuple[int, str]] = []
    ends, skipped = words("numbers", "nouns.ends"), words("numbers", "nouns.skipped")
    irregular = load("numbers")["nouns"]["irregular"]
    while len(out) < _REACH:
        gap = _GAP.match(text, at)
        match = _WORD.match(text, gap.end() if gap else at)
        if match is not None and out and out[-1][1][0].isupper() and _TWIN.match(text, match.start()):
            at = match.end()
            continue
        if match is None or match.group().lower() in ends or (match.group().lower() == "of" and out):
            return out, True
        word = re.sub(r"['’]s?$", "", match.group())
        owner = word != match.group() and not match.group().endswith(("s'", "s’"))
        passed = owner or word.lower() in skipped or word.lower().endswith("ly")
        if word.lower() in irregular or not passed:
            out.append((match.start(), word))
        at = match.end()
        if text[at : at + 1] not in (" ", "\u00a0", "\n", "-"):
            return out, True
    return out, False


def _single(ahead: list[tuple[int, str]], *, closed: bool) -> tuple[int, str] | None:
    """The noun when one is counted: no plural shows it, so the group must end for sure; a verb in -ed is passed."""
    if not closed or len(ahead) > 3:
        return None
    return ahead[-2] if len(ahead) > 1 and ahead[-1][1].endswith("ed") else ahead[-1]


def _head(ahead: list[tuple[int, str]]) -> tuple[int, str] | None:
    """The noun among the words: the first plural, else the first that is no adjective."""
    states = load("numbers")["nouns"]["irregular"]
    for start, word in ahead:
        state = states.get(word.lower()) == word.lower()
        if _plural(word) and not (state or (word[:1].isupper() and len(ahead) > 1)):
            return start, word
    for start, word in ahead:
        lower = word.lower()
        if lower in states or not (word[:1].isupper() or lower.endswith(_ADJECTIVES) or "-" in word):
            return start, word
    last = ahead[-1]
    known = not last[1].lower().endswith(_ADJECTIVES) and (not last[1][:1].isupper() or _plural(last[1]))
    return last if known else None


_ADJECTIVES = ("ian", "ish", "ese", "ous", "ful", "ive", "able", "ible", "less", "est", "ical", "onal", "ntial", "ered")
"""Endings that a counted noun rarely has ("civilian" and "ian" nouns are found by their plural)."""


def _plural(word: str) -> bool:
    lower = word.lower()
    return lower in load("numbers")["nouns"]["irregular"] or (
        len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ous"))
    )


def singular(word: str) -> str:
    """The singular in lower case by rule: prisoners -> prisoner, countries -> country, people -> person."""
    lower = word.lower()
    parts = lower.split("-")
    if len(parts) > 1 and parts[1] in ("of", "in"):
        return singular(parts[0])
    known = load("numbers")["nouns"]["irregular"].get(lower)
    if known:
        return str(known)
    if not _plural(lower):
        return lower
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return lower[:-2]
    return lower[:-1]


def _same(lemma: str) -> str:
    return str(load("numbers")["nouns"]["same"].get(lemma, lemma))


_ALONG = {"deep": "depth", "tall": "height", "high": "height", "wide": "width", "broad": "width", "long": "length",
          "thick": "thickness"}  # fmt: skip
_DIMENSION_BEHIND = re.compile(rf"[ \u00a0-](?P<along>{'|'.join(_ALONG)})(?![\w])", re.IGNORECASE)
_DIMENSION_BEFORE = re.compile(
    r"\b(?P<name>depth|height|width|length|thickness|diameter|altitude)"
    r"(?: (?:of|to|was|is|at))?(?: (?:about|around|some|nearly|roughly|almost|just|only|over|under))? $",
    re.IGNORECASE,
)


def dimension(text: str, start: int, end: int) -> str | None:
    """What a length between `start` and `end` measures: the depth of "80 metres deep" and "a depth of 80 metres"."""
    behind = _DIMENSION_BEHIND.match(text, end)
    if behind is not None:
        return _ALONG[behind["along"].lower()]
    before = _DIMENSION_BEFORE.search(text, max(0, start - 40), start)
    return before["name"].lower() if before is not None else None


def each(text: str, start: int, end: int, limit: int | None) -> str | None:
    """For whom or what the number is counted: "each", "person", "day"; `limit` is where the next number begins."""
    stop = len(text) if limit is None else limit
    match = _EACH_BEHIND.match(text, end, min(stop, end + 90))
    if match is None:
        return "each" if _EACH_BEFORE.search(text, max(0, start - 60), start) else None
    if match["each"]:
        return "each"
    return (match["per"] or match["time"]).lower()
