"""Quotations in titles that name no speaker, where the story below quotes the same words and says whose they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from rashomon.attribute.raw import speech_marks
from rashomon.attribute.voices import key
from rashomon.lexicon.gazetteer import plain
from rashomon.model.analysis import Statement

LEAST = 4
"""Words that a quotation in a title needs: fewer are a term that several people may use."""
WHOLE = 0.8
"""Share of a title's statement that its quotation must fill: otherwise the outlet says something of its own there."""
SPOKEN = frozenset({"direct", "mixed"})


def echoed(statements: Sequence[Statement]) -> dict[str, Statement]:
    """By id, the statements of titles that quote what the text below quotes, with the speaker whom it names there.

    As in "'It may all have gone wrong': three saved from the river" over a story in which Ida Vane says so.
    """
    titles = [(s, words) for s in statements if _is_bare(s) and (words := _quotation(s.text))]
    if not titles:
        return {}
    below = _index(s for s in statements if s.source is not None and s.form in SPOKEN and not s.headline)
    out: dict[str, Statement] = {}
    for title, words in titles:
        near = (s for s in below.get(words[:LEAST], ()) if s.post == title.post and _holds(_words(s.text), words))
        whose = {key(s.source): s.source for s in near if s.source is not None}
        if len(whose) == 1:
            out[title.id] = replace(title, source=next(iter(whose.values())), form="direct")
    return out


def _is_bare(statement: Statement) -> bool:
    return statement.headline and statement.source is None


def _quotation(text: str) -> tuple[str, ...]:
    """The quoted words of a title that is little else than a quotation; none for another."""
    found = next((q for q in speech_marks(text) if q.closed), None)
    words = _words(found.inner.of(text)) if found is not None else ()
    return words if len(words) >= LEAST and len(words) >= WHOLE * len(_words(text)) else ()


def _words(text: str) -> tuple[str, ...]:
    marks = "\"'“”‘’.,!?:;…()"
    return tuple(word for part in plain(text).split() if (word := part.strip(marks)))


def _index(statements: Iterable[Statement]) -> dict[tuple[str, ...], list[Statement]]:
    """Statements by each run of `LEAST` words in them."""
    out: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement in statements:
        words = _words(statement.text)
        for run in {words[at : at + LEAST] for at in range(len(words) - LEAST + 1)}:
            out[run].append(statement)
    return out


def _holds(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
