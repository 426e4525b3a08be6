"""The invented record of `fixtures.py`, for every test of the report."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from rashomon.model.record import Record


@pytest.fixture(scope="session")
def record() -> Record:
    """An event told by five invented outlets, rich enough for every section."""
    spec = spec_from_file_location("report_fixtures", Path(__file__).with_name("fixtures.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.record()


@pytest.fixture(scope="session")
def page(record: Record) -> str:
    """That record as a page."""
    from rashomon.report import render

    return render(record)
