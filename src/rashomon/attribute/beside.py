"""A quotation and the words beside it that say whose it is: "... again," he continued; Vane fired back: "...".

Where a quotation runs over several sentences, the parser sees its last words and the one who speaks as two sentences,
and nothing ties them but the comma inside the marks; before it, nothing but a colon.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from rashomon.attribute.content import cue_tokens, noun_phrase
from rashomon.attribute.kinds import PERSONS
from rashomon.attribute.near import Near, behind, contents, last_before
from rashomon.attribute.raw import QUOTES, Raw, Sentence, Token, shared, speech_marks
from rashomon.attribute.subjects import subject_of
from rashomon.lexicon.cues import cues, told
from rashomon.lexicon.naming import naming
from rashomon.model.analysis import Passage
from rashomon.model.span import Span

LEAST = 4
"""Words of a quotation that is speech; shorter ones are terms."""
TAKEN = 0.5
"""Share of a quotation that one attribution holds from which it is that one's, and free for no other."""
NEAR = 12
"""Tokens behind the quotation among which its verb is looked for."""
SHORT = 6
"""Tokens of a line that only says whose words follow."""
LONGEST = 25
"""Tokens of a sentence about somebody whose words follow; a longer one tells a story of its own."""
PERSONAL = frozenset({"he", "she"})
OF_ONE = re.compile(r"\W*(he|she|his|her)\b", re.IGNORECASE)
OWN_WORDS = re.compile(r"\b(?:I|me|my|[Ww]e|us|[Oo]ur|My)\b")
DYING = frozenset("die drown perish".split())
KILLED = frozenset("kill murder slay shoot assassinate execute behead bury drown".split())
"""Verbs of dying, and those that tell of it in the passive: the words behind them are another's."""
ANSWERS = frozenset(
    "verdict response answer reply message advice view reaction conclusion statement explanation comment take warning "
    "tweet post".split()
)
"""What somebody is said to give in words: "Vane's verdict:"."""
EMPTY = frozenset({"it", "there", "this", "that", "which", "what", "who"})
ENDS = frozenset('.;:!?"“”()[]')


def beside(raws: Sequence[Raw], passage: Passage, sentences: Sequence[Sentence], text: str) -> Iterator[Raw]:
    """Attributions of quotations that no other takes up, by a verb with its subject that stands beside the marks.

    After a comma inside the marks, or before a colon, any verb hands the words to its subject ("he continued", "Vane
    smiled", "Vane fired back:"); after another mark it takes a verb of saying.
    """
    words = passage.span.of(text)
    every, held = list(raws), Near(map(contents, raws))
    for quote in speech_marks(words):
        span = Span(quote.start, quote.end).shift(passage.start)
        inner = quote.inner.of(words).rstrip()
        before = words[: quote.start].rstrip()
        told = before.endswith(":")
        ends = before[-1:] in (".", "!", "?") and not words[quote.end :].strip(" .\n")
        if not (quote.closed or told or ends) or len(inner.split()) < LEAST:
            continue
        if taken(span, (every[i] for i in held.of(span))):
            continue
        comma = inner.endswith(",") or words[quote.end : quote.end + 1] == ","
        found: Iterator[Raw] = iter(())
        if told:
            found = _announced(span, sentences)
        elif ends and not any(r.hull.end <= span.start for r in every if r.source):
            found = _told_before(span, sentences, inner)
        elif comma or inner.endswith(("?", "!")):
            found = _handed(span, sentences, any_verb=comma)
        for raw in found:
            every.append(raw)
            held.add(span)
            yield raw


def taken(quotation: Span, raws: Iterable[Raw]) -> bool:
    """Whether one of the attributions holds most of a quotation."""
    return any(shared((quotation,), raw.content) > TAKEN * len(quotation) for raw in raws)


