"""The forms that times take in news: the pieces of their patterns, and one pass of every rule over a text.

Rules only read; `times.py` picks the longest reading at each place and joins neighbours (a weekday and a clock time).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

from rashomon.language import times_dates, times_relative
from rashomon.language.numerals import any_of, small
from rashomon.language.times_reading import Reading, Rule, Setting
from rashomon.lexicon import load

_BLANK = re.compile(r"\[ -\]|\[- \]| ")


def readings(setting: Setting) -> Iterator[Reading]:
    """Every reading that some rule gives, in no order; they may overlap."""
    if not _may_tell(setting.text):
        return
    for pattern, rule in _rules():
        for match in pattern.finditer(setting.text):
            found = rule(match, setting)
            if found is not None:
                yield found


def _may_tell(text: str) -> bool:
    """Whether some rule may read anything: most sentences hold no word that any needs, and are done with here.

    What single words tell is kept, since news says the same words again and again.
    """
    hints = [hint for word in text.split() if (hint := _hint(word))]
    return "sure" in hints or (bool(hints) and _triggers()[1].search(text) is not None)


@lru_cache(16_384)
def _hint(word: str) -> Literal["sure", "perhaps", ""]:
    """Whether a run of letters and marks without blanks is a trigger, or may be a part of one of several words."""
    single, _, parts = _triggers()
    return "sure" if single.search(word) else "perhaps" if parts.search(word) else ""


@cache
def _triggers() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A word without which no rule can read anything: single ones, several in a row, the longest word of these."""
    table = load("months")
    names = [*table["months"]["names"], *table["weekdays"]["names"], *table["weekdays"]["short"], *table["seasons"]]
    stems = "second minute hour day week month year decade centur quarter fortnight annually nineteen twenty"
    stems += " morning noon night evening dawn daily tomorrow"
    phrases = [*table["elsewhere"], *table["indefinite"], *table["feasts"], "some time", "a while"]
    every = [*names, *stems.split(), *phrases]
    several = [words for words in every if " " in words]
    single, parts = ([word for word in every if " " not in word], [max(words.split(), key=len) for words in several])
    return (
        re.compile(rf"\d|{any_of(single)}|ies\b", re.IGNORECASE),
        re.compile(any_of(several), re.IGNORECASE),
        re.compile(any_of(parts), re.IGNORECASE),
    )


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    pieces = _pieces()
    return tuple(
        (re.compile(rf"(?<![\w$€£])(?<!\d[.,])(?:{_filled(pattern, pieces)})(?![\w])"), rule)
        for pattern, rule in (*times_dates.RULES, *times_relative.RULES)
    )


def _filled(pattern: str, pieces: dict[str, str]) -> str:
    for name, piece in pieces.items():
        pattern = pattern.replace("{" + name + "}", piece)
    return _BLANK.sub(lambda match: r"[\x20\xa0\n]" if match.group() == " " else r"[\x20\xa0\n-]", pattern)


@cache
def _pieces() -> dict[str, str]:
    """Named parts of the patterns. A blank in a rule is one blank or one newline."""
    table, numbers = load("months"), load("numbers")
    full, short = table["months"]["names"], list(table["months"]["short"])
    days, brief = any_of(list(table["weekdays"]["names"])), any_of(list(table["weekdays"]["short"]))
    days = rf"{days}|{days.lower()}"
    word = any_of(list(small()))
    vague = "a couple of|couple of|a few|few|several|many|some|a dozen|dozens of|hundreds of|thousands of|half an?"
    clear = [name for name in full if name not in ("March", "May")]
    small_letters = [name.lower() for name in clear if name != "August"]
    month = any_of([*full, *(name.upper() for name in full), *small_letters])
    return {
        "THIS": r"(?:(?i:this|last|next) (?={DAY})|[Tt]his (?={MONTH}))?",
        "MONTH": rf"(?:{month}|(?:{any_of(short)})\b\.?)",
        "CLEAR": rf"(?:{any_of([*clear, *small_letters])})",
        "DAY": rf"(?:{days}|(?:{brief})\b\.?(?=,? (?:\d|{month})))",
        "D": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)",
        "TH": r"(?:3[01]st|(?:[12]\d|[1-9])(?:st|nd|rd|th)|30th)",
        "Y": r"(?:1[5-9]|20)\d\d(?![\w%]|[.,:]\d)",
        "N": r"(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d| 1/2)?"
        rf"|(?:{word})(?:[ -](?:{word}))?(?: (?:hundred|thousand|dozen))?|{vague}|an?)"
        r"(?: and a half)?(?: or (?:so|more|two)| (?:more|to \d{1,4}|straight|consecutive|full))?",
        "UNIT": r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|century|centur(?=ies))",
        "PART": r"(?:morning|afternoon|evening|night|lunchtime|dawn|noon)",
        "EARLY": r"(?:(?:[Ee]arly|[Mm]id|[Ll]ate|[Tt]he (?:beginning|start|middle|end) of"
        r"|[Tt]he (?:first|second) half of|[Ee]arlier in|[Ll]ater in|[Ee]nd of|[Mm]iddle of)[ -])",
        "SEASON": r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)",
        "WHICH": r"(?P<which>last|past|next|coming|upcoming|this|current|previous)",
        "NTH": "first|second|third|fourth|1st|2nd|3rd|4th",
        "FEAST": any_of(list(table["feasts"])),
        "ELSEWHERE": any_of([*table["elsewhere"], *table["indefinite"]]),
        "TENS": any_of(list(numbers["tens"])),
        "ONES": any_of([name for name, number in numbers["ones"].items() if 0 < number < 10]),
        "TEENS": any_of([name for name, number in numbers["ones"].items() if 9 < number < 20]),
    }
