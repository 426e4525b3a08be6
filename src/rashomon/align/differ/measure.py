"""Figures and dates that differ."""

from collections.abc import Iterator

from rashomon.align.differ.ground import Ground
from rashomon.language.figures_compare import comparable
from rashomon.model.analysis import Figure, When
from rashomon.model.record import Divergence, Side, Verdict
from rashomon.model.span import Span

SURE = 0.5
"""Probability of one matter from which a conflict of exact values may be called a contradiction."""
MATTER = 0.2
"""Probability from which figures of one counted thing are compared at all; set by reading development events."""


def numbers(ground: Ground) -> Iterator[Divergence]:
    """Figures of one counted thing in statements of one matter that cannot both be exact."""
    seen: set[tuple[object, ...]] = set()
    for a, b, chance in ground.close(MATTER):
        for x in ground.said.facts[a].figures:
            for y in ground.said.facts[b].figures:
                relation = comparable(x, y)
                if relation not in ("conflict", "rounding") or not _one_thing(ground, a, b, x, y):
                    continue
                key = tuple(sorted([(ground.label(a), x.low, x.high), (ground.label(b), y.low, y.high)]))
                if key in seen or _agrees_elsewhere(ground, a, b, x, y):
                    continue
                seen.add(key)
                verdict, why = _number_verdict(ground, (a, x), (b, y), relation, chance)
                yield ground.divergence("number", verdict, [_figure_side(ground, a, x), _figure_side(ground, b, y)],
                                        why, (a, b))  # fmt: skip


def _one_thing(ground: Ground, a: int, b: int, x: Figure, y: Figure) -> bool:
    """Lengths of time and bare units are everywhere and are compared within a claim only."""
    return ground.same_claim(a, b) or (x.of is not None and x.of == y.of and x.unit == y.unit)


def _agrees_elsewhere(ground: Ground, a: int, b: int, x: Figure, y: Figure) -> bool:
    """Whether the two statements also hold a figure in common, of which the conflicting ones may be parts."""
    return any(
        comparable(u, v) == "equal"
        for u in ground.said.facts[a].figures
        for v in ground.said.facts[b].figures
        if (u.of, u.unit) == (x.of, x.unit) and (v.of, v.unit) == (y.of, y.unit)
    )


def _figure_side(ground: Ground, i: int, figure: Figure) -> Side:
    document = ground.said.statements[i].document
    span = Span(figure.start, figure.end)
    return ground.side(span.of(ground.texts[document]), [(document, span)], [i])


def _number_verdict(
    ground: Ground, one: tuple[int, Figure], two: tuple[int, Figure], relation: str, chance: float
) -> tuple[Verdict, str]:
    (a, x), (b, y) = one, two
    said_a, said_b = _quote(ground, a, x), _quote(ground, b, y)
    both = f"{ground.label(a)} gives {said_a}, {ground.label(b)} {said_b}"
    if relation == "rounding":
        return "compatible", f"{both}: one may be a rounding of the other."
    order = ground.in_order(a, b)
    if order is not None and _same_day(ground, a, b):
        earlier, later = (said_a, said_b) if order == (a, b) else (said_b, said_a)
        rises = (y.low > x.low) == (order == (a, b))
        if rises and x.of is not None and not _rivals(ground, a, b):
            return "update", f"{both}; the later figure, {later}, may replace the earlier, {earlier}."
    exact = x.bound == y.bound == "exact" and x.low == x.high and y.low == y.high
    firm = exact or {x.bound, y.bound} <= {"exact", "at least", "more than", "at most", "less than"}
    if firm and chance >= SURE and ground.same_claim(a, b) and _tell_as_so(ground, a, b):
        return "contradiction", f"{both} for the same thing, and both cannot hold."
    return "possible", f"{both}; they may count different things."


def _same_day(ground: Ground, a: int, b: int) -> bool:
    first, second = ground.when(a), ground.when(b)
    return first is not None and second is not None and abs((first - second).total_seconds()) < 7 * 86400


def _rivals(ground: Ground, a: int, b: int) -> bool:
    """Whether two named sources of different sides stand against each other: neither's figure replaces the other's."""
    parties = [ground.parties.get(s.source.entity or "") if s.source else None for s in ground.both(a, b)]
    return None not in parties and parties[0] != parties[1]


