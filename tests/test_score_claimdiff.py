"""The scorer of strengthening and weakening: its measures on cases counted by hand, its splits, its features."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))
from score_claimdiff import Pair, analyses, area, bar, crossed, described, f1, main, parts, read

TARGET = np.array([1.0, 0.0, 1.0, 0.0, 0.0])


def test_the_measures_are_those_that_are_named() -> None:
    """F1 of two hits in three answers; the bar that gives the best F1; ties count half under the curve."""
    assert f1(TARGET, np.array([1.0, 1.0, 1.0, 0.0, 0.0])) == pytest.approx(0.8)
    assert f1(TARGET, np.zeros(5)) == 0
    assert bar(TARGET, np.array([0.9, 0.7, 0.8, 0.1, 0.2])) == pytest.approx(0.8)
    assert area(TARGET, np.array([0.9, 0.7, 0.8, 0.1, 0.2])) == 1
    assert area(TARGET, np.zeros(5)) == 0.5


def test_no_topic_stands_on_both_sides_of_a_split() -> None:
    """Every row is held out once, with its whole topic."""
    topics = np.repeat(np.arange(7), 3)
    held = parts(topics, 3, seed=1)

    assert sum(held).tolist() == [1] * 21
    for part in held:
        assert not set(topics[part]) & set(topics[~part])


def test_what_is_learnt_is_what_holds_over_topics() -> None:
    """A feature that tells the answer in every topic is found; noise finds no more than saying yes to all."""
    chance = np.random.default_rng(5)
    target = (chance.random(300) < 0.2).astype(float)
    topics = np.repeat(np.arange(30), 10)
    told, noise = target[:, None] + 0.1 * chance.random((300, 1)), chance.random((300, 2))

    assert f1(target, crossed(np.hstack([told, noise]), target, topics, 1.0, 0)[1]) > 0.95
    assert f1(target, crossed(noise, target, topics, 1.0, 0)[1]) < 0.45


def test_a_pair_is_described_alike_from_both_ends(tmp_path: Path) -> None:
    """The order of two sentences changes no feature; a denial by another speaker shows in them."""
    one = "The Brellan navy closed the strait, envoy Ida Vane said."
    two = "Selk minister Mira Tole denied that the Brellan navy closed the strait."
    made = analyses([one, two], tmp_path)
    names, values = described([Pair("t", one, two, {}), Pair("t", two, one, {})], made)

    assert values[0].tolist() == values[1].tolist()
    assert values[0, names.index("two speakers")] == 1
    assert values[0, names.index("stance denied, apart")] == 1
    assert values[0, names.index("same speaker")] == 0


def test_both_questions_are_joined_by_pair(tmp_path: Path) -> None:
    """The two files may be in any order."""
    files = {}
    for name, rows in {"weaken": [("1", 0), ("2", 1)], "strengthen": [("2", 0), ("1", 1)]}.items():
        data = [{"pair_id": i, "topic": "t", "claim_a": f"a{i}", "claim_b": "b", "relation": n} for i, n in rows]
        files[name] = tmp_path / f"{name}.json"
        files[name].write_text(json.dumps({"data": data}), encoding="utf-8")

    assert [(p.one, p.answers) for p in read(files)] == [
        ("a1", {"weaken": 0, "strengthen": 1}), ("a2", {"weaken": 1, "strengthen": 0})
    ]  # fmt: skip


def test_absent_data_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    """Nothing is scored and nothing fails."""
    monkeypatch.setattr(sys, "argv", ["score_claimdiff.py", "--shared", str(tmp_path)])

    assert main() == 0
    assert "absent" in capsys.readouterr().out
