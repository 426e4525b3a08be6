"""Feeds that are hostile, broken or long; what a good one gives stands in tests/samples/feed."""

import msgspec
import pytest

from rashomon.read import raw_of, read
from rashomon.read.feed import LIMIT_BYTES, MOST_ITEMS
from rashomon.read.raw import Given, Refused

HEAD = '<?xml version="1.0" encoding="utf-8"?>'
ITEM = "<item><title>Mill {0} reopens</title><description>The mill reopened, its owner said ({0}).</description></item>"


def rss(inner: str, doctype: str = "") -> bytes:
    return f'{HEAD}{doctype}<rss version="2.0"><channel><title>Harrow</title>{inner}</channel></rss>'.encode()


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>',
        '<!DOCTYPE rss [<!ENTITY xxe SYSTEM "file:///etc/hostname">]>',
        '<!doctype rss [<!ENTITY % dtd SYSTEM "http://127.0.0.1/x.dtd"> %dtd;]>',
        '<!-- <rss> --><!DOCTYPE rss [<!ENTITY a "b">]>',
    ],
    ids=["billion laughs", "external file", "external dtd", "behind a comment"],
)
def test_a_feed_that_declares_entities_is_refused(doctype: str) -> None:
    """Entities are refused before anything is parsed, whether they would grow or fetch."""
    with pytest.raises(Refused) as caught:
        read(raw_of("a.xml", rss(ITEM.format("&lol2;"), doctype)))

    assert caught.value.code == "unsafe-feed"


def test_one_malformed_item_costs_no_other() -> None:
    """Of 400 items one is broken: all are read, and a problem says that the feed is not well-formed."""
    items = [ITEM.format(number) for number in range(400)]
    items[200] = "<item><title>Mill & more</title><description>The <b>mill & weir, the owner said.</description></item>"
    documents = read(raw_of("a.xml", rss("".join(items))))

    assert [document.title for document in documents[:2]] == ["Mill 0 reopens", "Mill 1 reopens"]
    assert {document.title for document in documents} >= {f"Mill {n} reopens" for n in range(400) if n != 200}
    assert "feed-broken" in {problem.code for problem in documents[0].problems}


def test_items_are_bounded_and_the_rest_is_counted() -> None:
    """Of more items than the bound, the first are read and a problem says so; a feed over the size is refused."""
    documents = read(raw_of("a.xml", rss("".join(ITEM.format(number) for number in range(MOST_ITEMS + 5)))))

    assert len(documents) == MOST_ITEMS
    assert "too-many-documents" in {problem.code for problem in documents[0].problems}
    with pytest.raises(Refused, match="over the limit"):
        read(raw_of("a.xml", rss("x" * LIMIT_BYTES)))


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_the_words_are_right_in_whatever_encoding_they_come(encoding: str) -> None:
    """The declaration says UTF-8; what the bytes are is found out."""
    told = rss("<item><title>Préfet “no”</title><description>The préfet said no to the plan.</description></item>")
    (document,) = read(raw_of("a.xml", told.decode().encode(encoding)))

    assert document.title == "Préfet “no”"


@pytest.mark.parametrize("stated", ["iso-8859-1", "utf-16", "windows-1251", "no-such-thing"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "utf-16", None])
def test_a_feed_in_utf_8_is_read_as_such_whatever_is_said_of_it(stated: str, declared: str | None) -> None:
    """Neither the server's header nor the feed's own declaration is believed where the bytes are UTF-8."""
    told = rss("<item><title>Préfet “no” Łódź</title><description>The préfet said no.</description></item>").decode()
    told = told.replace(' encoding="utf-8"', f' encoding="{declared}"' if declared else "")
    raw = msgspec.structs.replace(raw_of("a.xml", told.encode()), charset=stated)

    assert [document.title for document in read(raw)] == ["Préfet “no” Łódź"]


@pytest.mark.parametrize("said", ["utf-16", "UTF-32LE", "iso-8859-1", "us-ascii", "no-such-thing"])
@pytest.mark.parametrize("by", ["feed", "server"])
def test_a_feed_in_another_encoding_than_is_said_keeps_its_words(said: str, by: str) -> None:
    """Curled quotation marks in Windows' encoding, whatever name the feed or its server gives to it."""
    told = rss("<item><title>Préfet “no”</title><description>The préfet said no to the plan.</description></item>")
    text = told.decode().replace(' encoding="utf-8"', f' encoding="{said}"' if by == "feed" else "")
    raw = msgspec.structs.replace(raw_of("a.xml", text.encode("cp1252")), charset=said if by == "server" else None)

    (document,) = read(raw)
    assert document.title == "Préfet “no”"
    assert document.problems


def test_relative_addresses_are_completed_by_where_the_feed_was_fetched() -> None:
    """A feed without an address of its own: the address in the story file completes its links."""
    item = "<item><title>Mill reopens</title><link>news/1</link><description>It did, she said.</description></item>"
    (document,) = read(raw_of("a.xml", rss(item), Given(outlet="Harrow")))
    assert document.url is None
    (document,) = read(raw_of("a.xml", rss(item), Given(url="https://harrow.example/feed/")))

    assert document.url == "https://harrow.example/feed/news/1"
