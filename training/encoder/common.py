"""Write what the vectors of news statements have in common, whatever the event: the mean over events of their means.

    PYTHONPATH=src python training/encoder/common.py NEWS_CLUSTER_DATA build/judge/news --cache build/judge/analyses

Folders as for training/claims/prepare.py; events.json in one of them names the events. Prints the SHA-256 to pin.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "claims"))
from fit import analyses, said_of

TARGET = Path(__file__).resolve().parents[2] / "src" / "rashomon" / "language" / "weights" / "common.f32"


def main() -> None:
    """Compute, write, print the hash."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, nargs="+", help="folders of articles")
    parser.add_argument("--cache", type=Path, help="keep analyses here (delete them when the analysis changes)")
    asked = parser.parse_args()
    means = []
    for file in (folder / "events.json" for folder in asked.news):
        for event, names in sorted(json.loads(file.read_text()).items() if file.exists() else ()):
            said, _ = said_of(analyses(asked.news, sorted(names), asked.cache, event))
            means.append(said.vectors.mean(axis=0))
    data = np.mean(means, axis=0).astype("<f4").tobytes()
    TARGET.write_bytes(data)
    print(f"{len(means)} events; {TARGET.name}: {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
