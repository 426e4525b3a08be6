"""The time grammar on annotated news, where ../shared is at hand."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT.parent / "shared" / "datasets" / "tempeval3" / "TBAQ-cleaned"
DATEPARSER = {"TimeBank": 0.278, "AQUAINT": 0.339}
"""Value F1 of dateparser 1.5 on the same texts by the same scorer (eval/score_times.py --dateparser)."""
FLOORS = {"TimeBank": 0.73, "AQUAINT": 0.715}
"""Value F1 measured: .735 (developed on it) and .722 (only looked at)."""


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", ["TimeBank", "AQUAINT"])
def test_values_on_annotated_news(name, monkeypatch):
    """Value F1 stays above its floor, and above dateparser's by more than ten points."""
    if not (TEXTS / name).is_dir():
        pytest.skip(f"{TEXTS / name} is absent: the annotated texts stand beside the project")
    monkeypatch.syspath_prepend(str(ROOT / "eval"))
    sys.modules.pop("score_times", None)
    import score_times

    counts = score_times.score_timeml(TEXTS / name, score_times.ours, errors=False)
    measured = score_times.f1(counts, "values")
    assert measured >= FLOORS[name]
    assert measured >= DATEPARSER[name] + 0.10
