"""Names that are written in one word here and in several there: "Seabright", "Sea Bright".

Ships, firms and works have no spelling that a list would know, so the letters alone are compared. What stands behind
"#" or "@" is no spelling of a name, and neither is one that an account writes both ways.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from rashomon.align.differ.ground import Ground
from rashomon.model.record import Divergence
from rashomon.model.span import Span

_APART = re.compile(r"(?<![#@\w/.])[A-Z]\w*(?:[ -][A-Z][^\W\d_]*){1,3}(?![\w@])")
_JOINED = re.compile(r"(?<![#@\w/.-])[A-Z][^\W\d_]{5,}(?![\w@]|-[A-Z])")
LEAST = 6
"""Letters from which two names of the same letters are one."""
MOST_PLACES = 12
"""Places shown for each side; a name may stand hundreds of times."""

Place = tuple[str, Span]


def spaced(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each name that accounts write in one word and in several."""
    joined, apart = _joined(ground), _apart(ground)
    for letters in sorted(joined.keys() & apart.keys()):
        one, several = joined[letters], apart[letters]
        both = {document for document, _ in one} & {document for document, _ in several}
        one, several = ([p for p in rows if p[0] not in both] for rows in (one, several))
        if not one or not several or {ground.labels[d] for d, _ in one} & {ground.labels[d] for d, _ in several}:
            continue
        names = [" ".join(span.of(ground.texts[document]).split()) for (document, span), *_ in (one, several)]
        sides = [ground.side(name, rows[:MOST_PLACES]) for name, rows in zip(names, (one, several), strict=True)]
        why = f"The same name is written in one word and in several: {names[0]}; {names[1]}."
        yield ground.divergence("name", "compatible", sides, why)


def _joined(ground: Ground) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for document, text in ground.texts.items():
        for m in _JOINED.finditer(text):
            if not m.group().isupper():
                found[m.group().lower()].append((document, Span(*m.span())))
    return found


def _apart(ground: Ground) -> dict[str, list[Place]]:
    """Runs of two to four capitalised words by their letters, within longer runs too."""
    found: dict[str, list[Place]] = defaultdict(list)
    for document, text in ground.texts.items():
        for run in _APART.finditer(text):
            words = [Span(*w.span()).shift(run.start()) for w in re.finditer(r"\w+", run.group())]
            for first in range(len(words)):
                for last in range(first + 1, len(words)):
                    span = Span(words[first].start, words[last].end)
                    letters = re.sub(r"[^a-z]", "", span.of(text).lower())
                    if len(letters) >= LEAST and not span.of(text).isupper():
                        found[letters].append((document, span))
    return found
