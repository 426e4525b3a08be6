"""The demo story's record is the golden one, byte for byte."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rashomon_golden_make", Path(__file__).with_name("make.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_demo_gives_the_golden_record(make: ModuleType, demo: Path) -> None:
    """Any change of the demo's record shows as a diff and is made on purpose, with `make golden`."""
    built = make.made(demo)
    golden = {name: (make.FOLDER / name).read_bytes() for name in make.NAMES}
    changes = [make.difference(golden[name], built[name], name) for name in reversed(make.NAMES)]

    if built != golden:
        told = next((change for change in changes if change), "")
        pytest.fail(f"the demo's record changed; if you mean it, run `make golden`\n{told}", pytrace=False)


@pytest.mark.parametrize("environment", [{}, {"GOLDEN": "yes"}, {"GOLDEN": "1", "CI": "true"}])
def test_the_golden_record_is_not_made_by_accident(make: ModuleType, environment: dict[str, str]) -> None:
    """Without GOLDEN=1, and wherever CI is set, the command refuses and says why."""
    assert make.refusal(environment).startswith("refused")


def test_it_is_made_when_somebody_means_it(make: ModuleType) -> None:
    """GOLDEN=1 outside CI is enough."""
    assert make.refusal({"GOLDEN": "1"}) is None


def test_a_long_diff_is_cut_and_says_so(make: ModuleType) -> None:
    """A diff that nobody can read in a terminal ends with the number of lines left out."""
    old, new = (("\n".join(f"{word} {n}" for n in range(500))).encode() for word in ("old", "new"))

    assert make.difference(old, new, "record.txt").endswith("lines more")
    assert make.difference(old, old, "record.txt") == ""
