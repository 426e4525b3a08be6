"""What one account says is so and another says is not; what one tells as planned and another as done."""

import re
from collections.abc import Iterator, Mapping

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import LIKELY, Ground
from rashomon.model.record import Divergence, Side, Verdict
from rashomon.model.span import Span

ALIKE = 0.3
"""Probability of one matter, polarity aside, from which a difference of polarity is looked at."""
FIRM = 0.5
"""From here a firm assertion against a firm denial of the same deed may be a contradiction."""
SURELY = 0.7
"""From here "is" and "is not" within one claim are of one thing; set by reading development events."""
MOST = 0.6
"""Share of the shorter statement's words that the longer must hold for the two to differ in the denial only."""
SAME = 0.8
"""Share of the shorter statement's words from which two statements are one wording."""
FLAT = frozenset({"asserted", "denied", "demanded", "offered"})
"""Stances in which a deed is told as done; that somebody demanded something can be denied like any other deed."""
DENY = re.compile(
    r"\b(?:den(?:y|ie[ds]|ying|ial)|disput|rebut|refut|contradict|disavow|rubbish|beli(?:e[sd]?\b|ying))", re.IGNORECASE
)
"""Cues that deny. Who turns down a thing ("rejected an offer") does not say that there was none."""
CLAIMED = re.compile(
    r"\W*(?:(?:the|these|those|any|all|such|earlier|media) )*"
    r"(?:claims?|allegations?|accusations?|reports?|suggestions?|charges|rumou?rs?|assertions?) "
    r"(?:that|of|by|in|from)\b",
    re.IGNORECASE,
)
"""A content that is somebody's word: who rejects or dismisses that denies what was said."""
QUOTED = re.compile(r"[“\"][^“”\"]{1,30}[”\"]|(?<!\w)['‘][^'’‘]{1,30}['’](?!\w)")
"""A few words in quotation marks inside a statement: a name or a term, such as a "no" vote."""
NEVER = frozenset({"point", "time", "stage", "moment", "way", "means", "circumstance", "case"})
"""Nouns with which "no" turns a clause ("at no point"): they are no part of what is denied."""
BEING = re.compile(r"\b(?:is|are|was|were|been?)\b")
TURNS = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|cannot)\b|n['’]t\b", re.IGNORECASE)
GERUND = re.compile(r"\W*(?:ever )?[a-z]+ing\b", re.IGNORECASE)
"""A deed that is denied without its doer, who is the one who denies it."""
NOT_YET = re.compile(r"\b(?:yet|so far|still|until|before|no longer|any ?more)\b", re.IGNORECASE)
"""Words that tie a negation to its hour."""


def denials(ground: Ground) -> Iterator[Divergence]:
    """Statements of one deed of which one is denied or negated and the other is not; one for each pair of claims.

    Of several between the same claims the gravest is told, the likeliest of these.
    """
    found: dict[tuple[str, str], tuple[int, int, Verdict]] = {}
    close = ground.close(ALIKE)
    negative = {i: _negative(ground, i) for i in {i for a, b, _ in close for i in (a, b)}}
    things = {i for i in negative if ground.said.statements[i].cue and not deeds.clause(ground, i)}
    for a, b, chance in close:
        if negative[a] == negative[b] and a not in things and b not in things:
            continue  # most pairs, and told at a glance
        pair = _sides(ground, a, b, negative)
        if pair is None:
            continue
        yes, no = pair
        key = (ground.claim_of[ground.said.statements[yes].id].id, ground.claim_of[ground.said.statements[no].id].id)
        if key in found and found[key][2] == "contradiction":
            continue
        verdict = _denial_verdict(ground, yes, no, chance)
        if key not in found or verdict == "contradiction":
            found[key] = (yes, no, verdict)
    for yes, no, verdict in found.values():
        yield ground.divergence("denial", verdict, [_said_side(ground, yes), _denied_side(ground, no)],
                                f"{_who(ground, yes)} has it that this is so, {_who(ground, no)} that it is not.",
                                (yes, no))  # fmt: skip


def _sides(ground: Ground, a: int, b: int, negative: Mapping[int, bool | None]) -> tuple[int, int] | None:
    """The statement that has it so and the one that has it not; None where both speak of one deed alike or of two."""
    for yes, no in ((a, b), (b, a)):
        if _cue_denied(ground, yes, no):
            return yes, no
    no_a, no_b = negative[a], negative[b]
    if no_a is None or no_b is None or no_a == no_b or not _one_deed(ground, a, b):
        return None
    denied = "denied" in {s.stance for s in ground.both(a, b)}
    if not denied and (_speaker(ground, a) == _speaker(ground, b) or _same_turn(ground, a, b)):
        return None
    yes, no = (b, a) if no_a else (a, b)
    if ground.said.statements[yes].stance != "denied" and _denies(ground, yes):
        return None  # "denied suggestions that it veered" has it not so either
    if not denied and _missing(ground, yes, no) > 0.5:
        return None  # who did not pardon the helpers may have pardoned the killer
    return yes, no


def _same_turn(ground: Ground, a: int, b: int) -> bool:
    """Whether both are much the same words, turned alike: then one parse missed the turn, and nothing is denied."""
    turns = [sorted(t.lower() for t in TURNS.findall(s.text)) for s in ground.both(a, b)]
    return bool(turns[0] and turns[1]) and _alike(ground, a, b) >= SAME


def _cue_denied(ground: Ground, yes: int, no: int) -> bool:
    """Whether one tells what a party demanded or offered, and the other that it never did ("at no point did we ...").

    What is demanded is a thing and no clause, so that the deed is the cue and its doer the source. Within one claim
    the same holds of any cue that is denied ("called her a smuggler", "denied that he called her a smuggler").
    """
    one, two = ground.both(yes, no)
    if not one.cue or deeds.clause(ground, yes):
        return False
    facts = ground.said.facts[no]
    denied = two.stance == "denied" and ground.same_claim(yes, no) and _negative(ground, no) is True
    if one.stance not in ("demanded", "offered") and (not denied or one.stance == "denied"):
        return False
    if _denies(ground, yes):
        return False
    cue = ground.words(yes, one.cue[0]).lower()
    words = ground.lemmas[no]
    asked = any(w[: deeds.FAMILY] == cue[: deeds.FAMILY] for w in words if len(w) >= deeds.FAMILY)
    own = ground.lemmas[yes]
    if not (facts.negated or denied) or not asked or len(own & words) < min(2, len(own)):
        return False
    return bool(deeds.doers(ground, yes) & (words | deeds.doers(ground, no)))


def _denies(ground: Ground, i: int) -> bool:
    """Whether the words between the source and the end of the cue deny ("denies demanding")."""
    statement = ground.said.statements[i]
    spans = [*(statement.source.spans if statement.source else ()), *(statement.cue or ()), *statement.content]
    return bool(DENY.search(ground.words(i, Span(min(s.start for s in spans), statement.content[0].start))))


def _denial_verdict(ground: Ground, yes: int, no: int, chance: float) -> Verdict:
    one, two = ground.both(yes, no)
    order = ground.in_order(no, yes)
    text = two.text + one.text
    if NOT_YET.search(text):
        return "update" if order == (no, yes) else "possible"
    same_tense = ground.said.facts[yes].tense == ground.said.facts[no].tense
    verb = deeds.same_verb(ground, yes, no) or (
        two.stance == "denied"
        and _told_verb(ground, yes, no)
        and bool(DENY.match(ground.said.facts[no].predicate or ""))
    )
    if _cue_denied(ground, yes, no) or _so_and_not_so(ground, yes, no, chance):
        flat = deeds.firm(ground, yes) and deeds.firm(ground, no)
        return "contradiction" if flat and _speaker(ground, yes) != _speaker(ground, no) else "possible"
    sure = (
        (chance >= FIRM or two.stance == "denied") and verb
        and {one.stance, two.stance} <= FLAT
        and deeds.firm(ground, yes) and deeds.firm(ground, no)
        and _speaker(ground, yes) != _speaker(ground, no) and deeds.same_object(ground, yes, no)
        and deeds.shared(ground, yes, no) >= MOST and (same_tense or two.stance == "denied")
        and (two.stance == "denied" or _reaches(ground, yes, no)) and not _of_another(ground, yes, no)
    )  # fmt: skip
    return "contradiction" if sure else "possible"


def _of_another(ground: Ground, yes: int, no: int) -> bool:
    """Whether somebody denies a deed of his own ("denied directing her"), and it is told of somebody else."""
    own = GERUND.match(ground.said.statements[no].text) is not None and not ground.said.facts[no].subject
    names = {entity for entity, kind, span in ground.named(yes) if kind == "person"
             and ground.words(yes, span).split()[-1].lower() in ground.said.facts[yes].subject}  # fmt: skip
    source = ground.said.statements[no].source
    return own and bool(names) and source is not None and source.entity not in names


def _so_and_not_so(ground: Ground, yes: int, no: int, chance: float) -> bool:
    """Whether within one claim one thing is and is not the same ("was a straight line", "was not a straight road")."""
    one, two = ground.said.facts[yes], ground.said.facts[no]
    stances = {s.stance for s in ground.both(yes, no)}
    return (
        chance >= SURELY and ground.same_claim(yes, no) and one.predicate == two.predicate == "be"
        and one.tense == two.tense and stances == {"asserted"} and deeds.same_doer(ground, yes, no)
        and deeds.same_object(ground, yes, no) and _reaches(ground, yes, no)
    )  # fmt: skip


def _reaches(ground: Ground, yes: int, no: int) -> bool:
    """Whether all that is said not to be so stands in what is said to be so.

    Who does not follow one account may follow others; who follows none does not follow that one.
    """
    return _missing(ground, yes, no) == 0


def _missing(ground: Ground, yes: int, no: int) -> float:
    """The share of what is said not to be so that does not stand in what is said to be so."""
    told = {w for w in ground.said.facts[no].objects if w.isalpha()} - NEVER
    return len(told - ground.lemmas[yes]) / len(told) if told else 0.0


def _negative(ground: Ground, i: int) -> bool | None:
    """Whether a statement says that something is not so; None where it is no clause or turns down a thing."""
    statement, facts = ground.said.statements[i], ground.said.facts[i]
    if statement.stance in ("asked", "conditional"):
        return None
    if not deeds.clause(ground, i) and not (statement.stance == "denied" and CLAIMED.match(statement.text)):
        return None
    if statement.stance != "denied":
        return _turned(ground, i)
    cue = " ".join(span.of(ground.texts[statement.document]) for span in statement.cue or ())
    return not facts.negated if DENY.search(cue) or CLAIMED.match(statement.text) else None


def _turned(ground: Ground, i: int) -> bool:
    """Whether a word turns the clause; one inside a term in quotation marks turns nothing ("the one 'no' vote")."""
    if not ground.said.facts[i].negated:
        return False
    verb = (ground.said.facts[i].predicate or "")[: deeds.FAMILY]
    bare = QUOTED.sub("", ground.said.statements[i].text).lower()
    told = BEING.search(bare) is not None if verb == "be" else verb in bare
    return not told or bool(TURNS.search(bare)) or not TURNS.search(ground.said.statements[i].text)


def _one_deed(ground: Ground, a: int, b: int) -> bool:
    """Whether both speak of the same deed by the same doer to the same thing."""
    if ground.same_claim(a, b) and _one_deed_of_a_claim(ground, a, b):
        return True
    one, two = ground.said.facts[a], ground.said.facts[b]
    denied = "denied" in {s.stance for s in ground.both(a, b)}
    if not denied and one.tense != two.tense:
        return False
    if not deeds.same_verb(ground, a, b):
        crossed = _told_verb(ground, a, b) or _told_verb(ground, b, a)
        return denied and crossed and deeds.shared(ground, a, b) >= MOST
    if one.objects and two.objects:
        return deeds.same_doer(ground, a, b) and deeds.same_object(ground, a, b, 0.34)
    return deeds.same_doer(ground, a, b) and deeds.shared(ground, a, b) >= MOST


def _one_deed_of_a_claim(ground: Ground, a: int, b: int) -> bool:
    """The same for two statements of one claim, where common verbs will do ("is", "took", "called").

    What is said must agree all the more: the doer with most words, most words with a denied deed's verb or object.
    """
    one, two = ground.said.facts[a], ground.said.facts[b]
    stances = [s.stance for s in ground.both(a, b)]
    if "denied" in stances:
        yes, no = (b, a) if stances[0] == "denied" else (a, b)
        verb = ground.said.facts[yes].predicate
        told = verb is not None and len(verb) > 2 and verb in ground.said.facts[no].lemmas
        if DENY.search(ground.said.statements[yes].text):
            return False
        return _alike(ground, a, b) >= MOST and (told or deeds.shared_objects(ground, a, b) >= 2)
    if one.predicate is None or one.predicate != two.predicate or {one.tense, two.tense} - {"past", "present"}:
        return False
    if one.tense != two.tense and one.predicate != "be":
        return False
    return deeds.same_doer(ground, a, b) and _alike(ground, a, b) >= MOST


def _alike(ground: Ground, a: int, b: int) -> float:
    """What two statements share; within one claim two words are enough to tell."""
    return deeds.shared(ground, a, b, least=2)


def _told_verb(ground: Ground, a: int, b: int) -> bool:
    """Whether the verb of one stands in its own words and among the other's, whose own verb is that of the denial."""
    verb = ground.said.facts[a].predicate
    if verb is None or verb in deeds.PLAIN or verb not in ground.said.facts[b].lemmas:
        return False
    return verb[: deeds.FAMILY] in ground.said.statements[a].text.lower()


def _speaker(ground: Ground, i: int) -> str:
    source = ground.said.statements[i].source
    if source is None:
        return ground.said.statements[i].document
    return source.entity or source.description or ""


def _who(ground: Ground, i: int) -> str:
    """Whose word it is: the source in the outlet, or the outlet itself."""
    source = ground.said.statements[i].source
    name = (ground.names.get(source.entity or "") or source.description) if source else None
    return f"{name} in {ground.label(i)}" if name and len(name) <= 60 else ground.label(i)


def _said_side(ground: Ground, i: int) -> Side:
    return ground.side("said to be so", ground.whole([i]), [i])


def _denied_side(ground: Ground, i: int) -> Side:
    """The denied words, with the word that denies them where it stands beside them."""
    statement = ground.said.statements[i]
    spans = ground.whole([i])
    if statement.stance == "denied":
        return ground.side("denied", [*spans, *((statement.document, s) for s in statement.cue or ())], [i])
    return ground.side("said not to be so", spans, [i])


def tenses(ground: Ground) -> Iterator[Divergence]:
    """One deed told as still to come by one account and as done by another."""
    seen: set[tuple[str, str]] = set()
    times = {i: time for i in range(len(ground.said)) if (time := _time(ground, i)) != "other"}
    for a, b, _ in ground.close(LIKELY, times):
        if times[a] == times[b] or not _one_plan(ground, a, b):
            continue
        done, planned = (a, b) if times[a] == "done" else (b, a)
        key = (ground.claim_of[ground.said.statements[done].id].id, ground.label(planned))
        if key in seen:
            continue
        seen.add(key)
        update = ground.in_order(planned, done) == (planned, done)
        tail = "; the later account may report the outcome." if update else "."
        yield ground.divergence(
            "tense", "update" if update else "possible",
            [ground.side("still to come", ground.whole([planned]), [planned]),
             ground.side("done", ground.whole([done]), [done])],
            f"{_who(ground, planned)} tells it as still to come, {_who(ground, done)} as done{tail}", (a, b),
        )  # fmt: skip


def _one_plan(ground: Ground, a: int, b: int) -> bool:
    return deeds.same_verb(ground, a, b) and deeds.same_object(ground, a, b) and deeds.same_doer(ground, a, b)


def _time(ground: Ground, i: int) -> str:
    facts, statement = ground.said.facts[i], ground.said.statements[i]
    if statement.stance in ("conditional", "asked", "denied") or facts.hedges or facts.negated:
        return "other"
    if facts.tense == "future":
        return "planned"
    infinitive = statement.text.lower().startswith("to ")
    return "done" if facts.tense == "past" and not infinitive and statement.stance == "asserted" else "other"
