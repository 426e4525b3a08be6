"""Those who were heard or spoken of before, and what a later pronoun or epithet may mean by them."""

import re
from functools import lru_cache

import msgspec

from rashomon.attribute.kinds import ANONYMOUS, EPITHETS, PERSONS, UTTERED
from rashomon.attribute.offices import NEVER, PAPERS
from rashomon.lexicon.naming import naming
from rashomon.model.analysis import Source

BEHIND = frozenset(
    "of in at from for with by on to near close familiar who whom whose which that … — - briefed speaking involved "
    "named called working present".split()
)
"""Words behind the noun of a description that tell more of it."""
AGAIN_CALLED = EPITHETS | NEVER | {"broadcaster", "publisher"}
"""Callings by which somebody named is called again, or that are no person's."""
ONE = re.compile(r"(?:an?|one|another) ")
"""What a description of one unnamed person begins with; "US media" or "donors" are not meant by "he" or "she"."""
VOICES = frozenset({"spokesman", "spokeswoman", "spokesperson", "representative", "source", "user"})
"""One without a name whom papers call "they": "a spokesman said ...; they added"."""
TOGETHER = frozenset(
    "couple pair group crowd team family trio duo panel majority coalition committee board jury court company firm "
    "agency website newspaper statement report number handful series".split()
)
"""Nouns with "a" before them that are several people, or none: no "he"."""
FOLK = frozenset("couple pair group family trio duo team crew".split())
"""Of these, those who are people."""
AGENTS = (
    "er", "or", "ist", "ian", "man", "woman", "person", "ant", "dent", "gent", "ee", "boy", "girl", "child", "friend",
    "republican", "democrat", "wife", "husband", "son",
)  # fmt: skip
"""Ends of nouns for one who does something or is somebody's; "a resolution" is no "she"."""
ALWAYS_MANY = frozenset({"police", "staff", "people", "authorities", "troops"})


class Heard(msgspec.Struct, frozen=True):
    """Somebody who may be meant by a later pronoun: a source, or the subject of a narrated sentence."""

    at: int
    post: str | None
    source: Source
    person: bool
    plural: bool
    uttered: frozenset[str]
    """What the words were put in, as the sentence tells: "said in a statement"."""


def at_of(heard: Heard) -> int:
    """Where somebody was heard, to sort by."""
    return heard.at


def head_word(words: list[str]) -> str:
    """The noun of a description, in front of what is said of it: "source" of "a source close to the board"."""
    end = next((k for k, word in enumerate(words) if k > 1 and (word in BEHIND or word.endswith("ed"))), len(words))
    return words[end - 1].rstrip(",") if words else ""


@lru_cache(4_096)
def calling(description: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a description in lower case, and those of them that may be its noun: the last one and the head."""
    words = description.lower().split()
    return frozenset(words), frozenset({*words[-1:], head_word(words)})


def is_one(source: Source) -> bool:
    """As in "A man of 40", "an aide to Vane": one person without a name, whom the next "he" may mean."""
    description = (source.description or "").lower()
    noun = head_word(description.split())
    if ONE.match(description) is None or noun in TOGETHER | UTTERED | PAPERS:
        return False
    return noun in ANONYMOUS | PERSONS or noun in naming().roles or noun.endswith(AGENTS)


def is_officer(source: Source) -> bool:
    """As in "The director said ...": one person by his calling, whom the next "he" means as well as a name would."""
    words = (source.description or "").lower().split()
    noun = head_word(words)
    called = (noun in PERSONS or noun in naming().roles) and noun not in AGAIN_CALLED
    one = words[:1] == ["the"] or (words[0].endswith(("'s", "’s")) if words else False)
    return source.entity is None and one and called


def is_voice(source: Source) -> bool:
    """As in "A spokesman for the port": one who speaks for others, and whom "they" may mean."""
    return source.entity is None and head_word((source.description or "").lower().split()) in VOICES


def is_group(source: Source) -> bool:
    """As in "A family in the suburbs": several people told of as one, whom the next "they" may mean."""
    words = (source.description or "").lower().split()
    return source.entity is None and head_word(words) in FOLK


def is_body(heard: Heard) -> bool:
    """Whether somebody heard may be meant by "it": a body with a name, or one thing that is described."""
    words = (heard.source.description or "").lower().split()
    if heard.person or heard.plural or (words and words[-1] in ALWAYS_MANY):
        return False
    described = len(words) > 1 and words[0] in ("the", "a", "an")
    thing = words[-1:] and (words[-1] in PAPERS or words[-1] not in ANONYMOUS | PERSONS)
    return heard.source.named or (described and bool(thing) and not words[-1].endswith("s"))
