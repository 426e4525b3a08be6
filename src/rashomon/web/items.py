"""The pages of single things: a claim, a statement in its passage, a divergence, a person, an account; and search."""

from collections.abc import Iterator, Sequence

import msgspec

from rashomon.changes import Changes
from rashomon.changeset import ChangedPost
from rashomon.report import words
from rashomon.report.desk import Account, Desk, anchor
from rashomon.report.diff import Piece, Wording
from rashomon.report.edits import Bit, edited, times
from rashomon.report.told import Told, told
from rashomon.report.views_claims import claim_view, partings_of, single
from rashomon.report.views_divergences import divergence_view
from rashomon.report.views_origins import tree
from rashomon.report.views_people import person
from rashomon.report.views_sources import source, surroundings
from rashomon.web.ask import ALL_FACETS, Ask, NotThere, Page, paged
from rashomon.web.facets import fitting
from rashomon.web.search import Found, within

WORDINGS = 200
"""Wordings on a claim's own page."""
ROOTS = 60
QUOTATIONS = 30
"""Quotations of one side on a divergence's own page."""
BESIDE = 2
"""Passages shown on each side of a statement's own."""
QUOTED = 100
CLOSE = 0.54
"""Cosine from which a hit is called close in meaning: in the demo story three quarters of the pairs of statements
of one claim lie above it, and one in a hundred of those of two claims."""
EDITIONS = 40
"""Earlier records offered for comparison."""
HITS = 40
TEXT = 600_000
"""Characters of an account's text on one page; beyond it only passages with statements are shown."""
NAMES = {"c": "claim", "s": "statement", "v": "divergence", "e": "person", "d": "account"}


