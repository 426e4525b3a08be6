"""Statements as W3C Web Annotations (Recommendation of 23 February 2017), with quote and position selectors.

Positions are Unicode code points into the document's text, as the model asks (section 4.2.5).
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

from rashomon.export.common import Index, save_json
from rashomon.model.analysis import Statement
from rashomon.model.record import Record, Source
from rashomon.model.span import Span

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"rashomon": "urn:rashomon:"}]
AROUND = 32
"""Characters of prefix and suffix: enough to tell repeated phrases apart, as common annotation clients store."""


def write_annotations(record: Record, folder: Path) -> Path:
    """Write `annotations.jsonld`: one annotation a statement, one target a piece of its content."""
    return save_json(folder / "annotations.jsonld", _page(record, words=True))


def write_positions(record: Record, folder: Path) -> Path:
    """Write `annotations-positions.jsonld`: the same without words of the sources, for sharing what is under copyright.

    Names of speakers stay: they are what the annotation says.
    """
    return save_json(folder / "annotations-positions.jsonld", _page(record, words=False))


def _page(record: Record, *, words: bool) -> dict[str, Any]:
    index = Index(record)
    claims: dict[str, list[str]] = {}
    for claim in record.claims:
        for statement in claim.statements:
            claims.setdefault(statement, []).append(claim.id)
    hashes = {d.id: sha256(d.text.encode("utf-8")).hexdigest() for d in record.documents}
    return {
        "@context": CONTEXT,
        "id": "urn:rashomon:statements",
        "type": "AnnotationPage",
        "items": [
            {
                "id": f"urn:rashomon:{item.id}",
                "type": "Annotation",
                "motivation": "identifying",
                "body": _body(item, index, claims.get(item.id, [])),
                "target": [
                    _target(span, index.documents[item.document], hashes[item.document], words=words)
                    for span in item.content
                ],
            }
            for item in record.statements
        ],
    }


def _body(item: Statement, index: Index, claims: list[str]) -> list[dict[str, str]]:
    """Who says it, how, and to which claim it belongs."""
    who = index.who(item)
    tags = ([("identifying", who)] if who else []) + [("classifying", item.form), ("classifying", item.stance)]
    tags += [("commenting", f"changed by a person: {words}")] if (words := index.changed((item.id,))) else []
    bodies = [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in tags]
    return bodies + [{"type": "SpecificResource", "purpose": "linking", "source": f"urn:rashomon:{c}"} for c in claims]


def _target(span: Span, document: Source, text_hash: str, *, words: bool) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": span.start, "end": span.end}]
    if words:
        text = document.text
        selectors.append(
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            }
        )
    return {
        "type": "SpecificResource",
        "source": document.url or f"urn:rashomon:{document.id}",
        "selector": selectors,
        "rashomon:textSha256": text_hash,
    }
