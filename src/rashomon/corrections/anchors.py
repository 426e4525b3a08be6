"""Anchors: a statement by its words, so that it is found again when ids, offsets or other accounts have changed."""

from collections.abc import Iterable

from rashomon.model.analysis import Statement
from rashomon.model.correction import Anchor

AROUND = 32
"""Characters before and after, as common annotation clients store."""


def anchor_of(statement: Statement, account: str, text: str) -> Anchor:
    """The anchor of a statement in the account of that name, whose text is `text`."""
    first, last = statement.content[0], statement.content[-1]
    return Anchor(
        account=account,
        exact=tuple(span.of(text) for span in statement.content),
        prefix=text[max(0, first.start - AROUND) : first.start],
        suffix=text[last.end : last.end + AROUND],
    )


def find(anchor: Anchor, told: Iterable[tuple[Statement, str, str]]) -> tuple[str | None, str | None]:
    """The id of the statement that an anchor means, or why there is none; `told` are (statement, account, text).

    Where the same words stand twice in an account, those around decide; where these too are the same, none is taken.
    """
    exact = [
        (statement, text)
        for statement, account, text in told
        if account == anchor.account and tuple(span.of(text) for span in statement.content) == anchor.exact
    ]
    if not exact:
        return None, f"its words are no longer a statement of {anchor.account}"
    if len(exact) > 1:
        near = [(s, t) for s, t in exact if anchor_of(s, anchor.account, t) == anchor]
        exact = near or exact
    if len(exact) > 1:
        return None, f"its words stand {len(exact)} times in {anchor.account}, and it is not clear which are meant"
    return exact[0][0].id, None
