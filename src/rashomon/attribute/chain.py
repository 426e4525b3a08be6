"""Through whom a statement reached the outlet: agencies, other outlets, channels and go-betweens, each with its words.

"told the Northern Wire on condition of anonymity", "wrote on Telegram", "according to state television",
"The Tribune quoted a donor as saying that Vane said ...". The chain runs from the outlet to the source.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from rashomon.attribute.kinds import ANONYMOUS
from rashomon.attribute.media import PAPER, medium, same_outlet
from rashomon.attribute.memory import HE, ONE, SHE
from rashomon.attribute.posted import channel
from rashomon.attribute.raw import Raw, Sentence, Token, shared, size
from rashomon.attribute.speakers import Room
from rashomon.attribute.strangers import stranger
from rashomon.lexicon.cues import cues
from rashomon.lexicon.outlets import by_domain, is_medium
from rashomon.model.analysis import Link, Source
from rashomon.model.span import Span, hull, joined

VIA = frozenset({"on", "via", "through", "to", "with", "by", "in", "for"})
ASKED = frozenset({"ask", "press", "question"})
"""What is done to somebody who then answers: "asked on Radio Kelm whether ..., she said"."""
CARRIED = frozenset("carry broadcast publish air print run post release obtain see view review".split())
"""What is done by the outlet through which words or papers came: "remarks broadcast by state television"."""
SITES = frozenset({"site", "website", "platform", "network", "app", "service", "forum"})
"""What a channel is called beside its name."""
NO_SITE = frozenset({"DATE", "TIME", "GPE", "LOC", "PERSON", "EVENT", "NORP", "FAC"})
TITLE = re.compile(r"\s(?:the )?[\"“'‘](?P<title>[A-Z][\w'’]*(?: [\w'’]+){0,4}?)[.,]?[\"”'’]")
"""A programme behind "on": the “Today” show, “This Week.”"""
REPORTS = re.compile(
    r"^(?:the\s+)?(?:\w+\s+)?(?:reports?|media|newspapers?|news agenc(?:y|ies)|outlets?)$", re.IGNORECASE
)
DOMINATED = 0.6
"""Share of an outer content that an inner attribution must fill for the outer to be only its relay. From reading 60
nested attributions in development texts: below it, the outer content says something of its own."""


def links(raw: Raw, sentence: Sentence | None, room: Room, own: str | None) -> tuple[Link, ...]:
    """Relays that the sentence itself names beside the cue, nearest the outlet first. `own` is this outlet's name."""
    found: list[Link] = []
    told = _tells(raw, room.text)
    for span in raw.hearer or _told(raw, room.text):
        link = medium(span, room, own) or _stranger(span, room, sentence, own, told=told)
        if link is not None:
            found.append(link)
            room.relayed.append((span.start, link.name, link.entity))
    if sentence is not None:
        found += _beside(raw, sentence, room, own)
    found += channel(raw, room.text)
    lead = room.leads.of(raw.content[0].start)
    above = medium(lead, room, own) if lead is not None else None
    found += [above] if above is not None else []
    seen: dict[str, Link] = {}
    for link in found:
        seen.setdefault(link.name.lower(), link)
    return tuple(seen.values())


def _tells(raw: Raw, text: str) -> bool:
    """Whether a cue ends in a form of "tell"."""
    return bool(raw.cue) and raw.cue[-1].of(text).lower().split()[-1] in ("told", "tells", "tell", "telling")


def _stranger(span: Span, room: Room, sentence: Sentence | None, own: str | None, *, told: bool) -> Link | None:
    """An outlet that no list knows, unless it is this one."""
    link = stranger(span, room, sentence, told=told)
    known = by_domain(link.name) if link is not None else None
    if link is not None and known is not None:
        link = Link(name=known.name, entity=None, spans=link.spans)
    if link is None or (own is not None and (same_outlet(link.name, own) or same_outlet(span.of(room.text), own))):
        return None
    return link


def _told(raw: Raw, text: str) -> tuple[Span, ...]:
    """As in "told the Northern Wire": the name right after the cue, where the parser shows no hearer."""
    if not _tells(raw, text):
        return ()
    end = raw.cue[-1].end
    found = re.match(r"\s(?:[Tt]he )?[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,4}", text[end : end + 80])
    return (Span(end + 1, end + found.end()),) if found is not None else ()


