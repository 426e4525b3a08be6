"""A quotation and the words beside it that say whose it is: "... again," he continued; Vane fired back: "...".

Where a quotation runs over several sentences, the parser sees its last words and the one who speaks as two sentences,
and nothing ties them but the comma inside the marks; before it, nothing but a colon.
"""

from collections.abc import Iterable, Iterator, Sequence

from rashomon.attribute.content import cue_tokens, noun_phrase
from rashomon.attribute.raw import Raw, Sentence, Token, shared, speech_marks
from rashomon.attribute.subjects import subject_of
from rashomon.lexicon.cues import cues
from rashomon.model.analysis import Passage
from rashomon.model.span import Span

LEAST = 4
"""Words of a quotation that is speech; shorter ones are terms."""
TAKEN = 0.5
"""Share of a quotation that one attribution holds from which it is that one's, and free for no other."""
NEAR = 12
"""Tokens behind the quotation among which its verb is looked for."""
EMPTY = frozenset({"it", "there", "this", "that", "which", "what", "who"})
ENDS = frozenset('.;:!?"“”()[]')


def beside(raws: Sequence[Raw], passage: Passage, sentences: Sequence[Sentence], text: str) -> Iterator[Raw]:
    """Attributions of quotations that no other takes up, by a verb with its subject that stands beside the marks.

    After a comma inside the marks, or before a colon, any verb hands the words to its subject ("he continued", "Vane
    smiled", "Vane fired back:"); after another mark it takes a verb of saying.
    """
    words = passage.span.of(text)
    for quote in speech_marks(words):
        span = Span(quote.start, quote.end).shift(passage.start)
        inner = quote.inner.of(words).rstrip()
        if not quote.closed or len(inner.split()) < LEAST or taken(span, raws):
            continue
        if words[: quote.start].rstrip().endswith(":"):
            yield from _announced(span, sentences)
            continue
        comma = inner.endswith(",") or words[quote.end : quote.end + 1] == ","
        if comma or inner.endswith(("?", "!")):
            yield from _handed(span, sentences, any_verb=comma)


def taken(quotation: Span, raws: Iterable[Raw]) -> bool:
    """Whether one of the attributions holds most of a quotation."""
    return any(shared((quotation,), raw.content) > TAKEN * len(quotation) for raw in raws)


def _announced(span: Span, sentences: Sequence[Sentence]) -> Iterator[Raw]:
    sentence = next((s for s in reversed(sentences) if s.span.start < span.start), None)
    row = sentence.inside((Span(sentence.span.start, span.start),)) if sentence is not None else []
    verb = next((t for t in reversed(row[-NEAR:]) if t.pos_ == "VERB"), None)
    subject = subject_of(verb) if verb is not None else None
    if sentence is None or verb is None or subject is None or subject.lower_ in EMPTY:
        return
    who = noun_phrase(subject)
    if who and who[-1].i < row[-1].i:
        yield _said(span, sentence, verb, who)


def _handed(span: Span, sentences: Sequence[Sentence], *, any_verb: bool) -> Iterator[Raw]:
    for sentence in sentences:
        row = sentence.inside((Span(span.end, max(span.end, sentence.span.end)),))
        row = row[1:] if row and row[0].text == "," else row
        if not row:
            continue
        verb = _verb(row[:NEAR])
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
        if verb is None or subject is None:
            return
        who = [t for t in noun_phrase(subject) if t.i >= row[0].i]
        said = any_verb or verb.lemma_.lower() in cues().verbs or verb.lemma_.lower() in cues().quoting
        if said and who and row[0].i in (who[0].i, verb.i):
            yield _said(span, sentence, verb, who)
        return


def _said(span: Span, sentence: Sentence, verb: Token, who: Sequence[Token]) -> Raw:
    return Raw(content=(span,), cue=sentence.place(cue_tokens(verb, set())), source=sentence.place(who),
               lemma=verb.lemma_.lower(), by="structure")  # fmt: skip


def _verb(row: Sequence[Token]) -> Token | None:
    for token in row:
        if token.text in ENDS:
            return None
        if token.pos_ == "VERB" or any(c.dep_ == "nsubj" for c in token.children):  # "read" is taken for a noun
            return token
    return None
