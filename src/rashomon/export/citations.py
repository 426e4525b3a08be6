"""The accounts as citations: CSL-JSON, BibTeX and the {{cite news}} template."""

import re
from pathlib import Path
from typing import Any

from rashomon.export.common import Index, local_day, one_line, save_json, save_text
from rashomon.model.record import Record, Source

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_WIKI = {"|": "{{!}}", "{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;", "<": "&lt;", ">": "&gt;"}


def write_csl(record: Record, folder: Path) -> Path:
    """Write `citations.json`: one CSL-JSON item a document (schema csl-data.json, which allows no other keys)."""
    return save_json(folder / "citations.json", [_csl(document) for document in record.documents])


def write_bibtex(record: Record, folder: Path) -> Path:
    """Write `citations.bib`: one `@misc` entry a document, which every style knows."""
    entries = [_bibtex(document) for document in record.documents]
    return save_text(folder / "citations.bib", "\n".join(entries))


def write_cite_news(record: Record, folder: Path) -> Path:
    """Write `citations.wikitext`: one {{cite news}} a document; `agency` where one agency stands behind most of it."""
    index = Index(record)
    lines = [_cite_news(document, index.agency(document)) for document in record.documents]
    return save_text(folder / "citations.wikitext", "".join(f"* {line}\n" for line in lines))


def heading(document: Source) -> str:
    """The title of a document, or its first line when it has none."""
    first = next((line for line in document.text.splitlines() if line.strip()), "")
    return one_line(document.title or first)[:300] or document.label


def _csl(document: Source) -> dict[str, Any]:
    day = local_day(document)
    item: dict[str, Any] = {
        "id": document.id,
        "type": "post-weblog" if document.kind == "live" else "article-newspaper",
        "title": heading(document),
    }
    if document.author:
        item["author"] = [{"literal": one_line(document.author)}]
    if document.outlet:
        item["container-title"] = document.outlet
    if day:
        item["issued"] = {"date-parts": [list(day)]}
    if document.url:
        item["URL"] = document.url
    if document.language != "und":
        item["language"] = document.language
    item["note"] = f"SHA-256 of the source: {document.sha256}"
    return item


def _bibtex(document: Source) -> str:
    day = local_day(document)
    fields = [("title", f"{{{_tex(heading(document))}}}")]
    if document.author:
        fields.append(("author", f"{{{_tex(document.author)}}}"))
    if document.outlet:
        fields.append(("howpublished", _tex(document.outlet)))
    if day:
        fields += [("year", str(day[0])), ("month", str(day[1])), ("day", str(day[2]))]
    if document.url:
        fields.append(("url", _url(document.url)))
    fields.append(("note", f"SHA-256 {document.sha256}"))
    stem = re.sub(r"[^a-z0-9]", "", document.label.casefold().encode("ascii", "ignore").decode())
    key = f"{stem or 'account'}-{document.id}"
    return f"@misc{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields) + "}\n"


def _cite_news(document: Source, agency: str | None) -> str:
    day = local_day(document)
    fields = [("title", _wiki(heading(document)))]
    if document.url:
        fields.append(("url", _url(document.url)))
    if document.author:
        fields.append(("author", _wiki(document.author)))
    if document.outlet:
        fields.append(("work", _wiki(document.outlet)))
    if day:
        fields.append(("date", f"{day[2]} {MONTHS[day[1] - 1]} {day[0]}"))
    if agency and agency != document.outlet:
        fields.append(("agency", _wiki(agency)))
    if document.language != "und":
        fields.append(("language", document.language))
    return "{{cite news " + " ".join(f"|{name}={value}" for name, value in fields) + "}}"


def _tex(words: str) -> str:
    return "".join(_TEX.get(character, character) for character in one_line(words))


def _wiki(words: str) -> str:
    """Words that no wiki reads as markup: tables, links, templates, bold type, and `~~~~`, which signs when saved."""
    return "".join(_WIKI.get(c, c) for c in one_line(words)).replace("''", "&#39;&#39;").replace("~~~", "&#126;" * 3)


def _url(url: str) -> str:
    """An address without the characters that would end a field."""
    return "".join(f"%{ord(c):02X}" if c in '{}|[]<>\\" \t\r\n' else c for c in url)
