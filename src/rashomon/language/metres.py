"""Whether the m behind a number means metres or millions: "a 40m-deep well", "40m people", "£40m".

Told by what stands around it; where nothing tells, it is read as news mostly means it, as millions.
"""

import re
from functools import cache

from rashomon.lexicon import load, phrases, words

_BEFORE, _BEHIND = 48, 40
"""Characters looked at on either side."""
_WORD = re.compile(r"[ \u00a0-]([A-Za-z]+)(?=[^\w'’]|$)")
_OTHER_LENGTH = re.compile(
    r"[ \u00a0]?[(\[][ ]?(?:about |around |some |roughly |nearly )?"
    r"\d[\d,.]* ?(?:ft|feet|foot|yards|yds|inches|in|miles?)\b"
)
_CURRENCY = re.compile(r"(?:[$€£¥₽₴₹₪₩₺₦]|\b[A-Z]{3}|\bRs)[ \u00a0]?$")


@cache
def _measured() -> re.Pattern[str]:
    """Words before a number that name a length: "a depth of some 40m"."""
    names = "|".join(phrases("units", "metres.before"))
    return re.compile(rf"\b(?:{names})(?: (?:of|to|at|from|was|is|by))?(?: [a-z]+){{0,2}} $", re.IGNORECASE)


@cache
def _singular_group() -> re.Pattern[str]:
    """An article right before the number: "a 40m well" is measured, "a £40m deal" is money without its sign."""
    return re.compile(r"\b(?:an?|the|its|their|this|that) $", re.IGNORECASE)


def metres(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, digits with an m, is a length."""
    before, behind = text[max(0, start - _BEFORE) : start], text[end : end + _BEHIND]
    if _CURRENCY.search(before):
        return False
    if _OTHER_LENGTH.match(behind) or _measured().search(before):
        return True
    following = _WORD.match(behind)
    word = following[1].lower() if following else ""
    if word in words("units", "metres.behind"):
        return True
    if not _singular_group().search(before) or not word:
        return False
    return not _many_or_money(behind)


def _many_or_money(behind: str) -> bool:
    """Whether one of the next words is a plural, which millions are counted in, or a sum of money."""
    irregular, money = load("numbers")["nouns"]["irregular"], words("units", "metres.money")
    at = 0
    for _ in range(3):
        found = _WORD.match(behind, at)
        if found is None:
            return False
        word = found[1].lower()
        if word in irregular or word in money or (word.endswith("s") and not word.endswith(("ss", "us", "is"))):
            return True
        at = found.end()
    return False
