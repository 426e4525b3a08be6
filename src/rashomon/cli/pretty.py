"""A claim, a person, a divergence, an account or found words, as a person reads them in a terminal."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import singledispatch

from rashomon.cli.find import Item
from rashomon.cli.text import clip, counts, line, pairs, plural, quoted, title
from rashomon.model.analysis import Statement
from rashomon.model.document import Problem
from rashomon.model.record import Claim, Divergence, Entity, Record, Source
from rashomon.model.span import joined
from rashomon.store import Hit

WHOLE_UP_TO = 3
"""So many things are shown whole; more are listed, one line each."""
LISTED_WORDS = 150


class Shelf:
    """A record with its parts to hand by id."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.documents = {document.id: document for document in record.documents}
        self.statements = {statement.id: statement for statement in record.statements}
        self.claims = {claim.id: claim for claim in record.claims}
        self.entities = {entity.id: entity for entity in record.entities}

    def who(self, statement: Statement) -> str:
        """The source of a statement in words, or its outlet."""
        if statement.source is None:
            return self.documents[statement.document].label
        entity = self.entities.get(statement.source.entity or "")
        return entity.name if entity else statement.source.description or "an unnamed source"

    def told(self, statement: Statement) -> str:
        """Outlet, time, source and relays of a statement."""
        relays = "".join(f", through {link.name}" for link in statement.chain)
        when = f" ({at(statement.published)})" if statement.published else ""
        label = self.documents[statement.document].label
        said = "in its own words" if statement.source is None else f"{self.who(statement)}, {statement.stance}"
        return f"{label}{when}: {said}{relays}"


def print_items(items: Sequence[Item], shelf: Shelf) -> None:
    """Print a few things whole, many as a list."""
    if not items:
        line("nothing found")
    if len(items) > WHOLE_UP_TO:
        pairs([brief(item, shelf) for item in sorted(items, key=_weight)])
        return
    for number, item in enumerate(items):
        if number:
            line()
        whole(item, shelf)


def _weight(item: Item) -> int:
    """Lists begin with what most accounts carry or name; everything else keeps its order."""
    return -len(item.documents if isinstance(item, Claim) else item.mentions if isinstance(item, Entity) else ())


def at(time: datetime) -> str:
    """`2031-06-03 18:07Z`."""
    return time.strftime("%Y-%m-%d %H:%MZ")


def _published(source: Source) -> str:
    """When an account was published, as exactly as it is known."""
    if source.published:
        return at(source.published)
    if source.day:
        return f"{source.day.isoformat()}, hour not known"
    return source.published_as_given or "not known"


@singledispatch
def brief(item: Item, shelf: Shelf) -> tuple[str, str]:
    """A thing's name and one line about it."""
    raise NotImplementedError(type(item).__name__)


@brief.register
def _(item: Claim, shelf: Shelf) -> tuple[str, str]:  # noqa: ARG001  (one shape for all)
    return item.id, f"{clip(item.text, LISTED_WORDS)} ({item.standing}, {plural(len(item.documents), 'account')})"


@brief.register
def _(item: Entity, shelf: Shelf) -> tuple[str, str]:  # noqa: ARG001  (one shape for all)
    roles = "; ".join(role.text for role in item.roles[:2])
    parts = (clip(roles, LISTED_WORDS), item.party and f"for {item.party}", plural(len(item.mentions), "mention"))
    return item.name, ", ".join(part for part in parts if part)


@brief.register
def _(item: Divergence, shelf: Shelf) -> tuple[str, str]:  # noqa: ARG001  (one shape for all)
    return item.id, f"{item.verdict}, {item.kind}: {clip(item.why, LISTED_WORDS)}"


@brief.register
def _(item: Source, shelf: Shelf) -> tuple[str, str]:
    said = sum(statement.document == item.id for statement in shelf.record.statements)
    return item.label, f"{item.kind}, {plural(said, 'statement')}: {clip(item.title or '', LISTED_WORDS)}"


@brief.register
def _(item: Problem, shelf: Shelf) -> tuple[str, str]:
    return item.code, f"{_where(item, shelf)}{clip(item.message, LISTED_WORDS)}"


@brief.register
def _(item: Hit, shelf: Shelf) -> tuple[str, str]:  # noqa: ARG001
    who = f"{item.source}, " if item.source else ""
    return item.outlet, f"{clip(item.marked, 2 * LISTED_WORDS)} ({who}{item.statement})"