class Lacking(msgspec.Struct, frozen=True, kw_only=True):
    """An account that does not carry a claim, and why as far as is known."""

    account: Account
    reason: str
    why: str


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Something to open: an anchor and its words."""

    href: str
    text: str
    note: str = ""


def find(ask: Ask, prefix: str) -> str:
    """The id of the thing in the address. Raises NotThere with what to do."""
    key = ask.edition.find(prefix, ask.key)
    if key is None:
        name = NAMES[prefix]
        raise NotThere(f"This record holds no {name} {words.shortened(ask.key, 60)!r}. It may have gone with the words "
                       "that it rested on, or never have been of this story.")  # fmt: skip
    return key


def claim_page(ask: Ask) -> Page:
    """One claim: every wording, its origins, who lacks it, where it parts."""
    desk = ask.desk
    claim = desk.claim[find(ask, "c")]
    parts = partings_of(desk).get(claim.id, {})
    reasons = {o.document: o for o in desk.record.omissions if o.claim == claim.id}
    lacking = tuple(
        Lacking(account=account, reason=reasons[account.id].reason, why=desk.renamed(reasons[account.id].why))
        for account in desk.accounts
        if account.id in reasons
    )
    values = {
        "c": claim_view(desk, claim, parts, WORDINGS),
        "t": tree(desk, claim, ROOTS),
        "lacking": lacking,
        "partings": tuple(divergence_view(desk, d, 3) for d in desk.record.divergences if claim.id in d.claims)[:20],
        "text": words.folded(claim.text),
    }
    return Page(template="claim.html", title=words.shortened(claim.text, 80), section="claims", values=values)


def statement_page(ask: Ask) -> Page:
    """One statement in its passage, with what it belongs to."""
    desk = ask.desk
    statement = desk.statement[find(ask, "s")]
    claim = desk.claim.get(desk.claim_of.get(statement.id, ""))
    post = next((post for post in desk.record.posts if post.id == statement.post), None)
    shown = told(desk, statement)
    mine = [d for d in desk.record.divergences if any(statement.id in side.statements for side in d.sides)]
    ordered = desk.of_document[statement.document]
    at = next(at for at, other in enumerate(ordered) if other.id == statement.id)
    values = {
        "told": shown,
        "text": surroundings(desk, statement, BESIDE),
        "lit": str(shown.ref.number),
        "claim": Link(href=anchor("c", claim.id), text=words.folded(claim.text), note=desk.standing(claim))
        if claim
        else None,
        "refs": desk.refs(tuple(s for s in claim.statements if s != statement.id)) if claim else (),
        "partings": tuple(_parting(d.id, d.kind, d.why, desk) for d in mine),
        "edits": {anchor("p", p): times(count) for p, count in ask.past.edits.items() if post and p == post.id},
        "link": words.web_address(post.permalink if post else None) or words.web_address(shown.account.source.url),
        "before": desk.ref[ordered[at - 1].id] if at else None,
        "after": desk.ref[ordered[at + 1].id] if at + 1 < len(ordered) else None,
        "chain": tuple(link.name for link in statement.chain if link.name),
    }
    return Page(template="statement.html", title=f"{shown.ref.label}, {shown.account.name}", section="sources",
                values=values)  # fmt: skip


def divergence_page(ask: Ask) -> Page:
    """One place where accounts part, with every quotation."""
    key = find(ask, "v")
    found = next(d for d in ask.desk.record.divergences if d.id == key)
    view = divergence_view(ask.desk, found, QUOTATIONS)
    return Page(template="divergence.html", title=f"{view.kind}: {' against '.join(view.title)}", values={"d": view},
                section="divergences")  # fmt: skip


def person_page(ask: Ask) -> Page:
    """One person, body, place or group: how it is called, and what is said on its word."""
    desk = ask.desk
    entity = desk.entity[find(ask, "e")]
    said = [
        s
        for account in desk.accounts
        for s in desk.of_document[account.id]
        if s.source and s.source.entity == entity.id
    ]
    shown, pager = paged(said, ask, QUOTED)
    values = {
        "p": person(desk, entity, len(said)),
        "said": tuple(told(desk, s) for s in shown),
        "places": _places(desk, [(p.document, p.start) for p in entity.mentions]),
    }
    return Page(template="person.html", title=entity.name, section="people", values=values, pager=pager)


def source_page(ask: Ask) -> Page:
    """One account's whole text with its statements marked."""
    account = ask.desk.account[find(ask, "d")]
    edits = {anchor("p", post): times(count) for post, count in ask.past.edits.items()}
    withdrawn = sum(one.withdrawn and one.account == account.name for one in ask.past.listed)
    return Page(template="source.html", title=account.name, section="sources",
                values={"s": source(ask.desk, account, TEXT), "edits": edits, "withdrawn": withdrawn})  # fmt: skip


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A found statement as it is shown."""

    told: Told
    claim: Link | None
    close: str


def search_page(ask: Ask) -> Page:
    """Statements that were found, those that fit the facets."""
    hits = within(ask.found, fitting(ask.desk, ask.facets)) if ask.facets.narrows else ask.found
    shown, pager = paged(hits, ask, HITS)
    values = {"q": ask.q, "how": ask.how, "results": tuple(_result(ask.desk, one) for one in shown)}
    return Page(template="search.html", title=f"Search: {ask.q}" if ask.q else "Search", section="search",
                values=values, pager=pager, facets=ALL_FACETS)  # fmt: skip


class New(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is new: what to open, and in which accounts it stands."""

    href: str
    text: str
    note: str
    accounts: tuple[Account, ...] = ()
    stance: str = ""
    bits: tuple[Bit, ...] = ()
    """What an edit changed, word by word."""


def changes_page(ask: Ask) -> Page:
    """What changed since the edition that the reader last saw."""
    since, edition = ask.since, ask.edition
    found = since.changes if since else Changes()
    values = {
        "known": bool(since and since.known),
        "asked": since.version if since else "",
        "from_": words.stamp(since.noticed) if since and since.noticed else "",
        "to_": words.stamp(edition.noticed),
        "same": bool(since and since.version == edition.version),
        "groups": (*_groups(ask.desk, found), *_posts(ask.desk, since.posts if since else ())),
        "editions": [(key, words.stamp(at)) for key, at in ask.editions if key != edition.version][:EDITIONS],
    }
    return Page(template="changes.html", title="What changed", section="changes", values=values)


