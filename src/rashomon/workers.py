"""Analysing many documents: in this process or in several, and never losing the others to one that fails."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager

from rashomon.errors import RashomonError
from rashomon.model.analysis import Analysis, Attribution, Passage
from rashomon.model.document import Document, Problem
from rashomon.model.span import Span, short_id, trim
from rashomon.options import Options

PARALLEL_FROM = 60_000
"""Characters to analyse from which a second process pays. Measured on two cores: 0.14 s of analysis a thousand
characters against 3.5 s to start a process and load its models."""
MOST_JOBS = 2
"""Processes used when nobody asks for a number: each holds the models in memory."""
DEBUG_VARIABLE = "RASHOMON_DEBUG"


def analyses_of(
    documents: Sequence[Document], options: Options, jobs: int | None = None
) -> Iterator[tuple[Analysis, bool]]:
    """Each document's analysis in order, and whether it is whole; in several processes where that pays."""
    workers = _workers(documents, jobs)
    if workers < 2:
        for document in documents:
            yield analysis_of(document, options)
        return
    done = 0
    with _pool(workers) as pool:
        try:
            for result in pool.map(analysis_of, documents, [options] * len(documents)):
                yield result
                done += 1
            return
        except BrokenExecutor:  # a worker was killed, most likely for its memory: go on here, one at a time
            pass
    for document in documents[done:]:
        yield analysis_of(document, options)


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    """New processes, gone when the block is left in whatever way: nobody waits for work that is no longer wanted."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  (only when there are processes)
    from multiprocessing import active_children, get_context  # noqa: PLC0415

    others = set(active_children())
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker)
    try:
        yield pool
    finally:
        mine = set(active_children()) - others
        pool.shutdown(wait=False, cancel_futures=True)
        for process in mine:
            process.terminate()


def _start_worker() -> None:
    """Ctrl-C is the business of the main process, which ends the others; when it is killed, they end by themselves.

    They would wait for work for ever otherwise, with the models in memory: each holds both ends of the queue.
    """
    import signal  # noqa: PLC0415
    from multiprocessing import parent_process  # noqa: PLC0415
    from threading import Thread  # noqa: PLC0415

    def follow() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=follow, daemon=True).start()


def analysis_of(document: Document, options: Options) -> tuple[Analysis, bool]:
    """What `document` says, and whether the analysis is whole.

    One document that we fail on must not cost the others: it is kept as unread text, with a problem that says so.
    Our own errors (a missing model) and every error under RASHOMON_DEBUG are raised.
    """
    from rashomon.pipeline import analyse  # noqa: PLC0415  (the models load where they are used)

    try:
        return analyse(document, options), True
    except RashomonError:
        raise
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        return _unread(document, error), False


def attributions_of(document: Document, options: Options) -> tuple[tuple[Attribution, ...], Problem | None]:
    """The attributions of a document as corpora mark them; none, and a problem, when we fail on it."""
    from rashomon.pipeline import attributions  # noqa: PLC0415  (the models load where they are used)

    try:
        return attributions(document, options), None
    except RashomonError:
        raise
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        return (), _failed(document, error)


def _workers(documents: Sequence[Document], jobs: int | None) -> int:
    """How many processes to use; 1 means this one."""
    if jobs is not None:
        return min(jobs, len(documents))
    if sum(len(document.text) for document in documents) < PARALLEL_FROM:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_JOBS, cores, len(documents))


def _unread(document: Document, error: Exception) -> Analysis:
    """The document as one passage that is no evidence, and the problem that made it so."""
    span = trim(Span(0, len(document.text)), document.text)
    problem = _failed(document, error)
    passage = Passage(
        id=short_id("p", document.id, span.start, span.end),
        document=document.id,
        start=span.start,
        end=span.end,
        role="boilerplate",
    )
    return Analysis(document=document, passages=(passage,) if len(span) else (), problems=(*document.problems, problem))


def _failed(document: Document, error: Exception) -> Problem:
    name = document.path or document.url or document.id
    message = f"{name}: its analysis failed ({type(error).__name__}: {error}); please report it with the file"
    return Problem(stage="analyse", code="analysis-failed", message=message[:500], document=document.id)
