"""Numbers that are no quantities: parts of names, list numbers, ordinals, "one" as a pronoun; and ages."""

import re

from rashomon.language.numerals import Numeral
from rashomon.lexicon import load, words

_REACH = 40
"""How far before a number the word that makes it a name may begin, in characters."""
_NAME = re.compile(r"(?:\b([A-Za-z&]{1,20})\.?[ -]|[#№])$")
_GROUP = re.compile(r"\b(Group) of (?:the )?$")
_LIST = re.compile(r"(?:^|\n)[ \t]*$")
_OLD = re.compile(r"[- ]olds?\b")


def age_end(text: str, numeral: Numeral, end: int) -> int | None:
    """Where an age ends ("53-year-old", "16 years old", "Tamsin Oakes, 41,"), or None when the number is no age.

    `end` is where the number with its unit ends.
    """
    if match := _OLD.match(text, end):
        return match.end()
    if numeral.words or not 0 < numeral.low < 120 or numeral.low != int(numeral.low) or end != numeral.end:
        return None
    behind_name = re.search(r"[A-Z][\w'’-]+, $", text[max(0, numeral.start - _REACH) : numeral.start])
    return end if behind_name and text[end : end + 1] in (",", ".", ";", ")") else None


def is_name(text: str, numeral: Numeral) -> bool:
    """Whether a number names something: after a label, after a capital word with no noun behind, glued to letters."""
    before, after = text[max(0, numeral.start - _REACH) : numeral.start], text[numeral.end : numeral.end + 24]
    if not numeral.words:
        if _in_code(before, after):
            return True
    elif re.match(r"-(?:and-|[A-Za-z]+-[A-Za-z])", after) and numeral.low == 1:
        return True
    if text[numeral.start : numeral.end].lower() == "one":
        return _is_pronoun(before, after)
    label = _GROUP.search(before) or _NAME.search(before)
    if label is None:
        return False
    if label[1] is None:
        return True
    large = numeral.low > 9999 or "," in text[numeral.start : numeral.end]
    known = label[1].lower() in words("numbers", "labels.words") and not large
    return known and (not numeral.words or label[1][0].isupper())


def _in_code(before: str, after: str) -> bool:
    """Whether digits belong to a code (F-16, +44 20), an ordinal (12th, 90s) or a list number."""
    glued = re.search(r"[A-Za-z]\d*[-–/]$", before) and not re.search(r"\b(?:for|mid|pre|post|to)[-–]$", before)
    listed = _LIST.search(before) and re.match(r"[.)]\s", after)
    ordinal = re.match(r"(?:st|nd|rd|th|s)\b|[_@\\]", after)
    phone = re.search(r"\+\d{0,3}\s?$|\d $", before) or re.match(r" \d{3,4}(?![\d,.]|[ -]?[a-z])", after)
    return bool(glued or listed or ordinal or phone)


def _is_pronoun(before: str, after: str) -> bool:
    """Whether "one" counts nothing: "one of", "no one", "this one", "one day"."""
    last, first = re.search(r"([A-Za-z]+)\W?$", before), re.match(r"[ -]([A-Za-z]+)", after)
    if first is None or first[1].lower() in words("numbers", "labels.not_one_after"):
        return True
    if first[1].endswith("ing"):
        return True
    if re.search(r"[^s]s$", first[1]) and first[1].lower() not in load("numbers")["nouns"]["irregular"]:
        return True
    return bool(last and last[1].lower() in words("numbers", "labels.not_one_before"))


def stands_alone(text: str, start: int, numeral: Numeral, unit: str | None, of: str | None) -> bool:
    """A number that counts and measures nothing where it is likely a year or part of a name ("Channel 4").

    A capital word before it makes a name unless it is one that opens sentences and headlines.
    """
    spelt = text[numeral.start : numeral.end]
    if unit is not None or of is not None or not spelt.isdigit() or len(spelt) > 4:
        return False
    if start == numeral.start and re.fullmatch(r"(?:1[5-9]|20)\d\d", spelt):
        return True
    before = re.search(r"(?<![\w'’])([A-Z][A-Za-z'’]*)[ -]$", text[max(0, start - _REACH) : start])
    return bool(before and before[1].lower() not in words("numbers", "labels.openers"))
