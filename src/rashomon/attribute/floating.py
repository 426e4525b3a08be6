"""Paragraphs of nothing but quoted words: whose they are, where the line above does not say.

    Vane explained the plan: "It is a pause."      Board secretary Ida Vane would not comment on the pass.
    In short, most shops would close.              "We have not spoken about that before."
    "We asked for comfort."

Left: the one quoted last goes on. Right: the one of whom the line above tells. Where neither is to be found the words
are somebody's all the same, and never the outlet's own.
"""

import re
from collections.abc import Mapping, Sequence

from rashomon.attribute.beside import is_person, speaker_before
from rashomon.attribute.blocks import OPENERS, Block, spoken_last
from rashomon.attribute.content import noun_phrase
from rashomon.attribute.raw import Raw, Sentence
from rashomon.attribute.sayings import has_quote
from rashomon.model.analysis import Passage
from rashomon.model.span import Span

BACK = 3
"""Paragraphs of telling between a speaker's quotations."""
MARKS = '"“”«»'
OWN = re.compile(r"(?:I|We|My|Our)(?=[\s'’])")
"""How a paragraph in somebody's own words begins: "We have asked", and not "Wednesday brought rain"."""


class Before:
    """What stands before each paragraph of a document: its attributions and its sentences by passage."""

    def __init__(self, passages: Sequence[Passage], raws: Mapping[str, list[Raw]],
                 sentences: Mapping[str, list[Sentence]], text: str) -> None:  # fmt: skip
        self._passages, self._raws, self._sentences, self._text = passages, raws, sentences, text
        self._number = {p.id: k for k, p in enumerate(passages)}

    def sentences(self, passage: Passage) -> list[Sentence]:
        """The sentences of a passage."""
        return self._sentences.get(passage.id, [])

    def hands_on(self, block: Block) -> bool:
        """Whether a paragraph without marks that says "we" may be a speaker's: whoever is cited above it was quoted.

        In a comment "we" are its author and readers: "leaders alleged to have hidden it. | We are learning ...".
        """
        bare = block.content.of(self._text)[:1] not in OPENERS
        plain = block.leader.span.of(self._text).rstrip()
        return not bare or plain.endswith(":") or _quoted_above(plain)

    def speaker(self, block: Block) -> Raw:
        """The floating paragraph as an attribution; without a source where nobody is found who may speak it."""
        here: Sequence[Sentence] = (
            self._sentences.get(block.leader.id, ()) if block.leader.id != block.passage.id else ()
        )
        subject = speaker_before(here[-1], block.content.of(self._text)) if here else None
        if subject is not None:  # only the last sentence above tells whose words follow
            return _carried(block.content, (), here[-1].place(noun_phrase(subject)), "say")
        last = self._last(block)
        if last is None or _names_another(here):
            return Raw(content=(block.content,), by="structure", carried=True)
        return _carried(block.content, last.cue, last.source, last.lemma or "say", last.hearer)

    def _last(self, block: Block) -> Raw | None:
        """The one quoted last before the paragraph, in the same post and not far above."""
        at = self._number.get(block.leader.id, 0)
        for passage in reversed(self._passages[max(0, at - BACK + 1) : at]):
            if passage.post != block.passage.post or passage.role in ("headline", "heading"):
                return None
            own = spoken_last([r for r in self._raws.get(passage.id, ()) if r.source])
            if own is not None:
                return own if own.carried or _quoted(own, self._text) else None
            if _names_another(self._sentences.get(passage.id, ())):
                return None
        return None


def _quoted_above(words: str) -> bool:
    return any(mark in words for mark in MARKS) or OWN.match(words) is not None


def _quoted(raw: Raw, text: str) -> bool:
    """Whether a quotation mark stands in what is said or at its edge."""
    return has_quote(raw, text) or any(
        text[at : at + 1] in MARKS and text[at : at + 1] for c in raw.content for at in (c.start - 1, c.end)
    )


def _names_another(sentences: Sequence[Sentence]) -> bool:
    """Whether somebody is named as who does something: the words that follow may be his as well."""
    return any(t.dep_ == "nsubj" and is_person(t) for s in sentences for t in s.tokens)


def _carried(content: Span, cue: tuple[Span, ...], source: tuple[Span, ...], lemma: str,
             hearer: tuple[Span, ...] = ()) -> Raw:  # fmt: skip
    return Raw(content=(content,), cue=cue, source=source, lemma=lemma.lower(), by="structure", hearer=hearer,
               carried=True)  # fmt: skip
