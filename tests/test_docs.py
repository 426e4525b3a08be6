"""The documentation says what the code does: fields, problems, commands, links and layers."""

import ast
import importlib.util
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args, get_type_hints

import msgspec
import pytest

from rashomon.model import analysis, record, span

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))])
CODE = re.compile(r"^[a-z]+(?:-[a-z]+)*$")


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rashomon_docs_make", DOCS / "make.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def structs() -> dict[str, type]:
    """Every value type that reaches a file, as `module.Name`: what a record or a line of `analyse --facts` holds."""
    found: dict[str, type] = {}
    todo: list[object] = [record.Record, analysis.Facts]
    while todo:
        kind = todo.pop()
        todo += get_args(kind)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind is not span.Span:
            name = f"{kind.__module__.rsplit('.', 1)[-1]}.{kind.__name__}"
            if name not in found:
                found[name] = kind
                todo += get_type_hints(kind).values()
    return dict(sorted(found.items()))


@pytest.mark.parametrize(("name", "kind"), structs().items(), ids=structs())
def test_each_field_of_the_record_is_documented(name: str, kind: type) -> None:
    """model.md has a heading for each type and a row for each of its fields, and no row for a field that is gone."""
    page = (DOCS / "model.md").read_text(encoding="utf-8")
    part = re.search(rf"(?ms)^#+ [^\n]*`{re.escape(name)}`\n(.*?)(?=^#|\Z)", page)
    assert part, f"docs/model.md has no heading with `{name}`"

    rows = re.findall(r"(?m)^\| `(\w+)` \| \S", part[1])
    assert sorted(rows) == sorted(get_type_hints(kind))


def test_the_examples_are_of_the_golden_record(make: ModuleType) -> None:
    """Each example in model.md is what the golden record holds; `python docs/make.py` makes them anew."""
    page = (DOCS / "model.md").read_text(encoding="utf-8")
    golden = json.loads(make.GOLDEN.read_text(encoding="utf-8"))

    assert make.exemplified(page, golden) == page


def test_the_page_of_the_command_line_is_fresh(make: ModuleType) -> None:
    """reference/cli.md is the commands' own help; `python docs/make.py` makes it anew."""
    assert (DOCS / "reference" / "cli.md").read_text(encoding="utf-8") == make.cli_page()


def test_the_figures_of_the_readme_are_the_pinned_floors(make: ModuleType) -> None:
    """The table in README.md is made from eval/floors.json; `python docs/make.py` makes it anew."""
    page = make.README.read_text(encoding="utf-8")
    sets = json.loads(make.FLOORS.read_text(encoding="utf-8"))["sets"] if make.FLOORS.exists() else {}

    assert make.figured(page, sets) == page


def test_two_commands_do_all_the_set_up() -> None:
    """README.md gives one command for the demo and one for the tests; .ci/run cuts the second out of it."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"(?ms)^```sh\n(.*?)^```$", page) for line in block.splitlines()]
    set_up = [line for line in commands if "venv" in line]

    assert len(set_up) == 2
    assert set_up[0].endswith(".venv/bin/rashomon demo --out demo")
    assert set_up[1].endswith(".venv/bin/pytest -q")
    assert set_up[1] in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_table_of_layers_is_the_checked_one() -> None:
    """architecture.md names every part in the layer in which tests/test_layers.py checks it."""
    tree = ast.parse((ROOT / "tests" / "test_layers.py").read_text(encoding="utf-8"))
    tables = [
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LAYERS"
    ]
    checked = {(layer, part) for layer, parts in ast.literal_eval(tables[0]).items() for part in parts}
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (\d) \| ([^|]+) \|", page)
    shown = {(int(layer), part) for layer, parts in rows for part in re.findall(r"`(\w+)`", parts)}

    assert shown == {(layer, part) for layer, part in checked if not part.startswith("__")}


def test_the_table_of_acts_is_the_lexicons() -> None:
    """guidelines.md shows each act with its type of event and the first verbs of lexicon/moves.toml."""
    lexicon = (ROOT / "src" / "rashomon" / "lexicon" / "moves.toml").read_text(encoding="utf-8")
    page = (DOCS / "guidelines.md").read_text(encoding="utf-8")
    part = page[page.index("## What the parties do") : page.index("## What is no evidence")]
    rows = re.findall(r"(?m)^\| ([a-z]+) \| ([A-Z]+) \| ([^|]+) \|", part)

    assert rows[1:] == [
        (act, row["plover"], ", ".join(verb.replace("_", " ") for verb in row["verbs"][:3]))
        for act, row in tomllib.loads(lexicon)["acts"].items()
    ]


STAGES = ("build.py", "workers.py", "pipeline.py", "read", "layout", "annotate", "attribute", "align", "compose",
          "store", "corrections")  # fmt: skip


def codes() -> set[str]:
    """Problem codes in the source of the stages.

    They stand as `code="..."`, in calls of `problem`, `faulty` and `Refused`, and beside their words in a pair or a
    table (a code, then a sentence).
    """
    found: set[str] = set()
    for stage in STAGES:
        top = ROOT / "src" / "rashomon" / stage
        for path in [top] if top.is_file() else sorted(top.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                found |= {text for text in _codes_at(node) if CODE.match(text)}
    return found


def _codes_at(node: ast.AST) -> Iterator[str]:
    wanted: list[ast.expr] = []
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        place = {"problem": 0, "Refused": 0, "faulty": 1}.get(name)
        wanted = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
        if place is not None and len(node.args) > place:
            wanted.append(node.args[place])
    elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and _is_sentence(node.elts[1]):
        wanted = [node.elts[0]] if isinstance(node.elts[0], ast.Constant | ast.IfExp) else []
    elif isinstance(node, ast.Dict):
        wanted = [key for key, value in zip(node.keys, node.values, strict=True) if key and _is_sentence(value)]
    for value in wanted:
        for part in ast.walk(value):
            text = part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""
            if "-" in text or (text and isinstance(node, ast.Call)):  # verdicts too stand beside sentences
                yield text


def _is_sentence(node: ast.expr) -> bool:
    """Whether it is the message of a problem: a text of several words, or a name for one."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return len(" ".join(texts).split()) >= 4 or (isinstance(node, ast.Name) and node.id in {"words", "message"})


def test_each_problem_code_is_listed() -> None:
    """reference/problems.md explains every code that the source can give, and no other."""
    page = (DOCS / "reference" / "problems.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"(?m)^\| `([a-z-]+)` \|", page))

    assert codes() - listed == set(), "codes that are not listed"
    assert listed - codes() == set(), "codes that are gone"


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the project names one that is there."""
    text = re.sub(r"(?ms)^```.*?^```$", "", page.read_text(encoding="utf-8"))
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]

    assert [target for target in targets if target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_pages_speak_calmly(page: Path) -> None:
    """No exclamation marks in prose, and no words that only advertise."""
    text = re.sub(r"(?ms)^```.*?^```$|`[^`\n]*`|<!--.*?-->|!\[", "", page.read_text(encoding="utf-8"))

    assert (
        re.findall(r"(?i)!|\b(?:blazing|seamless\w*|powerful|cutting-edge|effortless\w*|state-of-the-art)\b", text)
        == []
    )
