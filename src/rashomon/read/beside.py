"""Links from one live page to another of the same coverage: where it goes on, and where the days before it stand."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from rashomon.read.blocks import Element
from rashomon.read.chain import coverage
from rashomon.read.finish import web_url

LIVE_ADDRESS = re.compile(r"[/-]live(?:[/-]|$)|live-?blog|live-?updates|as-it-happened", re.IGNORECASE)
MOST_LINKS = 5_000
_MOST_BESIDE = 10
_LONGEST_NOTE = 400
"""Letters of the paragraph that says where a live page goes on."""

_GOES_ON = re.compile(
    r"\blive\b.*\b(?:continu\w+|moved|resum\w+|goes on|ended|ending|closed|closing)\b"
    r"|\b(?:continu\w+|moved|resum\w+|goes on|ended|ending|closed|closing)\b.*\blive\b"
    r"|\bnew live (?:page|blog|coverage|updates)\b",
    re.IGNORECASE | re.DOTALL,
)
_DAY = (
    r"(?:yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last night|the day before|day (?:\d{1,3}|one|two|three))"
)
_COVERAGE = r"(?:live ?blogs?|blogs?|coverage|live (?:page|updates|feed|reporting|report))\b"
_WENT_BEFORE = re.compile(
    rf"\b(?:{_DAY}(?:['’]s)?|earlier|previous)(?: night| evening| morning)?(?:['’]s)? (?:live |our )?{_COVERAGE}"
    rf"|\b{_COVERAGE} (?:from|of|for|on) (?:{_DAY}|earlier)\b",
    re.IGNORECASE,
)
_FRAME = frozenset({"nav", "aside", "footer", "header"})


def continued(tree: Element, base: str) -> tuple[str, ...]:
    """The live pages on which the one in `tree` says that its coverage goes on, or went before."""
    return tuple(dict.fromkeys(_beside(tree, base)))[:_MOST_BESIDE]


def _beside(tree: Element, base: str) -> Iterator[str]:
    for number, link in enumerate(tree.iter("a")):
        if number >= MOST_LINKS:
            return
        url = address_of(link, base) if link.get("href") else None
        if url is not None and (goes_on(link, url, base) or went_before(link, url, base)):
            yield url


def address_of(link: Element, base: str) -> str | None:
    """The link's address without its fragment, if it is on the page's own host."""
    try:
        url = web_url(urljoin(base, str(link.get("href")).strip()))
        if url is None or urlsplit(url).netloc.lower() != urlsplit(base).netloc.lower():
            return None
        parts = urlsplit(url)
    except ValueError:
        return None
    return None if "comment" in parts.fragment.lower() else parts._replace(fragment="").geturl()


def goes_on(link: Element, url: str, base: str) -> bool:
    """Whether the words around the link say that the coverage ends here and goes on there."""
    return _is_beside(link, url, base) and bool(_GOES_ON.search(_around(link))) and not went_before(link, url, base)


def went_before(link: Element, url: str, base: str) -> bool:
    """Whether the link, by its own words or by those around it, leads to an earlier day of the coverage."""
    if not _is_beside(link, url, base):
        return False
    own = " ".join(link.text_content().split())
    around = _around(link)
    return bool(_WENT_BEFORE.search(own) or (_WENT_BEFORE.search(around) and not _GOES_ON.search(around)))


def _is_beside(link: Element, url: str, base: str) -> bool:
    """Whether a link in the page's own words leads to another live page."""
    if link.tag != "a" or coverage(url) == coverage(base) or not LIVE_ADDRESS.search(url):
        return False
    return not any(parent.tag in _FRAME for parent in link.iterancestors())


def _around(link: Element) -> str:
    """The paragraph in which the link stands; empty where it is a long one."""
    block = next((e for e in link.iterancestors() if e.tag in {"p", "li", "div", "h2", "h3", "blockquote"}), link)
    words = " ".join(block.text_content().split())
    return words if len(words) <= _LONGEST_NOTE else ""
