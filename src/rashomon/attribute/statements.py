"""From raw attributions to statements: nesting, sources, relays, clauses, stance and form."""

from datetime import date, datetime
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.attribute.blocks import blocks, introduces
from rashomon.attribute.chain import Nest, as_link, is_relay, links
from rashomon.attribute.clauses import clauses
from rashomon.attribute.facts import facts_of
from rashomon.attribute.find import Tag, find
from rashomon.attribute.narrated import narrated
from rashomon.attribute.raw import Raw, Sentence, Token, shared, size
from rashomon.attribute.speakers import HE, SHE, Names, Room
from rashomon.attribute.stance import form_of, stance_of
from rashomon.attribute.syntax import OBJECT_LEMMAS
from rashomon.attribute.within import inner_claims, is_deed
from rashomon.lexicon.cues import cues
from rashomon.model.analysis import Facts, Link, Mention, Passage, Post, Source, Statement
from rashomon.model.document import EVIDENCE_ROLES, Document, Problem
from rashomon.model.span import Span, joined, short_id, trim

WE = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours"})
POINTING = frozenset({"that", "which", "this", "these", "those", "it"})
"""Sources that are a thing or a clause ("an advance that shows ..."): what they show is told by who tells of them."""
ABOUT = frozenset({"accuse", "deny", "demand", "offer", "plan"})
"""Cue classes whose plain object is something that is said: a demand for a pause, the refusal of an offer."""
MIN_WORDS = 3
MIN_LISTED = 2
SPEECH = frozenset({"assert", "accuse", "believe", "ask"})
"""Cue classes that make a second voice inside another's words; a demand or plan told by another is his claim."""


class Found(NamedTuple):
    """What `attribute` gives back; `facts` runs parallel to `statements`."""

    statements: tuple[Statement, ...]
    facts: tuple[Facts, ...]
    problems: tuple[Problem, ...]


def attribute(
    document: Document,
    passages: tuple[Passage, ...],
    posts: tuple[Post, ...],
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    names: Names,
    *,
    tag: Tag | None = None,
) -> Found:
    """The statements of one document. `sentences` are those of its evidence passages, in reading order."""
    again = repeated(posts)
    evidence = tuple(p for p in passages if p.role in EVIDENCE_ROLES and p.post not in again)
    kept = {p.id for p in evidence}
    sentences = tuple(s for s in sentences if s.passage.id in kept)
    desk = _Desk(document, evidence, posts, sentences, Room(mentions, names, document.text))
    spoken = desk.spoken(find(evidence, sentences, blocks(evidence, document.text), document.text, tag))
    desk.write(spoken)
    return desk.result()


def repeated(posts: tuple[Post, ...]) -> frozenset[str]:
    """Ids of posts that say again what another post of the page says: of each set, all but the first on the page."""
    first: dict[str, Post] = {}
    for post in sorted(posts, key=lambda p: p.start):
        first.setdefault(post.same_as or post.id, post)
    return frozenset(p.id for p in posts if first[p.same_as or p.id].id != p.id)


def says_something(clause: list[Token], raw: Raw | None, sentence: Sentence) -> bool:
    """Whether words can be told on their own: a verb or a deed, or what a verb of demanding or blaming is about.

    A bare name or a phrase torn from its clause ("for any breakthrough") is no claim of anybody.
    """
    words = [t for t in clause if not t.is_punct and not t.is_space]
    if sentence.passage.role == "list-item":
        return len(words) >= MIN_LISTED
    if any(t.pos_ in ("VERB", "AUX") for t in words) or any(is_deed(t) for t in words):
        return len(words) >= MIN_WORDS
    if raw is None:
        return sentence.passage.role in ("headline", "heading") and len(words) > MIN_WORDS
    if len(words) < MIN_WORDS or words[0].pos_ in ("ADP", "SCONJ", "CCONJ"):
        return False
    about = raw.lemma is not None and (cues().verbs.get(raw.lemma) in ABOUT or raw.lemma in OBJECT_LEMMAS)
    return (about or raw.by == "structure") and any(t.pos_ in ("NOUN", "ADJ") for t in words)


class _Spoken(NamedTuple):
    raw: Raw
    sentence: Sentence
    source: Source | None
    chain: tuple[Link, ...]


