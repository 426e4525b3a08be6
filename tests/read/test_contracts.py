"""Every reader in the table, against the same questions. A new reader gets them by one row and one sample folder."""

import json
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.model.document import Document
from rashomon.read import READERS, Raw, raw_of, read, read_all
from rashomon.read.raw import unpacked

SAMPLES = Path(__file__).parents[1] / "samples"
FOLDERS = sorted(path for reader in READERS for path in (SAMPLES / reader.name).glob("*") if path.is_dir())


def sample(folder: Path) -> Raw:
    (source,) = folder.glob("source.*")
    return raw_of(source.name, source.read_bytes())


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_each_reader_has_a_sample_that_it_recognises(reader: Any) -> None:
    """A row of the table comes with at least one sample, and the first row that recognises the sample is its own."""
    folders = [folder for folder in FOLDERS if folder.parent.name == reader.name]
    assert folders
    for folder in folders:
        raw = sample(folder)
        assert next(row.name for row in READERS if row.recognises(raw, unpacked(raw))) == reader.name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_a_sample_is_read_as_expected(folder: Path) -> None:
    """What a sample's expected.json states holds of its documents."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["documents"]
    documents = read(sample(folder))
    assert len(documents) == len(expected)
    for document, wanted in zip(documents, expected, strict=True):
        told = msgspec.to_builtins(document)
        for key in {"title", "outlet", "kind", "author", "published", "published_as_given", "modified", "day", "url",
                    "language", "partial", "text"} & wanted.keys():  # fmt: skip
            assert told[key] == wanted[key], key
        if "roles" in wanted:
            assert [mark.role for mark in document.marks] == wanted["roles"]
        for role, parts in wanted.get("holds", {}).items():
            texts = [document.text[mark.start : mark.end] for mark in document.marks if mark.role == role]
            assert all(any(part in text for text in texts) for part in parts), (role, texts)
        assert not [part for part in wanted.get("lacks", ()) if part in document.text]
        assert {problem.code for problem in document.problems} >= set(wanted.get("problems", ()))
        if "posts" in wanted:
            assert [of_post(document, n, post) for n, post in enumerate(wanted["posts"])] == wanted["posts"]
            assert len(document.posts) == len(wanted["posts"])


def of_post(document: Document, number: int, wanted: dict[str, Any]) -> dict[str, Any]:
    post = document.posts[number]
    told = msgspec.to_builtins(post) | {"title": post.title.of(document.text) if post.title else None}
    return {key: told[key] for key in wanted}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_spans_are_valid_dates_are_aware_and_reading_is_repeatable(folder: Path) -> None:
    """Marks and posts lie in the text in order and do not overlap; the same bytes give the same documents."""
    raw = sample(folder)
    documents = read(raw)
    assert documents == read(raw)
    for document in documents:
        check(document)


def check(document: Document) -> None:
    end = 0
    for mark in document.marks:
        assert end <= mark.start < mark.end <= len(document.text)
        assert document.text[mark.start : mark.end].strip()
        end = mark.end
    end = 0
    for post in document.posts:
        assert end <= post.start < post.end <= len(document.text)
        assert post.title is None or (post.start <= post.title.start < post.title.end <= post.end)
        end = post.end
    for at in (document.published, document.modified, *(post.published for post in document.posts)):
        assert at is None or at.tzinfo is UTC
    assert document.text.encode("utf-8")
    assert all(problem.stage == "read" and problem.document == document.id for problem in document.problems)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_broken_bytes_give_documents_or_a_clear_error(folder: Path, data: st.DataObject) -> None:
    """Cut, spliced and altered files are read or refused with an InputError; no other exception gets out."""
    raw = sample(folder)
    start = data.draw(st.integers(0, len(raw.data)))
    length = data.draw(st.integers(0, len(raw.data) - start))
    noise = data.draw(st.binary(max_size=40))
    keep_tail = data.draw(st.booleans())
    broken = raw.data[:start] + noise + (raw.data[start + length :] if keep_tail else b"")
    with suppress(InputError):
        for document in read(raw_of(raw.path, broken)):
            check(document)


@given(
    st.binary(max_size=300),
    st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a.html.gz", "a.xml", "a.warc", "a.wacz", "a"]),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_documents_or_problems(data: bytes, name: str) -> None:
    """Whatever the bytes and the name, reading many gives documents or problems and never raises."""
    reading = read_all([raw_of(name, data)])
    assert len(reading.documents) + len(reading.problems) >= 1
    for document in reading.documents:
        check(document)
