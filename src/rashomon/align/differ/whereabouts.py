"""Where one thing happened: two accounts that put the same happening in two places.

Most of what names a place says nothing of where a thing happened: whence somebody came, whither they went, whose
government it was, in what war. So only a place behind "in", "at", "near" or "outside" counts, behind the verb that both
accounts share, beside words that both share, the only one of its statement, and never one that any account names in
one breath with the other ("Ostrel, a suburb of Tamber"). A gazetteer says which places shut each other out; it knows
states and large cities, so anything else is no more than possible.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.language.figures_compare import comparable
from rashomon.lexicon.gazetteer import Known, known, plain
from rashomon.model.record import Divergence, Verdict
from rashomon.model.span import Span

MATTER = 0.5
"""Probability of one matter from which places are compared in whatever claims the statements stand."""
SURE = 0.7
"""The same for a contradiction, which needs one claim too."""
WHERE = re.compile(
    r"(?P<anchor>[\w'’-]+)[”\"’']?,? (?P<how>in|at|near|outside|inside) "
    r"(?:(?:the|central|downtown|nearby|northern|southern|eastern|western|(?:the )?(?:city|town|village|port|capital|"
    r"region|province|district|suburb) of) )*$",
    re.IGNORECASE,
)
"""Before a place's name: that something is there, and the word before."""
LEADS = re.compile(r"^\W*(?P<how>in|at|near|outside) (?:the )?$", re.IGNORECASE)
"""The same at the beginning of a statement."""
CLAUSE = re.compile(
    r"[;:()–—“”\"]|, |\b(?:who|whom|which|that|where|when|while|after|before|because|as|since|if|whose|"
    r"and|but|or|from|to|for|about|against|with|over|of)\b",
    re.IGNORECASE,
)
"""What between the verb and its place may tie the place to something else."""
FURTHER = re.compile(
    r"^(?: and | or | as well as |['’]s\b|[-/]|, (?:[A-Z][\w’' -]*, )*[A-Z][\w’' -]*,? (?:and|or) [A-Z])"
)
"""Behind a place: it goes on to another, or is no more than an owner or part of a name."""
IRREGULAR = dict(
    pair.split(":", 1) for pair in
    "meet:met hold:held find:found shoot:shot begin:beg[au]n take:took|taken fall:fell break:broke strike:str[iu]ck "
    "win:won speak:spoke fight:fought sink:s[au]nk catch:caught build:built leave:left lose:lost sell:sold drive:drove "
    "ride:rode run:ran sit:sat stand:stood spend:spent see:saw make:made give:gave sing:sang bring:brought buy:bought "
    "throw:threw fly:flew blow:blew swear:swore|sworn freeze:froze hang:hung lead:led keep:kept lay:laid pay:paid "
    "light:lit go:went|gone come:came steal:stole hide:hid sleep:slept teach:taught bear:born|bore choose:chose".split()
)  # fmt: skip
"""Past forms that a verb's stem does not show."""
NEAR = frozenset({"near", "outside"})
APART = 50
"""Code points within which two names stand in one breath."""
ALIKE = 0.8
"""Likeness (Jaro-Winkler) from which two names that no gazetteer knows are spellings of one; naming.LIKE says why."""
PEOPLE = frozenset({"people", "person", "other"})
"""Words before a place that say nothing of what is there; figures are like them."""
SPOTS = frozenset({"city", "country"})


class Spot(NamedTuple):
    """The one place where a statement has its deed: its name, how it is tied, the word before, where it stands."""

    entity: str
    name: str
    how: str
    anchor: str
    span: Span


def whereabouts(ground: Ground) -> Iterator[Divergence]:
    """One happening in two places; one for each pair of claims and places."""
    spots = {i: spot for i in range(len(ground.said)) if (spot := _spot(ground, i)) is not None}
    seen: set[tuple[object, ...]] = set()
    beside: dict[tuple[str, str], bool] = {}
    for a, b, chance in ground.close(MATTER, spots):
        if not _one_happening(ground, a, b):
            continue
        x, y = spots[a], spots[b]
        if not _apart(ground, (a, x), (b, y), beside) or not _one_role(ground, (a, x), (b, y)):
            continue
        claims = sorted(ground.claim_of[ground.said.statements[i].id].id for i in (a, b))
        key = (*claims, *sorted((plain(x.name), plain(y.name))))
        if key in seen:
            continue
        seen.add(key)
        yield _told(ground, (a, x), (b, y), _verdict(ground, (a, x), (b, y), chance))


def _told(ground: Ground, one: tuple[int, Spot], two: tuple[int, Spot], verdict: Verdict) -> Divergence:
    (a, x), (b, y) = one, two
    tail = {
        "contradiction": "for the same thing, and both cannot hold",
        "compatible": "for what reads like the same thing; it may be one spot",
    }.get(verdict, "for what reads like the same thing")
    why = f"{ground.label(a)} has it {x.how} {x.name}, {ground.label(b)} {y.how} {y.name} {tail}."
    sides = [
        ground.side(f"{spot.how} {spot.name}", [(ground.said.statements[i].document, spot.span)], [i])
        for i, spot in (one, two)
    ]
    return ground.divergence("place", verdict, sides, why, (a, b))


