"""Which outlet, agency or channel a phrase names: "the Northern Wire", "CBS's 'Morning'", "her Twitter account"."""

import re

from rashomon.attribute.speakers import Room
from rashomon.lexicon import phrases
from rashomon.lexicon.cues import cues
from rashomon.lexicon.outlets import is_medium
from rashomon.model.analysis import Link
from rashomon.model.span import Span

PAPER = re.compile(
    r"the\s+(?:(?:[\w.]+\s+)?(?:paper|newspaper|broadcaster|channel|network|magazine|daily|website|station|outlet)|"
    r"(?:(?:news|wire|press|state|state-run|official)\s+)?agency)$",
    re.IGNORECASE,
)

OWNER = re.compile(r"(?:[Tt]he )?(?P<name>[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3})['’](?:s|(?<=s['’]))(?=\s|$)")
SHORT = re.compile(rf"[Tt]he (?P<name>{'|'.join(phrases('outlets', 'papers'))})(?=$|['’ ](?:s\b|[a-z])|,)")
"""A paper by the last word of its name."""
STATION = re.compile(
    rf"(?P<name>(?:{'|'.join(phrases('outlets', 'stations'))}|(?:BBC|NPR|CBC|RTE) Radio(?: [1-5])?(?: (?:Live|Wales|"
    r"Scotland|Ulster))?))(?=$|['’]|,| (?:program|programme|show|radio|television|TV|affiliate|host|anchor)\b)"
)
"""A broadcaster by a name that alone is a common word, at the head of a phrase for where somebody spoke."""
ACCOUNT = re.compile(
    r"\b(?P<name>[A-Z]\w+) (?:account|feed|page|profile|timeline|channel|post|posting|message|video|thread|story|"
    r"livestream|live|stream|update|chat|broadcast|statement)\b"
)
"""One's place or words on a channel, with the channel's name before it."""


def medium(span: Span, room: Room, own: str | None) -> Link | None:
    """The agency, outlet or channel named in a phrase; None for reporters, parliament, the outlet itself."""
    words = span.of(room.text)
    for mention in room.within((span,)):
        name = mention.name
        if own is not None and same_outlet(name, own):
            return None
        if mention.kind == "organisation" and (is_medium(name) or is_medium(span.of(room.text))):
            known = is_medium(name)
            return Link(name=name if known else _bare(words), entity=mention.who,
                        spans=(mention.span if known else span,))  # fmt: skip
    bare = _bare(words)
    if PAPER.match(words.strip()):
        return _last_medium(span, room, own)
    if own is not None and same_outlet(bare, own):
        return None
    if is_medium(bare):
        return Link(name=bare, entity=None, spans=(span,))
    return _owner(span, words, own) or _short(span, room, own) or _account(span, words) or _channel(span, words, bare)


def _owner(span: Span, words: str, own: str | None) -> Link | None:
    """As in "told CNN's Ida Vane": the medium whose reporter or programme it is."""
    found = OWNER.match(words)
    if found is None or not is_medium(found["name"]) or (own is not None and same_outlet(found["name"], own)):
        return None
    place = Span(span.start + found.start("name"), span.start + found.end("name"))
    return Link(name=found["name"], entity=None, spans=(place,))


def _short(span: Span, room: Room, own: str | None) -> Link | None:
    """As in "told the Post", "ABC's 'This Week'", "on Fox": a medium by part of its name."""
    words = span.of(room.text)
    paper = SHORT.match(words)
    if paper is not None:
        kept = paper["name"].lower()
        if (own or "").lower().split()[-1:] == [kept]:
            return None
        named = (m for m in room.bodies_before(span.start) if m.name.lower().split()[-1] == kept and is_medium(m.name))
        full = next(named, None)
        place = Span(span.start, span.start + paper.end())
        return Link(name=full.name if full else paper["name"], entity=full.who if full else None, spans=(place,))
    station = STATION.match(words)
    if station is None or any(m.kind == "person" for m in room.within((Span(span.start, span.start + station.end()),))):
        return None
    if (own or "").lower().startswith(station["name"].lower()):
        return None
    place = Span(span.start + station.start("name"), span.start + station.end("name"))
    return Link(name=station["name"], entity=None, spans=(place,))


def _account(span: Span, words: str) -> Link | None:
    """As in "on the minister's Twitter account": the channel before the word for one's place on it."""
    found = ACCOUNT.search(words)
    if found is None or found["name"].lower() not in cues().channels:
        return None
    place = Span(span.start + found.start("name"), span.start + found.end("name"))
    return Link(name=found["name"], entity=None, spans=(place,))


def _channel(span: Span, words: str, bare: str) -> Link | None:
    """A channel by its own name, or at the head or the end of a phrase: "state television", "Telegram on Friday"."""
    row = bare.lower().split()
    if not row:
        return None
    if " ".join(row) in cues().channels or (row[-1] in cues().channels and len(row) <= 4 and row[-1] != "x"):
        return Link(name=bare, entity=None, spans=(span,))
    if row[0] in cues().channels and row[0] not in ("x", "radio", "television", "blog"):
        name, start = bare.split(maxsplit=1)[0], span.start + words.index(bare)
        return Link(name=name, entity=None, spans=(Span(start, start + len(name)),))
    return None


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|a|an|his|her|their|its)\s+", "", words.strip(), flags=re.IGNORECASE)


def _last_medium(span: Span, room: Room, own: str | None) -> Link | None:
    """As in "told the paper": the outlet or agency named last before it."""
    told = next((one for one in reversed(room.relayed) if one[0] < span.start), None)
    for mention in room.bodies_before(span.start):
        if told is not None and mention.start < told[0]:
            break
        if is_medium(mention.name) and not (own is not None and same_outlet(mention.name, own)):
            return Link(name=mention.name, entity=mention.who, spans=(span,))
    return Link(name=told[1], entity=told[2], spans=(span,)) if told is not None else None


def same_outlet(a: str, b: str) -> bool:
    """Whether two names of outlets are one, whatever their article and marks."""
    one, two = (re.sub(r"^the\s+|[^\w]", "", s.lower()) for s in (a, b))
    return one == two
