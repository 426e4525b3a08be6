"""Every address of the app, in one literal table: its page, its JSON, what it is narrowed by."""

from collections.abc import Callable
from typing import Any

import msgspec

from rashomon.model.document import Problem
from rashomon.model.record import Claim, Divergence, Entity, Moment, Move, Omission
from rashomon.revisions import Revised
from rashomon.web import answers, items, pages, posts, shapes
from rashomon.web.ask import ALL_FACETS, Ask, Page

Show = Callable[[Ask], Page]
Tell = Callable[[Ask], msgspec.Struct]


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """One view. `answer` is the type of its JSON, `takes` the parameters that it reads besides `page`."""

    path: str
    """`{key}` stands for the id of one thing."""
    summary: str
    show: Show
    tell: Tell
    answer: Any
    takes: tuple[str, ...] = ()
    listed: bool = True
    """Whether it is a list, cut into pages."""
    past: bool = False
    """Whether it tells of what posts said before, which the record itself does not hold."""


NARROWED = ALL_FACETS
SEARCH = "/search"
CHANGES = "/changes"
POST = "/posts/{key}"

ROUTES: tuple[Route, ...] = (
    Route(path="/", summary="The story at a glance", show=pages.overview_page, tell=answers.story,
          answer=shapes.StoryAnswer, listed=False),
    Route(path="/timeline", summary="Moments in order", show=pages.timeline_page, tell=answers.timeline,
          answer=shapes.Listing[Moment], takes=NARROWED),
    Route(path="/matrix", summary="Which account carries which claim", show=pages.matrix_page, tell=answers.matrix,
          answer=shapes.Listing[shapes.Row], takes=NARROWED),
    Route(path="/claims", summary="Claims of several accounts", show=pages.claims_page, tell=answers.claims,
          answer=shapes.Listing[Claim], takes=NARROWED),
    Route(path="/claims/{key}", summary="One claim", show=items.claim_page, tell=answers.claim,
          answer=shapes.ClaimAnswer, listed=False),
    Route(path="/alone", summary="Claims of one account", show=pages.alone_page, tell=answers.alone,
          answer=shapes.Listing[Claim], takes=NARROWED),
    Route(path="/divergences", summary="Where accounts part", show=pages.divergences_page, tell=answers.divergences,
          answer=shapes.Listing[Divergence], takes=NARROWED),
    Route(path="/divergences/{key}", summary="One place where accounts part", show=items.divergence_page,
          tell=answers.divergence, answer=shapes.DivergenceAnswer, listed=False),
    Route(path="/origins", summary="On whose word each claim rests", show=pages.origins_page, tell=answers.origins,
          answer=shapes.Listing[Claim], takes=NARROWED),
    Route(path="/ledger", summary="What the parties demanded, offered, agreed and refused", show=pages.ledger_page,
          tell=answers.ledger, answer=shapes.Listing[Move], takes=NARROWED),
    Route(path="/people", summary="Who is named, and how", show=pages.people_page, tell=answers.people,
          answer=shapes.Listing[Entity], takes=("outlet",)),
    Route(path="/people/{key}", summary="One person, body, place or group", show=items.person_page,
          tell=answers.person, answer=shapes.PersonAnswer, listed=False),
    Route(path="/voices", summary="Whom each account quotes", show=pages.voices_page, tell=answers.voices,
          answer=shapes.Listing[shapes.VoiceLine], takes=NARROWED),
    Route(path="/omissions", summary="What each account leaves out", show=pages.omissions_page,
          tell=answers.omissions, answer=shapes.Listing[Omission], takes=("outlet",)),
    Route(path="/problems", summary="What could not be read or decided", show=pages.problems_page,
          tell=answers.problems, answer=shapes.Listing[Problem], takes=("outlet",)),
    Route(path="/sources", summary="The accounts", show=pages.sources_page, tell=answers.sources,
          answer=shapes.Listing[shapes.AccountLine]),
    Route(path="/sources/{key}", summary="One account with its text", show=items.source_page, tell=answers.source,
          answer=shapes.SourceAnswer, listed=False, past=True),
    Route(path="/posts", summary="Posts that were edited or withdrawn", show=posts.posts_page, tell=posts.posts,
          answer=shapes.Listing[Revised], past=True),
    Route(path=POST, summary="One post with its earlier wordings", show=posts.post_page, tell=posts.post,
          answer=shapes.PostAnswer, listed=False, past=True),
    Route(path="/statements/{key}", summary="One statement in its passage", show=items.statement_page,
          tell=answers.statement, answer=shapes.StatementAnswer, listed=False, past=True),
    Route(path="/compare", summary="Two accounts beside each other", show=pages.compare_page, tell=answers.compare,
          answer=shapes.CompareAnswer, takes=("a", "b", *NARROWED), listed=False),
    Route(path=SEARCH, summary="Statements found by words or by meaning", show=items.search_page, tell=answers.search,
          answer=shapes.Listing[shapes.Hit], takes=("q", "by", *NARROWED)),
    Route(path=CHANGES, summary="What changed since another record", show=items.changes_page, tell=answers.changed,
          answer=shapes.ChangesAnswer, takes=("since",), listed=False),
)  # fmt: skip