def _beside(raw: Raw, sentence: Sentence, room: Room, own: str | None) -> list[Link]:
    """Media and channels in phrases beside the cue ("on Telegram", "in a tweet"), and in the cue itself ("tweeted")."""
    found: list[Link] = []
    own_words = {t.i for t in sentence.inside((*raw.cue, *raw.source))}
    said = sentence.touched(raw.content)
    cue = {t.i for t in sentence.inside(raw.cue)}
    found += [_post(post, sentence) for t in sentence.inside(raw.cue) if (post := _in_which(t)) is not None]
    for token in sentence.tokens:
        if token.i in said and not _on_channel(token, cue):
            continue
        doing = token.tag_ == "VBG" and token.dep_ in ("advcl", "acl") and _is_own(token.head, own_words, sentence)
        if (token.i in own_words or token.i + 1 in own_words or doing) and _is_post(token):  # "In a tweet Vane said"
            found.append(_post(token, sentence))
        if token.lower_ == "on" and token.i not in own_words and not _of_another(token, own_words):
            found += _programme(token, sentence, room.text)
        if not _leads_to_venue(token, own_words) or _describes_source(token, own_words):
            continue
        if _of_another(token, own_words):
            continue
        nouns = [t for c in token.children if c.dep_ == "pobj" for t in c.subtree]
        spans = sentence.place(nouns)
        if spans and not shared(spans, raw.hearer):
            posts = [t for t in nouns if _is_post(t)]
            link = medium(spans[0], room, own) or next((_post(t, sentence) for t in posts), None)
            if token.lower_ in ("with", "on") and token.head.lemma_.lower() == "interview":
                link = link or _stranger(spans[0], room, sentence, own, told=True)
            link = link or _site(token, cue, sentence, room)
            found += [link] if link is not None else []
    return found


def _leads_to_venue(token: Token, own: set[int]) -> bool:
    """As in "on Telegram", "asked by the Northern Wire": a preposition before where or to whom something is said."""
    by = token.dep_ == "agent" and (token.head.lemma_.lower() in ASKED or _carries(token.head, own))
    return by or (token.dep_ == "prep" and token.lower_ in VIA)


def _carries(verb: Token, own: set[int]) -> bool:
    """As in "said in remarks broadcast by the Wire", "papers seen by the Wire show": what the words stood in."""
    words = verb.head
    if verb.lemma_.lower() not in CARRIED or verb.dep_ != "acl":
        return False
    return words.i in own or (words.head.pos_ == "ADP" and words.head.head.i in own)


def _describes_source(token: Token, own: set[int]) -> bool:
    """As in "Ida Vane, a writer for the Wire, said": what a noun of the source has behind it tells who she is."""
    return token.i in own and token.head.i in own and token.head.pos_ in ("NOUN", "PROPN")


def _on_channel(token: Token, cue: set[int]) -> bool:
    """As in "thanked her on Twitter 'for taking charge'": said through it, though it stands between what is said."""
    names = [c.lower_ for c in token.children if c.dep_ == "pobj"]
    return token.lower_ == "on" and token.head.i in cue and any(n in cues().channels for n in names)


def _site(on: Token, cue: set[int], sentence: Sentence, room: Room) -> Link | None:
    """As in "wrote on Chirp", "said on Chirp, a social media site": a channel that no list knows."""
    name = next((c for c in on.children if c.dep_ == "pobj"), None)
    if on.lower_ != "on" or on.head.i not in cue or name is None or name.tag_ != "NNP" or name.ent_type_ in NO_SITE:
        return None
    kind = {t.lemma_.lower() for c in name.children if c.dep_ == "appos" for t in c.subtree}
    written = on.head.lemma_.lower() in ("write", "post") and not any(c.i < name.i for c in name.children)
    spans = _one(sentence, name)
    if not (kind & SITES) and (not written or any(m.kind != "organisation" for m in room.within(spans))):
        return None
    return Link(name=name.text, entity=None, spans=spans)


def _is_own(verb: Token, own: set[int], sentence: Sentence) -> bool:
    """Whether a verb is the cue, or the one to which it is joined: "Vane, tweeting, thanked them and called it"."""
    return verb.i in own or any(t.dep_ == "conj" and t.head.i == verb.i for t in sentence.tokens if t.i in own)


def _in_which(verb: Token) -> Token | None:
    """As in "a tweet on Monday in which Vane blamed the board": the post that a verb of saying tells of."""
    within = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "in"]
    if verb.dep_ != "relcl" or not any(g.tag_ == "WDT" for c in within for g in c.children):
        return None
    step = verb.head
    while step.dep_ in ("npadvmod", "pobj", "prep") and not _is_post(step) and step.head.i < step.i:
        step = step.head  # the parser hangs it on the day
    return step if _is_post(step) else next((a for a in step.ancestors if a.pos_ == "NOUN" and _is_post(a)), None)


def _is_post(token: Token) -> bool:
    """Whether a word is for a post, and not for somebody else's ("answered Vane's tweet")."""
    return token.lemma_.lower() in cues().posts and not any(
        c.dep_ == "poss" and c.pos_ != "PRON" for c in token.children
    )


def _programme(on: Token, sentence: Sentence, text: str) -> list[Link]:
    """As in "said on 'Morning in Doln'": a title in quotation marks after "on"."""
    start = sentence.base + on.idx + len(on)
    found = TITLE.match(text[start : start + 60])
    if found is None:
        return []
    span = Span(start + found.start("title"), start + found.end("title"))
    return [Link(name=found["title"], entity=None, spans=(span,))]


def _post(token: Token, sentence: Sentence) -> Link:
    """The channel that a word for a post names."""
    return Link(name=cues().posts[token.lemma_.lower()], entity=None, spans=_one(sentence, token))


