"""What the tagger found, put right by grammar: which of it is a saying, and whose."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from rashomon.attribute.borrowed import MAX_SUBJECT
from rashomon.attribute.content import does_so, hearer_of, noun_phrase
from rashomon.attribute.passive import voiceless
from rashomon.attribute.raw import SINGLE, TERM, Raw, Sentence, Token, shared, speech_marks
from rashomon.attribute.silence import adds_a_thing, keeps_silent
from rashomon.attribute.subjects import source_tokens
from rashomon.attribute.syntax import hyphened, is_whole, lemma_of
from rashomon.attribute.titles import may_speak
from rashomon.language.tagger import TaggedAttribution
from rashomon.lexicon.cues import cues, told
from rashomon.model.analysis import Passage
from rashomon.model.span import Span, joined

MARK = re.compile(r"[\"“”«»‘]|(?<!\w)'")
DOING = frozenset("see get face have receive use wear open build launch enjoy visit".split())
"""What is done with a thing whose name stands in quotation marks; nobody speaks."""
NAME = 4
"""Words of a name between a verb and a colon."""
LEAST_LED = 2
"""Words of a source that leads on to somebody: its noun and "from"."""
ENDS = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of a verb that no source holds behind "and"."""
RELATIVE = frozenset({"who", "which", "that"})


def sayings(tagged: Sequence[TaggedAttribution], sentences: list[Sentence], text: str, at: int) -> list[Raw]:
    """The tagged attributions of a passage that begins at `at`, those that say something, each with its own subject."""
    starts = [s.span.start for s in sentences]
    found = []
    for raw in (shifted(t, at) for t in tagged):
        near = sentences[max(0, bisect_right(starts, raw.hull.start) - 1) : bisect_left(starts, raw.hull.end)]
        raw = replace(raw, source=_with_giver(_one_clause(raw.source, near), near))  # noqa: PLW2901
        whole = _with_noun(_with_predicate(_with_particle(_without_end(_voiced(raw, near), near), near), near), near)
        if _is_saying(whole, near, text):
            found.append(_own_subject(whole, near, text))
    return found


def outside(raws: Sequence[Raw], passage: Passage, text: str) -> list[Raw]:
    """The attributions of a passage, their sources cut where a quotation ends in them: '... $10," one advert reads'."""
    words = passage.span.of(text)
    ends = [passage.start + q.end for q in speech_marks(words) if q.closed] if MARK.search(words) else []
    ordered = sorted(ends)
    return [replace(r, source=_cut(r.source, ends, ordered, text)) if r.source and not r.carried else r for r in raws]


def _cut(source: Sequence[Span], ends: Sequence[int], ordered: Sequence[int], text: str) -> tuple[Span, ...]:
    """`ends` of quotations in the order in which these begin, and `ordered` by themselves."""
    out = []
    for span in source:
        before = bisect_left(ordered, span.end)
        first = max(span.start, ordered[before - 1]) if before else span.start
        first += len(text[first : span.end]) - len(text[first : span.end].lstrip('"”“» ,'))
        out.append(Span(first, span.end))
    last = [at for at in ends if at < out[-1].start and any(s.end <= at for s in out)] if len(out) > 1 else []
    return tuple(s for s in out if len(s) and not (last and s.end <= last[-1]))


def _voiced(raw: Raw, sentences: list[Sentence]) -> Raw:
    """The tagged attribution without a source that its cue says something of."""
    return replace(raw, source=()) if voiceless([t for s in sentences for t in s.inside(raw.cue)]) else raw


def _without_end(raw: Raw, sentences: list[Sentence]) -> Raw:
    """Without an end that goes on outside: "repeated its complaints in | public", "a demand that Vane | called mad"."""
    for sentence in sentences:
        words = sentence.inside(raw.content[-1:])
        cut = _loose_end(words) if len(words) > 1 else None
        if cut is not None and 0 < cut < len(words):
            kept = Span(raw.content[-1].start, sentence.place(words[:cut])[-1].end)
            return replace(raw, content=(*raw.content[:-1], kept))
    return raw


def _loose_end(words: list[Token]) -> int | None:
    """From which word on a run only leads to words behind it: a preposition, or the subject of a relative clause."""
    last, inside = words[-1], {t.i for t in words}
    if last.dep_ == "prep" and any(c.dep_ == "pobj" and c.i > last.i for c in last.children):
        return len(words) - 1
    if last.dep_ in ("nsubj", "nsubjpass") and last.head.i not in inside and last.head.dep_ == "relcl":
        clause = {t.i for t in last.head.subtree}
        return next((k for k, t in enumerate(words) if t.i in clause), None)
    return None


def _with_particle(raw: Raw, sentences: list[Sentence]) -> Raw:
    """As in "published a letter calling | for people to leave": the verb and its particle belong to the cue."""
    for sentence in sentences:
        first = next(iter(sentence.inside(raw.content[:1])), None)
        verb = first.doc[first.i - 1] if first is not None and first.i > first.sent.start else None
        if first is None or verb is None or verb.pos_ != "VERB" or not raw.cue:
            continue
        if lemma_of(verb) in cues().verbs and lemma_of(verb).endswith(f"_{first.lower_}"):
            cue = sentence.place([verb, first])
            if raw.content[0].end > cue[-1].end + 1:
                rest = Span(cue[-1].end + 1, raw.content[0].end)
                return replace(raw, cue=(*raw.cue, *cue), content=(rest, *raw.content[1:]))
    return raw


