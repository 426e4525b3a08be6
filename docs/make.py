#!/usr/bin/env python3
"""Makes the parts of the documentation that programs print, so that they cannot drift.

    python docs/make.py

- each `console` block of tutorial.md: its commands are run and their output written under them
- each `json` block of model.md under a line `<!-- example: LIST [KEY=VALUE] -->`: an item of the demo's golden record
- reference/cli.md: the help of every command
- the table of figures in README.md: the floors of the quality gate

The tests run the same functions and compare (tests/test_docs.py, tests/test_docs_run.py).
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from rashomon.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
FLOORS = ROOT / "eval" / "floors.json"
GOLDEN = ROOT / "tests" / "golden" / "demo" / "record.json"

CONSOLE = re.compile(r"(?ms)^```console\n(.*?)^```$")
EXAMPLE = re.compile(r"(?m)^<!-- example: (\S+)(?: (\S+?)=(.+?))? -->\n```json\n(?:[^`]*\n)?```$")
FIGURES = re.compile(r"(?ms)^<!-- figures -->\n.*?^<!-- /figures -->$")
SECONDS = re.compile(r"\b\d+(?:\.\d+)? s\b")
"""Times differ from run to run; everything else that a command prints must not."""
TIMEOUT = 300

ORDER = ("reach", "same_claim", "matrix", "speaker", "posts", "clean", "divergence", "roster")
"""The figures in the order in which README.md explains them."""
MOST_CHARACTERS = 160
MOST_ITEMS = 2
"""Longer texts and lists are cut in examples: the shape is what they show."""


def steady(text: str) -> str:
    """`text` with every time in seconds made the same."""
    return SECONDS.sub("0.0 s", text)


def replayed(page: str, folder: Path) -> str:
    """`page` with its commands run one after the other in `folder`, and what they print now.

    Commands go through a shell in which `rashomon` is this checkout's.
    """
    binaries = folder / ".bin"
    binaries.mkdir(exist_ok=True)
    script = binaries / "rashomon"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m rashomon "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "TZ": "UTC", "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip

    def block(found: re.Match[str]) -> str:
        commands = [line for line in found[1].splitlines() if line.startswith("$ ")]
        return (
            "```console\n" + "".join(f"{line}\n{_output(line[2:], folder, environment)}" for line in commands) + "```"
        )

    return CONSOLE.sub(block, page)


def _output(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a command prints; progress, which goes to standard error, only when it fails."""
    done = subprocess.run(  # noqa: S602  (the commands are our own documentation)
        command, shell=True, cwd=folder, env=environment, capture_output=True, timeout=TIMEOUT, check=False
    )
    printed = done.stdout + (done.stderr if done.returncode else b"")
    code = [f"(exit code {done.returncode})"] if done.returncode else []
    return "".join(f"{line.rstrip()}\n" for line in [*printed.decode("utf-8", "replace").splitlines(), *code])


def exemplified(page: str, record: dict[str, Any]) -> str:
    """`page` with each marked block replaced by an item of the record."""

    def block(found: re.Match[str]) -> str:
        comment = found[0].split("\n", 1)[0]
        item = shown(example(record[found[1]], found[2], found[3]))
        return f"{comment}\n```json\n{json.dumps(item, indent=2, ensure_ascii=False)}\n```"

    return EXAMPLE.sub(block, page)


def example(items: list[Any], key: str | None, value: str | None) -> Any:
    """The item with the most fields filled in; with a key, among those whose field has that value."""
    fitting = [item for item in items if key is None or str(item.get(key)) == value]
    if not fitting:
        raise LookupError(f"no item with {key}={value}; choose another example")
    return max(fitting, key=lambda item: sum(bool(part) for part in item.values()))


def shown(value: Any) -> Any:
    """`value` with long texts and lists cut, and an ellipsis where something is missing."""
    if isinstance(value, str):
        return value if len(value) <= MOST_CHARACTERS else value[:MOST_CHARACTERS].rstrip() + " ..."
    if isinstance(value, list):
        rest = ["..."] if len(value) > MOST_ITEMS else []
        return [shown(one) for one in value[:MOST_ITEMS]] + rest
    if isinstance(value, dict):
        return {key: shown(one) for key, one in value.items()}
    return value


def figured(page: str, sets: dict[str, Any]) -> str:
    """`page` with the floors of the quality gate between its marks, one column a gold record; goals in brackets."""
    names = sorted(sets)
    lines = [f"| figure | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for figure in ORDER if names else ():
        cells = []
        for name in names:
            goal = sets[name]["goals"].get(figure)
            cells.append(f"{sets[name]['floors'][figure]:.2f}" + (f" (asked: {goal:.2f})" if goal is not None else ""))
        lines.append(f"| {figure} | {' | '.join(cells)} |")
    table = "\n".join(lines) if names else "Not measured yet."
    return FIGURES.sub(f"<!-- figures -->\n{table}\n<!-- /figures -->", page)


def cli_page() -> str:
    """The page of the command line: the help of the program and of each command."""

    def help_of(command: click.Command, name: str) -> str:
        names = cli.context_settings["help_option_names"]  # a command keeps the names with which it is first asked
        with click.Context(command, info_name=name, terminal_width=100, max_content_width=100,
                           help_option_names=names) as context:  # fmt: skip
            return f"```text\n{command.get_help(context).rstrip()}\n```"

    parts = ["# The command line", "Made by `docs/make.py` from the commands' own help.", help_of(cli, "rashomon")]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        parts += [f"## rashomon {name}", help_of(command, f"rashomon {name}")]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Rewrites the pages."""
    tutorial, model = DOCS / "tutorial.md", DOCS / "model.md"
    with tempfile.TemporaryDirectory() as folder:
        tutorial.write_text(replayed(tutorial.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
    record = json.loads(GOLDEN.read_text(encoding="utf-8"))
    model.write_text(exemplified(model.read_text(encoding="utf-8"), record), encoding="utf-8")
    (DOCS / "reference" / "cli.md").write_text(cli_page(), encoding="utf-8")
    sets = json.loads(FLOORS.read_text(encoding="utf-8"))["sets"] if FLOORS.exists() else {}
    README.write_text(figured(README.read_text(encoding="utf-8"), sets), encoding="utf-8")
    click.echo("made: tutorial.md, model.md, reference/cli.md, README.md")


if __name__ == "__main__":
    main()
