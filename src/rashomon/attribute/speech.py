"""Who speaks each attribution: sources resolved in reading order, nested speech, relays folded into chains."""

from bisect import bisect_right
from typing import NamedTuple

from rashomon.attribute.actors import is_mute, is_thing
from rashomon.attribute.chain import Nest, as_link, carries, is_relay, links
from rashomon.attribute.content import head_of
from rashomon.attribute.memory import HE, ONE, SHE
from rashomon.attribute.posted import POST
from rashomon.attribute.raw import Cover, Raw, Sentence, Token, shared, size
from rashomon.attribute.sayings import has_quote
from rashomon.attribute.speakers import Room
from rashomon.attribute.spoken_of import acting, are_several, uttered_in
from rashomon.attribute.turns import TURN, Cast
from rashomon.attribute.venues import Interview, given, interviews, spoken_at
from rashomon.attribute.voices import (
    ANYONE,
    bare_pronoun,
    can_speak,
    in_anothers_mouth,
    is_bid,
    is_source,
    key,
    offers,
    own_words,
    passes,
    someone,
    unique,
)  # fmt: skip
from rashomon.lexicon.cues import cues
from rashomon.model.analysis import Link, Source
from rashomon.model.document import Document, Problem
from rashomon.model.span import Span, joined

AIRED = frozenset("television radio tv blog".split()) | frozenset(
    "state television;state tv;state media;state-run media;official media;state radio;social media".split(";")
)
"""Channels on which nobody posts, or that are none in particular."""
POINTING = frozenset({"that", "which", "this", "these", "those"})
"""Sources that are a thing or a clause ("an advance that shows ..."): what they show is told by who tells of them."""
SHOWN = frozenset({"according_to", "reveal", "show", "disclose", "confirm", "find", "announce"})
"""Cues by which a scandal or a decision makes something known."""
INFERRED = frozenset({"imply", "indicate", "suggest", "signal", "show"})
"""What any thing does from which something is concluded, and a report or poll alone does in words."""
BREATH = 700
"""Code points between two attributions of one speech: a quotation and a paragraph's end; further on it is another."""
POSTED_ON = frozenset({name.lower() for name in cues().posts.values()} | (cues().channels - AIRED))
AGAIN = 4
"""Attributions back that are looked at for the same pronoun; those inside another's words stand between."""
CLAUSE = 2
"""Words behind a name before a colon that make a clause of it: "Vane Attacks Student"; one may be "Campaign"."""
NEXT = 4
"""Code points between two sentences: a full stop, a mark, a blank."""
VENUES = frozenset("speech interview conference statement letter hearing briefing address rally".split())
"""Words for another occasion, through which the words came otherwise."""
OCCASIONS = frozenset("speech interview conference statement hearing briefing address rally audio recording".split())
"""What is nobody's voice: the words came in it, and it relays them no more than the air does."""


class Spoken(NamedTuple):
    """An attribution with whoever speaks it."""

    raw: Raw
    sentence: Sentence
    source: Source | None
    chain: tuple[Link, ...]