def _announced(span: Span, sentences: Sequence[Sentence]) -> Iterator[Raw]:
    sentence = last_before(sentences, span.start - 1)
    row = sentence.inside((Span(sentence.span.start, span.start),)) if sentence is not None else []
    verbs = [t for t in reversed(row[-NEAR:]) if t.pos_ == "VERB"]
    if verbs and verbs[0].dep_ == "acl" and verbs[0].tag_ == "VB":  # "shot back, in reference to her habit to err:"
        verbs = [t for t in reversed(row) if t.pos_ == "VERB" and t.dep_ != "acl"]
    verb = next(iter(verbs), None)
    subject = subject_of(verb) if verb is not None else None
    if sentence is not None and (who := _named_before(row)):
        cue = row[0] if who[0].i > row[0].i else row[-2]
        yield Raw(content=(span,), source=sentence.place(who), lemma="say", by="structure", cue=sentence.place([cue]))
        return
    if sentence is None or verb is None or subject is None or subject.lower_ in EMPTY:
        return
    who = noun_phrase(subject)
    if who and who[-1].i < row[-1].i:
        yield _said(span, sentence, verb, who)


def _named_before(row: Sequence[Token]) -> list[Token]:
    """Whose words follow in "Vane's verdict:" and "Continued Vane:", of which the parser makes no clause."""
    words = [t for t in row if t.text not in QUOTES]
    if not 3 <= len(words) <= SHORT or words[-1].text != ":":
        return []
    last, first = words[-2], words[0]
    owner = next((c for c in last.children if c.dep_ == "poss"), None) if last.lemma_.lower() in ANSWERS else None
    if owner is not None and owner.pos_ == "PROPN":
        return [t for t in owner.subtree if t.tag_ != "POS"]
    named = words[1:-1]
    return list(named) if first.lower_ in told() and all(t.pos_ == "PROPN" for t in named) else []


def _told_before(span: Span, sentences: Sequence[Sentence], words: str) -> Iterator[Raw]:
    """As in 'Vane was unmoved. "We stay."': the sentence before the last words of a paragraph is about one person."""
    sentence = next((s for s in reversed(sentences) if s.span.end <= span.start), None)
    if sentence is None or len(sentence.tokens) > LONGEST or person_before(sentence) is None:
        return
    subject = speaker_before(sentence, words)
    source = sentence.place(noun_phrase(subject)) if subject is not None else ()  # somebody's, and not the outlet's
    yield Raw(content=(span,), source=source, lemma="say", by="structure", carried=True)


def speaker_before(sentence: Sentence, words: str) -> Token | None:
    """The one person whom a sentence is about, where the quoted words behind it may be that person's own.

    The dead say nothing, and neither does the one of whom the words speak: 'Vane died. "She was the best of us."' Who
    suffers a deed is told to have spoken only by words in the first person: 'Vane was jailed. "You knew no mercy."'
    """
    subject = person_before(sentence)
    if subject is None or _is_spoken_of(subject, sentence, words):
        return None
    suffers = subject.dep_ == "nsubjpass"
    if subject.head.lemma_.lower() in (KILLED if suffers else DYING):
        return None
    return subject if not suffers or OWN_WORDS.search(words) else None


def _is_spoken_of(subject: Token, sentence: Sentence, words: str) -> bool:
    """Whether quoted words begin with a "she" that can be nobody but the person whom the sentence before is about."""
    found = OF_ONE.match(words)
    if found is None:
        return False
    hers = found[1].lower() in ("she", "her")
    if subject.lower_ in PERSONAL and (subject.lower_ == "she") != hers:
        return False
    own = {t.i for t in noun_phrase(subject)}
    people = PERSONS | naming().roles
    return not any(t.i not in own and (is_person(t) or t.lemma_.lower() in people) for t in sentence.tokens)


def person_before(sentence: Sentence) -> Token | None:
    """The subject of a sentence, where it is one person: by name, or "he" or "she"."""
    verb = next((t for t in sentence.tokens if t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or any(c.dep_ == "conj" for c in subject.children):
        return None
    beside = any(c.dep_ == "appos" and is_person(c) for c in subject.children)  # "The keeper, Tom Vane, agreed."
    return subject if beside or is_person(subject) or subject.lower_ in PERSONAL else None


def is_person(noun: Token) -> bool:
    """Whether a name is a person's, as the tagger, the name's first word or an office before it tells."""
    if noun.pos_ != "PROPN":
        return False
    words = [t.lower_ for t in noun.lefts if t.dep_ in ("compound", "nmod")]
    rules = naming()
    return noun.ent_type_ == "PERSON" or any(w in rules.given or w in rules.roles or w in rules.address for w in words)


def _handed(span: Span, sentences: Sequence[Sentence], *, any_verb: bool) -> Iterator[Raw]:
    for sentence in behind(sentences, span.end):
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
