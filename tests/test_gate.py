"""The quality gate fails when a figure sinks, and lowering a floor is an explicit act."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

GATE = Path(__file__).resolve().parents[1] / "eval" / "gate.py"


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rashomon_eval_gate", GATE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A small stand-in for the shared folder: one gold set, and a scorer that prints what figures.json holds."""
    root = tmp_path / "shared"
    (root / "eval").mkdir(parents=True)
    (root / "gold" / "lake").mkdir(parents=True)
    (root / "gold" / "lake" / "one.txt").write_text("The lake rose.", encoding="utf-8")
    gold = {"accounts": {"one": "one.txt"}, "claims": [{"evidence": [1, 2]}], "divergences": [], "noise": {},
            "posts": [], "roster": []}  # fmt: skip
    (root / "gold" / "lake.json").write_text(json.dumps(gold), encoding="utf-8")
    (root / "eval" / "score_record.py").write_text(
        "import pathlib\nprint('matrix: lake wants more')\n"
        "print((pathlib.Path(__file__).parent / 'figures.json').read_text())\n",
        encoding="utf-8",
    )
    return root


def run(gate: ModuleType, shared: Path, *words: str, **figures: float) -> int:
    """Runs the gate over the stand-in, with .9 for each figure that is not named."""
    all_figures = {name: figures.get(name, 0.9) for name in gate.FIGURES}
    if shared.exists():
        (shared / "eval" / "figures.json").write_text(json.dumps(all_figures), encoding="utf-8")
    floors = shared.parent / "floors.json"
    return gate.gate(gate.options([*words, "--shared", str(shared), "--floors", str(floors)]), lambda _, out: out)


def floors(shared: Path) -> dict[str, float]:
    return json.loads((shared.parent / "floors.json").read_text(encoding="utf-8"))["sets"]["lake"]["floors"]


def test_an_absent_shared_folder_is_a_clear_line_and_no_failure(gate, tmp_path, capsys):
    """Without the gold the gate measures nothing, says so and passes."""
    assert run(gate, tmp_path / "nowhere") == 0
    assert "gate skipped" in capsys.readouterr().out


def test_a_gold_set_without_floors_fails(gate, shared, capsys):
    """A new gold set must be pinned before it can pass."""
    assert run(gate, shared) == 1
    assert "run with --update" in capsys.readouterr().out


def test_a_figure_at_its_floor_passes(gate, shared):
    """The same figures as pinned pass."""
    assert run(gate, shared, "--update") == 0
    assert run(gate, shared) == 0


def test_a_sunken_figure_fails_and_is_named(gate, shared, capsys):
    """The message names the set, the figure and both values."""
    run(gate, shared, "--update")

    assert run(gate, shared, speaker=0.8) == 1
    assert "lake: speaker sank from 0.900 to 0.800" in capsys.readouterr().out


def test_noise_is_narrower_than_one_item(gate, shared):
    """Inside the band passes, past it fails, at any floor."""
    run(gate, shared, "--update")

    assert run(gate, shared, reach=0.9 - gate.NOISE / 2) == 0
    assert run(gate, shared, reach=0.9 - gate.NOISE * 2) == 1


def test_a_figure_inside_the_band_is_told(gate, shared, capsys):
    """It passes, and the reader of the log sees that it lies under its floor; one at its floor is not mentioned."""
    run(gate, shared, "--update")
    assert run(gate, shared, reach=0.9 - gate.NOISE / 2) == 0

    out = capsys.readouterr().out
    assert "lake: reach is 0.895, under its floor 0.900" in out
    assert "matrix is" not in out


def test_update_raises_floors(gate, shared):
    """What is measured better becomes the floor."""
    run(gate, shared, "--update")
    run(gate, shared, "--update", matrix=0.95)

    assert floors(shared)["matrix"] == 0.95


def test_update_refuses_to_lower_a_floor(gate, shared):
    """Nothing is written when one figure sank, not even the figures that rose."""
    run(gate, shared, "--update")

    with pytest.raises(gate.GateError, match="allow-sinking"):
        run(gate, shared, "--update", matrix=0.7, reach=1.0)
    assert floors(shared) == dict.fromkeys(gate.FIGURES, 0.9)


def test_update_does_not_creep_down_inside_the_noise_band(gate, shared):
    """A figure a little under its floor keeps the floor."""
    run(gate, shared, "--update")
    run(gate, shared, "--update", reach=0.9 - gate.NOISE / 2)

    assert floors(shared)["reach"] == 0.9


def test_lowering_is_possible_when_asked_for(gate, shared):
    """--allow-sinking writes the lower floor, so that the diff shows it."""
    run(gate, shared, "--update")

    assert run(gate, shared, "--update", "--allow-sinking", matrix=0.7) == 0
    assert floors(shared)["matrix"] == 0.7


@pytest.mark.parametrize(("path", "word"), [("gold/lake.json", "the gold file"), ("gold/lake/one.txt", "the texts")])
def test_changed_gold_or_texts_fail(gate, shared, capsys, path, word):
    """Floors are worth nothing against another gold, so the hashes are pinned with them."""
    run(gate, shared, "--update")
    file = shared / path
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert run(gate, shared) == 1
    assert f"lake: {word} changed" in capsys.readouterr().out


def test_goals_survive_an_update(gate, shared):
    """Goals are written by hand and kept by the command."""
    run(gate, shared, "--update")
    path = shared.parent / "floors.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["sets"]["lake"]["goals"] = {"reach": 0.95}
    path.write_text(json.dumps(kept), encoding="utf-8")
    run(gate, shared, "--update")

    assert json.loads(path.read_text(encoding="utf-8"))["sets"]["lake"]["goals"] == {"reach": 0.95}


def test_a_gold_record_that_vanished_fails(gate, shared, capsys):
    """Losing a gold set is not passing it."""
    run(gate, shared, "--update")
    (shared / "gold" / "lake.json").rename(shared / "gold" / "pond.json")
    (shared / "gold" / "lake").rename(shared / "gold" / "pond")

    assert run(gate, shared) == 1
    assert "lake: floors are pinned, but its gold record is gone" in capsys.readouterr().out


def test_errors_are_printed_on_request(gate, shared, capsys):
    """--errors shows what the scorer names, because that is what one mends."""
    run(gate, shared, "--update", "--errors")

    assert "matrix: lake wants more" in capsys.readouterr().out


def test_a_failing_scorer_is_no_pass(gate, shared):
    """A scorer that dies raises with its last words instead of passing silently."""
    (shared / "eval" / "score_record.py").write_text("raise SystemExit('no such gold')", encoding="utf-8")

    with pytest.raises(gate.GateError, match="no such gold"):
        run(gate, shared)


def test_a_broken_floors_file_is_named(gate, shared):
    """A floors file that cannot be read stops the gate."""
    (shared.parent / "floors.json").write_text("{}", encoding="utf-8")

    with pytest.raises(gate.GateError, match=r"floors\.json"):
        run(gate, shared)


def test_one_gold_set_can_be_asked_for_and_no_other_word_passes(gate, shared):
    """A figure's name in place of a set's would measure nothing and look as if the gate had passed."""
    assert run(gate, shared, "--update", "--only", "lake") == 0
    with pytest.raises(gate.GateError, match="lake"):
        run(gate, shared, "--only", "matrix")
