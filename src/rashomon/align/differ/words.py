"""How the wording of one claim differs in weight: a hedge dropped, a stronger verb, a loaded label.

At most one item of a sort for a claim, and none for mere synonyms: `lexicon/loaded.toml` says which words for one
thing do not weigh the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, islice
from typing import Literal

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.align.differ.holding import holding
from rashomon.lexicon import load
from rashomon.model.record import Divergence
from rashomon.model.span import Span

FIRM = frozenset({"asserted", "planned"})
"""Stances that leave no room: "has opened", "will open"; "may open" is hedged, "will open if" conditional."""
ALIKE = 0.5
"""Share of the shorter statement's words that two statements need in common before one word's weight is compared."""
LOOSE = 0.3
"""The same for a word that has a weight."""
HEARSAY = re.compile(r"\b(?:reportedly|allegedly|apparently|supposedly|purportedly|is said to have)\b", re.IGNORECASE)
"""Words that hold back that somebody said it."""
LIGHT = frozenset({"take", "give", "make", "put"})
"""Verbs that say nothing without their noun: "take note" is to note."""
VERBAL = re.compile(r"\b(?:to|will|would|could|may|might|can|must|should|not|n['’]t|who|that|they|we|he|she|it) $")
"""Before a verb."""
BEFORE = 12
"""Code points before a word in which such a word stands."""
FOLLOWING = 5
"""Words after a weighed word among which its object is looked for."""
PAIRS = 200
"""Pairs of one claim that are looked at, likeliest words first; a claim of fifty statements has over a thousand."""


def wording(ground: Ground) -> Iterator[Divergence]:
    """Claims of which one account drops a hedge, or uses a word of another weight."""
    hedged: set[str] = set()
    weighed: list[list[set[str]]] = []
    for group in ground.matters():
        shared = _pairs(ground, group)
        pairs = list(shared)
        alike = [pair for pair, share in shared.items() if share >= ALIKE]
        for item in _hedge(ground, alike):
            held = {s for side in item.sides for s in side.statements}
            if not held & hedged:
                yield item
            hedged |= held
        yield from (item for item in _loaded(ground, pairs) if not _repeats(item, weighed))
    for _, group in ground.groups():
        yield from _heads(ground, group)
        yield from _hearsay(ground, group)
    yield from (item for item in _answers(ground) if not _repeats(item, weighed))


def _repeats(item: Divergence, told: list[list[set[str]]]) -> bool:
    """Whether the same sides were told before with at least one statement each; notes the item where they were not.

    A claim is looked at with its neighbours, so that one difference of words comes up with each of them.
    """
    sides = [set(side.statements) for side in item.sides]
    if any(all(any(mine & theirs for theirs in known) for mine in sides) for known in told):
        return True
    told.append(sides)
    return False


def _pairs(ground: Ground, group: list[int]) -> dict[tuple[int, int], float]:
    """Pairs of a claim's statements in two documents that share most words, most alike first, with that share."""
    home = {i: ground.said.statements[i].document for i in group}
    every = islice(combinations(group, 2), 20 * PAIRS)
    found = sorted([(-deeds.shared(ground, a, b), a, b) for a, b in every if home[a] != home[b]])
    return {
        (a, b): -share for share, a, b in found[:PAIRS] if -share >= LOOSE or deeds.same_object(ground, a, b)
    }  # fmt: skip


def _hedge(ground: Ground, pairs: list[tuple[int, int]]) -> Iterator[Divergence]:
    """One account holds back what the other tells flatly in much the same words."""
    for pair in pairs:
        for held, flat in (pair, pair[::-1]):
            if not ground.said.facts[held].hedges or ground.said.facts[flat].hedges:
                continue
            if ground.said.statements[flat].stance not in FIRM or not _one_deed(ground, pair):
                continue
            spans = holding(ground, held, flat)
            if not spans:
                continue  # "so that he could film her" holds back no deed of the other account
            words = "”, “".join(dict.fromkeys(ground.words(held, s).lower() for s in spans))
            document, verb = ground.said.statements[held].document, ground.said.facts[flat].predicate or ""
            yield ground.divergence(
                "wording", "compatible",
                [ground.side(f"with “{words}”", [(document, s) for s in spans], [held]),
                 ground.side("flatly", deeds.places(ground, flat, verb), [flat])],
                f"{ground.label(held)} holds back with “{words}”; {ground.label(flat)} tells it flatly.", pair,
            )  # fmt: skip
            return


