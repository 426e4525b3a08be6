"""All raw attributions of a document in reading order, from three finders that know different things.

Structure knows what a colon or a bullet hands on; the tagger knows content boundaries and odd cues; grammar knows
nesting and headlines. Where two find the same content, the tagger's boundary and the grammar's source are kept.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from rashomon.attribute.beside import LEAST, beside, taken
from rashomon.attribute.blocks import OPENERS, Block, inherited, told_by_itself
from rashomon.attribute.cited import CITES, SAME, cited, dice
from rashomon.attribute.edges import trimmed
from rashomon.attribute.floating import Before
from rashomon.attribute.near import Near, contents, last_before, reached, whole
from rashomon.attribute.posted import posts
from rashomon.attribute.raw import Raw, Sentence, shared, size, speech_marks
from rashomon.attribute.sayings import has_quote, loses_its_verb, may_say, outside, sayings, says
from rashomon.attribute.syntax import NOBODY, attributions
from rashomon.attribute.turns import turns
from rashomon.language.tagger import TaggedAttribution
from rashomon.model.analysis import Passage
from rashomon.model.span import Span, hull, trim

Tag = Callable[[Sequence[str]], list[tuple[TaggedAttribution, ...]]]

NEAR = 8
"""Attributions before a quotation, the last first, among which its speaker is looked for."""
PASSING = frozenset({"according_to", "report"})
"""Cues of one who passes on what another says, and does not speak for him."""
FIRST = frozenset({"i", "we", "you", "my", "our"})
BESIDE = 40
"""Code points between the end of an aside and the cue; a subject stands in them."""
ENDED = re.compile(r"[.!?][\"”]\s")
NAMELESS = re.compile(
    r"(?:that )?(?:(?:not to |(?:to |s?he |they )?not )be (?:identified|named|quoted)|"
    r"(?:to |s?he |they )?remain anonymous|anonymity)\b|to be (?:identified|named|quoted)(?: by name)?\W*$"
)
"""As in "who asked not to be named": how somebody spoke, and nothing that he said."""
DASH = re.compile(r"\s[-–—]+\s")


def find(passages: tuple[Passage, ...], sentences: tuple[Sentence, ...], found: tuple[Block, ...],
         text: str, tag: Tag | None) -> list[tuple[Raw, Sentence]]:  # fmt: skip
    """Every attribution with the sentence that holds its cue (for a block: the sentence in which it begins)."""
    by_passage: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_passage.setdefault(sentence.passage.id, []).append(sentence)
    raws = {p.id: [r for s in by_passage.get(p.id, ()) for r in attributions(s)] for p in passages}
    if tag is not None:
        plain = [p for p in passages if p.id in by_passage and may_say(by_passage[p.id], p.span.of(text))]
        for passage, tagged in zip(plain, tag([p.span.of(text) for p in plain]), strict=True):
            said = sayings(tagged, by_passage[passage.id], text, passage.start)
            raws[passage.id] = merged(raws[passage.id], said, text, by_passage[passage.id])
    for passage in passages:
        own = raws[passage.id] = [trimmed(r, text) for r in outside(raws[passage.id], passage, text)]
        own += beside(own, passage, by_passage.get(passage.id, ()), text)
    _hand_on(found, raws, Before(passages, raws, by_passage, text), text)
    for passage_id, post in posts(passages, text).items():
        raws[passage_id] = [post] + [r for r in raws[passage_id] if r.cue and post.content[0].holds(r.hull)]
    for passage_id, turn in turns(passages, text).items():
        raws[passage_id] = [turn]  # within what a speaker says nothing is taken apart again
    out = []
    for passage in passages:
        told = [r for r in raws[passage.id] if not NAMELESS.match(text, *_reach(r.content))]
        quotes = [Span(q.start, q.end).shift(passage.start) for q in speech_marks(passage.span.of(text))]
        near = Near(quotes)
        full = [completed(r, quotes, near) for r in _inside_quotes(told, passage, text)]
        for raw in (*full, *_going_on(full, passage, text)):
            at = raw.content[0].start if raw.carried else (raw.cue or raw.content)[0].start
            home = last_before(by_passage.get(passage.id, ()), at)
            if home is not None:
                out.append((_past_aside(raw, home, text), home))
    return sorted(out, key=lambda pair: (pair[0].content[0].start if pair[0].carried else pair[0].hull.start,
                                         -size(pair[0].content)))  # fmt: skip


def _reach(content: Sequence[Span]) -> tuple[int, int]:
    return (content[0].start, content[-1].end) if content else (0, 0)


def _hand_on(found: tuple[Block, ...], raws: dict[str, list[Raw]], before: Before, text: str) -> None:
    """Gives the paragraphs that a line above hands on to its speaker, in `raws`."""
    for block in found:
        here = before.sentences(block.passage)
        mine = [r for r in raws[block.passage.id] if not _speaks_itself(r, text) and not _quotes_a_thing(r, here)]
        if block.kind == "block" and told_by_itself(block, mine, text):
            continue
        raw = inherited(block, raws.get(block.leader.id, []), before.sentences(block.leader), text)
        if raw is not None and block.kind == "floating" and not before.hands_on(block):
            continue
        if raw is None and block.kind in ("floating", "alone") and block.content.of(text)[:1] in OPENERS:
            raw = before.speaker(block)
        raws[block.passage.id] = ([raw] if raw is not None else []) + mine


def _inside_quotes(raws: list[Raw], passage: Passage, text: str) -> list[Raw]:
    """The attributions without content that a cue inside a quotation cannot have: what stands after its last mark."""
    quotes = [Span(q.start, q.end).shift(passage.start) for q in speech_marks(passage.span.of(text)) if q.closed]
    near, out = Near(quotes), []
    for raw in raws:
        around = [quotes[i] for i in near.of(raw.cue[0])] if raw.cue and not raw.carried else []
        home = next((q for q in around if q.holds(raw.cue[0])), None)
        if home is None:
            out.append(raw)
            continue
        kept = tuple(Span(max(c.start, home.start), min(c.end, home.end)) for c in raw.content if c.overlap(home))
        if kept:
            out.append(replace(raw, content=kept))
    return out


def _past_aside(raw: Raw, sentence: Sentence, text: str) -> Raw:
    """The attribution without an aside that its source begins in: "to guests - among them Vane - Tolvan said"."""
    if raw.carried or not raw.source:
        return raw
    last = raw.source[-1]
    end = raw.cue[0].start if raw.cue and 0 <= raw.cue[0].start - last.end <= BESIDE else last.end
    closing = list(DASH.finditer(text, last.start, end))
    if not closing or not len(DASH.findall(text, sentence.span.start, last.start)) % 2:
        return raw
    rest = trim(Span(closing[-1].end(), max(end, last.end)), text)
    return replace(raw, source=(rest,)) if len(rest) else raw


def _quotes_a_thing(raw: Raw, sentences: Iterable[Sentence]) -> bool:
    """As in 'Both sides will present a "new plan"': a verb of doing, and of the words in marks no clause."""
    content = [t for s in sentences for t in s.inside(raw.content)]
    acts = raw.lemma is None and any(t.pos_ == "VERB" for s in sentences for t in s.inside(raw.cue))
    return acts and not any(t.pos_ in ("VERB", "AUX") for t in content)


def merged(grammar: list[Raw], tagged: list[Raw], text: str, sentences: Sequence[Sentence] = ()) -> list[Raw]:
    """Grammar's and the tagger's findings of one passage as one list.

    A tagged attribution whose content matches one of grammar's lends it its boundaries, unless that cuts the verb off;
    the others are added. Its speaker is not that of a cue in the passive around it ("is said to ..., he hoping that").
    What ties two attributions is words that both hold, so only those near each other are compared.
    """
    grammar, tagged = cited(grammar, tagged)
    out = dict(enumerate(grammar))
    known, near, heard = Near(map(whole, grammar)), Near(map(whole, grammar)), Near(map(whole, tagged))
    spoken = min((r.hull.end for r in (*grammar, *tagged) if r.source and has_quote(r, text)), default=len(text) + 1)
    for told in tagged:
        for raw in _parts(told, [grammar[i] for i in known.of(told.hull)], reached(sentences, told.hull)):
            around = [grammar[i] for i in known.of(raw.hull)]
            if spoken <= raw.content[0].start and any(_says_else(own, raw, text) for own in around):
                continue
            if any(own.hearer and _is_whom(own, raw) for own in around):
                continue
            close = {i: out[i] for i in near.of(raw.hull) if i in out}
            for i in [i for i, own in close.items() if _turned(own, raw)]:
                del out[i], close[i]
            free = {i: own for i, own in close.items() if _may_be(own, raw)}
            best = max(free, key=lambda i: (_last_words(free[i], raw, text), dice(free[i], raw)), default=None)
            if best is not None and (dice(free[best], raw) >= SAME or _last_words(free[best], raw, text)):
                if free[best].by == "syntax":
                    out[best] = _bounded(free[best], raw, sentences)
                    near.add(whole(out[best]), best)
                continue
            twin = next((i for i, own in free.items() if shared(own.cue, raw.cue) and _within(raw, own)), None)
            if twin is None:
                out[near.add(raw.hull)] = raw
                continue
            others = [tagged[i] for i in heard.of(contents(free[twin]))]
            if any(other is not raw and shared(other.cue, free[twin].content) for other in others):
                out[twin] = replace(free[twin], content=raw.content)  # what follows is said by another
                near.add(whole(out[twin]), twin)
    return list(out.values())


def _may_be(own: Raw, raw: Raw) -> bool:
    """Whether the two may be one attribution: neither takes for said what the other takes for speaker or cue."""
    if own.lemma == CITES and not shared(own.cue, raw.cue):
        return False
    if own.lemma == NOBODY or shared(raw.content, (*own.cue, *own.source)):
        return False
    return bool(own.source) or not raw.source or not shared(raw.cue, own.content)


def _bounded(own: Raw, raw: Raw, sentences: Sequence[Sentence]) -> Raw:
    """Grammar's attribution within the boundaries of the tagged one."""
    cut = loses_its_verb(own.content, raw.content, reached(sentences, contents(own)))
    return Raw(content=own.content if cut else raw.content, cue=own.cue or raw.cue, source=own.source or raw.source,
               lemma=own.lemma, by="tagger", hearer=own.hearer)  # fmt: skip


