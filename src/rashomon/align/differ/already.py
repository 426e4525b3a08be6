"""What is told already: divergences by the places and statements that they hold, so that none is told twice.

An event of 5,000 statements has tens of thousands of differing figures; each is looked up by its own places instead of
being held against all that came before it.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import count

from rashomon.model.record import Divergence, DivergenceKind
from rashomon.model.span import Place

Part = Place | str
"""What two divergences may have in common: a place in a text, or a statement by its id."""


class Already:
    """Divergences in the order in which they were told, each once by its id.

    To tell one takes as long as it has places, to ask for its like as long as those of its kind that share one.
    """

    def __init__(self) -> None:
        self.told: dict[str, Divergence] = {}
        self._order = count()
        self._holding: dict[tuple[DivergenceKind, Part], dict[str, int]] = defaultdict(dict)

    def tell(self, item: Divergence) -> None:
        """Add a divergence, unless one of its id is told."""
        if item.id not in self.told:
            self.told[item.id], order = item, next(self._order)
            for part in _parts(item):
                self._holding[item.kind, part][item.id] = order

    def withdraw(self, item: Divergence) -> None:
        """Take back a divergence that was told."""
        del self.told[item.id]
        for part in _parts(item):
            del self._holding[item.kind, part][item.id]

    def at_places(self, item: Divergence) -> list[Divergence]:
        """Those of its kind with which each of its sides shares a place, in the order in which they were told."""
        return self._alike(item.kind, [side.spans for side in item.sides])

    def of_statements(self, item: Divergence) -> list[Divergence]:
        """Those of its kind with which each of its sides shares a statement, in the order in which they were told."""
        return self._alike(item.kind, [side.statements for side in item.sides])

    def _alike(self, kind: DivergenceKind, sides: Iterable[Iterable[Part]]) -> list[Divergence]:
        common: dict[str, int] | None = None
        for parts in sides:
            rows = [row for part in parts if (row := self._holding.get((kind, part)))]
            if common is None:
                common = {key: order for row in rows for key, order in row.items()}
            else:
                common = {key: common[key] for row in rows for key in common.keys() & row.keys()}
            if not common:
                return []
        return [self.told[key] for key in sorted(common or {}, key=(common or {}).__getitem__)]


def _parts(item: Divergence) -> set[Part]:
    parts: set[Part] = set()
    for side in item.sides:
        parts.update(side.spans, side.statements)
    return parts