def _hearsay(ground: Ground, group: list[int]) -> Iterator[Divergence]:
    """That somebody said it is held back by one account ("has reportedly blamed") and told flatly by another."""
    held: dict[int, Span] = {}
    flat: dict[int, list[tuple[str, Span]]] = {}
    for i in group:
        statement = ground.said.statements[i]
        if statement.source is None or not statement.cue or not statement.source.spans:
            continue
        text, first, last = ground.texts[statement.document], statement.source.spans[-1], statement.cue[-1]
        near = Span(min(first.start, last.start), max(first.end, last.end))
        found = HEARSAY.search(near.of(text)) if len(near) <= len(first) + 80 else None
        if found:
            held[i] = Span(*found.span()).shift(near.start)
        else:
            flat[i] = [(statement.document, s) for s in statement.cue]
    sources = {s.entity for i in held if (s := ground.said.statements[i].source) is not None}
    others = [i for i in flat if (s := ground.said.statements[i].source) is not None and s.entity in sources - {None}]
    apart = {ground.said.statements[i].document for i in others} - {ground.said.statements[i].document for i in held}
    if not apart:
        return
    words = "”, “".join(sorted({ground.words(i, s).lower() for i, s in held.items()}))
    yield ground.divergence(
        "wording", "compatible",
        [ground.side(f"with “{words}”", [(ground.said.statements[i].document, s) for i, s in held.items()], held),
         ground.side("flatly", [p for i in others for p in flat[i]], others)],
        f"That it was said is held back with “{words}” by {ground.outlets(held)}, not by {ground.outlets(others)}.",
        [*held, *others],
    )  # fmt: skip


def _one_deed(ground: Ground, pair: tuple[int, int]) -> bool:
    """Whether both have one verb that says something, and one doer or object, and not the doers of two states."""
    one = deeds.same_doer(ground, *pair) or deeds.same_object(ground, *pair)
    return one and deeds.same_verb(ground, *pair) and not deeds.rivals(ground, *pair)


@cache
def _scales() -> Mapping[str, tuple[str, int]]:
    """The scale and rung of each word that has a weight."""
    out: dict[str, tuple[str, int]] = {}
    for scale in load("loaded")["scale"]:
        for rung, words in enumerate(scale["rungs"]):
            for word in words:
                out.setdefault(word, (scale["name"], rung))
    return out


@cache
def _beside(key: Literal["about", "unless"]) -> Mapping[str, frozenset[str]]:
    """For scales whose words have other senses, the words of which one (or none) must stand beside them."""
    return {scale["name"]: frozenset(scale[key]) for scale in load("loaded")["scale"] if key in scale}


def _loaded(ground: Ground, pairs: Sequence[tuple[int, int]]) -> Iterator[Divergence]:
    """Words of one scale that stand on different rungs, one item for each scale, the plainest side told first."""
    scales: dict[str, dict[int, dict[int, str]]] = {}
    weights = {i: _weights(ground, i) for i in {i for pair in pairs for i in pair}}
    for a, b in pairs:
        one, two = weights[a], weights[b]
        for scale in one.keys() & two.keys():
            (low, mild), (high, strong) = one[scale], two[scale]
            if (
                low != high
                and _is_verb(ground, a, mild) == _is_verb(ground, b, strong)
                and _one_thing(ground, (a, mild), (b, strong))
            ):
                rungs = scales.setdefault(scale, {})
                rungs.setdefault(low, {})[a] = mild
                rungs.setdefault(high, {})[b] = strong
    for _, rungs in sorted(scales.items()):
        if len({ground.label(i) for members in rungs.values() for i in members}) == 1:
            continue  # two pieces of one outlet
        sides, told = [], []
        for _, members in sorted(rungs.items()):
            words = "”, “".join(dict.fromkeys(members[i] for i in sorted(members)))
            sides.append(ground.side(f"“{words}”", [p for i, w in members.items() for p in deeds.places(ground, i, w)],
                                     members))  # fmt: skip
            told.append(f"{ground.outlets(members)} “{words}”")
        yield ground.divergence("wording", "compatible", sides, f"Words of unlike weight, from the weakest to the "
                                f"strongest: {'; '.join(told)}.", [i for m in rungs.values() for i in m])  # fmt: skip


