"""Whose page a bare dump is: told only on evidence, and with the words it rests on."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from rashomon.language.clock import full_days
from rashomon.layout.lines import Piece
from rashomon.lexicon import words
from rashomon.lexicon.outlets import Outlet, agencies, by_domain, names, outlets
from rashomon.model.document import EVIDENCE_ROLES, Document

_NAME = r"(?:\b[Tt]he\s)?(?P<name>\b[A-Z](?:[\w&-]|\.(?=\w))*(?:\s[A-Z](?:[\w&-]|\.(?=\w))*){0,3})"
_TOLD = re.compile(
    r"\b(?:told|tells|telling|confirmed to|confirms to|speaking to|spoke to|in an interview with|in comments to|"
    r"according to)\s" + _NAME + r"(?P<own>['’]s?\b)?(?P<sources>\s(?:sources?|correspondents?|reporters?)\b)?"
)
_KNOWS = re.compile(
    _NAME + r"\s(?:understands|has learned|has learnt|has been told|has seen|has contacted|has approached|"
    r"has asked|will bring|is on the ground)\b"
)
_STAFF = re.compile(
    _NAME + r"['’]s\s(?:(?P<person>[A-Z][\w.'’-]+\s[A-Z][\w.'’-]+)|(?:sources?|correspondents?|reporters?|reporting|"
    r"political editor|newsroom|team|own)\b)"
)
_BY = re.compile(
    r"\b[Bb]y\s.{0,80}?(?:\band\s|,\s)(?P<name>[Tt]he\s[A-Z]\w+(?:\s[A-Z]\w+){0,3}|[A-Z]\w+(?:\s[A-Z]\w+){0,3})\s"
    r"(?i:news\s)?(?i:desk|staff|team)\b"
)
_SITE = re.compile(
    r"(?:part of the|support(?: the)?|subscribe to(?: the)?|member of(?: the)?|follow(?: the)?|©\s?(?:\d{4}\s)?|"
    r"copyright\s(?:\d{4}\s)?)\s?" + _NAME,
    re.IGNORECASE,
)

_APART = re.compile(r",\s|\s[|·•–—-]\s|\n")
_LED = re.compile(r"(?:[Bb]y|BY|[Ff]rom|[Rr]eporting by)\s")


def infer(text: str, pieces: Sequence[Piece]) -> tuple[str | None, str | None]:
    """(outlet, on what evidence), or (None, None) where there is none or where names compete.

    The page's own furniture and bylines come first, then what the text calls itself.
    """
    shown = _count_furniture(text, pieces)
    if shown:
        name, where = shown
        return name, f"the page's own furniture: “{where}”"
    return _self_reference(text, pieces)


def _count_furniture(text: str, pieces: Sequence[Piece]) -> tuple[str, str] | None:
    votes: Counter[str] = Counter()
    where: dict[str, str] = {}
    for piece in pieces:
        if piece.role not in {"byline", "boilerplate", "housekeeping"}:
            continue
        said = text[piece.start : piece.end]
        if len(said) > 600:
            continue
        for match in (*_BY.finditer(said), *_SITE.finditer(said)):
            name = _known(match["name"])
            if name and name not in _agency_names():
                votes[name] += 1
                where.setdefault(name, " ".join(match.group().split()))
        if piece.role == "byline":
            name = next((found for part in _parts(said) if (found := _known(part))), None)
            if name and name not in _agency_names():
                votes[name] += 1
                where.setdefault(name, " ".join(said.split())[:80])
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return ranked[0][0], where[ranked[0][0]]


def _parts(byline: str) -> list[str]:
    """What may name the outlet in a byline: what stands behind a comma or a bar, and the rest where no "by" leads."""
    first, *others = (part.strip() for part in _APART.split(byline))
    return others + ([] if _LED.match(first) else [first])


def _known(name: str) -> str | None:
    """The usual name of a listed outlet that `name` begins with; else the name itself where its last word tells one."""
    bare = re.sub(r"^[Tt]he\s", "", name.strip())
    parts = bare.split()
    for cut in range(len(parts), 0, -1):
        found = names().get(" ".join(parts[:cut]))
        if found:
            return found
    credited = any(bare.endswith(agency.removeprefix("The ")) for agency in _agency_names())
    return bare if len(parts) >= 2 and parts[-1].lower() in words("layout", "outlet_tails") and not credited else None


def _agency_names() -> frozenset[str]:
    return frozenset(agency.name for agency in agencies())


def _self_reference(text: str, pieces: Sequence[Piece]) -> tuple[str | None, str | None]:
    """Counts in what ways the text names an outlet as one that is told things, knows things and has staff.

    A quoted paper is only told things, and one of its people may be named too ("the Post's Ann Marlow wrote"): neither
    is enough. A page's own outlet also has sources, or several people, or learns and understands. Two outlets with
    like counts leave the question open.
    """
    votes: Counter[str] = Counter()
    strong: set[str] = set()
    people: dict[str, set[str]] = {}
    where: dict[str, str] = {}
    for piece in pieces:
        if piece.role not in EVIDENCE_ROLES:
            continue
        said = text[piece.start : piece.end]
        for pattern, weight in ((_TOLD, 1), (_KNOWS, 3), (_STAFF, 2)):
            for match in pattern.finditer(said):
                name = _known(match["name"])
                if name is None or name in _agency_names():
                    continue
                if pattern is _STAFF and match["person"]:
                    votes[name] += 1
                    people.setdefault(name, set()).add(match["person"])
                    if len(people[name]) >= 2:
                        strong.add(name)
                        where.setdefault(name, " ".join(match.group().split()))
                    continue
                own = pattern is _TOLD and bool(match["sources"])
                if pattern is _TOLD and match.group().startswith("according to") and not own:
                    continue
                votes[name] += 3 if own else weight
                if own or pattern is not _TOLD:
                    strong.add(name)
                    where[name] = " ".join(match.group().split())
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None, None
    name, count = ranked[0]
    if count < 2 or name not in strong:
        return None, None
    return name, f"what the text says of itself: “{where[name]}”"


def home_zone(document: Document) -> str | None:
    """The home zone of the outlet that the reader or the address names, where the list of outlets gives it."""
    host = re.match(r"https?://([^/:]+)", document.url or "")
    row = by_domain(host[1]) if host else None
    if row is None and document.outlet:
        row = next((row for row in outlets() if document.outlet in {row.name, *row.aliases}), None)
    return row.zone if isinstance(row, Outlet) else None


def day_of_byline(text: str, pieces: Sequence[Piece]) -> date | None:
    """The day that an article's byline or the line under its title states, or None."""
    for piece in pieces:
        if piece.role == "byline" and (found := full_days(text[piece.start : piece.end], 1)):
            return found[0][1]
    return None
