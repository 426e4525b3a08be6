"""Live pages: what linked data, elements and visible text say of the posts, brought together. None is trusted alone."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from rashomon.language import clock
from rashomon.model.document import Kind, PostMark
from rashomon.model.span import Span
from rashomon.read.beside import LIVE_ADDRESS
from rashomon.read.blockdata import page_of_data
from rashomon.read.blocks import Element, Piece, pieces
from rashomon.read.builder import Block, TextBuilder, folded
from rashomon.read.families import MOST_POSTS, Family, best_family
from rashomon.read.finish import Found, web_url
from rashomon.read.islands import updates_in_scripts
from rashomon.read.jsonld import Node, types_of
from rashomon.read.metadata import Meta, meta_of_node
from rashomon.read.posts import DomPost, dom_post
from rashomon.read.reconcile import Entry, reconciled
from rashomon.read.said import loads_more, posts_said
from rashomon.read.updates import Update, updates_of

_LIVE_TITLE = re.compile(r"\blive\b|\bas it happened\b|\blatest updates\b", re.IGNORECASE)
_LONGEST_DATELINE = 80
_RECAP = re.compile(
    r"summary|key (?:points|events|moments)|what (?:we know|to know|you need to know|we're covering)|recap|at a glance",
    re.IGNORECASE,
)


def live_page(tree: Element, nodes: Sequence[Node], meta: Meta, timezone: str | None = None) -> Found | None:
    """The live page in `tree`, or None when it holds no dated posts.

    `timezone` (IANA name) is the zone of its times without one, if the user gave it.
    """
    node = next((node for node in nodes if "LiveBlogPosting" in types_of(node)), None)
    updates = updates_of(node) if node is not None else []
    anchors = Counter(update.key for update in updates if update.key)
    family = best_family(tree, anchors, timezone, live=meta.live)
    shown = [dom_post(container, timezone) for container in family.containers] if family else []
    if not updates and _is_called_live(meta):
        held = updates_in_scripts(tree)
        if not _is_live(family, shown, meta):  # what is shown are no posts
            family, shown, updates = None, [], held
        elif len(held) > len(shown):
            updates = held
    if not updates and not _is_live(family, shown, meta):
        return None
    entries, problems = reconciled(shown, updates, meta, timezone)
    if not entries:
        return None
    containers = family.containers if family else ()
    lead = list(_lead(tree, containers[0])) if containers else []
    said = posts_said(containers)
    problems += [*meta.problems, *_limit_problem(family, updates)]
    if held_back := said is None and loads_more(containers):
        problems.append(
            ("posts-behind-script", "a button of the page loads further posts by a script; these are not read")
        )
    found = _composed(entries, meta, lead, tuple(problems))
    if said is not None:
        said -= len(entries) - len(found.posts)  # posts without words are there, and told
    return msgspec.structs.replace(found, posts_said=said, partial=found.partial or held_back)


def live_of_json(node: Node) -> Found | None:
    """A live page that came without its page: a LiveBlogPosting, or data with dated blocks; None when it is neither."""
    data = page_of_data(node)
    meta, updates = data or (meta_of_node(node), updates_of(node))
    entries, problems = reconciled([], updates, meta)
    if not entries:
        return None
    found = _composed(entries, meta, [], tuple(problems))
    kind: Kind = "live" if len(entries) > 1 or not data else "article"
    return msgspec.structs.replace(found, format="json", kind=kind, posts=found.posts if kind == "live" else ())


def _is_called_live(meta: Meta) -> bool:
    """Whether the user, the page's address or its title says that it is live."""
    return meta.live or bool(LIVE_ADDRESS.search(meta.url or "") or _LIVE_TITLE.search(meta.title or ""))


def _is_live(family: Family | None, shown: Sequence[DomPost], meta: Meta) -> bool:
    """Whether posts that only elements show are those of a live page.

    Its type, its address, its title or the names of its elements must say so, and most of the posts must have a time.
    """
    if family is None:
        return False
    count = len(shown)
    timed = sum(post.times.any is not None or post.shown is not None for post in shown)
    if meta.live or family.named:
        return count >= 2 or (meta.live and timed == 1 and family.hinted)
    if 2 * timed <= count:
        return False
    address, title = LIVE_ADDRESS.search(meta.url or ""), _LIVE_TITLE.search(meta.title or "")
    if family.weight < 60 * count or not (address or family.hinted or title):
        return False
    return count >= 3 or bool(count == timed == 2 and address and (family.hinted or title))  # coverage that has begun


