"""From raw attributions to statements: nesting, sources, relays, clauses, stance and form."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.attribute.blocks import blocks, introduces
from rashomon.attribute.borrowed import antecedent
from rashomon.attribute.clauses import clauses
from rashomon.attribute.content import CITING, FINITE, takes_object
from rashomon.attribute.echoed import echoed
from rashomon.attribute.embedded import inside
from rashomon.attribute.facts import facts_of
from rashomon.attribute.find import Tag, find
from rashomon.attribute.joints import with_reserve
from rashomon.attribute.memory import Names
from rashomon.attribute.narrated import SPEAKING, WRITTEN, narrated
from rashomon.attribute.pronouns import Pronouns
from rashomon.attribute.raw import QUOTES, Raw, Sentence, Token, size
from rashomon.attribute.speakers import Room
from rashomon.attribute.speech import Hearing, Spoken
from rashomon.attribute.stance import form_of, stance_of
from rashomon.attribute.turns import Cast
from rashomon.attribute.within import is_deed
from rashomon.model.analysis import Facts, Mention, Passage, Post, Statement
from rashomon.model.document import EVIDENCE_ROLES, Document, Problem
from rashomon.model.span import Span, hull, joined, short_id, trim

WHOLE = 0.8
"""Share of an attribution's content that a statement must hold to be all of it."""
MIN_WORDS = 3
MIN_LISTED = 2


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
    room = Room(mentions, names, document.text, evidence)
    hearing = Hearing(document, sentences, room, Cast(mentions, room))
    spoken = hearing.spoken(find(evidence, sentences, blocks(evidence, document.text), document.text, tag))
    desk = _Desk(document, posts, sentences, room)
    desk.write(spoken)
    return desk.result(hearing.problems)


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
    deed = any(is_deed(t) for t in words) and (raw is None or raw.lemma not in CITING)
    if deed or any(t.pos_ in ("VERB", "AUX") for t in words):
        return len(words) >= MIN_WORDS and not (raw is not None and _says_where(words))
    if raw is not None and len(words) > MIN_WORDS and _opens_quote(clause):
        return True
    if raw is None:
        return sentence.passage.role in ("headline", "heading") and len(words) > MIN_WORDS
    if len(words) < MIN_WORDS or words[0].pos_ in ("ADP", "SCONJ", "CCONJ"):
        return False
    if raw.lemma in CITING:  # "citing a storm over the coast": a reason or a source, and nothing that is said
        return False
    heard = raw.lemma == "report" and raw.by == "tagger"  # "witnesses reported gunfire"
    return (takes_object(raw.lemma) or heard or raw.by == "structure") and any(t.pos_ in ("NOUN", "ADJ") for t in words)


def _says_where(words: list[Token]) -> bool:
    """As in "Speaking to reporters in Ansel", "In a statement posted on Monday": where it is said, and not what."""
    finite = any(t.tag_ in FINITE for t in words)
    first, written = words[0], any(t.lemma_.lower() in WRITTEN for t in words[:4])
    speaking = first.tag_ == "VBG" and first.lemma_.lower() in SPEAKING
    return not finite and (speaking or (first.pos_ == "ADP" and written))


def _opens_quote(clause: list[Token]) -> bool:
    """As in "A great day for the town!": quoted words that open a sentence, which the tagger may find no verb in."""
    return clause[0].text in QUOTES and len(clause) > 1 and clause[1].text[:1].isupper()