class Hearing:
    """One document's attributions on their way to their speakers. `problems` grows with what stays unclear."""

    def __init__(self, document: Document, sentences: tuple[Sentence, ...], room: Room, cast: Cast) -> None:
        self.document, self.sentences, self.room, self.text = document, sentences, room, document.text
        self.cast = cast
        self.problems: list[Problem] = []

    def spoken(self, found: list[tuple[Raw, Sentence]]) -> list[Spoken]:
        """Resolves sources in reading order, then folds relays into the chains of what they pass on."""
        resolved: list[tuple[Raw, Sentence, Source | None]] = []
        subjects = sorted([*acting(self.sentences, found), *self._introduced(found)], key=lambda pair: pair[0])
        said = Cover(span for raw, _ in found for span in raw.content)
        at = 0
        known: dict[tuple[Span, ...], Source | None] = {}
        for raw, sentence in found:
            place = min(s.start for s in raw.source) if raw.source else raw.content[0].start
            words = joined(raw.source, self.text).lower()
            if self._points(raw, sentence, words) or self._says_nothing(raw, words, said):
                continue
            at = self._noted(subjects, at, place)
            if raw.lemma == TURN:
                source: Source | None = self.cast.speaker(raw, self.text)
            else:
                source = own_words(raw, words, resolved)
                if source is None and raw.carried and raw.source in known:
                    source = known[raw.source]  # "he" means whom it meant before the quotation named others
                elif source is None:
                    source = self._again(raw, words, resolved)
                    source = source or self.room.resolve(raw, self._home(raw) or sentence)
            if raw.source:
                known.setdefault(raw.source, source)
            if self._is_nobody(raw, words, source):
                continue
            resolved.append((raw, sentence, source))
            if source is not None and source.entity:
                self.room.spoke.add(source.entity)
            if source is not None and (source.entity or not bare_pronoun(source)):
                if not source.named and said.holds(place) and not passes(raw):
                    continue  # "whether it shields a florist who denied them service": no later "he" is the florist
                where = raw.content[0].start if raw.carried else place
                self.room.note(source, where, sentence.passage.post, uttered=uttered_in(raw, sentence))
            elif source is not None:
                self._unresolved(source)
        self._noted(subjects, at, len(self.text))
        return self._folded(resolved)

    def _again(self, raw: Raw, words: str, resolved: list[tuple[Raw, Sentence, Source | None]]) -> Source | None:
        """As in "They said X. They said Y": the same pronoun right behind the last words of its speaker."""
        if words not in HE | SHE | {"they"}:
            return None
        near = resolved[-AGAIN:]
        for told, _, source in reversed(near):
            gap = raw.hull.start - told.hull.end
            if gap < 0 or any(o is not told and o.hull.holds(told.hull) for o, _, _ in near):
                continue
            if joined(told.source, self.text).lower() != words or gap > NEXT or source is None:
                return None
            return Source(spans=raw.source, entity=source.entity, description=source.description, named=source.named)
        return None

    def _points(self, raw: Raw, sentence: Sentence, words: str) -> bool:
        """Whether a source is a word for a thing or a clause: "an advance that shows ...", "it suggests"."""
        return words in POINTING or (words == "it" and not can_speak(raw, sentence))

    def _says_nothing(self, raw: Raw, words: str, said: Cover) -> bool:
        """As in "did you know that ...?" and "the speed suggests ...": the reader, or a thing, and nobody's word.

        `said` is all that anybody says: a thing in another's words has none of its own, quoted or not.
        """
        home = self._home(raw)
        if home is None or raw.carried or raw.by == "structure":
            return False
        if words in ANYONE:
            return said.holds(raw.source[0].start)
        if has_quote(raw, self.text):
            head = head_of(home.inside(raw.source))
            shows = head is not None and (raw.lemma in INFERRED or is_mute(head))
            return head is not None and shows and is_thing(head) and said.holds(raw.source[0].start)
        if words == "you":
            return not self.room.is_quoted(raw.source[0], home)
        head = head_of(home.inside(raw.source))
        if head is not None and raw.lemma in INFERRED and is_thing(head):
            return True
        return head is not None and is_mute(head) and raw.lemma not in SHOWN

    def _is_nobody(self, raw: Raw, words: str, source: Source | None) -> bool:
        """Whether what was taken for a source is a label before a colon, or an "it" that means no body."""
        if raw.lemma == ":" and source is not None:
            return not (source.entity or someone(words)) or self._goes_on(raw)
        return words == "it" and (source is None or source.description == "It" or bare_pronoun(source))

    def _goes_on(self, raw: Raw) -> bool:
        """As in "Ida Vane Attacks Whigs: ...": a title that tells of somebody before its colon, and quotes nobody."""
        named = [m for m in self.room.within(raw.source) if m.kind == "person" and m.start == raw.source[0].start]
        return any(len(self.text[m.end : raw.source[-1].end].split()) >= CLAUSE for m in named)

    def _noted(self, subjects: list[tuple[int, Sentence, list[Token]]], at: int, place: int) -> int:
        """Remember those spoken of before a place, from number `at` on; gives the number of the first behind it."""
        while at < len(subjects) and subjects[at][0] < place:
            self._note_subject(*subjects[at])
            at += 1
        return at

    def _home(self, raw: Raw) -> Sentence | None:
        """The sentence in which the words of the source stand; for lines that a line above hands on it is another."""
        if not raw.source:
            return None
        at = bisect_right(self.sentences, raw.source[0].start, key=lambda s: s.span.start) - 1
        return self.sentences[at] if at >= 0 and self.sentences[at].span.holds(raw.source[0]) else None

    def _introduced(self, found: list[tuple[Raw, Sentence]]) -> list[tuple[int, Sentence, list[Token]]]:
        """People named in full for the first time outside what is quoted: the next "he" may well mean them."""
        contents = [span for raw, _ in found for span in raw.content]
        seen: set[str] = set()
        out = []
        for sentence in self.sentences:
            where = spoken_at(sentence, self.text)
            here = self.room.within((sentence.span,))
            people = [m for m in here if m.kind == "person" and not (where is not None and m.span.overlap(where))]
            for mention in people[:1]:
                if mention.kind != "person" or mention.who in seen:
                    continue
                seen.add(mention.who)
                if " " in mention.span.of(self.text) and not any(c.overlap(mention.span) for c in contents):
                    out.append((mention.start, sentence, sentence.inside((mention.span,))))
        return out

    def _note_subject(self, at: int, sentence: Sentence, tokens: list[Token]) -> None:
        spans = sentence.place(tokens)
        if not spans:
            return
        source = self.room.resolve(Raw(content=spans, source=spans), sentence)
        several = len(tokens) > 0 and any(are_several(t) for t in tokens if t.dep_ in ("nsubj", "nsubjpass"))
        if source is not None and (source.entity or several or ONE.match(source.description or "")):
            plural = several or any(t.dep_ == "conj" for t in tokens)
            self.room.note(source, at, sentence.passage.post, plural=plural)

    def _folded(self, resolved: list[tuple[Raw, Sentence, Source | None]]) -> list[Spoken]:
        out: list[Spoken] = []
        groups: dict[str, list[int]] = {}
        for i, (_, sentence, _) in enumerate(resolved):
            groups.setdefault(sentence.passage.id, []).append(i)
        for members in groups.values():
            nest = Nest([resolved[i][0] for i in members])
            sources = [resolved[i][2] for i in members]
            mouthed = {
                k
                for k, i in enumerate(members)
                if in_anothers_mouth(*resolved[i][:2], self.text) or self._is_bid(k, nest, resolved[i][1])
            }
            silent = {k for k in range(len(members)) if self._only_told(k, nest, sources, hearsay=k in mouthed)}
            relays = {k: self._passes_on(k, nest, sources, silent) for k in range(len(members))}
            passing = [(j, passed) for j, passed in relays.items() if passed]
            for k, i in enumerate(members):
                raw, sentence, source = resolved[i]
                if k in silent or relays[k]:
                    continue
                if nest.dominated(k, silent) and source is not None and self._gives_way(k, nest, sources):
                    continue
                chain: list[Link] = []
                for j in nest.outer[k]:
                    outer = sources[j]
                    if (
                        outer is not None
                        and passes(nest.raws[j])
                        and not bare_pronoun(outer)
                        and (source is None or key(outer) != key(source))
                    ):
                        chain += self._outer_links(nest.raws[j], outer, sentence)
                for j, passed in passing:
                    outer = sources[j]
                    if k in passed and outer is not None:
                        chain += self._outer_links(nest.raws[j], outer, sentence)
                chain += links(raw, sentence, self.room, self.document.outlet)
                out.append(Spoken(raw, sentence, source, unique([c for c in chain if not is_source(c, source)])))
        return self._going_on(out)

    def _going_on(self, spoken: list[Spoken]) -> list[Spoken]:
        """As in "he wrote on Telegram. He added that ...": who goes on speaking does so through the same relays."""
        out: list[Spoken] = []
        channels: dict[tuple[str | None, str | None], tuple[Link, ...]] = {}
        told = interviews(self.sentences, self.room, self.document.outlet)
        for item in spoken:
            last = out[-1] if out else None
            item = self._interviewed(item, last, told)  # noqa: PLW2901
            if last is not None and last.chain and not item.chain and self._same_breath(last, item):
                kept = tuple(link for link in last.chain if carries(link))
                item = item._replace(chain=kept)  # noqa: PLW2901
            who = key(item.source) if item.source is not None else (None, None)
            if who != (None, None):  # "Vane posted": where she did before
                if item.raw.lemma == "post" and not item.chain:
                    item = item._replace(chain=channels.get(who, ()))  # noqa: PLW2901
                on = tuple(link for link in item.chain if link.name.lower() in POSTED_ON)
                channels[who] = on or channels.get(who, ())
            out.append(item)
        return out

    def _interviewed(self, item: Spoken, last: Spoken | None, told: list[Interview]) -> Spoken:
        """As in "Vane appeared on Radio Kelm. 'It was a mistake,' she said": the words that follow came that way."""
        if item.chain or item.source is None or item.raw.hearer or self._elsewhere(item) or not passes(item.raw):
            return item
        link = given(told, item.source, item.sentence, last.raw.hull.start if last is not None else -1)
        return item._replace(chain=(link,)) if link is not None else item

    def _elsewhere(self, item: Spoken) -> bool:
        """Whether another occasion is told of beside the words: "she said in a statement"."""
        said = {t.i for t in item.sentence.inside(item.raw.content)}
        return any(t.lemma_.lower() in VENUES for t in item.sentence.tokens if t.i not in said)

    def _same_breath(self, last: Spoken, item: Spoken) -> bool:
        if last.source is None or item.source is None or key(last.source) != key(item.source):
            return False
        if item.raw.cue and item.raw.cue == last.raw.cue and item.raw.source == last.raw.source:
            return True  # further words of one cue
        here = last.sentence.passage.post == item.sentence.passage.post
        first = item.raw.content[0].start if item.raw.carried else (item.raw.cue or item.raw.content)[0].start
        near = here and first - last.raw.hull.start >= 0 and item.raw.hull.start - last.raw.hull.end <= BREATH
        words = joined(item.raw.source, self.text).lower()
        unnamed = not item.source.named and words.startswith("the ")  # "a source told the Wire ...; the source said"
        goes_on = unnamed or words in HE | SHE | {"it", "they"} or item.raw.lemma in ("add", "continue", "go_on")
        return near and goes_on and not item.raw.hearer and not self._elsewhere(item)

    def _outer_links(self, raw: Raw, source: Source, sentence: Sentence) -> list[Link]:
        """An outer attribution as relays of what it passes on: those that it names itself, then its own source."""
        own = links(raw, sentence, self.room, self.document.outlet) if raw.lemma != POST else ()
        head = head_of(sentence.inside(source.spans))
        told = (source.description or "").lower().split()
        if head is not None and head.lemma_.lower() in OCCASIONS and head.lower_ in told and source.entity is None:
            return list(own)
        return [*own, as_link(raw, source, self.room)]

    def _is_bid(self, k: int, nest: Nest, sentence: Sentence) -> bool:
        """As in "a plea for guests to think of the town": they are asked to, and nobody tells what they think."""
        raw = nest.raws[k]
        within = raw.source and any(c.holds(raw.source[0]) for j in nest.outer[k] for c in nest.raws[j].content)
        return bool(within) and is_bid(sentence.inside(raw.source), sentence.inside(raw.cue))

    def _only_told(self, k: int, nest: Nest, sources: list[Source | None], *, hearsay: bool) -> bool:
        """An inner attribution that is no second voice: the speaker of himself, or a wish or act that another tells."""
        inner, raw = sources[k], nest.raws[k]
        for j in nest.outer[k]:
            outer = sources[j]
            if outer is None or inner is None:
                return inner is None
            if hearsay:
                return True
            if key(outer) == key(inner) or bare_pronoun(inner):
                return not nest.raws[j].carried or bare_pronoun(inner)
            if not passes(raw) and not (offers(raw) and is_relay(outer, self.room)):
                return True
        return False

    def _passes_on(self, k: int, nest: Nest, sources: list[Source | None], silent: set[int]) -> set[int]:
        """The attributions whose words a pure relay ("according to the Wire") passes on; empty when `k` is none."""
        relay = sources[k]
        tells = relay is not None and (relay.named or someone((relay.description or "").lower()))
        tells = tells and nest.raws[k].lemma == "according_to"  # a plan passes nothing on
        if relay is None or not (is_relay(relay, self.room) or nest.raws[k].lemma == "report" or tells):
            return set()  # who reports what another says passes it on, outlet or not
        content = nest.raws[k].content
        return {
            i
            for i, source in enumerate(sources)
            if i != k and i not in silent and source is not None and not is_relay(source, self.room)
            and shared(nest.raws[i].content, content) >= 0.5 * size(nest.raws[i].content)
            and shared((nest.raws[i].hull,), content) >= 0.4 * size(content)
        }  # fmt: skip

    def _gives_way(self, k: int, nest: Nest, sources: list[Source | None]) -> bool:
        """An outer attribution that only relays: an outlet or agency, or one whose words are a named person's."""
        outer = sources[k]
        inner = [sources[i] for i in nest.inner[k]]
        return (outer is not None and is_relay(outer, self.room)) or any(
            s is not None and self.room.is_person(s) for s in inner
        )

    def _unresolved(self, source: Source) -> None:
        span = source.spans[0]
        self.problems.append(Problem(
            stage="analyse", code="speaker-unresolved", document=self.document.id, start=span.start, end=span.end,
            message=f"It is not clear whom {source.description!r} means here; the statement keeps the word.",
        ))  # fmt: skip
