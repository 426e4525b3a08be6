"""Article pages: trafilatura decides which words are the story, the page's own elements say what each of them is."""

from collections.abc import Iterator, Sequence

from rashomon.model.document import Role
from rashomon.read.blocks import Element, Piece, class_words, pieces
from rashomon.read.builder import Block, TextBuilder, folded
from rashomon.read.finish import Found
from rashomon.read.jsonld import without_tags
from rashomon.read.metadata import Meta

_MANY_TAGS = 20_000
"""Tags from which trafilatura goes without its fallbacks, one of which takes quadratic time (0.6 points of F1, PARTS.md
section 6). The largest of the saved live pages has 7,000."""
_RECOVERED = 0.75
"""Share of trafilatura's letters that must be found again among the page's elements; below it, trafilatura's own blocks
are used (their roles are coarser). On the Zyte pages 9 in 10 are above .95."""
_ROLES: dict[str, Role] = {"head": "heading", "item": "list-item", "quote": "quote"}
"""Trafilatura's elements."""
_HEAD_WITHIN = 4
"""So many of the first blocks are searched for the headline."""
_REPEATED = 100
"""Letters from which a block that stands twice is read once (a quote pulled out of the text)."""
_STUB = 1_200
"""Letters below which a page that leads elsewhere or asks for money holds only a part: two or three paragraphs."""
_SHORTEST_CHUNK = 30
"""Letters from which a block that is only part of one of trafilatura's counts as found."""


def article_of(tree: Element, html: str, meta: Meta) -> Found | None:
    """The article in a page, or None when there is none. `tree` is the parsed `html`."""
    told = list(_extracted(html))
    stated = without_tags(body) if isinstance(body := (meta.node or {}).get("articleBody"), str) else ""
    blocks = _in_page(tree, told) or told
    letters = sum(len(block.text) for block in blocks)
    if len(stated) > 1.5 * letters and len(stated) > _STUB:
        blocks = [Block(part, None if "\n" not in stated else "body") for part in stated.split("\n\n")]
        letters = len(stated)
    if not blocks:
        return None
    builder = TextBuilder()
    if meta.title and not any(block.role == "headline" for block in blocks):
        builder.add(Block(meta.title, "headline"))
    for block in blocks:
        builder.add(block)
    return Found(
        text=builder.text,
        format="html",
        marks=builder.marks,
        title=meta.title,
        author=meta.author,
        outlet=meta.outlet,
        outlet_basis=meta.outlet_basis,
        url=meta.url,
        published=meta.published,
        modified=meta.modified,
        partial=meta.partial or (meta.leads_away and letters < _STUB),
        problems=meta.problems,
    )


def _extracted(html: str) -> Iterator[Block]:
    """The story as trafilatura sees it, in coarse blocks."""
    import trafilatura  # noqa: PLC0415 - 0.4 s

    found = trafilatura.bare_extraction(
        html, include_comments=False, include_tables=True, with_metadata=False, fast=html.count("<") > _MANY_TAGS
    )
    body = getattr(found, "body", None)
    if body is None:
        return
    for element in body.iter("p", "head", "item", "quote", "cell", "code"):
        if any(child.tag in {"p", "item", "quote"} for child in element.iterdescendants()):
            continue
        text = " ".join("".join(element.itertext()).split())
        if text:
            yield Block(text, _ROLES.get(element.tag, "body"))


def _in_page(tree: Element, told: Sequence[Block]) -> list[Block]:
    """The page's own blocks that make up `told`, with the captions, credits and bylines that stand among them.

    Empty when too little of `told` is found again.
    """
    whole = "\n".join(folded(block.text) for block in told)
    lines = frozenset(whole.split("\n"))
    body = tree.find("body")
    all_pieces = list(pieces(tree if body is None else body, furniture=True))
    keys = [folded(piece.block.text) for piece in all_pieces]
    chosen = [_is_told(key, lines, whole) for key in keys]
    kept = _longest_run(chosen, keys)
    found = sum(len(keys[place]) for place in kept if chosen[place])
    if not kept or found < _RECOVERED * max(1, len(whole)):
        return []
    return list(_ordered(all_pieces, keys, chosen, kept))


def _ordered(all_pieces: Sequence[Piece], keys: Sequence[str], chosen: Sequence[bool], kept: range) -> Iterator[Block]:
    """The headline and what stands between it and the story, then the story's blocks."""
    head = _headline(all_pieces, kept)
    if head:
        yield Block(all_pieces[head[0]].block.text, "headline")
        yield from (all_pieces[place].block for place in head[1:])
    seen: set[str] = set()
    for place in kept:
        block = all_pieces[place].block
        if head and (place <= head[0] or keys[place] == keys[head[0]]):
            continue
        if chosen[place] and (keys[place] not in seen or len(keys[place]) < _REPEATED):
            seen.add(keys[place])
            yield block
        elif not chosen[place] and block.role in {"caption", "credit", "byline"}:
            yield block


def _is_told(key: str, lines: frozenset[str], whole: str) -> bool:
    return bool(key) and (key in lines or (len(key) >= _SHORTEST_CHUNK and key in whole))


def _longest_run(chosen: Sequence[bool], keys: Sequence[str]) -> range:
    """From the first to the last chosen block.

    Short stray ones far before the story (a menu entry that repeats a heading) do not stretch it.
    """
    solid = [place for place, told in enumerate(chosen) if told and len(keys[place]) >= _SHORTEST_CHUNK]
    if not solid:
        return range(0)
    first, last = solid[0], solid[-1]
    while first > 0 and chosen[first - 1]:
        first -= 1
    while last + 1 < len(chosen) and chosen[last + 1]:
        last += 1
    return range(first, last + 1)


def _headline(all_pieces: Sequence[Piece], kept: range) -> list[int]:
    """Places of the `<h1>` over the story, and of the standfirst and byline between it and the story.

    The `<h1>` may stand among the first of the story's blocks; what is before it is then a kicker or the like.
    """
    heads = [place for place in range(kept[:_HEAD_WITHIN][-1] + 1) if _within(all_pieces[place].element, "h1")]
    if not heads:
        return []
    between = [
        place for place in range(heads[-1] + 1, kept[0])
        if all_pieces[place].block.role == "byline" or _is_standfirst(all_pieces[place].element)
    ]  # fmt: skip
    return [heads[-1], *between]


def _within(element: Element, tag: str) -> bool:
    return element.tag == tag or any(parent.tag == tag for parent in element.iterancestors())


def _is_standfirst(element: Element) -> bool:
    words = class_words(element) | (
        class_words(element.getparent()) if element.getparent() is not None else frozenset()
    )
    return bool(words & {"standfirst", "subtitle", "dek", "deck", "subheadline", "subheading", "sapo", "strapline"})