class _Desk:
    """One document's statements in the making."""

    def __init__(self, document: Document, evidence: tuple[Passage, ...], posts: tuple[Post, ...],
                 sentences: tuple[Sentence, ...], room: Room) -> None:  # fmt: skip
        self.document, self.room, self.text = document, room, document.text
        self.sentences = sentences
        self.posts = {p.id: p for p in posts}
        self.evidence = evidence
        self.made: dict[tuple[object, ...], tuple[Statement, Facts]] = {}
        self.problems: list[Problem] = []
        self.by_passage: dict[str, list[Sentence]] = {}
        for sentence in sentences:
            self.by_passage.setdefault(sentence.passage.id, []).append(sentence)

    # -- who speaks --------------------------------------------------------------------------------------------------

    def spoken(self, found: list[tuple[Raw, Sentence]]) -> list[_Spoken]:
        """Resolves sources in reading order, then folds relays into the chains of what they pass on."""
        resolved: list[tuple[Raw, Sentence, Source | None]] = []
        subjects = sorted([*_subjects(self.sentences, found), *self._introduced(found)], key=lambda pair: pair[0])
        at = 0
        for raw, sentence in found:
            place = min(s.start for s in raw.source) if raw.source else raw.content[0].start
            if raw.source and joined(raw.source, self.text).lower() in POINTING:
                continue
            while at < len(subjects) and subjects[at][0] < place:
                self._note_subject(*subjects[at])
                at += 1
            source = self.room.resolve(raw, sentence)
            resolved.append((raw, sentence, source))
            if source is not None and (source.entity or not _bare_pronoun(source)):
                where = raw.content[0].start if raw.carried else place
                self.room.note(source, where, sentence.passage.post)
            elif source is not None:
                self._unresolved(source)
        return self._folded(resolved)

    def _introduced(self, found: list[tuple[Raw, Sentence]]) -> list[tuple[int, Sentence, list[Token]]]:
        """People named in full for the first time outside what is quoted: the next "he" may well mean them."""
        contents = [span for raw, _ in found for span in raw.content]
        seen: set[str] = set()
        out = []
        for sentence in self.sentences:
            people = [m for m in self.room.within((sentence.span,)) if m.kind == "person"]
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
        if source is not None and source.entity:
            self.room.note(source, at, sentence.passage.post, plural=any(t.dep_ == "conj" for t in tokens))

    def _folded(self, resolved: list[tuple[Raw, Sentence, Source | None]]) -> list[_Spoken]:
        out: list[_Spoken] = []
        groups: dict[str, list[int]] = {}
        for i, (_, sentence, _) in enumerate(resolved):
            groups.setdefault(sentence.passage.id, []).append(i)
        for members in groups.values():
            nest = Nest([resolved[i][0] for i in members])
            sources = [resolved[i][2] for i in members]
            silent = {k for k in range(len(members)) if self._only_told(k, nest, sources)}
            relays = {k: self._passes_on(k, nest, sources, silent) for k in range(len(members))}
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
                        and not _bare_pronoun(outer)
                        and (source is None or _key(outer) != _key(source))
                    ):
                        chain += [*links(nest.raws[j], sentence, self.room, self.document.outlet),
                                  as_link(nest.raws[j], outer, self.text)]  # fmt: skip
                for j, passed in relays.items():
                    outer = sources[j]
                    if k in passed and outer is not None:
                        chain += [*links(nest.raws[j], sentence, self.room, self.document.outlet),
                                  as_link(nest.raws[j], outer, self.text)]  # fmt: skip
                chain += links(raw, sentence, self.room, self.document.outlet)
                out.append(_Spoken(raw, sentence, source, _unique(chain)))
        return out

    def _only_told(self, k: int, nest: Nest, sources: list[Source | None]) -> bool:
        """An inner attribution that is no second voice: the speaker of himself, or a wish or act that another tells."""
        inner, raw = sources[k], nest.raws[k]
        for j in nest.outer[k]:
            outer = sources[j]
            if outer is None or inner is None:
                return inner is None
            if _key(outer) == _key(inner) or _bare_pronoun(inner):
                return not nest.raws[j].carried or _bare_pronoun(inner)
            if raw.lemma is not None and cues().verbs.get(raw.lemma, "assert") not in SPEECH:
                return True
        return False

    def _passes_on(self, k: int, nest: Nest, sources: list[Source | None], silent: set[int]) -> set[int]:
        """The attributions whose words a pure relay ("according to the Wire") passes on; empty when `k` is none."""
        relay = sources[k]
        if relay is None or not is_relay(relay, self.room):
            return set()
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
        inner = [sources[i] for i in range(len(sources)) if k in nest.outer[i]]
        return (outer is not None and is_relay(outer, self.room)) or any(
            s is not None and self.room.is_person(s) for s in inner
        )

    # -- what is said ------------------------------------------------------------------------------------------------

    def write(self, spoken: list[_Spoken]) -> None:
        """Statements of what is spoken, then of what the outlet tells in its own voice."""
        for item in spoken:
            for sentence in self.by_passage[item.sentence.passage.id]:
                tokens = sentence.inside(item.raw.content)
                for clause in clauses(tokens):
                    self._add(item, sentence, clause)
                    for inner in inner_claims(clause):
                        self._add(item, sentence, inner)
        by_sentence: dict[int, list[Raw]] = {}
        for item in spoken:
            for sentence in self.by_passage[item.sentence.passage.id]:
                if sentence.inside((*item.raw.content, *(() if item.raw.carried else item.raw.cue))):
                    by_sentence.setdefault(sentence.span.start, []).append(item.raw)
        for sentence in self.sentences:
            if introduces(sentence.passage.span.of(self.text).strip()):
                continue
            for clause in narrated(sentence, by_sentence.get(sentence.span.start, [])):
                self._add(None, sentence, clause)
                for inner in inner_claims(clause):
                    self._add(None, sentence, inner)

    def _add(self, item: _Spoken | None, sentence: Sentence, clause: list[Token]) -> None:
        content = tuple(s for s in (trim(s, self.text) for s in sentence.place(clause)) if len(s))
        if not says_something(clause, item.raw if item is not None else None, sentence):
            return
        source = item.source if item is not None else None
        raw = item.raw if item is not None else None
        passage = sentence.passage
        post = self.posts.get(passage.post) if passage.post else None
        form = form_of(content, self.text, passage.start, passage.end) if item is not None else "narrated"
        if raw is not None and raw.by == "structure" and passage.role != "list-item":
            form = "direct"
        cue_tokens = sentence.inside(raw.cue) if raw is not None else []
        key = (content, source.entity if source else None, source.description if source else None)
        if key in self.made:
            return
        statement = Statement(
            id=short_id("s", self.document.id, *(f"{s.start}-{s.end}" for s in content), *key[1:]),
            document=self.document.id, post=passage.post, content=content,
            cue=raw.cue or None if raw is not None else None, source=source,
            chain=item.chain if item is not None else (), form=form,
            stance=stance_of(clause, cue_tokens, raw.lemma if raw is not None else None),
            published=(post.published if post is not None else None) or self.document.published,
            text=joined(content, self.text), sentence=sentence.span,
            headline=passage.role in ("headline", "heading"),
        )  # fmt: skip
        reading = self._reading(statement, sentence, clause)
        facts = facts_of(statement.id, content, sentence, text=self.text, who=self._who, anchor=self._anchor(post))
        self.made[key] = (statement, replace(facts, reading=reading))

    def _reading(self, statement: Statement, sentence: Sentence, clause: list[Token]) -> str:
        """The content for somebody who reads nothing else: "we" and "her" become the name of the one who is meant."""
        speaker = self._name(statement.source) if statement.source is not None else None
        words: list[str] = []
        for token in clause:
            meant = None
            if token.lower_ in WE and statement.form in ("direct", "mixed"):
                meant = speaker
            elif token.pos_ == "PRON" and token.lower_ in HE | SHE:
                heard = self.room.meant(token.lower_, sentence.base + token.idx, sentence.passage.post)
                meant = self._name(heard) if heard is not None else None
            own = "'s" if token.dep_ == "poss" or token.tag_ == "PRP$" else ""
            words.append(f"{meant}{own}{token.whitespace_}" if meant else token.text_with_ws)
        return " ".join("".join(words).split())

    def _name(self, source: Source) -> str | None:
        return self.room.name_of(source.entity) if source.entity is not None else None

    def _who(self, span: Span) -> tuple[str, ...]:
        return tuple(m.who for m in self.room.within((span,)))

    def _anchor(self, post: Post | None) -> datetime | date | None:
        if post is not None and post.published is not None:
            return post.published
        return self.document.published or self.document.day

    def _unresolved(self, source: Source) -> None:
        span = source.spans[0]
        self.problems.append(Problem(
            stage="analyse", code="speaker-unresolved", document=self.document.id, start=span.start, end=span.end,
            message=f"It is not clear whom {source.description!r} means here; the statement keeps the word.",
        ))  # fmt: skip

    def result(self) -> Found:
        """Everything found, in reading order."""
        made = sorted(self.made.values(), key=lambda pair: (pair[0].content, pair[0].id))
        return Found(tuple(s for s, _ in made), tuple(f for _, f in made), tuple(self.problems))


def _subjects(
    sentences: tuple[Sentence, ...], found: list[tuple[Raw, Sentence]]
) -> list[tuple[int, Sentence, list[Token]]]:
    """Subjects of main verbs outside what is quoted or reported: those whom a later "he" may mean."""
    contents = [span for raw, _ in found for span in raw.content]
    out = []
    for sentence in sentences:
        for token in sentence.tokens:
            at = sentence.base + token.idx
            main = token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "conj")
            if main and token.pos_ == "PROPN" and not any(c.start <= at < c.end for c in contents):
                out.append((at, sentence, list(token.subtree)))
    return out


def _key(source: Source) -> tuple[str | None, str | None]:
    return (source.entity, None if source.entity else source.description)


def _bare_pronoun(source: Source) -> bool:
    return source.entity is None and (source.description or "").lower() in {
        "he", "she", "it", "they", "who", "i", "we", "that", "which", "this", "you"
    }  # fmt: skip


def _unique(chain: list[Link]) -> tuple[Link, ...]:
    seen: dict[str, Link] = {}
    for link in chain:
        seen.setdefault(link.name.lower(), link)
    return tuple(seen.values())
