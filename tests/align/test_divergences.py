"""Where accounts part, case by case: tests/cases/divergences.toml can be edited without Python."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from rashomon.model.document import Document
from rashomon.model.record import Divergence, Record
from rashomon.options import Options
from rashomon.pipeline import analyse, weave

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "divergences.toml").read_text(encoding="utf-8"))["case"]


def woven(texts: list[str], at: list[str] | None = None) -> Record:
    documents = [
        Document(id=f"d{n}", sha256=f"{n}" * 64, text=text, format="plain", path=f"{n}.txt", outlet=f"Paper {n}",
                 outlet_basis="given", language="en", published=datetime.fromisoformat(at[n]) if at else None)
        for n, text in enumerate(texts)
    ]  # fmt: skip
    return weave([analyse(d, Options()) for d in documents], Options())


def told(divergence: Divergence) -> str:
    return f"{divergence.kind} {divergence.verdict}: {divergence.why}"


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_accounts_part_where_they_part(case):
    """The wanted kind and verdict are found; verdicts that would accuse an outlet wrongly are not."""
    record = woven(case["texts"], case.get("at"))
    found = [d for d in record.divergences if d.kind == case["kind"]]

    if "verdict" in case:
        assert any(d.verdict in case["verdict"] for d in found), [told(d) for d in record.divergences]
    assert case.get("least", 0) <= len(found) <= case.get("most", len(found)), [told(d) for d in found]
    assert case.get("why", "") in " ".join(d.why for d in found), [told(d) for d in found]
    assert "hasnt" not in case or case["hasnt"] not in " ".join(d.why for d in found), [told(d) for d in found]
    for verdict in case.get("not", []):
        assert verdict not in {d.verdict for d in found}, [told(d) for d in found]


def test_a_divergence_is_symmetric():
    """The order of the accounts changes neither kind nor verdict nor sides."""
    case = CASES[0]
    one, two = woven(case["texts"]), woven(case["texts"][::-1])

    def plain(record: Record) -> list[tuple[str, str, list[str]]]:
        return sorted((d.kind, d.verdict, sorted(s.label for s in d.sides)) for d in record.divergences)

    assert plain(one) == plain(two)


def test_every_side_stands_in_the_text():
    """Each side has spans, and they lie in its document."""
    for case in CASES:
        record = woven(case["texts"], case.get("at"))
        texts = {d.id: d.text for d in record.documents}
        for divergence in record.divergences:
            assert len(divergence.sides) >= 2
            for side in divergence.sides:
                assert side.spans
                assert all(texts[p.document][p.start : p.end].strip() for p in side.spans)


def test_twice_the_same_account_is_no_divergence():
    """An account never parts from itself."""
    text = CASES[0]["texts"][0]
    record = woven([text, text])

    assert [told(d) for d in record.divergences] == []


def test_a_denial_is_told_once():
    """What is called baseless in so many words is one denial, though two rules find it."""
    record = woven([
        "Claims that the museum sold the crown to a bank in secret are baseless, its director said.",
        "The museum sold the crown to a bank in secret, the Courier reported.",
    ])  # fmt: skip

    assert len([d for d in record.divergences if d.kind == "denial"]) == 1
