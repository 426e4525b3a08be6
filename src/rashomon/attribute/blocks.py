"""Structure read before sentences: what a line introduces, and who goes on speaking in the lines below it.

    Vane said:            The clerk wrote:             "We have spoken about it ..."
    • first point         I think it will hold.        (a paragraph of nothing but quoted words)
    • second point        We are ready.

Each gives the following lines to the speaker of the line above. The parsers and taggers measured in PEERS.md (f) take
such lines for the outlet's own words, or for a speaker called "I".
"""

import re
from functools import cache

import msgspec

from rashomon.attribute.raw import SINGLE, Raw, Sentence, shared, speech_marks
from rashomon.language.quotes import quoted
from rashomon.lexicon.cues import cues, told
from rashomon.model.analysis import Passage
from rashomon.model.span import Span, trim

FIRST_PERSON = re.compile(r"\b(?:I|I'm|I’m|we|we're|we’re|our|ours|my|us|me|you|your)\b", re.IGNORECASE)
OPENERS = "\"“«„‘'"
SAYING_END = re.compile(
    r"\b(?:said|says|saying|wrote|writes|writing|added|adds|adding|posted|tweeted|told [\w ]{1,40}|stated|continued|"
    r"read|reads|reported|follow|follows|following|points|were|discussed|included?|reacts?|explained|replied|"
    r"announced)[^:.!?]{0,80}:$",
    re.IGNORECASE,
)
LEADING = frozenset({"point", "call", "welcome", "state", "report", "attribute", "label", "brand", "understand"})
"""Verbs whose forms are more often nouns, or after which a list holds no words of anybody."""
ANEW = re.compile(r'(?:^|(?<=\s))["“](?=\w)')
"""A mark that opens a quotation: paragraphs of one run together open anew and again, and close once at most."""
MAX_BLOCK = 6
"""Paragraphs that one colon may introduce; longer block quotes are rare, and a wrong one swallows the story."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A passage given to the speaker of an earlier one."""

    passage: Passage
    leader: Passage
    content: Span
    kind: str
    """`bullet`, `block` (after a colon), `floating` (a quoted or first-person paragraph on its own), `alone` (the same
    as the first of a post or section)."""


def blocks(passages: tuple[Passage, ...], text: str) -> tuple[Block, ...]:
    """The passages that a line above hands to its speaker, in order. `passages` are one document's, evidence only."""
    out: list[Block] = []
    leader: Passage | None = None
    mode, taken = "", 0
    previous: Passage | None = None
    last: Passage | None = None
    for passage in passages:
        above, last = last, passage
        words = passage.span.of(text).strip()
        if previous is not None and (passage.post != previous.post or passage.role in ("headline", "heading")):
            leader, previous = None, None
        if passage.role in ("headline", "heading"):
            continue
        shut = taken > 0 and bool(out) and _shut(out[-1].content.of(text))
        if leader is not None and _continues(passage, words, mode, taken) and not (shut and words[:1] not in OPENERS):
            kind = "bullet" if passage.role == "list-item" else "block"
            content = _bare(passage, text)
            if mode != "list" or passage.role == "list-item":
                out.append(Block(passage=passage, leader=leader, content=content, kind=kind))
                taken += 1
                mode = mode or ("list" if passage.role == "list-item" else "block")
                continue
        if leader is not None:
            leader, mode, taken = None, "", 0
        open_still = above is None or above is previous or not _closed(above.span.of(text))
        end = _runs_on(previous, passage, text) if previous is not None and open_still else None
        if previous is not None and end is not None:
            out.append(Block(passage=passage, leader=previous, content=Span(passage.start, end), kind="floating"))
            continue
        if previous is not None and floats(words):
            out.append(Block(passage=passage, leader=previous, content=_bare(passage, text), kind="floating"))
            continue
        if previous is None and words[:1] in OPENERS and floats(words):  # nothing above says whose words these are
            out.append(Block(passage=passage, leader=passage, content=_bare(passage, text), kind="alone"))
        again = _opens_again(above, passage, text) if previous is not None and above is not None else None
        if previous is not None and again is not None:
            out.append(Block(passage=passage, leader=previous, content=again, kind="floating"))
            continue
        if introduces(words):
            leader, mode, taken = passage, "", 0
        previous = passage
    return tuple(out)


def _closed(words: str) -> bool:
    """Whether the last quotation of a paragraph is closed in it."""
    marks = quoted(words)
    return bool(marks) and marks[-1].closed


def _runs_on(previous: Passage, passage: Passage, text: str) -> int | None:
    """Where a quotation left open by the paragraph above ends in this one; None when none was left open."""
    marks = quoted(previous.span.of(text))
    if not marks or marks[-1].closed or text[previous.start + marks[-1].start] in SINGLE:
        return None
    words = passage.span.of(text)
    if words.lstrip()[:1] in ('"', "“", "«", "„"):
        return None  # each paragraph of a long quotation opens anew
    close = re.search(r"[”»\"]", words)
    opening = re.search(r"[“«„]", words)
    if close is None or (opening is not None and opening.start() < close.start()):
        return None
    return passage.start + close.end()