class _Desk:
    """One document's statements in the making."""

    def __init__(self, document: Document, posts: tuple[Post, ...],
                 sentences: tuple[Sentence, ...], room: Room) -> None:  # fmt: skip
        self.document, self.room, self.text = document, room, document.text
        self.sentences, self.pronouns = sentences, Pronouns(room, sentences)
        self.posts = {p.id: p for p in posts}
        self.made: dict[tuple[object, ...], tuple[Statement, Facts]] = {}
        self.by_passage: dict[str, list[Sentence]] = {}
        for sentence in sentences:
            self.by_passage.setdefault(sentence.passage.id, []).append(sentence)

    def write(self, spoken: list[Spoken]) -> None:
        """Statements of what is spoken, then of what the outlet tells in its own voice."""
        by_sentence: dict[int, list[Raw]] = {}
        for item in spoken:
            parts = (*item.raw.content, *(() if item.raw.carried else item.raw.cue))
            touched = [s for s in self._about(item) if s.inside(parts)]
            told = [self._tell(item, sentence) for sentence in touched]
            if any(told):
                for sentence in touched:
                    by_sentence.setdefault(sentence.span.start, []).append(item.raw)
        for sentence in self.sentences:
            if introduces(sentence.passage.span.of(self.text).strip()):
                continue
            for clause in narrated(sentence, by_sentence.get(sentence.span.start, [])):
                self._add(None, sentence, clause)
                for inner in inside(clause):
                    self._add(None, sentence, inner)

    def _about(self, item: Spoken) -> list[Sentence]:
        """The sentences of the passage over which an attribution reaches."""
        hull, here = item.raw.hull, self.by_passage[item.sentence.passage.id]
        first = max(0, bisect_right(here, hull.start, key=lambda s: s.span.start) - 1)
        return here[first : bisect_left(here, hull.end, key=lambda s: s.span.start)]

    def _tell(self, item: Spoken, sentence: Sentence) -> bool:
        """Statements of what is said in one sentence; whether there are any."""
        told = False
        for part in clauses(with_reserve(sentence.inside(item.raw.content))):
            about = antecedent(part) if not item.raw.carried else []
            clause = sorted({*about, *part}, key=lambda t: t.i)
            told = self._add(item, sentence, clause) or told
            for inner in inside(clause, item.raw.lemma):
                self._add(item, sentence, inner)
        return told

    def _add(self, item: Spoken | None, sentence: Sentence, clause: list[Token]) -> bool:
        """A statement of one clause, unless it says nothing or is there already; whether it is there."""
        content = tuple(s for s in (trim(s, self.text) for s in sentence.place(clause)) if len(s))
        if not says_something(clause, item.raw if item is not None else None, sentence):
            return False
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
            return True
        statement = Statement(
            id=short_id("s", self.document.id, *(f"{s.start}-{s.end}" for s in content), *key[1:]),
            document=self.document.id, post=passage.post, content=content,
            cue=raw.cue or None if raw is not None else None, source=source,
            chain=item.chain if item is not None else (), form=form,
            stance=stance_of(clause, cue_tokens, raw.lemma if raw is not None else None, own=form == "direct"),
            published=(post.published if post is not None else None) or self.document.published,
            text=joined(content, self.text), sentence=sentence.span,
            headline=passage.role in ("headline", "heading"),
        )  # fmt: skip
        reading = self._reading(statement, sentence, clause)
        facts = facts_of(statement.id, content, sentence, text=self.text, who=self._who, anchor=self._anchor(post))
        facts = replace(facts, reading=reading)
        if raw is not None and _told_by_cue(raw, content):
            facts = _with_cue(facts, raw, " ".join(t.text for t in cue_tokens))
        self.made[key] = (statement, facts)
        return True

    def _reading(self, statement: Statement, sentence: Sentence, clause: list[Token]) -> str:
        """The content for somebody who reads nothing else: "we" and "her" become the name of the one who is meant."""
        source = statement.source.entity if statement.source is not None else None
        quoted = statement.form in ("direct", "mixed")
        words: list[str] = []
        for at, token in enumerate(clause):
            meant = self.pronouns.named(token, sentence, source, hull(statement.content), quoted=quoted)
            own = "'s" if token.dep_ == "poss" or token.tag_ == "PRP$" else ""
            gap = token.whitespace_ if at + 1 == len(clause) or clause[at + 1].i == token.i + 1 else " "
            words.append(f"{meant}{own}{gap}" if meant else f"{token.text}{gap}")
        return " ".join("".join(words).split()).lstrip(",; ")

    def _who(self, span: Span) -> tuple[str, ...]:
        return tuple(m.who for m in self.room.within((span,)))

    def _anchor(self, post: Post | None) -> datetime | date | None:
        if post is not None and post.published is not None:
            return post.published
        return self.document.published or self.document.day

    def result(self, problems: list[Problem]) -> Found:
        """Everything found, in reading order."""
        made = sorted(self.made.values(), key=lambda pair: (pair[0].content, pair[0].id))
        again = echoed([s for s, _ in made])
        return Found(tuple(again.get(s.id, s) for s, _ in made), tuple(f for _, f in made), tuple(problems))


def _told_by_cue(raw: Raw, content: tuple[Span, ...]) -> bool:
    """Whether the claim lies in the cue: "blamed the weather" claims the blaming, which the weather alone does not."""
    return takes_object(raw.lemma) and size(content) >= WHOLE * size(raw.content)


def _with_cue(facts: Facts, raw: Raw, cue: str) -> Facts:
    """The facts of such a statement with the cue's verb as its predicate."""
    lemma = (raw.lemma or "").partition("_")[0]
    return replace(facts, predicate=lemma, lemmas=(lemma, *facts.lemmas), reading=f"{cue} {facts.reading}")
