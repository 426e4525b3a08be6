"""What the compose steps are given: statements with facts, as the align step lays them out."""

from typing import Protocol

from rashomon.model.analysis import Facts, Statement


class Said(Protocol):
    """All statements of an event, with facts in parallel and a place for each id."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """In the record's order."""

    @property
    def facts(self) -> tuple[Facts, ...]:
        """Parallel to `statements`."""

    @property
    def index(self) -> dict[str, int]:
        """The place of each statement id."""