def _tell_as_so(ground: Ground, a: int, b: int) -> bool:
    """Whether both give their figure as a fact, or both as a plan."""
    stances = {s.stance for s in ground.both(a, b)}
    return stances <= {"asserted", "denied"} or stances == {"planned"}


def risen(ground: Ground) -> Iterator[Divergence]:
    """Figures that one page itself replaces: a later post gives another for the same thing on the same word."""
    for a, b, chance in ground.within(MATTER):
        order = ground.in_order(a, b)
        if order is None or chance < SURE or not _one_word(ground, a, b):
            continue
        early, late = order
        for x in ground.said.facts[early].figures:
            for y in ground.said.facts[late].figures:
                if x.of is None or comparable(x, y) != "conflict" or _agrees_elsewhere(ground, early, late, x, y):
                    continue
                why = f"{ground.label(a)} gives {_quote(ground, early, x)} and later {_quote(ground, late, y)}."
                sides = [_figure_side(ground, early, x), _figure_side(ground, late, y)]
                yield ground.divergence("number", "update", sides, why, (a, b))


def _one_word(ground: Ground, a: int, b: int) -> bool:
    """Whether two statements rest on one source, or both on none."""
    one, two = (s.source for s in ground.both(a, b))
    if one is None or two is None:
        return one is two
    return one.entity == two.entity and (one.entity is not None or one.description == two.description)


def _quote(ground: Ground, i: int, figure: Figure) -> str:
    words = " ".join(ground.texts[ground.said.statements[i].document][figure.start : figure.end].split())
    return f"“{words}”"


def dates(ground: Ground) -> Iterator[Divergence]:
    """Points in time of one matter that do not meet."""
    done: set[tuple[str, str, str]] = set()
    for a, b, chance in ground.close(MATTER):
        x, y = _point(ground, a), _point(ground, b)
        if x is None or y is None or _meet(x, y) or ground.said.facts[a].predicate is None:
            continue
        labels = sorted((ground.label(a), ground.label(b)))
        key = (*labels, f"{sorted([str(x.first), str(y.first)])}")
        if key in done or not _alike_event(ground, a, b):
            continue
        done.add(key)  # type: ignore[arg-type]
        sides = [_when_side(ground, a, x), _when_side(ground, b, y)]
        sure = chance >= SURE and ground.same_claim(a, b) and _absolute(ground, a, x) and _absolute(ground, b, y)
        verdict: Verdict = "contradiction" if sure else "possible"
        tail = "and both cannot hold" if sure else "which may be two happenings"
        yield ground.divergence("date", verdict, sides, f"{ground.label(a)} says {sides[0].label}, {ground.label(b)} "
                                f"{sides[1].label}, {tail}.", (a, b))  # fmt: skip


def _alike_event(ground: Ground, a: int, b: int) -> bool:
    """Whether the two tell of one deed: the same verb, or objects that share a word."""
    one, two = ground.said.facts[a], ground.said.facts[b]
    return (
        one.predicate == two.predicate
        or bool(set(one.objects) & set(two.objects))
        or bool(set(one.subject) & set(two.subject))
    )


def _point(ground: Ground, i: int) -> When | None:
    """The one resolved point in time of a statement; None when it has none or several."""
    points = [w for w in ground.said.facts[i].times if w.first is not None and not w.duration]
    return points[0] if len(points) == 1 else None


def _absolute(ground: Ground, i: int, when: When) -> bool:
    """Whether a date is written out ("4 May") rather than told from the day of writing ("on Sunday")."""
    words = ground.texts[ground.said.statements[i].document][when.start : when.end]
    return any(c.isdigit() for c in words)


def _meet(x: When, y: When) -> bool:
    if x.first is None or y.first is None:
        return True
    return x.first <= (y.last or y.first) and y.first <= (x.last or x.first)


def _when_side(ground: Ground, i: int, when: When) -> Side:
    document = ground.said.statements[i].document
    span = Span(when.start, when.end)
    return ground.side(f"“{span.of(ground.texts[document])}”", [(document, span)], [i])
