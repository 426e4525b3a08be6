"""Title, outlet, author, dates and address of a page: linked data, meta elements and what is seen, weighed."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from rashomon.read.blocks import Element, class_words
from rashomon.read.builder import folded
from rashomon.read.dates import moment
from rashomon.read.finish import name_of, web_url
from rashomon.read.jsonld import ARTICLE_TYPES, Node, names, string, truth, types_of
from rashomon.read.raw import Moment

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "parsely-pub-date",
    "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "sailthru.date", "pubdate", "publish-date",
    "publication_date", "cxenseparse:recs:publishtime", "rnews:datepublished",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "article:modified", "og:updated_time", "datemodified", "last-modified",
    "dcterms.modified", "lastmod",
)  # fmt: skip
_SITE = ("og:site_name", "application-name", "dc.publisher", "cre", "twitter:app:name:iphone")
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator")
_TITLE_BREAK = re.compile(r"\s+[|\u2013\u2014:\u00b7-]\s+|\s*\|\s*")
_AFTER_NAME = re.compile(r"\s(?:Published|Updated|Posted)\s|\s@\w|\s\|\s")
_SPLIT_AUTHORS = re.compile(r"\s*[;|]\s*")


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself. `node` is its article in the linked data, if any."""

    title: str | None = None
    outlet: str | None = None
    outlet_basis: str | None = None
    author: str | None = None
    url: str | None = None
    published: Moment = Moment()
    modified: Moment = Moment()
    node: Node | None = None
    partial: bool = False
    leads_away: bool = False
    """Whether the page sends its reader on to another one, or asks for money: when it is short, it is a stub."""
    live: bool = False
    """Whether the page calls itself a live page."""
    problems: tuple[tuple[str, str], ...] = ()


def metadata_of(tree: Element, nodes: Sequence[Node]) -> Meta:
    """What the page in `tree`, with the linked data `nodes`, says of itself."""
    tags = _meta_tags(tree)
    articles = [node for node in nodes if types_of(node) & ARTICLE_TYPES]
    live = next((node for node in articles if "LiveBlogPosting" in types_of(node)), None)
    node = live or max(articles, key=len, default=None)
    outlet, basis = _outlet(tags, articles, nodes)
    times = list(
        _moments((node or {}).get("datePublished"), _tagged(tags, _PUBLISHED), _visible(tree, "datePublished"))
    )
    edits = list(_moments((node or {}).get("dateModified"), _tagged(tags, _MODIFIED), _visible(tree, "dateModified")))
    published = _chosen(times)
    return Meta(
        title=_title(tree, tags, node, outlet),
        outlet=outlet,
        outlet_basis=basis,
        author=_author(tree, tags, node),
        url=_address(tree, tags, node),
        published=published,
        modified=_chosen(edits),
        node=node,
        partial=any(truth(node.get("isAccessibleForFree")) is False for node in articles),
        leads_away=_leads_away(tree) or tags.get("article:content_tier", "").lower() in {"locked", "paid", "premium"},
        live=live is not None
        or "liveblogposting" in str(tree.xpath("string(//@itemtype[contains(., 'LiveBlog')])")).lower(),
        problems=_disagreement(times, published),
    )


def meta_of_node(node: Node) -> Meta:
    """What an article of linked data says of itself when there is no page around it."""
    outlet = next(iter(names(node.get("publisher"))), None)
    return Meta(
        title=string(node.get("headline") or node.get("name")),
        outlet=outlet,
        outlet_basis="publisher in the linked data" if outlet else None,
        author=", ".join(names(node.get("author"))) or None,
        url=next((url for key in ("url", "@id") if (url := web_url(node.get(key)))), None),
        published=moment(node.get("datePublished")),
        modified=moment(node.get("dateModified")),
        node=node,
        partial=truth(node.get("isAccessibleForFree")) is False,
        live=True,
    )


def _meta_tags(tree: Element) -> dict[str, str]:
    """Content of each meta element by its lower-case name; the first of a name holds."""
    tags: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for key in ("property", "name", "itemprop"):
            if content and (name := element.get(key)):
                tags.setdefault(name.strip().lower(), content)
    return tags


def _tagged(tags: dict[str, str], keys: Iterable[str]) -> list[str]:
    return [tags[key] for key in keys if key in tags]


def _visible(tree: Element, prop: str) -> list[str]:
    """Machine-readable times in the body that are the page's own (not those of comments or other stories)."""
    own = tree.xpath(f"//time[@itemprop='{prop}' or (@pubdate and '{prop}'='datePublished')]/@datetime")
    if not own and prop == "datePublished":
        scope = tree.xpath("(//article[.//h1] | //header[.//h1] | //main)[1]")
        own = scope[0].xpath(".//time/@datetime")[:1] if scope else []
    return [str(value) for value in own[:3]]


def _moments(stated: object, tagged: Sequence[str], visible: Sequence[str]) -> Iterator[Moment]:
    for value in (stated, *tagged, *visible):
        found = moment(value)
        if found.day is not None:
            yield found


