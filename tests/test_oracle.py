"""The oracle of `eval/oracle.py`: what its figure says, and that it passes where there is no gold."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

EVAL = Path(__file__).resolve().parents[1] / "eval"


@pytest.fixture(scope="module")
def oracle():
    sys.path.insert(0, str(EVAL))
    try:
        import oracle

        yield oracle
    finally:
        sys.path.remove(str(EVAL))


@given(st.lists(st.sampled_from("abc"), min_size=1))
def test_the_same_groups_score_one(oracle, labels):
    """Groups that are the same under other names are right in full."""
    assert oracle.b_cubed(labels, [label.upper() for label in labels]) == pytest.approx((1, 1, 1))


def test_groups_that_mix_lose_precision(oracle):
    """Two claims in one group cost precision, one claim in two groups costs recall."""
    assert oracle.b_cubed(["a", "b"], ["x", "x"]) == pytest.approx((0.5, 1, 2 / 3))
    assert oracle.b_cubed(["a", "a"], ["x", "y"]) == pytest.approx((1, 0.5, 2 / 3))


def test_it_passes_where_the_gold_is_absent(tmp_path):
    """Without gold records it says so, and fails nobody."""
    done = subprocess.run([sys.executable, str(EVAL / "oracle.py"), "--shared", str(tmp_path)],
                          capture_output=True, text=True, check=False)  # fmt: skip

    assert done.returncode == 0
    assert done.stdout.startswith("oracle skipped")
