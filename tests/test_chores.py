"""The chores: the README's commands are what CI runs, and each chore that a page names is in the Makefile."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / ".ci" / "run"


def blocks(page: str) -> list[str]:
    """The code blocks of a page of the project."""
    return re.findall(r"(?ms)^```\w*\n(.*?)^```$", (ROOT / page).read_text("utf-8"))


def test_the_readme_has_two_commands_that_do_all_the_set_up() -> None:
    """One runs the demo, one the tests; each makes its environment, installs and runs on one line."""
    commands = [line for block in blocks("README.md") for line in block.splitlines() if "python3 -m venv" in line]

    assert len(commands) == 2
    assert all("pip install" in command for command in commands)
    assert "rashomon demo" in commands[0]
    assert commands[1].endswith("pytest -q")


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_ci_cuts_the_second_command_out_of_the_readme() -> None:
    """The script's own filter gives the README's line word for word."""
    text = SCRIPT.read_text("utf-8")
    found = re.search(r"mapfile -t commands < <\((.*)\)$", text, flags=re.MULTILINE)
    done = subprocess.run(["bash", "-c", found[1]], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[1] in (ROOT / "README.md").read_text("utf-8").splitlines()
    assert os.access(SCRIPT, os.X_OK)
    assert subprocess.run(["bash", "-n", str(SCRIPT)], check=False).returncode == 0


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_each_chore_that_is_named_exists(page: str) -> None:
    """`make x` in a page or script is a target of the Makefile."""
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8")))
    named = set(re.findall(r"(?m)(?:^|`)make ([a-z]+)", (ROOT / page).read_text("utf-8")))

    assert named <= targets
