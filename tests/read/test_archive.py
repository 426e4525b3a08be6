"""Web archives that are hostile or broken; what a good one gives stands in tests/samples/warc and wacz."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from rashomon.read import archive as under_test
from rashomon.read import raw_of, read
from rashomon.read.raw import Refused

SAMPLES = Path(__file__).parents[1] / "samples"
STORED = (SAMPLES / "warc" / "stored" / "source.warc").read_bytes()


def wacz(**files: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), data)
    return body.getvalue()


def record(body: bytes, content: bytes = b"text/html", coding: bytes = b"") -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n%s\r\n" % (content, coding) + body
    head = (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\n"
        b"WARC-Date: 2036-09-02T05:30:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    return head % len(http) + http + b"\r\n\r\n"


def test_what_is_passed_over_is_counted_by_its_kind() -> None:
    """An older capture, a picture, an error and a revisit are left out of the sample, and the problem names each."""
    (problem,) = [p for d in read(raw_of("a.warc", STORED)) for p in d.problems if p.code == "items-left-out"]

    for words in (
        "1 an older capture",
        "1 no page and no feed",
        "1 an answer other than 200",
        "1 a note that a page was unchanged",
    ):
        assert words in problem.message


def test_an_archive_that_ends_in_the_middle_gives_what_stands_before() -> None:
    """The pages before the break are read, and a problem says that there was more."""
    cut = STORED.index(b"https://norrlandwire.example/dam") + 60
    (document,) = read(raw_of("a.warc", STORED[:cut]))

    assert document.title == "Dam at Ulsk to be drained"
    assert "behind the place where the archive was cut" in document.problems[0].message


@pytest.mark.parametrize(("published", "ahead"), [("2036-09-02T05:40:00Z", False), ("2036-09-02T08:00:00Z", True)])
def test_a_page_that_is_dated_after_its_capture_is_told(published: str, ahead: bool) -> None:
    """The archive says when it was captured; a clock in the future is a problem and nothing is lost."""
    words = b"<p>The dam at Ulsk will be drained in May, the water board said on Tuesday.</p>" * 3
    date = f'<meta property="article:published_time" content="{published}">'.encode()
    page = b"<html><head><title>Dam to be drained</title>" + date + b"</head><body><article>" + words + b"</article>"
    (document,) = read(raw_of("a.warc", record(page + b"</body></html>")))

    assert document.published is not None
    assert ("clock-ahead" in {problem.code for problem in document.problems}) is ahead


def test_a_bomb_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packed records, packed files in a WACZ and a packed page are all counted while they are unpacked."""
    monkeypatch.setattr(under_test, "LIMIT_UNPACKED", 100_000)
    monkeypatch.setattr("rashomon.read.LIMIT_UNPACKED", 100_000)
    monkeypatch.setattr(under_test, "_LIMIT_PAGE", 50_000)
    zeros = record(b"<html>" + b" " * 300_000)
    for name, body in (
        ("a.warc.gz", gzip.compress(zeros)),
        ("a.wacz", wacz(archive__a_warc=zeros)),
        ("b.wacz", wacz(archive__a_warc_gz=gzip.compress(zeros))),
    ):
        with pytest.raises(Refused) as caught:
            read(raw_of(name, body))
        assert caught.value.code == "too-large"
    inner = record(gzip.compress(b"<html>" + b" " * 300_000), coding=b"Content-Encoding: gzip\r\n")
    with pytest.raises(Refused, match="1 too large or unreadable"):
        read(raw_of("c.warc", inner))


def test_many_small_packed_files_in_one_are_read_in_little_time() -> None:
    """A WARC packs each record by itself: 3,000 of them are no problem of memory or of bounds."""
    noise = gzip.compress(record(b"x", b"image/png"))
    page = gzip.compress(STORED)
    documents = read(raw_of("a.warc.gz", page + noise * 3_000))

    assert len(documents) == 2


def test_a_zip_that_is_no_archive_of_pages_is_told_as_before() -> None:
    """An office document or any other zip file is no source."""
    with pytest.raises(Exception, match="zip archive"):
        read(raw_of("a.docx", wacz(word__document_xml=b"<w/>")))


@pytest.mark.parametrize("end", [-30, -4])
def test_a_packed_archive_that_is_cut_gives_what_stands_before_the_cut(end: int) -> None:
    """Each record is packed by itself: a download that broke off loses its last pages and not its first ones."""
    page = b"<html><body><p>%s</p></body></html>" % (b"The bridge at Lonn is shut, the county said. " * 5)
    other = record(page).replace(b"a.example/1", b"a.example/2")
    packed = gzip.compress(record(page)) + gzip.compress(other)[:end]
    first, *_ = read(raw_of("a.warc.gz", packed))

    assert first.url == "https://a.example/1"
    (told,) = [problem.message for problem in first.problems if problem.code == "archive-cut"]
    assert "ends too early" in told


def test_only_what_was_left_out_is_counted() -> None:
    """A kind of which there is none is not told."""
    cut = STORED.index(b"https://norrlandwire.example/dam") + 60
    (document,) = read(raw_of("a.warc", STORED[:cut]))

    assert not any(" 0 " in problem.message for problem in document.problems)
