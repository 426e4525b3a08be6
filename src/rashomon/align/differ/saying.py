"""How a speaker is quoted: "said" here, and "claimed", "admitted" or "boasted" there, of the same words.

"Claimed" holds that the words are doubtful and "admitted" that they tell against who says them; "said" holds neither.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.lexicon import load
from rashomon.model.record import Divergence
from rashomon.model.span import Span

PLAIN = "plain"
LEAST = 0.6
"""Probability of one claim from which two statements of it are surely the same words; a claim may chain others."""
ALIKE = 0.4
"""Share of the shorter one's words that the other must hold besides."""
MOST = 40
"""Statements with a loaded verb that a plain one is held against; a claim may have thousands."""
DEEDS = ("responsibility", "victory", "credit")
"""What is claimed by laying hold of it."""


def saying(ground: Ground) -> Iterator[Divergence]:
    """One item for each claim and speaker whom one account quotes with a loaded verb, and another plainly."""
    for _, group in ground.groups():
        cues: dict[str, dict[str, dict[int, Span]]] = defaultdict(lambda: defaultdict(dict))
        for i in group:
            source = ground.said.statements[i].source
            found = _cue(ground, i) if source is not None and source.entity is not None else None
            if found is not None and source is not None and source.entity is not None:
                cues[source.entity][found[0]][i] = found[1]
        for who, sorts in sorted(cues.items()):
            for sort, loaded in sorted(sorts.items()):
                if sort != PLAIN and (item := _item(ground, who, loaded, sorts.get(PLAIN, {}))) is not None:
                    yield item


def _cue(ground: Ground, i: int) -> tuple[str, Span] | None:
    """Of which sort the one verb is with which a statement is told, and where it stands."""
    statement = ground.said.statements[i]
    if not statement.cue or statement.text.lower().startswith(DEEDS):
        return None
    verbs = ((span, ground.words(i, span).lower().split()[-1:]) for span in statement.cue)
    found = [(sort, span) for span, last in verbs for word in last if (sort := _sorts().get(word)) is not None]
    return found[0] if len(found) == 1 else None


def _one_saying(ground: Ground, i: int, j: int) -> bool:
    """Whether two statements of a claim are surely the same words."""
    return ground.same_chance(i, j) >= LEAST and deeds.shared(ground, i, j, least=1) >= ALIKE


@cache
def _sorts() -> dict[str, str]:
    """The sort of each verb's form."""
    return {form: sort for sort, forms in load("loaded")["saying"].items() for form in forms}


def _item(ground: Ground, who: str, loaded: dict[int, Span], plain: dict[int, Span]) -> Divergence | None:
    """The accounts that use a loaded verb throughout against those that use a plain one throughout."""
    statements = ground.said.statements
    both = {statements[i].document for i in loaded} & {statements[i].document for i in plain}
    ours = [i for i in loaded if statements[i].document not in both]
    theirs = [
        i for i in plain if statements[i].document not in both
        and any(_one_saying(ground, i, j) for j in ours[:MOST])
    ]  # fmt: skip
    outlets = {ground.label(i) for i in ours}
    theirs = [i for i in theirs if ground.label(i) not in outlets]
    if not ours or not theirs:
        return None
    name = ground.names.get(who, who)
    quotes = "quotes" if len(outlets) == 1 else "quote"
    verb = ground.quoted(ours[0], loaded[ours[0]])
    other = ground.quoted(theirs[0], plain[theirs[0]])
    return ground.divergence(
        "wording", "compatible",
        [ground.side(verb, [(statements[i].document, loaded[i]) for i in ours], ours),
         ground.side(other, [(statements[i].document, plain[i]) for i in theirs], theirs)],
        f"{ground.outlets(ours)} {quotes} {name} with {verb}; {ground.outlets(theirs)} with {other}.",
        [*ours, *theirs],
    )  # fmt: skip