def _says_else(own: Raw, raw: Raw, text: str) -> bool:
    """As in '... together." The Wire said that ...': a quotation that ended before the next speaker's sentence."""
    if own.by != "syntax" or not own.content or not shared(own.cue, raw.cue) or shared(own.content, raw.content):
        return False
    last, first = raw.content[-1].end, own.hull.start
    follows = own.content[0].start >= own.cue[-1].end and last <= first
    return follows and ENDED.search(text[max(0, last - 3) : first]) is not None


def _is_whom(own: Raw, raw: Raw) -> bool:
    """As in "the Wire cited Ida Vane": what the tagger takes for said is the one who says it."""
    return shared(own.cue, raw.cue) > 0 and shared(own.source, raw.content) >= size(raw.content)


def _turned(own: Raw, raw: Raw) -> bool:
    """Whether grammar took the words of a tagged content for the source of the same cue: a broken parse."""
    same = own.by == "syntax" and not own.hearer and raw.by == "tagger" and shared(own.cue, raw.cue) and raw.source
    return bool(same) and shared(own.source, raw.content) >= SAME * max(1, size(own.source))


def _last_words(own: Raw, raw: Raw, text: str) -> bool:
    """Whether grammar sees of a quotation of several sentences the last one alone, by the same cue."""
    same = own.by == "syntax" and bool(own.source) and shared(own.cue, raw.cue) and has_quote(raw, text)
    return bool(same) and size(own.content) > 0 and _within(own, raw)