def _opens_again(above: Passage, passage: Passage, text: str) -> Span | None:
    """The first quotation of a paragraph that goes on from one above which was left open; None when none was."""
    start = len(text[passage.start : passage.end]) - len(text[passage.start : passage.end].lstrip())
    if text[passage.start + start] not in OPENERS[:4]:
        return None
    marks = [q for q in quoted(above.span.of(text)) if text[above.start + q.start] not in SINGLE and not q.level]
    if not marks or marks[-1].closed or marks[-1].end < len(above.span.of(text).rstrip()):
        return None
    first = next((q for q in quoted(passage.span.of(text)) if q.start == start), None)
    return Span(passage.start + first.start, passage.start + first.end) if first is not None else None


def introduces(words: str) -> bool:
    """Whether a line ends by handing the next lines to a speaker ("..., he wrote, adding:")."""
    return words.endswith(":") and bool(SAYING_END.search(words[-160:]) or _saying_end().search(words[-80:]))


@cache
def _saying_end() -> re.Pattern[str]:
    """A verb of saying in the past or present not far before the colon ("The letter warned:", "Marle signs off:")."""
    forms = told() - {form for word in LEADING for form in (f"{word}s", f"{word}d", f"{word}ed")}
    return re.compile(rf"\b(?:{'|'.join(sorted(forms))})\b[^:.!?]{{0,30}}:$", re.IGNORECASE)


def _continues(passage: Passage, words: str, mode: str, taken: int) -> bool:
    if mode == "list" or (passage.role == "list-item" and mode in ("", "list")):
        return passage.role == "list-item"
    if taken == 0:
        return True
    if taken >= MAX_BLOCK:
        return False
    return bool(FIRST_PERSON.search(words)) and not introduces(words) and not _reports(words)


def _shut(words: str) -> bool:
    """Whether a block is one quotation that is closed: what follows without a mark is no part of it."""
    return words[:1] in OPENERS[:4] and words.rstrip(".")[-1:] in '"”»'


def _reports(words: str) -> bool:
    """Whether a paragraph names its own speaker outside quotation marks, so that it ends a block quote."""
    bare = _unquoted(words)
    return bool(re.search(r"\b(?:said|says|told|tells|added|adds|according to)\b", bare)) and not FIRST_PERSON.search(
        bare
    )


def _unquoted(words: str) -> str:
    """The words outside quotation marks."""
    return re.sub(r"[\"“”][^\"“”]{0,2000}[\"“”]", " ", words)


def spoken_last(raws: list[Raw]) -> Raw | None:
    """The last attribution of a paragraph that stands in no other's words."""
    outer = [r for r in raws if not any(o is not r and shared(r.cue or r.source, o.content) for o in raws)]
    return max(outer, key=lambda r: r.hull.end, default=None)


def told_by_itself(block: Block, raws: list[Raw], text: str) -> bool:
    """Whether a paragraph below a colon is the outlet's own telling, with a speaker of its own: it is not handed on."""
    words = block.content.of(text)
    if words[:1] in OPENERS or FIRST_PERSON.search(_unquoted(words)):
        return False
    return any(raw.source and cues().verbs.get(raw.lemma or "", "assert") == "assert" for raw in raws)


def floats(words: str) -> bool:
    """A paragraph that is wholly quoted, or that speaks as "I" or "we" without quotation marks around it."""
    if len(words) < 20:
        return False
    marks = sum(words.count(mark) for mark in '"“”«»')
    closes = words.rstrip(".")[-1] in '"”'
    if words[0] in '"“' and marks > 1 and len(ANEW.findall(words)) == marks - closes:
        return True
    if words[0] in '"“«„' and marks <= 2 and (words.rstrip(".")[-1] in '"”»' or marks == 1):
        return True
    if marks == 0 and words[0] in SINGLE and words.rstrip(".")[-1] in "'’" and len(speech_marks(words)) == 1:
        return True
    return marks == 0 and bool(re.match(r"(?:I|We|My|Our)\b[’' ]", words)) and not _reports(words)


def _bare(passage: Passage, text: str) -> Span:
    """The passage without its bullet or number."""
    span = trim(passage.span, text)
    lead = re.match(r"(?:[•·▪◦*–-]|\d{1,2}[.)])\s+", span.of(text))
    return Span(span.start + lead.end(), span.end) if lead else span


def inherited(block: Block, raws: list[Raw], sentences: list[Sentence], text: str) -> Raw | None:
    """The block as an attribution: cue and source are those of the last attribution in the leading passage.

    `sentences` are those of that passage.
    """
    if block.kind == "alone":
        return None
    at_home = [r for r in raws if block.leader.span.holds(r.hull) and r.source]
    last = spoken_last(at_home)
    if last is not None:
        return Raw(content=(block.content,), cue=last.cue, source=last.source, lemma=last.lemma,
                   by="structure", hearer=last.hearer, carried=True)  # fmt: skip
    announced = block.kind != "floating" or block.leader.span.of(text).rstrip().endswith(":")
    for sentence in reversed(sentences):
        verb = next((t for t in sentence.tokens if t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")), None)
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
        if verb is not None and subject is not None and announced:
            return Raw(content=(block.content,), cue=sentence.place([verb]), source=sentence.place(subject.subtree),
                       lemma=verb.lemma_.lower(), by="structure", carried=True)  # fmt: skip
    return None
