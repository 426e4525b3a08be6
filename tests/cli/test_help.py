"""Help is laid out as it is written."""

import pytest
from click.testing import CliRunner

from rashomon.cli import COMMANDS, cli


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=["rashomon", *COMMANDS])
def test_each_example_stands_on_a_line_of_its_own(words: list[str]) -> None:
    """The mark that keeps examples from being wrapped does its work and is not printed."""
    lines = CliRunner().invoke(cli, [*words, "--help"]).output.splitlines()

    assert not any("\\b" in line for line in lines)
    assert any(line.startswith("    ") and "rashomon " in line for line in lines[lines.index("  Examples:") + 1 :])
