"""The body or party that is named right behind a name: "Rabbi X of the Y Temple", "X from Y", "X's Free Democrats"."""

from __future__ import annotations

from rashomon.annotate.grammar import POSSESSIVE, role_noun
from rashomon.annotate.roles import Beside
from rashomon.language.parser import Doc
from rashomon.lexicon.naming import naming


def belongs(doc: Doc, first: int, end: int) -> Beside | None:
    """Find the body in "Rabbi X of the Y Temple", and with "from" or "at" where X is the one who tells something."""
    if end + 1 >= len(doc):
        return None
    if doc[end].text in POSSESSIVE:
        return _led_family(doc, end + 1)
    if doc[end].lower_ not in {"of", "from", "at"}:
        return None
    if doc[end].lower_ != "of" and not _tells(doc, first):
        return None
    start = end + 1 + (doc[end + 1].lower_ == "the")
    stop = start
    while stop < len(doc) and (doc[stop].pos_ == "PROPN" or (stop > start and _joins(doc, stop))):
        stop += 1
    named = {token.lower_ for token in doc[start:stop]} & naming().body_nouns
    shaped = stop - start > 1 or any(char.isupper() for char in doc[start : start + 1].text[1:])
    return Beside(start, stop, stop - 1, "from") if stop > start and (named or shaped) else None


def _led_family(doc: Doc, start: int) -> Beside | None:
    """Find the political family in "X's Free Democrats worry": all of a phrase, not a word before its noun."""
    families = naming().families
    for size in range(min(3, len(doc) - start), 0, -1):
        stop = start + size
        if doc[start:stop].text in families and doc[stop - 1].text.endswith(("s", "Party")):
            runs_on = stop < len(doc) and doc[stop].pos_ in {"NOUN", "PROPN", "ADJ"}
            return None if runs_on else Beside(start, stop, stop - 1, "from")
    return None


def _joins(doc: Doc, at: int) -> bool:
    """Whether a small word joins two words of one name ("Bank for Harbours")."""
    return doc[at].lower_ in {"of", "for", "and", "&"} and at + 1 < len(doc) and doc[at + 1].pos_ == "PROPN"


def _tells(doc: Doc, first: int) -> bool:
    """Whether a name opens its sentence or follows "according to", "by" or a verb of saying."""
    if first == 0 or doc[first].is_sent_start:
        return True
    while first > 1 and (role_noun(doc[first - 1]) or doc[first - 1].lower_.rstrip(".") in naming().address):
        first -= 1
    before = doc[first - 1]
    if before.lower_ == "to":
        return first > 1 and doc[first - 2].lower_ == "according"
    return before.lower_ == "by" or before.lemma_ in {"say", "add", "explain", "write"}
