"""Where a fetched page leads on: the further pages of a live page, the page on which it goes on, a feed's articles.

Only what the page itself links to is given; no address is guessed. A link counts as a further page when its address
differs from the page's own by the number of a page or part, or lies below it, and its words or its `rel` call it older
or next. A live page that says where it goes on, or where its earlier days stand, is followed there on the same host.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

from rashomon.model.document import Document
from rashomon.read.beside import MOST_LINKS, address_of, goes_on
from rashomon.read.blocks import Element
from rashomon.read.chain import PAGE_KEYS, PAGE_PATH, coverage
from rashomon.read.page import tree_of
from rashomon.read.raw import Raw, Refused, unpacked

MOST_PAGES = 20
"""Further pages followed of one live page: the longest seen have 5 to 20 pages."""
MOST_EARLIER = 6
"""Earlier days' pages followed of one live page: a week with its own."""
MOST_ITEMS = 25
"""Pages followed behind the newest items of one feed."""
_OLDER = re.compile(
    r"(?:(?:load|show|see|view|read|go to)\s+)?(?:older|earlier|previous|more|next)"
    r"(?:\s+(?:posts?|updates?|entries|events?|page))?|(?:page\s+)?\d{1,3}"
)


def leads_of(raw: Raw, documents: Sequence[Document], base: str) -> tuple[str, ...]:
    """The addresses to which a page or feed, fetched from `base` and read as `documents`, leads on; most have none."""
    if documents and documents[0].format == "feed":
        links = (document.url for document in documents)
        return tuple(dict.fromkeys(link for link in links if link and link != base))[:MOST_ITEMS]
    if len(documents) != 1 or not documents[0].posts or documents[0].format != "html":
        return ()
    try:
        tree, _ = tree_of(raw, unpacked(raw).decode("utf-8", "replace"))
    except Refused:
        return ()
    return tuple(dict.fromkeys(_further(tree, base)))[:MOST_PAGES]


def earlier_of(documents: Sequence[Document], leads: Sequence[str], base: str) -> tuple[str, ...]:
    """The earlier days' pages to which a live page looks back; `leads` is where it leads on."""
    if len(documents) != 1 or not documents[0].posts:
        return ()
    return tuple(url for url in documents[0].continues if url != base and url not in leads)


def _further(tree: Element, base: str) -> Iterator[str]:
    links = [link for number, link in enumerate(tree.iter("a", "link")) if number < MOST_LINKS and link.get("href")]
    for link in links:
        url = address_of(link, base)
        if url is not None and url != base and (_is_older(link, url, base) or goes_on(link, url, base)):
            yield url


def _is_older(link: Element, url: str, base: str) -> bool:
    """Whether the link leads to another page of the same live page. Its first page is the page itself."""
    called = "next" in str(link.get("rel") or "").lower().split() or _is_called_older(link)
    own, other = urlsplit(base).path.rstrip("/"), urlsplit(url).path.rstrip("/")
    if coverage(url) != coverage(base):
        return called and bool(own) and (other == own or other.startswith(f"{own}/")) and "comment" not in url.lower()
    numbers = [value for key, value in parse_qsl(urlsplit(url).query) if key.lower() in PAGE_KEYS]
    if found := PAGE_PATH.search(urlsplit(url).path):
        numbers.append("".join(filter(str.isdigit, found[0])))
    if not numbers or (numbers[-1] in {"0", "1"} and not _is_part(base)):
        return False
    return called or numbers[-1].isdigit()  # else it may be the address of a single post


def _is_part(url: str) -> bool:
    """Whether an address is that of a numbered part, beside which the first part is another page."""
    found = PAGE_PATH.search(urlsplit(url).path)
    return found is not None and "part" in found[0]


def _is_called_older(link: Element) -> bool:
    texts = (link.text_content(), link.get("aria-label"), link.get("title"))
    shown = (re.sub(r"[^\w\s]", " ", str(text or "")[:200]) for text in texts)
    return link.tag == "a" and any(_OLDER.fullmatch(" ".join(words.lower().split())) for words in shown)
