"""Groups by their number: "the four nations" after a list of four names, and "the nations" from then on."""

import re

NOUNS = "nations|countries|states|powers|governments|capitals|allies|leaders|ministers|parties|unions|companies|firms"
NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7}
"""Pairs are left out: any two names beside each other would be one."""
COUNTED = re.compile(rf"(?:the|all|these|those) (?:(?P<number>{'|'.join(NUMBERS)}) )?(?P<noun>{NOUNS})$", re.IGNORECASE)
NAME = r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
LIST = re.compile(rf"{NAME}(?:, {NAME})+,? and {NAME}")
BACK = 3000
"""Code points back to which the list may stand: half an article."""


def listed(words: str, text: str, at: int) -> str | None:
    """The list of names that a counted group at `at` stands for, word for word; None when there is none."""
    found = COUNTED.match(words)
    if found is None:
        return None
    before = text[max(0, at - BACK) : at]
    number = found["number"] or _number(found["noun"], before)
    wanted = NUMBERS.get((number or "").lower())
    lists = [m.group() for m in LIST.finditer(before)]
    return next((one for one in reversed(lists) if len(re.split(r",? and |, ", one)) == wanted), None)


def _number(noun: str, before: str) -> str | None:
    """The number by which the group was called before."""
    called = re.findall(rf"\b({'|'.join(NUMBERS)}) {noun}\b", before, re.IGNORECASE)
    return called[-1] if called else None
