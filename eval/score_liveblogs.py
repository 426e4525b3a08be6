#!/usr/bin/env python3
"""Scores reading of live pages: posts found, times and titles exact, with the linked data taken out of each page.

    score_liveblogs.py FOLDER [--verbose] [--beside]

FOLDER holds `*.html.gz` pages (`../shared/datasets/liveblogs/html`). The page's own JSON-LD is the truth against which
the reading of the rest is held. Only updates whose words or id stand in the rest can be found, and are counted.

`titles` counts every headline of the linked data; `own titles` leaves out those that are no titles: a headline that is
the first words of its own body (with the post's time before them or not, cut or whole) and that no heading of the page
shows. Some makers fill the field so where their posts have no title; a reader who showed one would invent it. How many
were left out is printed (`filled`): 8 of 91 in the data set named above, all of one page, whose posts have no heading.

`--beside` prints, for trafilatura and (where it is installed) newspaper4k, what their text of the same pages holds:
bodies by their opening words, headlines on a line of their own. Neither returns posts or times of posts.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from rashomon.model.document import Document, PostMark
from rashomon.read import raw_of, read
from rashomon.read.builder import folded
from rashomon.read.dates import moment
from rashomon.read.jsonld import string, types_of, without_tags
from rashomon.read.page import _scripts, tree_of
from rashomon.read.updates import blocks_of_html, is_opening

LINKED = re.compile(r"<script[^>]*ld\+json[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)

HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL | re.IGNORECASE)


def unpacked(path: Path) -> str:
    """The page in a `.html.gz` file."""
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def updates(page: str) -> list[dict[str, object]]:
    """The updates in the page's linked data."""
    for script in _scripts(tree_of(raw_of("page", b""), page)[0]):
        try:
            value = json.loads(script, strict=False)
        except ValueError:
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, dict) and "LiveBlogPosting" in types_of(node):
                listed = node.get("liveBlogUpdate") or []
                return [item for item in listed if isinstance(item, dict)]
    return []


def score(name: str, page: str, *, verbose: bool) -> Counter[str]:
    """Counts for one page."""
    rest = LINKED.sub("", page)
    (document,) = read(raw_of(name, rest.encode()))
    words, counts = folded(rest), Counter[str]()
    headings = {folded(without_tags(inner)) for inner in HEADING.findall(rest)}
    free = list(document.posts)
    for update in updates(page):
        title, at = string(update.get("headline")), moment(update.get("datePublished")).at
        fragment = str(update.get("url") or update.get("@id") or "").partition("#")[2]
        body = without_tags(str(update.get("articleBody") or ""))
        if not ((fragment and fragment in rest) or folded(body)[:60] in words):
            counts["not in the page"] += 1
            continue
        counts["updates"] += 1
        post = best(document, free, fragment, title, body)
        if post is None:
            if verbose:
                print("   missed", title, body[:60])
            continue
        free.remove(post)
        counts["found"] += 1
        own = post.title.of(document.text) if post.title else None
        counts["times"] += bool(at and post.published and abs((post.published - at).total_seconds()) < 60)
        exact = folded(own or "") == folded(title or "")
        counts["titles"] += exact
        if is_opening(title, blocks_of_html(body)) and folded(title or "") not in headings:
            counts["filled"] += 1
        else:
            counts["own titles"] += exact
            counts["with own title"] += 1
        if verbose and folded(own or "") != folded(title or ""):
            print("   title", repr(own), "wanted", repr(title))
    counts["spurious"] = len(free)
    print(f"{name:50} {document.kind:8} {dict(counts)}")
    return counts


def best(document: Document, free: list[PostMark], fragment: str, title: str | None, body: str) -> PostMark | None:
    """The post that is the update: by id, by opening words, by title."""
    for post in free:
        if fragment and post.key and (fragment in post.key or post.key in fragment):
            return post
    opening = folded(body)[:60]
    for post in free:
        if len(opening) > 20 and opening in folded(document.text[post.start : post.end]):
            return post
    for post in free:
        if title and post.title and folded(post.title.of(document.text)) == folded(title):
            return post
    return None


def texts_beside(page: str) -> Iterator[tuple[str, str]]:
    """Name and text of what other libraries make of a page; those that are not installed are left out."""
    from trafilatura import extract  # noqa: PLC0415

    yield "trafilatura", extract(page, include_comments=False) or ""
    with suppress(ImportError):
        from newspaper import Article, Config  # noqa: PLC0415

        settings = Config()
        settings.fetch_images = False  # else it goes out to the network
        article = Article("https://page.example/", config=settings)
        article.download(input_html=page)
        article.parse()
        yield "newspaper4k", f"{article.title}\n{article.text}"


def beside(page: str, total: Counter[str]) -> None:
    """Count what other libraries' text of the page holds of its updates."""
    rest = LINKED.sub("", page)
    known = [(string(u.get("headline")), without_tags(str(u.get("articleBody") or ""))) for u in updates(page)]
    for name, text in texts_beside(rest):
        words, lines = folded(text), {folded(line) for line in text.splitlines()}
        for title, body in known:
            total[f"{name} updates"] += 1
            total[f"{name} bodies"] += len(folded(body)) > 20 and folded(body)[:60] in words
            total[f"{name} titles"] += bool(title) and folded(title or "") in lines


def main() -> None:
    """Print a line a page and the sums."""
    others: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path in sorted(Path(sys.argv[1]).glob("*.html.gz")):
        page = unpacked(path)
        if updates(page):
            total += score(path.name, page, verbose="--verbose" in sys.argv)
            if "--beside" in sys.argv:
                beside(page, others)
        else:
            (document,) = read(raw_of(path.name, LINKED.sub("", page).encode()))
            print(f"{path.name:50} {document.kind:8} {len(document.posts)} posts (no updates to hold them against)")
    count = max(1, total["updates"])
    shares = {key: round(total[key] / count, 3) for key in ("found", "times", "titles")}
    print(shares | {"own titles": round(total["own titles"] / max(1, total["with own title"]), 3)}, dict(total))
    if others:
        print("beside:", dict(others), "(times of posts: none)")


if __name__ == "__main__":
    main()