def _chosen(times: Sequence[Moment]) -> Moment:
    """The first time with a zone; else the first that has at least a clock; else the first day."""
    aware = [found for found in times if found.at is not None]
    clocked = [found for found in times if found.given and ":" in found.given]
    return next(iter([*aware, *clocked, *times]), Moment())


def _disagreement(times: Sequence[Moment], chosen: Moment) -> tuple[tuple[str, str], ...]:
    """A problem when the page gives days that are more than one apart for its own publication."""
    other = next((t for t in times if t.day and chosen.day and abs((t.day - chosen.day).days) > 1), None)
    if other is None:
        return ()
    words = f"the page gives both `{chosen.given}` and `{other.given}` as its date; the first is used"
    return (("date-disagrees", words),)


def _outlet(tags: dict[str, str], articles: Sequence[Node], nodes: Sequence[Node]) -> tuple[str | None, str | None]:
    if name := next(iter(_tagged(tags, _SITE[:1])), None):
        return _site(string(name)), "site name in the page"
    for node in articles:
        if found := names(node.get("publisher")):
            return _site(found[0]), "publisher in the page's linked data"
    if name := next(iter(_tagged(tags, _SITE[1:])), None):
        return _site(string(name)), "site name in the page"
    for node in nodes:
        if types_of(node) & {"NewsMediaOrganization", "WebSite"} and (found := names(node)):
            return _site(found[0]), "site in the page's linked data"
    return None, None


def _site(name: str | None) -> str | None:
    """The name before the slogan: `Radio Fenn | News that matters`."""
    return name_of((name or "").split(" | ")[0])


def _title(tree: Element, tags: dict[str, str], node: Node | None, outlet: str | None) -> str | None:
    """The headline that most of the page's own voices agree on; the visible one where it is among them."""
    stated = [string((node or {}).get("headline")), string(tags.get("og:title")), string(tags.get("twitter:title"))]
    window = string(tree.findtext(".//title"))
    voices = [_bare(voice, outlet) for voice in (*stated, window) if voice]
    heads = [" ".join(h1.text_content().split()) for h1 in list(tree.iter("h1"))[:10]]
    for head in heads:
        if head and any(_same(head, voice) for voice in voices):
            return name_of(head)
    return name_of(next(iter(voices), None) or next((head for head in heads if head), None))


def _bare(title: str, outlet: str | None) -> str:
    """`title` without the site's name at its end (or at its start)."""
    parts = [part for part in _TITLE_BREAK.split(title) if part]
    cut = title
    if outlet and len(parts) > 1:
        name = folded(outlet)
        if folded(parts[-1]) and (folded(parts[-1]) in name or name in folded(parts[-1])):
            cut = title[: title.rindex(parts[-1])].rstrip(" |-\u2013\u2014:\u00b7")
        elif folded(parts[0]) == name:
            cut = title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |-\u2013\u2014:\u00b7")
    return cut or title


def _same(head: str, voice: str) -> bool:
    a, b = folded(head), folded(voice)
    return bool(a and b) and (a == b or (len(a) > 15 and (a in b or b in a)))


def _author(tree: Element, tags: dict[str, str], node: Node | None) -> str | None:
    found = names((node or {}).get("author"))
    if not found:
        stated = [value for value in _tagged(tags, _AUTHOR) if "://" not in value]
        found = [name for value in stated[:1] for name in _SPLIT_AUTHORS.split(string(value) or "") if name]
    if not found:
        links = tree.xpath("//*[@rel='author' or @itemprop='author']")[:5]
        found = [line for link in links if 0 < len(line := " ".join(link.text_content().split())) < 100]
    if not found:
        lines = [e for e in tree.iter("div", "p", "span", "address") if class_words(e) & {"byline"}]
        found = [line for e in lines[:1] if 0 < len(line := " ".join(e.text_content().split())) < 100]
    people = [_person(name) for name in found[:8]]
    return ", ".join(dict.fromkeys(name for name in people if name)) or None


def _person(name: str) -> str | None:
    """A name without "By", and without the date, account or office that some pages run into it."""
    bare = _AFTER_NAME.split(re.sub(r"^[Bb]y:?\s+", "", name), maxsplit=1)[0].strip(" ,|")
    return bare if bare and not re.search(r"\d{4}", bare) else None


def _address(tree: Element, tags: dict[str, str], node: Node | None) -> str | None:
    canonical = tree.xpath("//link[translate(@rel, 'CANONIL', 'canonil')='canonical']/@href")
    own = (node or {}).get("mainEntityOfPage")
    stated = [(node or {}).get("url"), own.get("@id") if isinstance(own, dict) else own]
    return next((url for value in (*canonical[:2], tags.get("og:url"), *stated) if (url := web_url(value))), None)


def _leads_away(tree: Element) -> bool:
    return any(
        str(element.get("http-equiv")).lower() == "refresh" and "url=" in str(element.get("content")).lower()
        for element in tree.iter("meta")
    )
