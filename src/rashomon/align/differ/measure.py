"""Figures that differ.

A contradiction needs one thing counted, by one deed of one doer, both figures exact and flatly told, and no time
between them in which a count could have grown. A later figure on the same word is an update.
"""

import re
from collections.abc import Iterator

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.language.figures_compare import comparable
from rashomon.lexicon import load
from rashomon.model.analysis import Figure
from rashomon.model.record import UNSURE, Divergence, Side, Verdict
from rashomon.model.span import Span

SURE = 0.5
"""Probability of one matter from which a conflict of exact values may be called a contradiction."""
MATTER = 0.3
"""Probability from which figures of one counted thing are compared at all; set by reading development events."""
ONE_HOUR = 3600
"""Seconds within which a count of people or things is taken not to have moved on."""
FEW_DAYS = 7 * 86400
"""Seconds within which a later figure replaces an earlier one; further apart they may be two events."""
FURTHER = re.compile(r"\b(?:further|another|additional|extra|other)\b|\d\s+more\b", re.IGNORECASE)
"""Words beside a figure that is counted on top of another."""
MORE = re.compile(r"\s+more\b(?!\s+than)", re.IGNORECASE)
"""The same behind a figure however it is written: "2.5 million more people", "twelve more"."""
WHOLE = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|some|many|most|half|none|dozens|hundreds)"
    r"(?: \w+)? of (?:the|its|their|these|those|our|his|her) $",
    re.IGNORECASE,
)
"""Words before a figure that others are taken from: "21 of the more than 200" counts no rival of 82."""
CLOCK = re.compile(
    r"\d ?[ap]\.?m\b|\b\d{1,2}[:.]\d\d\b|\b(?:noon|midnight|midday|afternoon|morning|evening)\b", re.IGNORECASE
)
"""A time of day: prices and counts of two hours are two."""
MARKET = frozenset("fall rise drop gain trade climb slip jump close open surge plunge dip tumble soar slide".split())
"""Verbs of figures that move all day."""
PURPOSE = re.compile(
    r"[^.;,:]{0,24}?\bfor (?:(?:the|a|an|its|their|his|her) )?"
    r"(?P<what>(?:(?!(?:on|in|at|by|from|after|before|and|each|every|all)\b)[\w’'-]+ ?){1,5})",
    re.IGNORECASE,
)
"""What a sum is for, behind its figure."""
PURSE = 80
"""Code points behind a figure in which it is looked for."""
TIMES = 3
"""Times that a count may be another that is told with another verb."""
MONEY = frozenset(load("units")["codes"]["list"])
"""Every currency that figures are read in, by its ISO name."""
GETTING = frozenset({"get", "receive", "cost", "need"})
"""Verbs whose doer is what a sum is for."""
PERIODS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
"""Lengths of time are everywhere in a story and are compared within a claim only."""


def numbers(ground: Ground) -> Iterator[Divergence]:
    """Figures of one counted thing in statements of one matter that cannot both be exact."""
    seen: set[tuple[object, ...]] = set()
    figured = {i for i, facts in enumerate(ground.said.facts) if facts.figures}
    single = {i: _single(ground, i) for i in figured}
    for a, b, chance in ground.close(MATTER, figured):
        if ground.label(a) == ground.label(b) and not ground.same_claim(a, b):
            continue
        for x in single[a]:
            for y in single[b]:
                relation = comparable(x, y)
                if relation not in ("conflict", "rounding") or not _one_thing(ground, (a, x), (b, y)):
                    continue
                sides = sorted([(ground.label(a), x.low, x.high), (ground.label(b), y.low, y.high)])
                key = (x.of or y.of, *sides)
                if key in seen:
                    continue
                seen.add(key)
                verdict, why = _verdict(ground, (a, x), (b, y), relation, chance)
                if why.endswith(UNSURE) and _far(ground, a, b):
                    continue  # not told of accounts FEW_DAYS apart: two launches each have their own height
                yield ground.divergence("number", verdict, [_side(ground, a, x), _side(ground, b, y)], why, (a, b))


def risen(ground: Ground) -> Iterator[Divergence]:
    """Figures that one page itself replaces: a later post gives another for the same thing on the same word."""
    for a, b, chance in ground.within(MATTER):
        order = ground.in_order(a, b)
        if order is None or chance < SURE or not _one_word(ground, a, b):
            continue
        early, late = order
        for x in _single(ground, early):
            for y in _single(ground, late):
                if x.of is None or comparable(x, y) != "conflict" or not _one_thing(ground, (early, x), (late, y)):
                    continue
                why = f"{ground.label(a)} gives {_quote(ground, early, x)} and later {_quote(ground, late, y)}."
                sides = [_side(ground, early, x), _side(ground, late, y)]
                yield ground.divergence("number", "update", sides, why, (a, b))


