"""The hand-labelled set: quotations become offsets, wrong ones are told, and the figures count what they say."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

EVAL = Path(__file__).resolve().parents[1] / "eval"
TEXT = "Dam row\n\nInes Marle, the minister, told the Wire the gates would close. “We close,” she said. “Soon.”\n"


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EVAL / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def labels() -> ModuleType:
    return loaded("label_ownset")


@pytest.fixture(scope="module")
def score(labels: ModuleType) -> ModuleType:
    assert labels
    return loaded("score_ownset")


def reader(labels: ModuleType) -> object:
    return labels.Labels(labels.Unit("u99", "f", None, "", 0, len(TEXT)), TEXT)


def words(places: list[list[int]]) -> list[str]:
    return [TEXT[s:e] for s, e in places]


def test_a_line_becomes_offsets(labels):
    """Each field of a label line is found in its paragraph; the speaker is the first place of the name."""
    row = reader(labels).read("1 | Ines Marle, the minister, | told | the gates … close | Ines Marle | Nips | the Wire")

    assert words(row["content"]) == ["the gates would close"]
    assert words(row["source"]) == ["Ines Marle, the minister,"]
    assert words([row["speaker"]]) == ["Ines Marle"]
    assert (row["named"], row["form"], row["stance"], row["speech"]) == (True, "indirect", "planned", True)
    assert [(link["name"], words(link["spans"])) for link in row["chain"]] == [("the Wire", ["the Wire"])]


def test_pieces_and_unresolved(labels):
    """Pieces are sorted, `?` is unresolved, `-` is none."""
    row = reader(labels).read("1 | - | said | “Soon.” // “We close,” | ? | Adas")

    assert words(row["content"]) == ["“We close,”", "“Soon.”"]
    assert (row["source"], row["speaker"], row["chain"]) == (None, None, [])


@pytest.mark.parametrize(
    "line",
    [
        "1 | Marle | told | no such words | = | Nips",
        "1 | Marle | told | the gates | = | Nxps",
        "1 | Marle | told | the gates",
        "9 | Marle | told | the gates | = | Nips",
        "1 | Marle#2 | told | the gates | = | Nips",
    ],
)
def test_what_is_not_there_is_told(labels, line):
    """A quotation that is not in the paragraph, flags that cannot be read and missing fields are errors."""
    with pytest.raises((labels.Wrong, IndexError)):
        reader(labels).read(line)


def test_the_committed_set_is_whole(labels):
    """The set holds what the issue asks for, every label lies in its unit, and no text is committed."""
    units = {u.id: u for u in labels.units()}
    rows = [json.loads(line) for line in (labels.SET / "labels.jsonl").read_text(encoding="utf-8").splitlines()]

    assert len(rows) >= 300
    assert len({u.sha256 for u in units.values()}) >= 25
    for row in rows:
        unit = units[row["unit"]]
        assert all(unit.start <= s < e <= unit.end for s, e in row["content"])
        assert row["form"] in labels.FORMS.values()
        assert row["stance"] in labels.STANCES.values()
        assert not {"text", "quote"} & set(row)


def test_figures_count_what_they_say(score):
    """Half of the links found, one of two stances right, a name that agrees in its last word."""
    one = score.Said(frozenset({1, 2}), frozenset({9}), True, "direct", "asserted", "Ines Marle",
                     (("the Wire", frozenset({5})), ("Radio Kelm", frozenset({6}))))  # fmt: skip
    other = one._replace(stance="planned", speaker="Marle", links=(("Wire", frozenset()),))
    figures = score.judged([score.Pair(one, other), score.Pair(one, one), score.Pair(one, None)], [other])

    assert (figures["attributions"], figures["matched"], figures["links"]) == (3, 2, 6)
    assert figures["links_f1_matched"] == pytest.approx(2 * 3 / (4 + 3))
    assert figures["links_f1_all"] == pytest.approx(2 * 3 / (6 + 4))
    assert (figures["stance_accuracy"], figures["speaker_accuracy"]) == (0.5, 1.0)
    assert score.same_name("the Brellan official", "a Brellan official")
    assert not score.same_name("Ines Marle", "Jon Arrel")
    assert score.same_name(None, None)
    assert not score.same_name(None, "Marle")


def test_kappa_is_agreement_beyond_chance(score):
    """Full agreement is 1, agreement as often as chance would have it is 0."""
    assert score.kappa([("a", "a"), ("b", "b")]) == 1.0
    assert score.kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0.0
