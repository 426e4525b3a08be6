"""Two events in one folder: without the articles beside the project the measure says so and passes."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "eval" / "several.py"


def test_it_says_what_is_missing_and_passes(tmp_path):
    done = subprocess.run([sys.executable, str(SCRIPT), str(tmp_path / "absent"), str(tmp_path)],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == "several skipped: the articles are not beside the project\n"