def _one_clause(source: tuple[Span, ...], sentences: list[Sentence]) -> tuple[Span, ...]:
    """As in "according to Kelm Data | and is the biggest loser": without a clause that goes on behind the source."""
    for sentence in sentences:
        words = sentence.inside(source)
        cut = next((k for k in range(1, len(words) - 1) if words[k].dep_ == "cc" and words[k + 1].tag_ in ENDS), None)
        if cut is not None:
            return sentence.place(words[:cut])
    return source


def _with_giver(source: tuple[Span, ...], sentences: list[Sentence]) -> tuple[Span, ...]:
    """As in "according to a statement from | a rabbi": with the one whom a source that ends too soon led on to."""
    for sentence in sentences:
        words = sentence.inside(source[-1:])
        if len(words) < LEAST_LED or words[-1].pos_ != "ADP":
            continue
        giver = next((c for c in words[-1].children if c.dep_ == "pobj" and c.i > words[-1].i), None)
        if giver is not None:
            return (*source[:-1], *sentence.place([*words, *noun_phrase(giver)]))
    return source


def _with_noun(raw: Raw, sentences: list[Sentence]) -> Raw:
    """With the noun that the cue leaves it without: "claimed responsibility | for the attack"."""
    for sentence in sentences:
        first = next(iter(sentence.inside(raw.content[:1])), None)
        if first is None or first.dep_ != "prep" or first.head.dep_ != "dobj":
            continue
        noun = [t for t in noun_phrase(first.head) if t.i < first.i]
        cue = sentence.inside(raw.cue)
        kept = [t for t in cue if t.i < noun[0].i] if noun else []
        if kept and {t.i for t in noun} <= {t.i for t in cue} and noun[-1].i == first.i - 1:
            content = (Span(sentence.place(noun)[0].start, raw.content[0].end), *raw.content[1:])
            return replace(raw, cue=sentence.place(kept), content=content)
    return raw


def _with_predicate(raw: Raw, sentences: list[Sentence]) -> Raw:
    """With what its bare subject does behind the cue: "the attacks, Page said, | hurt her"."""
    for sentence in sentences:
        words, cue = sentence.inside(raw.content), sentence.inside(raw.cue)
        held = {t.i for t in words}
        tops = [t for t in words if t.head.i not in held and t.dep_ != "punct"]
        aside = next((t for t in cue if t.dep_ == "parataxis"), None)
        if aside is None or len(tops) != 1 or not tops[0].dep_.startswith("nsubj") or tops[0].head.i != aside.head.i:
            continue
        between = {t.i for t in aside.subtree} | {t.i for t in cue}
        rest = [t for t in aside.head.subtree if t.i > max(between) and t.dep_ != "punct"]
        if held and min(between) > max(held) and rest:
            run = [t for t in sentence.tokens if rest[0].i <= t.i <= rest[-1].i]
            return replace(raw, content=(*raw.content, *sentence.place(run)))
    return raw


def shifted(tagged: TaggedAttribution, by: int) -> Raw:
    """A tagged attribution of a passage that begins at `by`, with its places in the document."""

    def move(spans: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span(start + by, end + by) for start, end in spans)

    return Raw(content=move(tagged.content), cue=move(tagged.cue), source=move(tagged.source), by="tagger")


def may_say(sentences: list[Sentence], words: str) -> bool:
    """Whether the tagger may find any saying in a passage: one without a cue or a quotation mark need not be read."""
    if MARK.search(words):
        return True
    return any(
        t.lower_ == "according" or (t.pos_ in ("VERB", "AUX") and _known(t)) for s in sentences for t in s.tokens
    )


def _is_saying(raw: Raw, sentences: list[Sentence], text: str) -> bool:
    """Whether a tagged cue is one of saying or holding, or quotes; acts ("agreed to go on") are the outlet's report."""
    tokens = [t for s in sentences for t in s.inside(raw.cue)]
    source = [t for s in sentences for t in s.inside(raw.source)]
    if source and (
        source[0].pos_ == "ADP" or source[0].tag_ == "WRB" or (joined(raw.cue, text) == ":" and not may_speak(source))
    ):
        return False
    if source and not is_whole(source):
        return False
    verbs = [t for t in tokens if t.pos_ == "VERB"]
    if verbs and all(hyphened(t) for t in verbs):
        return False
    if any(keeps_silent(t) or _is_asked(t) for t in tokens) or _asks_who(source, tokens):
        return False
    if not has_quote(raw, text) and any(adds_a_thing(t) for t in tokens):
        return False
    if any((_known(t) and t.pos_ in ("VERB", "AUX")) or t.lower_ == "according" for t in tokens):
        return bool(raw.source) or has_quote(raw, text)
    if verbs and all(t.dep_ == "acl" and t.tag_ == "VB" for t in verbs):
        return False  # "in reference to her habit to make mistakes: ..."
    if any(t.lemma_.lower() in DOING for t in tokens) and not _is_speech(raw, text):
        return False
    return has_quote(raw, text) and bool(raw.source)