def _limit_problem(family: Family | None, updates: Sequence[Update]) -> Iterator[tuple[str, str]]:
    if max(len(family.containers) if family else 0, len(updates)) >= MOST_POSTS:
        yield "too-many-posts", f"the page has {MOST_POSTS:,} posts or more; only so many were read"


def _lead(tree: Element, first: Element) -> Iterator[Block]:
    """What stands between the headline and the first post: standfirst and summary. Summaries are recaps."""
    heads = list(tree.iter("h1"))
    if not heads:
        return
    before: list[Piece] = []
    reached = False
    inside = frozenset(first.iter())
    for piece in pieces(tree.find("body") if tree.find("body") is not None else tree):
        if piece.element in inside:
            break
        if piece.element is heads[0] or heads[0] in piece.element.iterancestors():
            reached, before = True, []
        elif reached:
            before.append(piece)
    else:
        return
    recap = False
    for piece in before[:60]:
        block = piece.block
        if block.role == "heading":
            recap = bool(_RECAP.search(block.text))
        if _is_link_only(piece) or len(block.text) < 25 or _is_dateline(block.text):
            continue
        yield Block(block.text, "recap" if recap and block.role in {"heading", "list-item", "body"} else block.role)


def _is_dateline(text: str) -> bool:
    """Whether a line is the page's own date and hour (`11:48, Thu, Jul 18, 2033 | UPDATED: 11:50`)."""
    return len(text) < _LONGEST_DATELINE and clock.scan(text) is not None


def _is_link_only(piece: Piece) -> bool:
    linked = sum(len("".join(link.itertext()).strip()) for link in piece.element.iter("a"))
    return linked > 0.6 * len(piece.block.text)


def _composed(
    entries: Sequence[Entry], meta: Meta, lead: Sequence[Block], problems: tuple[tuple[str, str], ...]
) -> Found:
    """The text of the page with a mark on each post."""
    builder = TextBuilder()
    if meta.title:
        builder.add(Block(meta.title, "headline"))
    for block in lead:
        builder.add(block)
    posts = [mark for entry in entries if (mark := _written(builder, entry)) is not None]
    told = list(problems)
    if not any(entry.published for entry in entries):
        told.append(("no-post-times", "none of the posts has a time"))
    if mute := len(entries) - len(posts):
        told.append(("post-without-words", f"{mute} post(s) hold no words (a picture or an embed) and were left out"))
    return Found(
        text=builder.text,
        format="html",
        marks=builder.marks,
        posts=tuple(posts),
        kind="live",
        title=meta.title,
        author=meta.author,
        outlet=meta.outlet,
        outlet_basis=meta.outlet_basis,
        url=web_url(meta.url),
        published=meta.published,
        modified=meta.modified,
        partial=meta.partial,
        problems=tuple(told),
    )


def _written(builder: TextBuilder, entry: Entry) -> PostMark | None:
    """Add the post's words; None for a post without any (an embed that only a browser would fill)."""
    blocks = list(entry.blocks)
    if entry.title and not any(
        block.role == "heading" and folded(block.text) == folded(entry.title) for block in blocks[:4]
    ):
        blocks.insert(0, Block(entry.title, "heading"))
    spans = [(builder.add(block), block) for block in blocks]
    spans = [(span, block) for span, block in spans if span[0] < span[1]]
    if not spans:
        return None
    head = next((span for span, block in spans if entry.title and folded(block.text) == folded(entry.title)), None)
    return PostMark(
        start=spans[0][0][0],
        end=spans[-1][0][1],
        title=Span(*head) if head else None,
        author=entry.author,
        published=entry.published,
        modified=entry.modified,
        precision=entry.precision,
        basis=entry.basis,
        label=entry.label,
        key=entry.key,
        permalink=entry.permalink,
    )