@singledispatch
def whole(item: Item, shelf: Shelf) -> None:
    """Print all of one thing."""
    raise NotImplementedError(type(item).__name__)


@whole.register
def _(item: Claim, shelf: Shelf) -> None:
    title(clip(item.text, 400))
    low, high = item.origin_bounds
    origins = str(low) if low == high else f"{low} to {high}"
    pairs([("id", item.id), ("standing", item.standing), ("origins", origins)])
    for origin in item.origins:
        line(f"{origin.label}{'' if origin.named else ' (unnamed)'}: {origin.why}", indent=2, hang=2)
    for statement in (shelf.statements[id_] for id_ in item.statements):
        line(shelf.told(statement), hang=2)
        line(f"{quoted(statement.text)} ({statement.id})", indent=4)
    for divergence in (d for d in shelf.record.divergences if item.id in d.claims):
        line(f"{divergence.id} {divergence.verdict}, {divergence.kind}: {divergence.why}", hang=2)
    for omission in (o for o in shelf.record.omissions if o.claim == item.id):
        line(f"not in {shelf.documents[omission.document].label}: {omission.reason}", hang=2)


@whole.register
def _(item: Entity, shelf: Shelf) -> None:
    title(item.name)
    labels = {document.id: document.label for document in shelf.record.documents}
    pairs([("id", item.id), ("party", item.party or "not known"), ("mentions", str(len(item.mentions)))])
    for variant in item.variants:
        line(f"“{variant.text}”: {counts({labels[d]: n for d, n in variant.documents.items()})}", indent=2, hang=2)
    for role in item.roles:
        line(f"called “{role.text}” by {', '.join(labels[d] for d in role.documents)}", indent=2, hang=2)
    for statement in shelf.record.statements:
        if statement.source and statement.source.entity == item.id:
            line(shelf.told(statement), hang=2)
            line(f"{quoted(statement.text)} ({statement.id})", indent=4)


@whole.register
def _(item: Divergence, shelf: Shelf) -> None:
    title(f"{item.verdict}: {item.kind}")
    line(item.why)
    pairs([("id", item.id), ("claims", ", ".join(item.claims))])
    for side in item.sides:
        line(side.label, hang=2)
        for place in side.spans:
            document = shelf.documents[place.document]
            line(f"{document.label}: {quoted(document.text[place.start : place.end])}", indent=4, hang=2)


@whole.register
def _(item: Source, shelf: Shelf) -> None:
    said = [statement for statement in shelf.record.statements if statement.document == item.id]
    quoted = Counter(shelf.who(statement) for statement in said if statement.source)
    cues = Counter(joined(s.cue, item.text).casefold() for s in said if s.cue)
    alone = sum(claim.documents == (item.id,) for claim in shelf.record.claims)
    left_out = Counter[str](o.reason for o in shelf.record.omissions if o.document == item.id)
    title(item.label)
    pairs(
        [
            ("known by", item.outlet_basis or "nothing: the outlet is unknown"),
            ("title", item.title or "none"),
            ("file", item.path or item.url or "none"),
            ("published", _published(item)),
            ("statements", f"{len(said)} ({counts(Counter(s.form for s in said))})"),
            ("quotes most", counts(dict(quoted.most_common(8)))),
            ("verbs", counts(dict(cues.most_common(8)))),
            ("claims", f"{alone} that no other account carries"),
            ("omissions", counts(left_out)),
        ]
    )


@whole.register
def _(item: Problem, shelf: Shelf) -> None:
    title(item.code)
    line(f"{_where(item, shelf)}{item.message}", hang=2)
    if item.document in shelf.documents and item.start is not None and item.end is not None:
        words = shelf.documents[item.document].text[item.start : item.end]
        if words.strip():
            line(quoted(clip(words, 300)), indent=4)


def _where(problem: Problem, shelf: Shelf) -> str:
    """The account that a problem belongs to, if any."""
    document = shelf.documents.get(problem.document or "")
    return f"{document.label}: " if document else ""


@whole.register
def _(item: Hit, shelf: Shelf) -> None:
    line(shelf.told(shelf.statements[item.statement]), hang=2)
    line(f"{quoted(item.marked)} ({item.statement})", indent=4)
