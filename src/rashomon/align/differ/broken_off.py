"""A post quoted whole here and broken off at the end of a sentence there.

A quotation of several sentences makes several statements, so what one account leaves out is no part of the one that
both carry. Only posts are looked at: they are short and there to be read whole, while of a speech every account quotes
what it needs.
"""

import re
from collections.abc import Iterator

from rashomon.align.differ.ground import Ground
from rashomon.language.spelling import spelt_out
from rashomon.model.record import Divergence
from rashomon.model.span import Span

POST = re.compile(
    r"\b(?:tweet(?:s|ed|ing)?|(?:on|to) (?:Twitter|Facebook|Instagram|Telegram|Truth Social|X|Weibo)|posted|a post)\b"
)
"""That words are those of a post."""
BESIDE = 160
"""Code points before and behind a quotation in which that is said."""
OPENS, CLOSES = '“"„«', '”"»'
GOES_ON = re.compile(r"\s*(?P<rest>[^”\"»“„«\n]{12,280}?)[”\"»]")
"""What follows in the same quotation, up to its end."""
TAGS = re.compile(r"[#@]\w+|(?:https?://|www\.|pic\.)\S+")
"""Marks and addresses at the end of a post, which every account leaves out."""
WORD = re.compile(r"\w+(?:['’]\w+)?")
EDGE = 4
"""Last words that both must share, and first words of what follows that the other account must not have at all."""


def broken_off(ground: Ground) -> Iterator[Divergence]:
    """One item for each claim of which an account ends a post's quotation where another goes on."""
    held: dict[str, str] = {}
    for _, group in ground.groups():
        direct = [i for i in group if ground.said.statements[i].form == "direct" and _a_post(ground, i)]
        longer = {i: rest for i in direct if (rest := _rest(ground, i)) is not None}
        shorter = [i for i in direct if _closed(ground, i)] if longer else []
        for a, rest in longer.items():
            words = " ".join(_keys(rest.of(ground.texts[ground.said.statements[a].document]))[:EDGE])
            short = [b for b in shorter if _tail(ground, a) == _tail(ground, b) and not _has(ground, b, words, held)]
            if short:
                yield _item(ground, (a, rest), short)
                break


def _a_post(ground: Ground, i: int) -> bool:
    statement = ground.said.statements[i]
    text = ground.texts[statement.document]
    start, end = statement.content[0].start, statement.content[-1].end
    return POST.search(text[max(0, start - BESIDE) : start] + " | " + text[end : end + 2 * BESIDE]) is not None


def _rest(ground: Ground, i: int) -> Span | None:
    """What stands in the same quotation behind a statement; None where the quotation ends with it, or has no marks."""
    statement = ground.said.statements[i]
    text, end = ground.texts[statement.document], statement.content[-1].end
    start = statement.content[0].start
    opened = any(mark in text[max(0, start - 2) : start + 1] for mark in OPENS)
    if _closed(ground, i) or not opened:
        return None
    found = GOES_ON.match(text, end)
    if found is None or len(WORD.findall(TAGS.sub(" ", found["rest"]))) < EDGE:
        return None
    return Span(*found.span("rest"))


def _closed(ground: Ground, i: int) -> bool:
    statement = ground.said.statements[i]
    text, end = ground.texts[statement.document], statement.content[-1].end
    return any(mark in text[end - 1 : end + 1].strip() for mark in CLOSES)


def _tail(ground: Ground, i: int) -> list[str]:
    return _keys(ground.said.statements[i].text)[-EDGE:]


def _has(ground: Ground, i: int, words: str, held: dict[str, str]) -> bool:
    """Whether the account of a statement has some words anywhere."""
    document = ground.said.statements[i].document
    if document not in held:
        held[document] = f" {' '.join(_keys(ground.texts[document]))} "
    return f" {words} " in held[document]


def _keys(text: str) -> list[str]:
    return [key for word in WORD.findall(text) for key in spelt_out(word)]


def _item(ground: Ground, long: tuple[int, Span], short: list[int]) -> Divergence:
    a, rest = long
    words = ground.words(a, rest)
    told = words if len(words) <= 80 else f"{words[:77].rsplit(' ', 1)[0]} …"
    ends = "ends" if len({ground.label(b) for b in short}) == 1 else "end"
    return ground.divergence(
        "wording", "compatible",
        [ground.side("the longer quotation", [*ground.whole([a]), (ground.said.statements[a].document, rest)], [a]),
         ground.side("the shorter quotation", ground.whole(short), short)],
        f"{ground.label(a)} goes on: “{told}”; {ground.outlets(short)} {ends} the quotation before that.", [a, *short],
    )  # fmt: skip