def _one_thing(ground: Ground, one: tuple[int, Figure], two: tuple[int, Figure]) -> bool:
    """Whether a figure of one and its like of the other measure one thing, as far as the words around them show."""
    (a, x), (b, _) = one, two
    inside = ground.same_claim(a, b)
    if _for_two(ground, one, two) or (not inside and not _one_time(ground, a, b)):
        return False
    if not inside and (x.of is None or x.of in PERIODS or x.unit in PERIODS):
        return False
    verb = deeds.same_verb(ground, a, b)
    if _others(ground, one, two, verb):
        return False
    if x.of is None or x.unit in PERIODS:
        tenses = {ground.said.facts[i].tense for i in (a, b)}
        part = deeds.same_doer(ground, a, b) or deeds.same_object(ground, a, b)
        return part and len(tenses) == 1 and verb
    return verb or deeds.shared(ground, a, b) >= (0.5 if inside else 0.6)


def _others(ground: Ground, one: tuple[int, Figure], two: tuple[int, Figure], verb: bool) -> bool:
    """Whether figures are two things: two people's, sums of two doers, shares or counts far apart under two verbs.

    One candidate raised a sum and another lent one; a fifth has power and four fifths lack it.
    """
    (a, x), (b, y) = one, two
    if _two_people(ground, a, b):
        return True
    if x.unit in MONEY:
        return not (deeds.same_doer(ground, a, b) or (verb and ground.same_claim(a, b)))
    if verb:
        return False
    return x.unit == "percent" or (x.unit is None and max(x.low, y.low) > TIMES * max(1, min(x.low, y.low)))


def _two_people(ground: Ground, a: int, b: int) -> bool:
    """Whether one person does the one and another the other."""
    who = [{entity for entity, kind, span in ground.named(i) if kind == "person"
            and ground.words(i, span).split()[-1].lower() in ground.said.facts[i].subject} for i in (a, b)]  # fmt: skip
    return bool(who[0] and who[1]) and not who[0] & who[1]


def _single(ground: Ground, i: int) -> list[Figure]:
    """The figures of a statement that can be held against others'.

    Where it has two of a kind ("$60 in cash and $22 in shares", "21 of the more than 200") either could be meant, so
    nothing is said of them.
    """
    figures = ground.said.facts[i].figures
    return [figure for figure in figures if not _several(ground, i, figure) and not further(ground, i, figure)]


def _for_two(ground: Ground, one: tuple[int, Figure], two: tuple[int, Figure]) -> bool:
    """Whether two figures are for two things: so much for the tannery, so much for the school roof."""
    purposes = []
    for i, figure in (one, two):
        text = ground.texts[ground.said.statements[i].document]
        found = PURPOSE.match(text[figure.end : figure.end + PURSE])
        purposes.append(
            {w[: deeds.FAMILY] for w in re.findall(r"[a-z]{3,}", found["what"].lower())} if found else set()
        )
    if purposes[0] and purposes[1]:
        return not purposes[0] & purposes[1]
    getters = [set(ground.said.facts[i].subject) for i, _ in (one, two)]
    verbs = {ground.said.facts[i].predicate for i, _ in (one, two)}
    return verbs <= GETTING and len(verbs) == 1 and all(getters) and not getters[0] & getters[1]


def _several(ground: Ground, i: int, figure: Figure) -> bool:
    others = (f for f in ground.said.facts[i].figures if (f.start, f.end) != (figure.start, figure.end))
    return any(f.unit == figure.unit and (f.of == figure.of or None in (f.of, figure.of)) for f in others)


def further(ground: Ground, i: int, figure: Figure) -> bool:
    """Whether a figure is counted on top of another ("a further 18 people"), or is what another is taken from."""
    text = ground.texts[ground.said.statements[i].document]
    beside = FURTHER.search(text[max(0, figure.start - 16) : figure.end + 12])
    before = " ".join(text[max(0, figure.start - 40) : figure.start].split()) + " "
    return bool(beside or MORE.match(text, figure.end) or WHOLE.search(before))


def _side(ground: Ground, i: int, figure: Figure) -> Side:
    span = Span(figure.start, figure.end)
    return ground.side(ground.words(i, span), [(ground.said.statements[i].document, span)], [i])