def _spot(ground: Ground, i: int) -> Spot | None:
    """Where a statement has its deed; None where it names no place for it, or several."""
    statement, facts = ground.said.statements[i], ground.said.facts[i]
    if not deeds.clause(ground, i) or facts.negated or statement.stance in ("asked", "conditional", "denied"):
        return None
    text = ground.texts[statement.document]
    found: list[Spot] = []
    for entity, kind, span in ground.named(i):
        piece = next((s for s in statement.content if s.holds(span)), None)
        if kind != "place" or piece is None:
            continue
        before = text[piece.start : span.start]
        where = WHERE.search(before) or LEADS.search(before)
        if where is None:
            continue
        anchor = where.groupdict().get("anchor") or ""
        if anchor and not _of_the_verb(ground, i, before[: where.start("how")]):
            continue
        name = " ".join(span.of(text).split()).removeprefix("the ")
        if FURTHER.match(text[span.end : piece.end]):
            return None
        found.append(Spot(entity, name, where["how"].lower(), anchor.lower(), span))
    return found[0] if len(found) == 1 else None


def _of_the_verb(ground: Ground, i: int, before: str) -> bool:
    """Whether the statement's own verb stands before a place with nothing between that the place might belong to."""
    verb = ground.said.facts[i].predicate or ""
    stem = re.escape(verb[:-1] if verb.endswith(("e", "y")) else verb)
    forms = rf"\b(?:{stem}|{IRREGULAR.get(verb, stem)})\w*"
    places = list(re.finditer(forms, before, re.IGNORECASE)) if len(verb) > 2 else []
    return bool(places) and CLAUSE.search(before[places[-1].end() :].rstrip(" ,")) is None


def _one_happening(ground: Ground, a: int, b: int) -> bool:
    """Whether both tell one deed of one doer, in one tense, and name no times that part."""
    one, two = ground.said.facts[a], ground.said.facts[b]
    if one.tense != two.tense or not deeds.same_verb(ground, a, b) or not deeds.same_doer(ground, a, b):
        return False
    if one.objects and two.objects and not deeds.same_object(ground, a, b, 0.34):
        return ground.same_claim(a, b) and deeds.shared(ground, a, b) >= 0.6
    return _one_time(ground, a, b) and not _counts_part(ground, a, b)


def _one_time(ground: Ground, a: int, b: int) -> bool:
    first, second = ([w for w in ground.said.facts[i].times if w.first and not w.duration] for i in (a, b))
    return not first or not second or any(
        x.first <= (y.last or y.first) and y.first <= (x.last or x.first)
        for x in first for y in second if x.first and y.first
    )  # fmt: skip


def _counts_part(ground: Ground, a: int, b: int) -> bool:
    """Whether figures of one kind conflict: two counts in two places are mostly two happenings."""
    return any(
        comparable(x, y) == "conflict" for x in ground.said.facts[a].figures for y in ground.said.facts[b].figures
    )


def _one_role(ground: Ground, one: tuple[int, Spot], two: tuple[int, Spot]) -> bool:
    """Whether the words before both places are shared, so that both places are those of one thing."""
    (a, x), (b, y) = one, two
    if x.anchor == y.anchor or "" in (x.anchor, y.anchor):
        return True
    stems = [{w[: deeds.FAMILY] for w in ground.said.facts[i].lemmas} for i in (a, b)]
    shared = stems[0] & stems[1]
    return all(
        spot.anchor[: deeds.FAMILY] in shared or spot.anchor in PEOPLE or spot.anchor.isdigit() for spot in (x, y)
    )


def _apart(ground: Ground, one: tuple[int, Spot], two: tuple[int, Spot], beside: dict[tuple[str, str], bool]) -> bool:
    """Whether two places are two, neither within the other as far as the gazetteer and the accounts tell.

    `beside` keeps which names some account tells in one breath.
    """
    (a, x), (b, y) = one, two
    first, second = plain(x.name), plain(y.name)
    if x.entity == y.entity or not first or not second or first in second or second in first:
        return False
    here, there = known(x.name), known(y.name)
    if here is not None and there is not None:
        if not _exclude(here, there):
            return False
    elif JaroWinkler.similarity(first, second) >= ALIKE:
        return False
    words = [f" {plain(ground.said.statements[i].text)} " for i in (a, b)]
    if f" {second} " in words[0] or f" {first} " in words[1]:
        return False
    names = x.name, y.name
    if names not in beside:
        beside[names] = _in_one_breath(ground, *names)
    return not beside[names]


def _exclude(one: Known, two: Known) -> bool:
    """Whether neither place can hold the other: of two states, or two cities of one."""
    if one.common or two.common or {one.what, two.what} & {"adjective", "people", "continent"}:
        return False
    if one.country != two.country:
        return bool(one.country and two.country)
    return one.what == two.what == "city" and one.name != two.name


def _in_one_breath(ground: Ground, one: str, two: str) -> bool:
    """Whether any account names both beside each other, as one does for a place and what it lies in or near."""
    texts = [text for text in ground.texts.values() if one in text and two in text]
    first, second = re.escape(one), re.escape(two)
    gap = rf"[^.;:!?]{{1,{APART}}}?"
    pattern = re.compile(rf"\b(?:{first}{gap}{second}|{second}{gap}{first})\b")
    return any(pattern.search(text) for text in texts)


def _verdict(ground: Ground, one: tuple[int, Spot], two: tuple[int, Spot], chance: float) -> Verdict:
    """A contradiction where the gazetteer shuts one place out by the other and nothing else explains the two."""
    (a, x), (b, y) = one, two
    here, there = known(x.name), known(y.name)
    listed = here is not None and there is not None and {here.what, there.what} <= SPOTS and _exclude(here, there)
    if {x.how, y.how} & NEAR:
        return "possible" if listed else "compatible"
    stances = {s.stance for s in ground.both(a, b)}
    firm = deeds.firm(ground, a) and deeds.firm(ground, b) and stances == {"asserted"}
    deed = deeds.shared(ground, a, b) >= 0.6 and ground.said.facts[a].tense == "past" and x.how == y.how
    return "contradiction" if listed and firm and deed and chance >= SURE and ground.same_claim(a, b) else "possible"