def _is_speech(raw: Raw, text: str) -> bool:
    """Whether what is quoted is more than a term: "will see a 'safe zone'" says nothing."""
    words = " ".join(span.of(text) for span in raw.content)
    return any(len(q.inner.of(words).split()) >= TERM or not q.closed for q in speech_marks(words))


def _known(token: Token) -> bool:
    lemma = lemma_of(token)
    return (token.lemma_.lower() in cues().verbs or lemma in cues().verbs) and not does_so(token, lemma)


def _is_asked(verb: Token) -> bool:
    """As in "Asked why he opposed it, he explained that ...": what somebody is asked before he answers."""
    by = any(c.dep_ == "agent" for c in verb.children)
    return verb.lower_ == "asked" and verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.i < verb.head.i and not by


def _asks_who(source: list[Token], cue: list[Token]) -> bool:
    """As in "Who knows what comes next?": a question, not somebody of whom "who" tells more."""
    return len(source) == 1 and source[0].tag_ == "WP" and not any(t.dep_ == "relcl" for t in cue)


def _own_subject(raw: Raw, sentences: list[Sentence], text: str) -> Raw:
    """The tagged attribution with the subject of its cue as source, where grammar shows one beside the cue."""
    for sentence in sentences:
        whose = sentence.inside(raw.source)
        if len(whose) > 1 and whose[0].lower_ == "who":  # "fans who had waited were left wondering": the fans
            raw = replace(raw, source=sentence.place(source_tokens(whose[0].head, whose[0])))
        inverted = _inverted(raw, sentence)
        if inverted is not None:
            return inverted
        for verb in (t for t in sentence.inside(raw.cue) if t.pos_ in ("VERB", "AUX")):
            if lemma_of(verb) in cues().verbs and (raw.lemma is None or _wishes(verb)):
                hearer = sentence.place(hearer_of(verb))
                heard = () if shared(hearer, raw.content) else hearer
                raw = replace(raw, lemma=lemma_of(verb), hearer=heard)
            subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT")), None)
            relative = next((c for c in verb.children if c.dep_ == "nsubj" and c.tag_ in ("WP", "WDT")), None)
            if subject is None and relative is not None and joined(raw.source, text).lower() in RELATIVE:
                spans = sentence.place(source_tokens(verb, relative))  # "an expert who countered ...": the expert
                return replace(raw, source=spans) if spans and not shared(spans, raw.content) else raw
            if subject is not None:
                spans = sentence.place(noun_phrase(subject))
                return replace(raw, source=spans) if spans and not shared(spans, raw.content) else raw
    return raw


def loses_its_verb(whole: Sequence[Span], part: Sequence[Span], sentences: Sequence[Sentence]) -> bool:
    """Whether a clause cut down to `part` is left without its verb, in the same sentence: "left | Vane in a hurry"."""
    for sentence in sentences:
        row = {t.i: t for t in sentence.inside(whole)}
        kept = {t.i for t in sentence.inside(part)}
        top = next((t for t in row.values() if t.pos_ == "VERB" and (t.head.i not in row or t.head.i == t.i)), None)
        if kept and top is not None:
            between = {t.text for t in row.values() if top.i < t.i < min(kept)}
            return top.i not in kept and top.i < min(kept) and between.isdisjoint({":", ";"})
    return False


def says(span: Span, sentences: Sequence[Sentence]) -> bool:
    """Whether words hold a verb, or are too long for a subject that is told again; true where nothing is known."""
    words = [t for s in sentences for t in s.inside((span,))]
    return not words or len(words) >= MAX_SUBJECT or any(t.pos_ in ("VERB", "AUX") for t in words)


def _inverted(raw: Raw, sentence: Sentence) -> Raw | None:
    """As in "Continued Vane: ...": the tagger sees the verb before the name, and the name goes by as nobody's."""
    cue = sentence.inside(raw.cue)
    if raw.source or len(cue) != 1 or cue[0].lower_ not in told() or cue[0].i != sentence.tokens[0].i:
        return None
    after = [t for t in sentence.tokens if t.i > cue[0].i]
    stop = next((k for k, t in enumerate(after) if t.text == ":"), 0)
    named = 0 < stop <= NAME and all(t.pos_ == "PROPN" for t in after[:stop])
    return replace(raw, source=sentence.place(after[:stop]), lemma=cue[0].lemma_.lower()) if named else None


def _wishes(verb: Token) -> bool:
    """As in "published a letter calling for a pause": the last of a cue's verbs says what was wished."""
    return cues().verbs.get(lemma_of(verb)) in ("demand", "offer", "plan", "deny")


def has_quote(raw: Raw, text: str) -> bool:
    """Whether a quotation mark stands in what is said, or one in single marks opens it."""
    return any(mark in span.of(text) for span in raw.content for mark in '"“”«»') or any(
        text[span.start] in SINGLE for span in raw.content
    )