def _is_verb(ground: Ground, i: int, word: str) -> bool:
    """Whether a word is a verb where it stands: "a press conference" presses nobody, "import bans" forbid nothing."""
    if ground.said.facts[i].predicate in LIGHT | {word}:
        return True
    document, at = deeds.places(ground, i, word)[0]
    form = ground.texts[document][at.start : at.end].lower()
    before = ground.texts[document][max(0, at.start - BEFORE) : at.start].lower()
    if word[: deeds.FAMILY] not in form:
        return True  # a form that hides its stem ("fell") is a verb's
    return form.endswith(("ed", "ing")) or VERBAL.search(before) is not None


def _one_thing(ground: Ground, one: tuple[int, str], two: tuple[int, str]) -> bool:
    """Whether two weighed words are said of one thing: by object, by most words, or by the words right after them."""
    (a, mild), (b, strong) = one, two
    if deeds.same_object(ground, a, b, share=0) or deeds.shared(ground, a, b) >= ALIKE:
        return True
    return bool(_after(ground, a, mild) & _after(ground, b, strong))


def _after(ground: Ground, i: int, word: str) -> set[str]:
    """The next longer words after a statement's word: what is stopped, asked for or condemned."""
    document, at = deeds.places(ground, i, word)[0]
    row = ground.texts[document][at.end : at.end + 60].lower().split()[:FOLLOWING]
    return {w for found in row if len(w := found.strip(".,;:'\"’”“")) >= deeds.FAMILY}


def _answers(ground: Ground) -> Iterator[Divergence]:
    """One speaker on one thing in near claims, in words of another weight ("noted", "will consider" the request)."""
    near = [
        (a, b) for a, b, _ in ground.close()
        if not ground.same_claim(a, b) and _one_speaker(ground, a, b) and deeds.same_object(ground, a, b)
    ]  # fmt: skip
    yield from _loaded(ground, near)


def _one_speaker(ground: Ground, a: int, b: int) -> bool:
    one, two = (s.source for s in ground.both(a, b))
    return one is not None and two is not None and one.entity is not None and one.entity == two.entity


def _weights(ground: Ground, i: int) -> dict[str, tuple[int, str]]:
    """The one rung of each scale that a statement's words stand on; scales on two rungs at once are left out."""
    found: dict[str, dict[int, str]] = {}
    for word in ground.said.facts[i].lemmas:
        known = _scales().get(word)
        if known is not None and _apt(known[0], ground.lemmas[i]):
            found.setdefault(known[0], {}).setdefault(known[1], word)
    return {scale: next(iter(rungs.items())) for scale, rungs in found.items() if len(rungs) == 1}


def _apt(scale: str, lemmas: frozenset[str]) -> bool:
    """Whether a scale's words have its sense beside these: "an appeals court" asks for nothing."""
    about, unless = _beside("about").get(scale), _beside("unless").get(scale, frozenset())
    return (not about or bool(about & lemmas)) and not unless & lemmas


def _heads(ground: Ground, group: list[int]) -> Iterator[Divergence]:
    """What one speaker is said to blame, offer or welcome, under several nouns ("letter", "probe")."""
    heads: dict[str, dict[str, list[int]]] = {}
    for i in group:
        statement, head = ground.said.statements[i], ground.said.facts[i].predicate
        if head is None or len(head) < 4 or deeds.clause(ground, i) or not statement.cue or statement.source is None:
            continue
        who = statement.source.entity
        own = head[: deeds.FAMILY] in statement.text.lower()
        if who is not None and own and head not in _names(ground, i) and ground.said.facts[i].objects:
            heads.setdefault(who, {}).setdefault(head, []).append(i)
    for who, found in sorted(heads.items()):
        documents = {ground.said.statements[i].document for members in found.values() for i in members}
        if len(found) < 2 or len(documents) < 2:
            continue
        told = "; ".join(f"{ground.outlets(members)} “{head}”" for head, members in sorted(found.items()))
        yield ground.divergence(
            "wording", "compatible",
            [ground.side(f"“{head}”", [p for i in members for p in deeds.places(ground, i, head)], members)
             for head, members in sorted(found.items())],
            f"What {ground.names.get(who, who)} speaks of has several names: {told}.", group,
        )  # fmt: skip


def _names(ground: Ground, i: int) -> set[str]:
    """Words of the names in a statement."""
    return {w.lower() for _, _, span in ground.named(i) for w in ground.words(i, span).split()}