def _of_another(token: Token, own: set[int]) -> bool:
    """Whether a phrase hangs on another one's saying ("..., while another speaking to the Wire accused ...")."""
    for step in token.ancestors:
        if step.i in own:
            return False
        if step.pos_ == "VERB" and step.lemma_.lower() in cues().verbs and not _describes(step):
            if step.tag_ == "VBG" and step.dep_ == "advcl" and not any(c.dep_ == "nsubj" for c in step.children):
                continue  # "Writing in the Wire, Vane said ...": she does both
            return not (step.lemma_.lower() in ASKED and step.tag_ == "VBN" and step.dep_ == "advcl")
        if step.pos_ == "VERB" and _stands_apart(step, token, own):
            return True
    return False


def _stands_apart(verb: Token, token: Token, own: set[int]) -> bool:
    """As in "said so, while a film on the Wire's site discussed it": a clause with a subject of its own, beside ours.

    Or around ours: "Doss was on the Wire when Vane said so". An interview or a remark is told of, and does nothing.
    """
    doer = next((c for c in verb.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")), None)
    if doer is None or doer.i in own or doer.i == token.i:
        return False
    if any(t.i in own for t in verb.subtree):
        return bool(doer.ent_type_ == "PERSON" or doer.lower_ in HE | SHE)
    return verb.dep_ in ("advcl", "conj")


def _describes(verb: Token) -> bool:
    """As in "messages posted on Telegram": a participle that says how the words came, without a speaker of its own."""
    return bool(verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(c.dep_ == "agent" for c in verb.children))


def _one(sentence: Sentence, token: Token) -> tuple[Span, ...]:
    start = sentence.base + token.idx
    return (Span(start, start + len(token)),)


def carries(link: Link) -> bool:
    """Whether a relay is an outlet or channel, through which the next sentence may come as well; somebody is none."""
    if link.entity is not None:
        return not link.entity.startswith("person:")
    if link.name[:1].islower() and link.name.lower() not in cues().channels and not is_medium(link.name.title()):
        return False
    return ONE.match(link.name) is None and link.name.lower().split()[-1].rstrip("s") not in ANONYMOUS


def is_relay(source: Source, room: Room) -> bool:
    """Whether a source only passes on: an outlet, an agency, "reports"."""
    words = source.description or ""
    bare = re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)
    if REPORTS.match(bare) or PAPER.match(words) or is_medium(bare):
        return True
    return any(m.kind == "organisation" and is_medium(m.name) for m in room.within(source.spans)) and not any(
        m.kind == "person" for m in room.within(source.spans)
    )


class Nest:
    """Which attribution of a passage lies inside the content of which other.

    `outer` gives for each the numbers of those around it, longest first; `inner` of those within it, in order.
    """

    def __init__(self, raws: list[Raw]) -> None:
        self.raws = raws
        self.outer: dict[int, list[int]] = {i: [] for i in range(len(raws))}
        self.inner: dict[int, list[int]] = {i: [] for i in range(len(raws))}
        reach = _Reach([raw.content for raw in raws])
        for i, inner in enumerate(raws):
            parts = (*inner.cue, *inner.source) or inner.content
            for j in reach.touching(parts) if size(parts) else ():
                if i != j and shared(parts, raws[j].content) >= 0.7 * size(parts):
                    self.outer[i].append(j)
                    self.inner[j].append(i)
            self.outer[i].sort(key=lambda j: -size(raws[j].content))

    def dominated(self, j: int, silent: set[int]) -> bool:
        """Whether some inner attribution, not of `silent`, fills most of attribution `j`'s content."""
        content = self.raws[j].content
        inner = (self.raws[i] for i in self.inner[j] if i not in silent)
        return any(
            shared(raw.content if raw.sent else (raw.hull,), content) >= DOMINATED * size(content) for raw in inner
        )


class _Reach:
    """Where contents lie, so that those near some words are found without a look at all of a long paragraph."""

    def __init__(self, contents: Sequence[tuple[Span, ...]]) -> None:
        self._hulls = sorted((hull(spans), j) for j, spans in enumerate(contents) if spans)
        self._longest = max((len(span) for span, _ in self._hulls), default=0)

    def touching(self, parts: Sequence[Span]) -> list[int]:
        """The numbers, sorted, of the contents whose reach has a character of these words in it."""
        words = hull(parts)
        first = bisect_left(self._hulls, words.start - self._longest, key=_start)
        last = bisect_left(self._hulls, words.end, key=_start)
        return sorted(j for span, j in self._hulls[first:last] if span.end > words.start)


def _start(hulled: tuple[Span, int]) -> int:
    return hulled[0].start


def as_link(raw: Raw, source: Source, room: Room) -> Link:
    """An outer attribution's source as a relay of the inner one; of "the newspaper" the one that it means."""
    words = source.description or joined(raw.source, room.text)
    if PAPER.match(words) and source.entity is not None:
        words = next((m.name for m in room.bodies_before(source.spans[0].start) if m.who == source.entity), words)
    return Link(name=words, entity=source.entity, spans=source.spans)
