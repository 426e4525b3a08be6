"""Words of others that a page shows as a block: posts signed with a handle, blocks under "From the Wire:".

    The dam will hold. Nobody need leave. — Ines Marle (@marle) March 3, 2021

All of such a post is its writer's; whoever is quoted in it reached the outlet through him.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from rashomon.attribute.raw import Raw
from rashomon.lexicon.cues import cues
from rashomon.model.analysis import Link, Mention, Passage
from rashomon.model.span import Span, trim

SIGNED = re.compile(
    r"\s[—–-]{1,2}\s?(?P<who>[^()\n—–]{1,60}?)\s\((?P<handle>@\w{1,15})\)\s+"
    r"(?:\d{1,2} )?[A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?\d{4}\s*$"
)
"""The last words of an embedded tweet: a dash, the writer, the handle in brackets, the day."""
ALONE = re.compile(r"\s*[—–-]{1,2}\s?(?P<who>[^()\n—–]{1,80}?)\s\((?P<handle>@\w{1,15})\)\s+"
                   r"(?:\d{1,2} )?[A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?\d{4}\s*$")  # fmt: skip
"""The same as a line of its own below the post's paragraphs."""
MOST_ABOVE = 6
"""Paragraphs of one post above its signature."""
HANDLE = re.compile(r"\s?\((?P<handle>@\w{1,15})\)")
LONG = 7
"""Letters of a name in a handle; shorter ones may stand in it by chance."""
POST = "posted"
"""The lemma of such a post, which has no cue."""
LEAD = re.compile(r"(?:From|Via) (?P<who>(?:the )?[A-Z][\w.&’'-]*(?: [\w.&’'-]+){0,4}):\s*$")
"""A line that says from where the block below it is."""
OPENING = '"“„«'


def posts(passages: tuple[Passage, ...], text: str) -> dict[str, Raw]:
    """By passage: the post that it is."""
    out = _signed_below(passages, text)
    for passage in passages:
        found = SIGNED.search(passage.span.of(text))
        words = trim(Span(passage.start, passage.start + found.start()), text) if found is not None else None
        if found is not None and words is not None and len(words):
            who = Span(passage.start + found.start("who"), passage.start + found.end("who"))
            out[passage.id] = Raw(content=(words,), source=(who,), lemma=POST, by="structure")
    return out


def _signed_below(passages: tuple[Passage, ...], text: str) -> dict[str, Raw]:
    """Posts whose signature is a line of its own: the quoted paragraphs above it, back to the signature before."""
    out: dict[str, Raw] = {}
    for number, line in enumerate(passages):
        found = ALONE.match(line.span.of(text))
        if found is None:
            continue
        who = Span(line.start + found.start("who"), line.start + found.end("who"))
        for above in reversed(passages[max(0, number - MOST_ABOVE) : number]):
            words = trim(above.span, text)
            if above.role != "quote" or above.post != line.post or ALONE.match(above.span.of(text)) or not len(words):
                break
            out[above.id] = Raw(content=(words,), source=(who,), lemma=POST, by="structure", carried=True)
    return out


def channel(raw: Raw, text: str) -> list[Link]:
    """Through what a signed post came."""
    found = HANDLE.match(text, raw.source[-1].end) if raw.lemma == POST and raw.source else None
    if found is None:
        return []
    return [Link(name=cues().posts["tweet"], entity=None, spans=(Span(found.start("handle"), found.end("handle")),))]


def written_by(raw: Raw, text: str, mentions: Iterable[Mention]) -> str | None:
    """Whom a post's handle spells out, among those whom the page names: "@inesmarle" is Ines Marle."""
    found = HANDLE.match(text, raw.source[-1].end) if raw.lemma == POST and raw.source else None
    if found is None:
        return None
    handle = re.sub(r"[\W\d_]", "", found["handle"]).lower()
    spelt = ((re.sub(r"[\W\d_]", "", m.name).lower(), m) for m in mentions if " " in m.name)
    return next((m.who for name, m in spelt if len(name) >= LONG and name in handle), None)


class Leads:
    """Which blocks of a page stand under a line that says from where they are."""

    def __init__(self, passages: tuple[Passage, ...], text: str) -> None:
        self._blocks: list[tuple[Span, Span]] = []
        for above, below in pairwise(passages):
            found = LEAD.match(above.span.of(text).strip())
            if found is not None and below.span.of(text).lstrip()[:1] in OPENING:
                first = trim(above.span, text).start
                self._blocks.append((below.span, Span(first + found.start("who"), first + found.end("who"))))
        self._starts = [block.start for block, _ in self._blocks]

    def of(self, at: int) -> Span | None:
        """The words of the line above that name the origin of what stands at `at`."""
        last = bisect_right(self._starts, at) - 1
        return self._blocks[last][1] if last >= 0 and at < self._blocks[last][0].end else None
