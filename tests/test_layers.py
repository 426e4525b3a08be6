"""The shape of the source: imports point downward, parts beside each other do not know each other, files stay small."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "rashomon"
LAYERS = {
    0: ("model", "errors", "options", "lexicon"),
    1: ("language",),
    2: (
        "read",
        "fetch",
        "layout",
        "annotate",
        "attribute",
        "align",
        "compose",
        "store",
        "export",
        "report",
        "changes",
        "corrections",
    ),
    3: ("pipeline", "build", "workers", "verify", "watch", "changeset", "revisions", "arrivals"),
    4: ("cli", "demo", "web", "__main__", "__init__"),
}
LAYER = {part: number for number, parts in LAYERS.items() for part in parts}
FREE = {
    0: {("options", "model"), ("lexicon", "model"), ("lexicon", "errors"), ("lexicon", "options"), ("model", "errors")},
    3: {
        ("build", "pipeline"),
        ("build", "workers"),
        ("workers", "pipeline"),
        ("watch", "build"),
        ("build", "changeset"),
        ("watch", "changeset"),
        ("revisions", "changeset"),
        ("arrivals", "changeset"),
        ("watch", "arrivals"),
    },
    4: {("__main__", "cli"), ("cli", "demo"), ("cli", "web")},
}
"""Sideways imports that are allowed, by layer; at [1] and [2] there are none."""

MOST_LINES = 400
MOST_PARAMETERS = 8
HEAVY = ("spacy", "thinc", "numpy", "onnxruntime", "trafilatura", "lxml", "rich", "jinja2", "rapidfuzz", "babel",
         "feedparser", "warcio", "httpcore", "protego", "ssl", "starlette", "uvicorn")  # fmt: skip

MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = [str(path.relative_to(SOURCE)) for path in MODULES]


def part_of(path: Path) -> str:
    """The part of the program that a module belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(tree: ast.Module, package: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything of ours that a module imports, wherever in the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*package.split(".")[: -node.level + 1 or None], base]).rstrip(".")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def wrong(path: Path, tree: ast.Module) -> Iterator[str]:
    """The imports of a module that go up or sideways."""
    own = part_of(path)
    package = ".".join(["rashomon", *path.relative_to(SOURCE).parts[:-1]])
    for line, name in imports(tree, package):
        parts = name.split(".")
        if parts[0] != "rashomon" or len(parts) < 2 or parts[1] not in LAYER or parts[1] == own:
            continue
        above, beside = LAYER[parts[1]] > LAYER[own], LAYER[parts[1]] == LAYER[own]
        if above or (beside and (own, parts[1]) not in FREE.get(LAYER[own], set())):
            yield f"line {line}: {own} [{LAYER[own]}] imports {name} [{LAYER[parts[1]]}]"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_imports_point_downward(path: Path) -> None:
    """A part may import what is below it, never what is beside or above it."""
    assert part_of(path) in LAYER, f"{part_of(path)} is in no layer: add it to LAYERS and to docs/architecture.md"
    assert list(wrong(path, ast.parse(path.read_text("utf-8")))) == []


def test_the_check_itself_finds_what_is_wrong() -> None:
    """A sideways, an upward and a relative import are found; a downward one and the part's own pass."""
    path = SOURCE / "align" / "claims.py"
    code = (
        "from rashomon.compose import x\nfrom rashomon import pipeline\nfrom ..read import y\nfrom . import z\n"
        "from rashomon.model import w\nfrom rashomon.align.other import v\nimport rashomon.report.page\n"
    )

    assert [found.split(":")[0] for found in wrong(path, ast.parse(code))] == ["line 1", "line 2", "line 3", "line 7"]


NETWORK = {"socket", "ssl", "http", "httpcore", "httpx", "requests", "urllib3", "ftplib", "smtplib", "asyncio"}
OUTSIDE = {"fetch", "web", "cli"}
"""Parts that may know the network: one fetches, the others may be asked from a browser on this machine."""


@pytest.mark.parametrize("path", [p for p in MODULES if part_of(p) not in OUTSIDE], ids=str)
def test_only_fetch_goes_out_to_the_network(path: Path) -> None:
    """No other part imports a network library, so that reading and weaving cannot send anything anywhere."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            named.add(node.module or "")

    assert {name for name in named if name.split(".")[0] in NETWORK or name == "urllib.request"} == set()


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    """At most 400 lines a module and 8 parameters a function; a docstring at the top."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    crowded = {f.name: count for f in functions if (count := _parameters(f.args)) > MOST_PARAMETERS}

    assert text.count("\n") <= MOST_LINES
    assert ast.get_docstring(tree)
    assert crowded == {}


def _parameters(arguments: ast.arguments) -> int:
    """How many parameters a caller may give; `self` and `cls` are not theirs to give."""
    names = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return sum(name not in {"self", "cls"} for name in names)


def test_heavy_libraries_load_where_they_are_used() -> None:
    """Importing the command line and the typed values loads no model, parser or template library."""
    code = (
        "import sys, rashomon.cli, rashomon.model.codec, rashomon.options, rashomon.verify, rashomon.build\n"
        "import rashomon.cli.watch\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": str(SOURCE.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)

    assert done.stdout.strip() == "[]"
