"""Word lists that a journalist can edit: one TOML file each, read once and never changed by the program.

`load(name)` reads `<name>.toml` beside this file. The typed accessors live in a module for each subject
(`lexicon/outlets.py` for outlets and agencies, ...), so that nobody handles bare tables outside this package.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def load(name: str) -> Mapping[str, Any]:
    """The table in `<name>.toml`; raises FileNotFoundError where the package ships no such list."""
    text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list under `key` of `<name>.toml` as a set, as it is spelt there; raises KeyError for an unknown key."""
    table: Any = load(name)
    for part in key.split("."):
        table = table[part]
    return frozenset(str(item) for item in table)


@cache
def phrases(name: str, key: str) -> tuple[str, ...]:
    """The list under `key` of `<name>.toml` in its order; raises KeyError for an unknown key."""
    table: Any = load(name)
    for part in key.split("."):
        table = table[part]
    return tuple(str(item) for item in table)
