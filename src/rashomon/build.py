"""From sources to a folder of results: read, analyse what is new, weave, save. The order of things, with the disk.

The cache makes a rebuild cheap: a document whose words, options and analysing code are unchanged is not analysed again.
"""

import gc
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from rashomon import __version__
from rashomon.changes import packed
from rashomon.changeset import CHANGES_NAME, ChangeSet, change_set, entries, entry
from rashomon.errors import InputError, StoreError, UnreadableInput
from rashomon.model.analysis import Analysis
from rashomon.model.codec import encode_record, load_record
from rashomon.model.document import Document, Problem
from rashomon.model.record import Record
from rashomon.options import ANALYSIS_VERSION, Options
from rashomon.store import (
    DATABASE_NAME,
    Entry,
    Store,
    append_lines,
    claim_folder,
    last_number,
    open_store,
    replace_files,
)
from rashomon.workers import analyses_of

RECORD_NAME, REPORT_NAME = "record.json", "report.html"

FIRST_PROBLEMS = 5
"""So many reasons are told when nothing could be read."""

ANALYSING = ("language", "lexicon", "layout", "annotate", "attribute", "model", "pipeline.py")
"""The code whose every change may change an analysis: its content is part of the cache's key."""

T = TypeVar("T", bound=msgspec.Struct)
_SURROGATE = re.compile("[\ud800-\udfff]")

Stage = Literal["read", "analyse", "weave", "save"]


class Step(msgspec.Struct, frozen=True):
    """How far a build is: `done` of `total` within `stage`; `what` names the thing at hand."""

    stage: Stage
    done: int
    total: int
    what: str = ""


Progress = Callable[[Step], None]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to build, and where.

    `jobs` is the number of processes for the analysis; None lets the program decide. More than one, and None, need a
    main module that may be imported again (`if __name__ == "__main__":`), as for every new process in Python.
    """

    sources: tuple[str, ...]
    out: Path
    story: Path | None = None
    options: Options = Options()
    jobs: int | None = 1
    report: bool = True


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build gave. `analysed` and `reused` count documents, `seconds` is wall-clock time."""

    record: Record
    files: tuple[Path, ...]
    analysed: int
    reused: int
    seconds: float


def silent(step: Step) -> None:
    """The progress report of a program that shows none."""


def build(job: Job, progress: Progress = silent) -> Built:
    """Build the record of `job.sources` in `job.out`; whatever goes wrong, the last good files stay as they were.

    Raises InputError when there is nothing to read, OptionError for a wrong story file or option, OutputError or
    StoreError when the folder cannot be used. A single document that fails is a problem in the record, not an error.
    """
    began = time.perf_counter()
    documents, problems = read(job.sources, job.story, progress)  # first: a mistyped source leaves no folder behind
    with claim_folder(job.out) as folder, open_store(folder / DATABASE_NAME) as store:
        analyses, analysed = analysed_with(store, documents, job.options, job.jobs, progress)
        record = woven(store, analyses, job.options, problems, progress, folder)
        files = save(record, folder, store, report=job.report, progress=progress)
    return Built(
        record=record,
        files=files,
        analysed=analysed,
        reused=len(analyses) - analysed,
        seconds=time.perf_counter() - began,
    )


