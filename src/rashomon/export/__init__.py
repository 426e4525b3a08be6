"""The formats that a record can leave in. To add one, write `write_<name>` and add a row to EXPORTERS.

Each writer gives the same bytes for the same record, loses nothing of what its format is for (a contract test counts),
and raises OSError, and nothing else, when the folder cannot be written.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec

from rashomon.export.annotations import write_annotations, write_positions
from rashomon.export.citations import write_bibtex, write_cite_news, write_csl
from rashomon.export.events import write_plover, write_timelinejs
from rashomon.export.graphs import write_gexf, write_graphml
from rashomon.export.lines import read_jsonl, write_jsonl
from rashomon.export.markdown import write_markdown
from rashomon.export.tables import write_csv
from rashomon.model.record import Record

__all__ = ["EXPORTERS", "Exporter", "read_jsonl"]


class Exporter(msgspec.Struct, frozen=True):
    """A format: what it is for, in a few words, and the function that writes a record in it and says where."""

    what: str
    write: Callable[[Record, Path], Path]


EXPORTERS: dict[str, Exporter] = {
    "bibtex": Exporter("the accounts as BibTeX entries", write_bibtex),
    "cite-news": Exporter("the accounts as {{cite news}} templates for wikis", write_cite_news),
    "csl-json": Exporter("the accounts as CSL-JSON for reference managers", write_csl),
    "csv": Exporter("a folder of tables for spreadsheets", write_csv),
    "gexf": Exporter("people, claims and outlets as a graph for Gephi", write_gexf),
    "graphml": Exporter("the same graph for networkx and yEd", write_graphml),
    "jsonl": Exporter("the whole record, one item a line", write_jsonl),
    "markdown": Exporter("a brief to read or paste", write_markdown),
    "plover": Exporter("the ledger as PLOVER events, one a line", write_plover),
    "timelinejs": Exporter("the timeline for TimelineJS", write_timelinejs),
    "web-annotation": Exporter("statements as W3C annotations with their words", write_annotations),
    "web-annotation-positions": Exporter("the same without any words of the sources", write_positions),
}