def _within(inner: Raw, outer: Raw) -> bool:
    return shared(inner.content, outer.content) >= 0.9 * size(inner.content)


def _parts(raw: Raw, grammar: list[Raw], sentences: Sequence[Sentence]) -> list[Raw]:
    """A tagged attribution of several quotations taken apart, where grammar knows the speaker of one of them.

    The others are his too: the cue that the tagger saw ("according to the Wire") is only the way they came.
    """
    if len(raw.content) < 2 or not says(raw.content[0], sentences):
        return [raw]  # one, or one taken apart: "the plan, Vane said, was bad"
    pieces = [replace(raw, content=(span,)) for span in raw.content]
    known = [own for own in grammar if own.source and any(dice(own, piece) >= SAME for piece in pieces)
             and not _told_within(own, raw, grammar)]  # fmt: skip
    known = [own for own in known if not any(_relays(own, other) for other in known[:NEAR])]
    if not known:
        return [raw]
    corrected = next((own for own in known if shared(own.cue, raw.cue)), None)
    if corrected is not None:  # grammar knows whom that very cue cites: "the Tribune reported Vane as writing"
        return [replace(p, source=corrected.source, hearer=corrected.hearer, lemma=corrected.lemma) for p in pieces]
    speaker = known[0]
    return [
        piece if any(dice(own, piece) >= SAME for own in grammar) else replace(speaker, content=piece.content,
                                                                               by="structure", carried=True)
        for piece in pieces
        if shared(piece.content, (*speaker.cue, *speaker.source)) < SAME * size(piece.content)
    ]  # fmt: skip


