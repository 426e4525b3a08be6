"""Pages: parsed once, then read as an article or as a live page."""

import re

import msgspec

from rashomon.model.document import Document
from rashomon.read.article import article_of
from rashomon.read.beside import continued
from rashomon.read.blocks import Element
from rashomon.read.finish import document_of, web_url
from rashomon.read.jsonld import parsed
from rashomon.read.live import live_page
from rashomon.read.metadata import metadata_of
from rashomon.read.plain import binary_kind, decoded, wide
from rashomon.read.raw import Raw, Refused

_LIMIT = 10_000_000
"""Bytes of one page: the largest saved live page seen has 2 MB; extraction takes about a second for each MB."""
_SIGNS = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_ANY_TAG = re.compile(rb"<(?:p|div|article|main|section|meta|h1|span|table)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_NO_ARTICLE = "no article or live page was found in this page; is it a consent, error or index page?"
_TOO_DEEP = "its words are nested more than 255 elements deep, where they are not read; save the page as text"
_FEWEST_LETTERS = 20
"""Fewer letters than this are no account (a bare error page has some 60)."""


def is_html(raw: Raw, body: bytes) -> bool:
    """A page by its first tags, or by its name when there is any tag in it."""
    if binary_kind(body):
        return False
    if wide(body):  # two bytes a letter: the signs are looked for among the letters
        body = decoded(body[:100_000])[0].encode()
    head = body[:2_000]
    if _SIGNS.search(head) and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return True
    name = raw.path.lower().removesuffix(".gz")
    return name.endswith((".html", ".htm", ".xhtml", ".mhtml")) and bool(_ANY_TAG.search(body[:50_000]))


def read_html(raw: Raw, body: bytes) -> tuple[Document, ...]:
    """One document: a live page where the page holds dated posts, else an article.

    Raises `Refused` when the page is too large, cannot be parsed, or holds no account.
    """
    if len(body) > _LIMIT:
        raise Refused(
            "too-large", f"{raw.path}: a page of {len(body):,} bytes is over the limit of {_LIMIT:,}; save it as text"
        )
    declared = _CHARSET.search(body[:4_000])
    text, encoding = decoded(body, declared[1].decode("ascii") if declared else raw.charset)
    tree, too_deep = tree_of(raw, text)
    nodes, broken = parsed(_scripts(tree))
    meta = metadata_of(tree, nodes)
    if meta.url is None or raw.given.kind == "live":
        live = meta.live or raw.given.kind == "live"
        meta = msgspec.structs.replace(meta, live=live, url=meta.url or web_url(raw.given.url))
    found = live_page(tree, nodes, meta, raw.given.timezone) or article_of(tree, text, meta)
    if found is None or sum(c.isalpha() for c in found.text) < _FEWEST_LETTERS:
        raise Refused("no-article", f"{raw.path}: {_TOO_DEEP if too_deep else _NO_ARTICLE}")
    faults = _page_problems(body, encoding, declared or raw.charset, broken)
    problems = [*found.problems, *faults]
    if found.posts and (base := web_url(raw.given.url) or found.url):
        found = msgspec.structs.replace(found, continues=continued(tree, base))
    if hidden := _hidden(text):
        problems.append(("comment-unclosed", f"a comment that is never closed hides the last {hidden:,} characters"))
    if too_deep:
        problems.append(("page-too-deep", "elements nested more than 255 deep were left out with their words"))
    partial = found.partial or bool(hidden) or too_deep or any(code == "page-cut-short" for code, _ in faults)
    return (document_of(raw, msgspec.structs.replace(found, problems=tuple(problems), partial=partial)),)


def _page_problems(body: bytes, encoding: str | None, declared: object, broken: int) -> list[tuple[str, str]]:
    problems: list[tuple[str, str]] = []
    if encoding and declared is None:
        problems.append(("encoding-guessed", f"not UTF-8 and no encoding declared; read as {encoding}"))
    if broken:
        problems.append(("json-ld-broken", f"{broken} block(s) of linked data could not be parsed and were left out"))
    tail = body[-4_000:].lower()
    if b"<body" in body.lower() and b"</body" not in tail and b"</html" not in tail:
        problems.append(("page-cut-short", "the page ends before its body is closed; its last part may be missing"))
    return problems


def _hidden(text: str) -> int:
    """Characters behind a comment that is never closed, which no browser shows either; those in scripts are code."""
    lower, at = text.lower(), 0
    while (start := lower.find("<!--", at)) >= 0:
        script = lower.rfind("<script", at, start)
        if (script >= 0 and (end := lower.find("</script", script)) > start) or (end := lower.find("-->", start)) >= 0:
            at = end
        else:
            return len(text) - start
    return 0


def tree_of(raw: Raw, text: str) -> tuple[Element, bool]:
    """The page's tree, and whether it is nested too deeply: the parser's bounds stay on (`huge_tree` is off)."""
    from lxml import etree, html  # noqa: PLC0415 - 60 ms

    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(_XML_DECLARATION.sub("", text).replace("\0", " "), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Refused(
            "unreadable", f"{raw.path}: cannot be parsed as a page ({error}); save it again or as text"
        ) from error
    return tree, any("depth" in str(entry.message).lower() for entry in parser.error_log)


def _scripts(tree: Element) -> list[str]:
    return [script.text or "" for script in tree.iter("script") if "ld+json" in str(script.get("type")).lower()]