def _verdict(
    ground: Ground, one: tuple[int, Figure], two: tuple[int, Figure], relation: str, chance: float
) -> tuple[Verdict, str]:
    (a, x), (b, y) = one, two
    said_a, said_b = _quote(ground, a, x), _quote(ground, b, y)
    both = f"{ground.label(a)} gives {said_a}, {ground.label(b)} {said_b}"
    if relation == "rounding":
        return "compatible", f"{both}: one may be a rounding of the other."
    order = ground.in_order(a, b)
    rivals = _rivals(ground, a, b)
    if order is not None and x.of is not None and not rivals and _apart(ground, a, b) < FEW_DAYS:
        earlier, later = (said_a, said_b) if order == (a, b) else (said_b, said_a)
        if (y.low > x.low) == (order == (a, b)):
            return "update", f"{both}; the later figure, {later}, may replace the earlier, {earlier}."
    alike = chance >= SURE and ground.same_claim(a, b) and _alike_deed(ground, a, b) and _one_time(ground, a, b)
    if alike and _flat(ground, a, b) and _exact(x, y):
        if rivals:
            return "contradiction", f"{both}: two sides, each on its own word, for the same thing."
        if not _grows(ground, a, x) or _apart(ground, a, b) <= ONE_HOUR:
            return "contradiction", f"{both} for the same thing, and both cannot hold."
        return "possible", f"{both} for what reads like the same thing; the count may have moved between the two."
    return "possible", f"{both}; {UNSURE}"


def _alike_deed(ground: Ground, a: int, b: int) -> bool:
    """Whether both tell one deed; what the mayor spent and what the harbour spent are two."""
    if deeds.doers(ground, a) and deeds.doers(ground, b) and not deeds.same_doer(ground, a, b):
        return False
    return deeds.same_verb(ground, a, b) or deeds.shared(ground, a, b) >= 0.7


def _exact(x: Figure, y: Figure) -> bool:
    """Whether each figure leaves no room that the other could fill: one value each, or a bound that shuts it out."""
    return "about" not in (x.bound, y.bound) and "range" not in (x.bound, y.bound) and "exact" in (x.bound, y.bound)


def _one_time(ground: Ground, a: int, b: int) -> bool:
    """Whether the statements name no clock times, or times that meet: prices at noon and at the close are two."""
    one, two = ([w for w in ground.said.facts[i].times if not w.duration] for i in (a, b))
    clocks = [CLOCK.search(ground.said.statements[i].text) is not None for i in (a, b)]
    if not one or not two:
        return not any(clocks)
    return any(
        x.first is not None and y.first is not None
        and x.first <= (y.last or y.first) and y.first <= (x.last or x.first)
        for x in one for y in two
    )  # fmt: skip


def _grows(ground: Ground, i: int, figure: Figure) -> bool:
    """Whether a figure may move from hour to hour, as counts of what has happened and prices do, and plans do not."""
    facts = ground.said.facts[i]
    return (figure.unit is None and facts.tense != "future") or facts.predicate in MARKET


def _apart(ground: Ground, a: int, b: int) -> float:
    """Seconds between two statements; endless where a time or its hour is unknown."""
    first, second = ground.when(a), ground.when(b)
    if first is None or second is None or not (ground.to_the_minute(a) and ground.to_the_minute(b)):
        return float("inf") if first is None or second is None else max(86400, abs((first - second).total_seconds()))
    return abs((first - second).total_seconds())


def _far(ground: Ground, a: int, b: int) -> bool:
    """Whether two statements are known to be FEW_DAYS apart or more."""
    first, second = ground.day(a), ground.day(b)
    return first is not None and second is not None and abs((first - second).total_seconds()) >= FEW_DAYS


def _rivals(ground: Ground, a: int, b: int) -> bool:
    """Whether two named sources of different sides stand against each other: neither's figure replaces the other's."""
    parties = [ground.parties.get(s.source.entity or "") if s.source else None for s in ground.both(a, b)]
    return None not in parties and parties[0] != parties[1]


def _flat(ground: Ground, a: int, b: int) -> bool:
    """Whether both give their figure as a fact, or both as a plan, and neither holds it back."""
    stances = {s.stance for s in ground.both(a, b)}
    alike = stances <= {"asserted", "denied"} or len(stances & {"planned", "demanded", "offered"}) == len(stances) == 1
    return alike and deeds.firm(ground, a) and deeds.firm(ground, b)


def _one_word(ground: Ground, a: int, b: int) -> bool:
    """Whether two statements rest on one source, or both on none."""
    one, two = (s.source for s in ground.both(a, b))
    if one is None or two is None:
        return one is two
    return one.entity == two.entity and (one.entity is not None or one.description == two.description)


def _quote(ground: Ground, i: int, figure: Figure) -> str:
    return ground.quoted(i, Span(figure.start, figure.end))
