"""What the documentation tells people to type works and prints what the page shows."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
PYTHON = re.compile(r"(?ms)^```python\n(.*?)^```$")


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rashomon_docs_make_run", DOCS / "make.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_tutorial_prints_what_it_shows(make: ModuleType, tmp_path: Path) -> None:
    """Every command of the tutorial gives the output under it; `python docs/make.py` makes it anew."""
    page = (DOCS / "tutorial.md").read_text(encoding="utf-8")

    assert make.steady(make.replayed(page, tmp_path)) == make.steady(page)


@pytest.mark.parametrize("name", ["add-a-reader.md", "add-an-analysis.md", "add-an-export.md"])
def test_the_worked_examples_run(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Python blocks of a page run one after the other, as a reader would type them; their asserts hold."""
    blocks = PYTHON.findall((DOCS / name).read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    module = ModuleType(f"worked_{name.removesuffix('.md').replace('-', '_')}")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    if any("story" in block for block in blocks):
        module.story = request.getfixturevalue("demo")

    exec(compile("\n".join(blocks), name, "exec", dont_inherit=True), vars(module))  # noqa: S102  (our own pages)

    assert len(blocks) >= 2
