"""Gold records without texts: what is kept is told again to the letter, and the committed ones hold no words."""

import json
import re
import sys
from pathlib import Path

import pytest

EVAL = Path(__file__).resolve().parents[1] / "eval"
TEXTS = {
    "wire": "Dam breaks\n\nThe dam broke on Monday, Ida Vane of the Harbour Board said. Read more\n",
    "post": "Flood in Tarn\n\nThe dam broke on Tuesday.\n",
}
FULL = {
    "accounts": {"wire": "wire.txt", "post": "post.txt"},
    "claims": [{"id": "broke", "accounts": ["post", "wire"], "evidence": [
        {"account": "wire", "start": 12, "end": 35, "text": "The dam broke on Monday", "speaker": "Ida Vane"},
        {"account": "post", "start": 15, "end": 39, "text": "The dam broke on Tuesday", "speaker": None},
    ]}],
    "divergences": [{"id": "day", "why": "two days", "sides": [
        {"account": "wire", "text": "on Monday"}, {"account": "post", "text": "on Tuesday"}]}],
    "noise": {"wire": ["Read more"]},
    "roster": [["Ida Vane", "Harbour Board"], ["Jon Arrel", "Tarn"]],
}  # fmt: skip


@pytest.fixture(scope="module")
def golds():
    sys.path.insert(0, str(EVAL))
    try:
        import golds

        yield golds
    finally:
        sys.path.remove(str(EVAL))


def test_what_is_kept_is_told_again(golds):
    """Texts, speakers, sides, furniture and people come back out of the articles; who is named nowhere is left out."""
    kept = golds.kept(FULL, TEXTS, {"wire": "a.json", "post": "b.json"}, "dev")
    again = golds.told(kept, TEXTS)

    assert [e["text"] for e in again["claims"][0]["evidence"]] == [
        "The dam broke on Monday",
        "The dam broke on Tuesday",
    ]
    assert [e["speaker"] for e in again["claims"][0]["evidence"]] == ["Ida Vane", None]
    assert [s["text"] for s in again["divergences"][0]["sides"]] == ["on Monday", "on Tuesday"]
    assert again["noise"] == {"wire": ["Read more"]}
    assert again["roster"] == [["Ida Vane", "Harbour Board"]]
    assert again["claims"][0]["accounts"] == ["post", "wire"]


@pytest.mark.parametrize("file", sorted((EVAL / "golds").glob("*.json")), ids=lambda file: file.stem)
def test_committed_records_hold_no_texts(file):
    """Names of accounts and files, offsets, and the half: nothing that an outlet wrote."""
    held = json.loads(file.read_text(encoding="utf-8"))
    accounts = held.pop("accounts")

    assert all(re.fullmatch(r"[0-9a-f]{16,}\.json", name) for name in accounts.values())
    words = set(re.findall(r'"([^"]*)"', json.dumps(held)))
    keys = {"half", "claims", "divergences", "noise", "roster", "words", "speaker", "account", "start", "end", "sides",
            "compatible", "name", "party", "dev", "test"}  # fmt: skip
    assert words <= keys | set(accounts)
