"""Who says what, case by case: tests/cases/attribution.toml can be edited without Python."""

import tomllib
from pathlib import Path

import pytest

from rashomon.model.analysis import Analysis, Statement
from rashomon.model.document import Document
from rashomon.options import Options
from rashomon.pipeline import analyse

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "attribution.toml").read_text(encoding="utf-8"))["case"]
STANCES = tomllib.loads((Path(__file__).parents[1] / "cases" / "stances.toml").read_text(encoding="utf-8"))["cases"]


def read(text: str, engine: str = "full") -> Analysis:
    document = Document(id="d1", sha256="0" * 64, text=text, format="plain", path="a.txt", language="en")
    return analyse(document, Options(engine=engine))


def speaker(statement: Statement, analysis: Analysis) -> str:
    if statement.source is None:
        return ""
    names = [m.name for m in analysis.mentions if m.who == statement.source.entity]
    return " / ".join(filter(None, [*names[:1], statement.source.description]))


def fits(statement: Statement, wanted: dict[str, object], analysis: Analysis) -> bool:
    who, said = speaker(statement, analysis), statement.text
    return (
        (who == "" if wanted["who"] == "" else str(wanted["who"]) in who)
        and str(wanted["says"]) in said
        and ("lacks" not in wanted or str(wanted["lacks"]) not in said)
        and ("form" not in wanted or statement.form == wanted["form"])
        and ("stance" not in wanted or statement.stance == wanted["stance"])
        and ("named" not in wanted or (statement.source is not None and statement.source.named == wanted["named"]))
        and ("through" not in wanted or [x.name for x in statement.chain] == wanted["through"])
    )


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_the_speaker_is_the_one_whom_the_text_names(case):
    """Each case's statements are found with their source, form, stance and relays."""
    analysis = read(case["text"])

    for wanted in case["has"]:
        found = [f"[{speaker(s, analysis)}] {s.form} {s.stance}: {s.text}" for s in analysis.statements]
        assert any(fits(s, wanted, analysis) for s in analysis.statements), f"{wanted}\n" + "\n".join(found)
    for unwanted in case.get("hasnt", []):
        assert not any(fits(s, unwanted, analysis) for s in analysis.statements), unwanted


@pytest.mark.parametrize(("stance", "sentence"), STANCES)
def test_the_stance_is_that_of_the_words(stance, sentence):
    """Each sentence, after one that names its speaker, holds a statement of the stance."""
    analysis = read(f"Ida Vane is the mayor.\n\n{sentence}")
    found = [(s.stance, s.text) for s in analysis.statements if "is the mayor" not in s.text]

    assert stance in {told for told, _ in found}, found