def read(
    sources: Sequence[str], story: Path | None, progress: Progress = silent
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents of the sources, each once, and what could not be read.

    Raises NoSources when nothing was found and UnreadableInput when nothing that was found could be read.
    """
    from rashomon.read import gather, read_all  # noqa: PLC0415  (readers load when there is something to read)

    progress(Step("read", 0, 1, ", ".join(sources[:3])))
    reading = read_all(gather(sources, story=story, stdin=sys.stdin.buffer))
    if not reading.documents:
        told = "\n  ".join(problem.message for problem in reading.problems[:FIRST_PROBLEMS])
        raise UnreadableInput(
            f"none of the sources can be read; give text, HTML, JSON, feeds or web archives\n  {told}"
        )
    progress(Step("read", 1, 1, _number(reading.documents, "document")))
    return finished(reading.documents, reading.problems)


def finished(
    documents: Sequence[Document], problems: Sequence[Problem]
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """What was read, fit to be analysed and written: characters that no file can hold replaced, days told."""
    return dated(tuple(map(_encodable, documents))), tuple(map(_whole, problems))


def dated(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, those without a date told of a day near the others': the one thing they learn of each other."""
    from rashomon import pipeline  # noqa: PLC0415  (the models load where they are used)

    return pipeline.dated(documents)


def analysed_with(
    store: Store, documents: Sequence[Document], options: Options, jobs: int | None, progress: Progress = silent
) -> tuple[tuple[Analysis, ...], int]:
    """The analyses of all documents in their order, and how many were not in the cache."""
    version = version_now()
    keys = [cache_key(document, options, version) for document in documents]
    found = {key: analysis for key in keys if (analysis := store.analysis(key))}
    todo = [(key, document) for key, document in zip(keys, documents, strict=True) if key not in found]
    total, count = len(documents), len(todo)
    progress(Step("analyse", total - count, total, f"{total - count} unchanged" if count < total else ""))
    fresh = analyses_of([document for _, document in todo], options, jobs)
    for number, ((key, document), (analysis, whole)) in enumerate(zip(todo, fresh, strict=True), total - count + 1):
        found[key] = analysis
        if whole:
            store.keep_analysis(key, version, analysis)
        progress(Step("analyse", number, total, document.outlet or document.path or document.id))
    store.forget_analyses(version, keys)
    return tuple(found[key] for key in keys), count


def woven(
    store: Store,
    analyses: Iterable[Analysis],
    options: Options,
    problems: tuple[Problem, ...],
    progress: Progress = silent,
    folder: Path | None = None,
) -> Record:
    """The record of the analyses, with the corrections that lie in `folder`.

    Pairs of statements that an earlier build read together are not read again.
    """
    from rashomon import corrections  # noqa: PLC0415
    from rashomon.language.judge import Verdict  # noqa: PLC0415
    from rashomon.pipeline import weave  # noqa: PLC0415

    told = tuple(analyses)
    progress(Step("weave", 0, 1, _number(told, "document")))
    known = store.verdicts()
    memory = {key: Verdict(*chances) for key, chances in known.items()}
    lines, unread = corrections.read(folder) if folder is not None else ((), ())
    with uncollected():
        record = weave(told, options, problems=(*problems, *unread), memory=memory, corrections=lines)
    store.keep_verdicts({key: (v.same, v.part, v.divergent) for key, v in memory.items() if key not in known})
    progress(Step("weave", 1, 1, _number(record.claims, "claim")))
    return record


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for circles of garbage.

    Weaving, and reading a record, make many small values that live on, and no circles; the search, which walks over all
    of them again and again, took a seventh of the time of weaving (750 statements).
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def woven_again(folder: Path, progress: Progress = silent) -> Record:
    """Weave the last build's analyses once more, with today's corrections, and save with what changed by it.

    Sources are not read.

    Raises StoreError when the folder's database holds no analyses of this version of the program, or is in use.
    """
    with claim_folder(folder), open_store(folder / DATABASE_NAME) as store:
        analyses, before = store.last_analyses(version_now()), store.record()
        if not analyses or before is None:
            raise StoreError(f"{folder}: the database holds no analyses of this version; build the story again")
        kept = tuple(p for p in before.problems if p.stage == "read" and p.document is None)
        record = woven(store, analyses, Options(), kept, progress, folder)
        save_changed(record, folder, store, report=True, progress=progress)
        return record


def save_changed(
    record: Record, folder: Path, store: Store, *, report: bool, progress: Progress = silent
) -> ChangeSet | None:
    """Save the record and, in the same step, what it changes, which becomes a line of changes.jsonl.

    Returns the change set; None for the first record of a story, and where nothing changed that a reader wants to know.
    """
    carry_over(store, folder)
    old = store.record() or _lying_there(folder)
    found = None
    if old is not None:
        found = change_set(old, record, store.log.last() + 1, datetime.now(UTC))
    if found is not None and not found.count:
        found = None
    save(record, folder, store, report=report, progress=progress, change=entry(found) if found else None)
    carry_over(store, folder)
    return found


def carry_over(store: Store, folder: Path) -> None:
    """Make changes.jsonl and the database hold the same: they differ when a program was killed, or one was deleted."""
    path = folder / CHANGES_NAME
    written, kept = last_number(path), store.log.last()
    if written > kept:
        store.log.adopt(entries(path))
    elif kept:
        append_lines(path, dict(store.log.since(written)))


def _lying_there(folder: Path) -> Record | None:
    """The record in the folder, for a database that was deleted; None where there is none that can be read."""
    if not (folder / RECORD_NAME).is_file():
        return None
    with suppress(InputError):
        return load_record(folder)
    return None


def save(
    record: Record, folder: Path, store: Store, *, report: bool = True, progress: Progress = silent,
    change: Entry | None = None,
) -> tuple[Path, ...]:  # fmt: skip
    """Write record, report and database. All new bytes are safe on disk before the first old file is replaced.

    `change` is a change set, which the database keeps with the record.
    """
    progress(Step("save", 0, 1, str(folder)))
    body = encode_record(record)
    files = {RECORD_NAME: body}
    if report:
        from rashomon.report import render  # noqa: PLC0415  (templates load where they are used)

        files[REPORT_NAME] = render(record).encode("utf-8")
    with store.saving(record, body, change):
        written = replace_files(folder, files)
    with suppress(StoreError):  # the record is safe; a reader who comes back will only not learn what changed
        store.keep_edition(datetime.now(UTC), packed(record))
    progress(Step("save", 1, 1, str(folder)))
    return (*written, folder / DATABASE_NAME)


def cache_key(document: Document, options: Options, version: str) -> str:
    """SHA-256 over all that an analysis depends on: the document with its metadata, the options and the code."""
    packed = msgspec.msgpack.encode((document, options, version), order="deterministic")
    return sha256(packed).hexdigest()


def version_now() -> str:
    """What stands for the code that analyses: another never meets the results of this one."""
    return f"{__version__}/{ANALYSIS_VERSION}/{code_hash()}"


@cache
def code_hash() -> str:
    """A hash of the analysing code and its data, so that an edit never meets yesterday's analysis.

    Large files (model weights) count by name and size: their content is checked when they are loaded.
    """
    root, digest = Path(__file__).parent, sha256()
    for part in ANALYSING:
        top = root / part
        for file in sorted([top] if top.is_file() else top.rglob("*")):
            if file.suffix in {".py", ".toml"}:
                digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
            elif file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(root).as_posix()} {file.stat().st_size}".encode())
    return digest.hexdigest()[:16]


def _encodable(document: Document) -> Document:
    """The document with lone surrogates (no characters; no file can hold them) replaced one for one, and a problem."""
    try:
        msgspec.msgpack.encode(document)
    except UnicodeEncodeError:
        whole = _whole(document)
        message = f"{whole.path or whole.id}: holds broken characters (lone surrogates), shown as \ufffd"
        problem = Problem(stage="read", code="broken-characters", message=message, document=document.id)
        return msgspec.structs.replace(whole, problems=(*whole.problems, problem))
    return document


def _whole(value: T) -> T:
    """A struct with the lone surrogates in all its texts replaced."""
    return msgspec.structs.replace(value, **{name: _mended(getattr(value, name)) for name in value.__struct_fields__})


def _mended(value: object) -> object:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, tuple):
        return tuple(map(_mended, value))
    return _whole(value) if isinstance(value, msgspec.Struct) else value


def _number(things: Sequence[object], what: str) -> str:
    return f"{len(things)} {what}{'' if len(things) == 1 else 's'}"
