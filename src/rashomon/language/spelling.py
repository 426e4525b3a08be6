"""A word as it is known however it is written: "couldn't" is "could not", "2nd" is "second", "ten" is "10"."""

import re
from functools import lru_cache

from rashomon.language.numerals import small

ENDINGS = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
STEMS = {"ca": "can", "wo": "will", "sha": "shall"}
"""What is left of these before "n't"."""
BEING = frozenset({"it's", "he's", "she's", "that's", "there's", "what's", "who's", "here's"})
"""With others, "'s" is mostly somebody's."""
BRITISH = (
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|able|ful|ite)?$)"), "or"),
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|ing|ation)$)"), "iz"),
    (re.compile(r"(?<=[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=[fc]en)ce(?=s?$)"), "se"),
    (re.compile(r"mme(?=s?$)"), "m"),
)
"""Endings in British spelling with the American ones: "rumours", "defence"; words turned wrongly are turned alike."""
ORDINALS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip


@lru_cache(65_536)
def spelt_out(word: str) -> tuple[str, ...]:
    """The word or words that a written word stands for, in lower case."""
    low = word.lower().replace("’", "'")
    if low == "cannot":
        return "can", "not"
    if low.endswith("n't") and len(low) > 3:
        return STEMS.get(low[:-3], low[:-3]), "not"
    if low in BEING:
        return low[:-2], "is"
    for ending, whole in ENDINGS.items():
        if low.endswith(ending):
            return low[: -len(ending)], whole
    for british, american in BRITISH:
        low = british.sub(american, low)
    value = small().get(low)
    return (str(value) if value is not None else ORDINALS.get(low, low),)
