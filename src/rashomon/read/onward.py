"""Where a fetched page leads on: the further pages of a live page, the page on which it goes on, a feed's articles.

Only what the page itself links to is given; no address is guessed. A link counts as a further page when its address
differs from the page's own by the number of a page, or lies below it, and its words or its `rel` call it older or next.
A live page that says where it goes on is followed to that address on the same host.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urljoin, urlsplit

from rashomon.model.document import Document
from rashomon.read.blocks import Element
from rashomon.read.chain import PAGE_KEYS, PAGE_PATH, coverage
from rashomon.read.finish import web_url
from rashomon.read.live import LIVE_ADDRESS
from rashomon.read.page import tree_of
from rashomon.read.raw import Raw, Refused, unpacked

MOST_PAGES = 20
"""Further pages followed of one live page: the longest seen have 5 to 20 pages."""
MOST_ITEMS = 25
"""Pages followed behind the newest items of one feed."""
_MOST_LINKS = 5_000
_LONGEST_NOTE = 400
"""Letters of the paragraph that says where a live page goes on."""

_OLDER = re.compile(
    r"(?:(?:load|show|see|view|read|go to)\s+)?(?:older|earlier|previous|more|next)"
    r"(?:\s+(?:posts?|updates?|entries|events?|page))?|(?:page\s+)?\d{1,3}"
)
_GOES_ON = re.compile(
    r"\blive\b.*\b(?:continu\w+|moved|resum\w+|goes on|ended|ending|closed|closing)\b"
    r"|\b(?:continu\w+|moved|resum\w+|goes on|ended|ending|closed|closing)\b.*\blive\b"
    r"|\bnew live (?:page|blog|coverage|updates)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAME = frozenset({"nav", "aside", "footer", "header"})


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


def is_part_beside(url: str, top: str) -> bool:
    """Whether `url` is the page on which the live page at `top` goes on, rather than one of its older pages."""
    return coverage(url) != coverage(top) and not urlsplit(url).path.startswith(urlsplit(top).path.rstrip("/") + "/")


def _further(tree: Element, base: str) -> Iterator[str]:
    links = [link for number, link in enumerate(tree.iter("a", "link")) if number < _MOST_LINKS and link.get("href")]
    for link in links:
        url = _address(link, base)
        if url is not None and url != base and (_is_older(link, url, base) or _goes_on(link, url, base)):
            yield url


def _address(link: Element, base: str) -> str | None:
    """The link's address without its fragment, if it is on the page's own host."""
    try:
        url = web_url(urljoin(base, str(link.get("href")).strip()))
        if url is None or urlsplit(url).netloc.lower() != urlsplit(base).netloc.lower():
            return None
        parts = urlsplit(url)
    except ValueError:
        return None
    return None if "comment" in parts.fragment.lower() else parts._replace(fragment="").geturl()


def _is_older(link: Element, url: str, base: str) -> bool:
    """Whether the link leads to another page of the same live page. Its first page is the page itself."""
    called = "next" in str(link.get("rel") or "").lower().split() or _is_called_older(link)
    own, other = urlsplit(base).path.rstrip("/"), urlsplit(url).path.rstrip("/")
    if coverage(url) != coverage(base):
        return called and bool(own) and (other == own or other.startswith(f"{own}/")) and "comment" not in url.lower()
    numbers = [value for key, value in parse_qsl(urlsplit(url).query) if key.lower() in PAGE_KEYS]
    if found := PAGE_PATH.search(urlsplit(url).path):
        numbers.append("".join(filter(str.isdigit, found[0])))
    if not numbers or numbers[-1] in {"0", "1"}:
        return False
    return called or numbers[-1].isdigit()  # else it may be the address of a single post


def _is_called_older(link: Element) -> bool:
    texts = (link.text_content(), link.get("aria-label"), link.get("title"))
    shown = (re.sub(r"[^\w\s]", " ", str(text or "")[:200]) for text in texts)
    return link.tag == "a" and any(_OLDER.fullmatch(" ".join(words.lower().split())) for words in shown)


def _goes_on(link: Element, url: str, base: str) -> bool:
    """Whether the words around the link say that the coverage ends here and goes on there."""
    if link.tag != "a" or coverage(url) == coverage(base) or not LIVE_ADDRESS.search(url):
        return False
    if any(parent.tag in _FRAME for parent in link.iterancestors()):
        return False
    block = next((e for e in link.iterancestors() if e.tag in {"p", "li", "div", "h2", "h3", "blockquote"}), link)
    words = " ".join(block.text_content().split())
    return len(words) <= _LONGEST_NOTE and bool(_GOES_ON.search(words))
