"""The invented record of `averly.py`, for every test of the report."""

import averly
import pytest

from rashomon.model.record import Record


@pytest.fixture(scope="session")
def record() -> Record:
    """An event told by five invented outlets, rich enough for every section."""
    return averly.record()


@pytest.fixture(scope="session")
def page(record: Record) -> str:
    """That record as a page."""
    from rashomon.report import render

    return render(record)
