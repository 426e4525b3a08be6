"""Whose words an attribution's words are: what counts as a voice beside another, and what as the same one."""

import re
from collections.abc import Sequence

from rashomon.attribute.content import head_of
from rashomon.attribute.kinds import SPEAKERS
from rashomon.attribute.raw import Raw, Sentence, Token, within_marks
from rashomon.lexicon.cues import cues
from rashomon.model.analysis import Link, Source

BODIES_SAY = frozenset(
    "say tell add announce state note explain confirm declare write tweet post reply respond stress reiterate insist "
    "argue warn claim allege deny reject dispute promise vow pledge threaten propose offer demand urge call_for "
    "acknowledge admit apologise apologize condemn accuse report plan expect predict believe want".split()
)
"""Cues after which "it" is a body that was named before."""
WE = frozenset({"i", "we", "us", "me"})
ANYONE = frozenset({"he or she", "she or he", "he/she", "anyone", "anybody"})
"""Whoever it may be: "a clerk may refuse if he or she believes ..."."""
SPEECH = frozenset({"assert", "accuse", "believe", "ask"})
"""Cue classes that make a second voice inside another's words; a demand or plan told by another is his claim."""
TENSED = frozenset({"VBD", "VBZ", "VBP", "VBN"})
"""Tags of verbs that tell of speech as having been."""


def own_words(raw: Raw, words: str, resolved: Sequence[tuple[Raw, Sentence, Source | None]]) -> Source | None:
    """Who "I" or "we" is inside what somebody says: that speaker, whoever was heard before."""
    if words not in WE or not raw.source:
        return None
    outer = next((source for told, _, source in reversed(resolved)
                  if source is not None and any(span.holds(raw.source[0]) for span in told.content)), None)  # fmt: skip
    if outer is None or not (outer.entity or outer.description):
        return None
    return Source(spans=raw.source, entity=outer.entity, description=outer.description, named=outer.named)


def can_speak(raw: Raw, sentence: Sentence) -> bool:
    """Whether "it" may be a body that speaks ("It added that ..."), not a thing that shows or a dummy subject."""
    verbs = [t for t in sentence.inside(raw.cue) if t.pos_ == "VERB"]
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for v in verbs for c in v.children)
    return not passive and raw.lemma in BODIES_SAY


def someone(words: str) -> bool:
    """Whether words name a kind of speaker: officials, police, a report."""
    return any(w in SPEAKERS or w.rstrip("s") in SPEAKERS for w in words.split())


def key(source: Source) -> tuple[str | None, str | None]:
    """What tells one source from another: who it is, else how it is described."""
    return (source.entity, None if source.entity else _plain(source.description or ""))


def bare_pronoun(source: Source) -> bool:
    """Whether a source is a pronoun of which nobody knows whom it means."""
    return source.entity is None and (source.description or "").lower() in {
        "he", "she", "it", "they", "who", "i", "we", "that", "which", "this", "you", "us", "me"
    }  # fmt: skip


def is_source(link: Link, source: Source | None) -> bool:
    """Whether a relay is the source itself: "according to the Northern Wire" names it once, as who says so."""
    if source is None:
        return False
    same = link.entity is not None and link.entity == source.entity
    described = source.description or ""
    again = (
        link.entity is None and source.entity is None and (_again(link.name, described) or _again(described, link.name))
    )
    return same or again or _plain(link.name) == _plain(described)


def _again(second: str, first: str) -> bool:
    """As in "A Northian official accused the board, according to the official": one man, told of a second time."""
    the, *noun = second.lower().split() or [""]
    article, *words = first.lower().split() or [""]
    return the == "the" and len(noun) == 1 and article in ("a", "an", "one") and noun[0] in words[:4]


def _plain(words: str) -> str:
    """Words without the article and without marks, which two readings of one phrase set in two ways."""
    return " ".join(re.findall(r"\w+", words.lower())).removeprefix("the ")


def unique(chain: list[Link]) -> tuple[Link, ...]:
    """Each relay once, by its name without the article."""
    seen: dict[str, Link] = {}
    known: set[str] = set()
    for link in chain:
        if link.entity is None or link.entity not in known:
            seen.setdefault(link.name.lower().removeprefix("the "), link)
        known.update([link.entity] if link.entity is not None else [])
    return tuple(seen.values())


def offers(raw: Raw) -> bool:
    """As in "Vane has offered to help, the Wire reports": an offer is made in words, by the one who makes it."""
    return cues().verbs.get(raw.lemma or "") == "offer"


def passes(raw: Raw) -> bool:
    """Whether a cue passes words on: who denies, demands or plans something is no relay of what he speaks of."""
    return raw.lemma is None or cues().verbs.get(raw.lemma, "assert") in SPEECH


def in_anothers_mouth(raw: Raw, sentence: Sentence, text: str) -> bool:
    """Whether a saying stands inside quotation marks and is part of what the one quoted says, no voice of its own.

    As in "They keep saying that it leaked", "if somebody tells you": a pronoun there means whom the one quoted means.
    Told speech of somebody named stays a voice: '"The problem, Vane says, is the wall," Doss said.'
    """
    start = sentence.passage.start
    cue = raw.cue[0].shift(-start) if raw.cue else None
    if cue is None or cue not in within_marks(text[start : sentence.passage.end]).parts(cue):
        return False
    source = sentence.inside(raw.source)
    nameless = any(t.pos_ == "PRON" for t in source[:1]) or not source
    verbs = [t for t in sentence.inside(raw.cue) if t.pos_ in ("VERB", "AUX")]
    kind = cues().verbs.get(raw.lemma or "", "assert")
    told = any(t.tag_ in TENSED for t in verbs) and not any(_supposed(t) for t in verbs)
    told = told and not (source[:1] and source[0].lower_ in ("a", "an", "any") and any(map(_may_be, verbs)))
    return nameless or kind not in ("assert", "accuse", "deny") or (bool(verbs) and not told)


def is_bid(source: list[Token], cue: list[Token]) -> bool:
    """As in "for | guests | to consider ...", "urged | her | to say ...": what somebody is to do, an infinitive."""
    verb = next((t for t in cue if t.pos_ == "VERB"), None)
    head = head_of(source)
    if verb is None or head is None or verb.tag_ != "VB":
        return False
    to_do = any(c.lower_ == "to" and c.dep_ == "aux" for c in head.head.children)
    return head.i < verb.i and (head.dep_ in ("dobj", "pobj") or (head.dep_ == "nsubj" and to_do))


def _may_be(verb: Token) -> bool:
    """Whether a verb stands in what an "if" holds: "if we had a man who insisted on it"."""
    return any(t.dep_ == "advcl" and any(c.lower_ == "if" for c in t.children) for t in verb.ancestors)


def _supposed(verb: Token) -> bool:
    """As in "Vane would say ...", "if Vane tells you ...": what somebody might say is not said."""
    might = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
    return might or (verb.dep_ == "advcl" and any(c.lower_ in ("if", "unless", "when") for c in verb.children))
