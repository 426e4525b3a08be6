"""What one account says is so and another says is not; what one tells as planned and another as done."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rashomon.align.differ.ground import Ground
from rashomon.model.record import Divergence, Verdict

ALIKE = 0.45
"""Probability of one matter, polarity aside, from which a difference of polarity is a denial; lower is chance."""
FIRM = 0.6
"""From here a firm assertion against a firm denial of the same words is a contradiction."""
FLAT = frozenset({"asserted", "denied", "demanded", "offered"})
"""Stances in which a deed is told as done; that somebody demanded something can be denied like any other deed."""


def denials(ground: Ground) -> Iterator[Divergence]:
    """Statements of one matter of which some are denied or negated and others not, by pairs of claims."""
    found: dict[tuple[str, str], list[tuple[int, int, bool]]] = defaultdict(list)
    for a, b, chance in ground.close(ALIKE):
        no_a, no_b = _negative(ground, a), _negative(ground, b)
        if no_a != no_b and _same_deed(ground, a, b):
            yes, no = (b, a) if no_a else (a, b)
            claims = [ground.claim_of[s.id].id for s in ground.both(yes, no)]
            found[claims[0], claims[1]].append((yes, no, _contradict(ground, a, b, chance)))
    for pairs in found.values():
        sure = [pair for pair in pairs if pair[2]]
        yield _denial(ground, sure or pairs, "contradiction" if sure else "possible")


def _contradict(ground: Ground, a: int, b: int, chance: float) -> bool:
    """Whether a difference of polarity is one of the deed itself, told flatly on both sides by different sources."""
    one, two = ground.both(a, b)
    speakers = {s.source.entity if s.source else s.document for s in (one, two)}
    if chance < FIRM or len(speakers) < 2 or not {one.stance, two.stance} <= FLAT:
        return False
    return "denied" in (one.stance, two.stance) or _bare_negation(ground, a, b)


def _denial(ground: Ground, pairs: Sequence[tuple[int, int, bool]], verdict: Verdict) -> Divergence:
    yes, no = (sorted({pair[side] for pair in pairs}) for side in (0, 1))
    denied = any(ground.said.statements[i].stance == "denied" for i in (*yes, *no))
    word = "denied" if denied else "said not to be so"
    outlets = [", ".join(sorted({ground.label(i) for i in side})) for side in (yes, no)]
    return ground.divergence(
        "denial", verdict,
        [ground.side("said to be so", ground.whole(yes), yes), ground.side(word, ground.whole(no), no)],
        f"Said to be so in {outlets[0]}; {word} in {outlets[1]}.", (*yes, *no),
    )  # fmt: skip


def _negative(ground: Ground, i: int) -> bool:
    return ground.said.facts[i].negated != (ground.said.statements[i].stance == "denied")


def _same_deed(ground: Ground, a: int, b: int) -> bool:
    one, two = ground.said.facts[a], ground.said.facts[b]
    return one.predicate is not None and (one.predicate == two.predicate or one.predicate in two.lemmas
                                          or (two.predicate or "") in one.lemmas)  # fmt: skip


def _bare_negation(ground: Ground, a: int, b: int) -> bool:
    """Whether the two differ in hardly more than the negation: most lemmas of the shorter stand in the longer."""
    one, two = set(ground.said.facts[a].lemmas), set(ground.said.facts[b].lemmas)
    small = min(len(one), len(two))
    return small >= 3 and len(one & two) >= 0.8 * small


def tenses(ground: Ground) -> Iterator[Divergence]:
    """One matter told as still to come by one account and as done by another."""
    seen: set[tuple[str, str]] = set()
    for a, b, _ in ground.close(ground.LIKELY):
        kinds = {_time(ground, a), _time(ground, b)}
        if kinds != {"planned", "done"} or not _same_deed(ground, a, b) or not _objects(ground, a, b):
            continue
        key = (ground.claim_of[ground.said.statements[a].id].id, ground.claim_of[ground.said.statements[b].id].id)
        if key in seen:
            continue
        seen.add(key)
        done, planned = (a, b) if _time(ground, a) == "done" else (b, a)
        order = ground.in_order(planned, done)
        verdict: Verdict = "update" if order == (planned, done) else "possible"
        yield ground.divergence(
            "tense", verdict,
            [ground.side("still to come", ground.whole([planned]), [planned]),
             ground.side("done", ground.whole([done]), [done])],
            f"{ground.label(planned)} tells it as still to come, {ground.label(done)} as done"
            + ("; the later account may report the outcome." if verdict == "update" else "."), (a, b),
        )  # fmt: skip


def _time(ground: Ground, i: int) -> str:
    facts, statement = ground.said.facts[i], ground.said.statements[i]
    if facts.tense == "future" or statement.stance in ("planned", "offered"):
        return "planned"
    return "done" if facts.tense == "past" and not facts.negated and statement.stance == "asserted" else "other"


def _objects(ground: Ground, a: int, b: int) -> bool:
    one, two = set(ground.said.facts[a].objects), set(ground.said.facts[b].objects)
    return len(one & two) >= 1 or ground.same_claim(a, b)
