"""Corrections by people: read and appended here, replayed over the analyses at each build (docs/corrections.md)."""

from rashomon.corrections.anchors import anchor_of, find
from rashomon.corrections.lines import FILE_NAME, append, made, read
from rashomon.corrections.replay import Replayed, replayed

__all__ = ["FILE_NAME", "Replayed", "anchor_of", "append", "find", "made", "read", "replayed"]
