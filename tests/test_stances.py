"""The labelled stances that a tagger can learn from: places and labels, no texts."""

import json
from pathlib import Path
from typing import get_args

from rashomon.model.analysis import Stance

LABELS = Path(__file__).parents[1] / "training" / "attribution" / "stances.jsonl"
ROWS = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def test_every_row_is_a_place_and_a_stance_and_holds_no_text():
    """A row names its file, where content and cue stand, a stance of the record and what it was drawn for."""
    for row in ROWS:
        assert set(row) == {"document", "content", "cue", "stance", "drawn", "stands_for"}
        assert row["stance"] in get_args(Stance)
        assert row["content"]
        assert all(0 <= start < end for start, end in [*row["content"], *row["cue"]])
        assert row["content"] == sorted(row["content"])


def test_no_content_is_labelled_twice():
    """Two rows with one content and cue would be two votes of one reader."""
    keys = [json.dumps([row["document"], row["content"], row["cue"]]) for row in ROWS]
    assert len(keys) == len(set(keys))