def _told_within(own: Raw, raw: Raw, grammar: list[Raw]) -> bool:
    """As in '"..., saying his client knows," Vane tweeted': the client's lawyer speaks in Vane's words alone."""
    outer = [o for o in grammar if o is not own and o.lemma not in PASSING and shared(o.cue, raw.cue)]
    return any(shared(own.cue, o.content) for o in outer)


def _speaks_itself(raw: Raw, text: str) -> bool:
    """As in "I think ..." inside a block quote: the speaker's own words about the speaker."""
    return bool(raw.source) and raw.source[0].of(text).lower() in FIRST


def completed(raw: Raw, quotes: Sequence[Span], near: Near) -> Raw:
    """The raw attribution with its quotation whole: a quote that runs over several sentences belongs to one speaker.

    `quotes` are those of its passage in order, found by `near`.
    """
    if raw.carried:
        return raw
    content = list(raw.content)
    for span in (quotes[i] for i in near.of(contents(raw))):
        touched = [c for c in content if c.overlap(span) and not c.holds(span)]
        if touched and not shared((span,), (*raw.cue, *raw.source)):
            content = [c for c in content if c not in touched] + [hull((span, *touched))]
    return replace(raw, content=tuple(sorted(content)))


def _relays(outer: Raw, inner: Raw) -> bool:
    """As in '"...," Vane said, the Wire reported. "..."': who only passes another's words on does not go on in them."""
    return outer is not inner and shared(inner.cue, outer.content) > 0 and shared(outer.cue, inner.content) == 0


class _Earlier:
    """The attributions of a passage that quote somebody, and which of them stands last before a place."""

    def __init__(self, raws: Sequence[Raw], text: str) -> None:
        ordered = [r for r in raws if r.source and has_quote(r, text)]
        ordered.reverse()  # so that of those that end together the first comes last
        ordered.sort(key=lambda r: r.hull.end)
        saying = [r for r in ordered if r.lemma is not None and r.lemma != "according_to"]
        self._rows = [(raws, [r.hull.end for r in raws]) for raws in (saying, ordered)]

    def last(self, at: int) -> Raw | None:
        """The last that ends before or at a place: one with a verb of saying, else any; none that another passes on."""
        for raws, ends in self._rows:
            number = bisect_right(ends, at)
            if number:
                near = raws[max(0, number - NEAR) : number][::-1]
                return next((r for r in near if not any(_relays(r, other) for other in near)), near[0])
        return None


def _going_on(raws: list[Raw], passage: Passage, text: str) -> list[Raw]:
    """Quotations of a sentence or more that follow an attributed one in the same paragraph: its speaker goes on."""
    words = passage.span.of(text)
    out: list[Raw] = []
    earlier, held = _Earlier(raws, text), Near(map(contents, raws))
    every = list(raws)
    for quote in speech_marks(words):
        span = Span(quote.start, quote.end).shift(passage.start)
        if len(quote.inner.of(words).split()) < LEAST:
            continue
        before = words[: quote.start].rstrip()
        if before and before[-1] not in '.!?”"»’':
            continue
        if taken(span, (every[i] for i in held.of(span))):
            continue
        last = earlier.last(span.start)
        if last is not None:
            out.append(replace(last, content=(span,), by="structure", carried=True))
            every.append(out[-1])
            held.add(span)
    return out
