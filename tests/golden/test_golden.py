"""The demo story's record is the golden one; only what a processor rounds otherwise may differ in its last place."""

import importlib.util
import json
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
    told = make.difference(golden["record.txt"], built["record.txt"], "record.txt")
    apart = [] if told else make.apart(json.loads(golden["record.json"]), json.loads(built["record.json"]))

    if told or apart:
        told = told or "\n".join(apart[:20])
        pytest.fail(f"the demo's record changed; if you mean it, run `make golden`\n{told}", pytrace=False)


def test_only_probabilities_may_differ_and_only_a_little(make: ModuleType) -> None:
    """Another number, word, key or length is a change; a probability within the tolerance is none, one beyond it is."""
    link = {"a": "s-1", "probability": 0.72, "why": "the same verb"}
    near, far = {**link, "probability": 0.73, "why": "the same verb, a like meaning"}, {**link, "probability": 0.9}

    assert make.apart({"links": [link]}, {"links": [near]}) == []
    assert make.apart({"links": [link]}, {"links": [far]}) == ["$.links[0].probability: 0.72 -> 0.9"]
    assert make.apart({"links": [link]}, {"links": []}) == ["$.links: 1 -> 0 items"]
    assert make.apart({"why": "a"}, {"why": "b"}) == ["$.why: 'a' -> 'b'"]
    assert make.apart({"a": 1}, {"b": 1}) == ["$: keys a -> b"]


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