def _groups(desk: Desk, found: Changes) -> tuple[tuple[str, tuple[New, ...]], ...]:
    def of(claim: str) -> tuple[Account, ...]:
        return desk.accounts_of(desk.claim[claim].documents) if claim in desk.claim else ()

    groups = (
        ("New accounts", [New(href=anchor("d", a.document), text=a.account, note="") for a in found.accounts]),
        ("New contradictions", [
            New(href=anchor("v", v.divergence), text=desk.renamed(v.why), note=words.KIND.get(v.kind, v.kind))
            for v in found.contradictions
        ]),
        ("Claims that gained an origin", [
            New(href=anchor("c", o.claim), text=words.folded(o.text), accounts=of(o.claim),
                note=f"now {words.counted(o.after, 'origin')}, before {words.number(o.before)}; new: "
                     + words.listed(map(desk.renamed, o.labels)))
            for o in found.origins
        ]),
        ("New claims", [
            New(href=one.anchor, text=one.text, note=one.who, stance=one.stance, accounts=of(c.claim))
            for c in found.claims if c.claim in desk.claim for one in [single(desk, desk.claim[c.claim])]
        ]),
        ("Statements that are gone", [
            New(href="", text=words.folded(g.text),
                note=f"{g.account}: " + ("the account no longer says it" if g.withdrawn else "the account is gone"))
            for g in found.gone
        ]),
    )  # fmt: skip
    return tuple((name, tuple(items)) for name, items in groups if items)


LONGEST_BEFORE = 600
"""Letters of an edited or withdrawn post's words that are shown; all of them stand in changes.jsonl."""


def _posts(desk: Desk, found: Sequence[ChangedPost]) -> Iterator[tuple[str, tuple[New, ...]]]:
    """The posts whose words changed or went, with what they said before. New posts show in what they claim."""
    for how, name in (("edited", "Posts that were edited"), ("gone", "Posts that were withdrawn")):
        items = tuple(_changed(desk, post) for post in found if post.how == how)
        if items:
            yield name, items


def _changed(desk: Desk, post: ChangedPost) -> New:
    now = next((one for one in desk.record.posts if one.id == post.post), None) if post.how == "edited" else None
    when = f", {words.stamp(post.published)}" if post.published else ""
    before = words.shortened(post.before or "", LONGEST_BEFORE)
    text = post.title or words.shortened(before, 80)
    if now is None:
        href = anchor("p", post.post) if post.page else ""
        return New(href=href, text=text, note=f"{post.account}{when}; before: “{before}”")
    after = desk.account[now.document].source.text[now.start : now.end]
    bits = edited(before, words.shortened(after, LONGEST_BEFORE))
    return New(href=anchor("p", now.id), text=text, note=f"{post.account}{when}", bits=bits)


def _result(desk: Desk, found: Found) -> Result:
    statement = desk.statement[found.statement]
    claim = desk.claim.get(desk.claim_of.get(statement.id, ""))
    return Result(
        told=told(desk, statement, Wording(tuple(Piece(p.text, p.differs) for p in found.pieces))),
        claim=Link(href=anchor("c", claim.id), text=words.shortened(claim.text, 120), note=desk.standing(claim))
        if claim and len(claim.documents) > 1
        else None,
        close="" if found.close is None else ("close in meaning" if found.close >= CLOSE else "related"),
    )


def _parting(key: str, kind: str, why: str, desk: Desk) -> Link:
    return Link(href=anchor("v", key), text=desk.renamed(why), note=words.KIND.get(kind, kind))


def _places(desk: Desk, places: Sequence[tuple[str, int]]) -> tuple[tuple[Account, int], ...]:
    """How often each account names it."""
    return tuple(
        (account, count)
        for account in desk.accounts
        if (count := sum(document == account.id for document, _ in places))
    )
