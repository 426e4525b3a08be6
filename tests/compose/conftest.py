"""Invented accounts, read and woven."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from rashomon.model.document import Document
from rashomon.model.record import Record
from rashomon.options import Options
from rashomon.pipeline import analyse, weave

Weave = Callable[..., Record]


@pytest.fixture(scope="session")
def woven() -> Weave:
    """A function from texts (and times or days of publication) to the record of them, one outlet each."""

    def build(*texts: str, at: list[str] | None = None) -> Record:
        timed = at is not None and "T" in at[0]
        documents = [
            Document(id=f"d{n}", sha256=f"{n}" * 64, text=text, format="plain", path=f"{n}.txt", outlet=f"Paper {n}",
                     outlet_basis="given", language="en",
                     published=datetime.fromisoformat(at[n]) if at and timed else None,
                     day=date.fromisoformat(at[n]) if at and not timed else None)
            for n, text in enumerate(texts)
        ]  # fmt: skip
        return weave([analyse(d, Options()) for d in documents], Options())

    return build
