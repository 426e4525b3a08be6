"""Word lists that a journalist can edit: one TOML file a subject, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> Mapping[str, Any]:
    """The table of `lexicon/<name>.toml`. Typed accessors live beside it, one module a subject."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
