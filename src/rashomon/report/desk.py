"""The record laid out for looking things up: accounts with their badges, statements with their numbers and places.

Every view starts from a `Desk`; it is made once for each report.
"""

import re
from collections.abc import Container, Iterable
from hashlib import sha256
from itertools import count, groupby

import msgspec

from rashomon.model.analysis import Statement
from rashomon.model.record import Claim, Entity, Record, Source, hands
from rashomon.model.span import Place, joined
from rashomon.report import words

PATTERNS = 8
"""Badge patterns in `static/report.css` (`.k0` to `.k7`); after eight they repeat, the letter tells apart."""
NAME_LIMIT = 26
"""Characters of an outlet's name that fit over a column."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One document as the reader meets it: a letter, a badge pattern, a short name."""

    id: str
    letter: str
    pattern: str
    name: str
    anchor: str
    source: Source


class Ref(msgspec.Struct, frozen=True, kw_only=True):
    """A pointer to a statement, shown as the account's letter and a running number: `B12`."""

    label: str
    anchor: str
    pattern: str
    letter: str
    number: int
    account: str
    human: bool = False
    """Whether a person changed something about the statement."""


class RefGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Pointers into one account."""

    letter: str
    pattern: str
    refs: tuple[Ref, ...]


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands behind a statement: a name to show, how it is sourced in words, and a key for filtering."""

    name: str
    sourcing: str
    """`named source`, `unnamed source` or `own voice`."""
    key: str


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """The record with its indexes."""

    record: Record
    accounts: tuple[Account, ...]
    account: dict[str, Account]
    statement: dict[str, Statement]
    of_document: dict[str, tuple[Statement, ...]]
    """The statements of each document in reading order."""
    ref: dict[str, Ref]
    claim: dict[str, Claim]
    claim_of: dict[str, str]
    entity: dict[str, Entity]
    hands: dict[str, tuple[str, ...]]
    """What people changed, by statement, in words."""

    def refs(self, statements: tuple[str, ...]) -> tuple[Ref, ...]:
        """Pointers to those of `statements` that the record holds, by account and place."""
        return self.ordered(self.ref[s] for s in statements if s in self.ref)

    def accounts_of(self, documents: tuple[str, ...] | set[str]) -> tuple[Account, ...]:
        """The accounts of these documents, in the order of the report."""
        return tuple(account for account in self.accounts if account.id in documents)

    def words(self, statement: Statement) -> str:
        """The words of a statement's content."""
        account = self.account.get(statement.document)
        if statement.text or account is None:
            return words.folded(statement.text)
        return joined(statement.content, account.source.text)

    def ordered(self, refs: Iterable[Ref]) -> tuple[Ref, ...]:
        """`refs` without repetition, by account and place."""
        return tuple(sorted(dict.fromkeys(refs), key=lambda ref: (len(ref.letter), ref.letter, ref.number)))

    def host(self, place: Place) -> Statement | None:
        """The first statement whose sentence or words hold `place`."""
        inside = (
            s
            for s in self.of_document.get(place.document, ())
            if (s.sentence and s.sentence.start <= place.start and place.end <= s.sentence.end)
            or any(span.start <= place.start and place.end <= span.end for span in s.content)
        )
        return next(inside, None)

    def renamed(self, text: str) -> str:
        """`text` with the names of files of unknown outlets as the report shows them, blanks folded."""
        for account in self.accounts:
            if not account.source.outlet:
                file = account.source.label
                for name in (file, file.rpartition(".")[0] or file):
                    text = text.replace(name, account.name)
        return words.folded(text)

    def standing(self, claim: Claim) -> str:
        """How a claim stands, in words: `Disputed: three accounts, at least two, at most three origins`."""
        if len(claim.documents) < 2:
            return "One account only"
        told = f"{words.counted(len(claim.documents), 'account')}, {words.bounds(*claim.origin_bounds)}"
        return f"Disputed: {told}" if claim.standing == "disputed" else words.capital(told)

    def voice(self, statement: Statement) -> Voice:
        """Who says it, as the outlet tells it."""
        source = statement.source
        account = self.account.get(statement.document)
        if source is None:
            return Voice(name=account.name if account else "the outlet", sourcing="own voice", key="own")
        entity = self.entity.get(source.entity or "")
        said = joined(source.spans, account.source.text) if account else ""
        name = words.first_of((entity.name if entity else None, source.description, said), "somebody not named")
        sourcing = "named source" if source.named else "unnamed source"
        if not source.named and source.description:
            name = source.description
        name = re.sub(r"^(?:The (?=[a-z])|(?:An?|One|Some|Two|Three) )", lambda start: start.group().lower(), name)
        return Voice(name=name, sourcing=sourcing, key=anchor("e", entity.id if entity else name))


def by_account(refs: Iterable[Ref]) -> tuple[RefGroup, ...]:
    """`refs`, which stand in order, those of one account together."""
    return tuple(
        RefGroup(letter=letter, pattern=pattern, refs=tuple(same))
        for (letter, pattern), same in groupby(refs, key=lambda ref: (ref.letter, ref.pattern))
    )


def anchor(prefix: str, key: str) -> str:
    """An id for HTML that no hostile key can break: the record's own id where it is plain, else a hash of it."""
    if re.fullmatch(r"[A-Za-z0-9_.-]{1,40}", key):
        return f"{prefix}-{key}"
    return f"{prefix}-x{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def letters(at: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(65 + rest) + text
    return text


def make_desk(record: Record) -> Desk:
    """The indexes of `record`. Accounts are in the record's own order, which does not depend on the inputs' order."""
    accounts = _accounts(record)
    by_id = {account.id: account for account in accounts}
    changed = hands(record)
    return Desk(
        record=record,
        accounts=accounts,
        account=by_id,
        statement={s.id: s for s in record.statements if s.document in by_id},
        of_document={account.id: _reading_order(record, account.id) for account in accounts},
        ref=_refs(record, by_id, changed),
        claim={claim.id: claim for claim in record.claims},
        claim_of={s: claim.id for claim in reversed(record.claims) for s in claim.statements},
        entity={entity.id: entity for entity in record.entities},
        hands=changed,
    )


def _reading_order(record: Record, document: str) -> tuple[Statement, ...]:
    mine = (s for s in record.statements if s.document == document)
    return tuple(sorted(mine, key=lambda s: (s.content[0].start if s.content else 0, s.id)))


def _accounts(record: Record) -> tuple[Account, ...]:
    ordered = sorted(record.documents, key=lambda d: (d.outlet is None, d.label.casefold(), d.id))
    names: dict[str, int] = {}
    for source in ordered:
        names[source.label] = names.get(source.label, 0) + 1
    seen: dict[str, count[int]] = {}
    found = []
    for at, source in enumerate(ordered):
        name = words.shortened(source.label, NAME_LIMIT) if source.outlet else words.file_name(source.label)
        if names[source.label] > 1:
            name = f"{name} ({next(seen.setdefault(source.label, count(1)))})"
        found.append(
            Account(
                id=source.id,
                letter=letters(at),
                pattern=f"k{at % PATTERNS}",
                name=name,
                anchor=anchor("d", source.id),
                source=source,
            )
        )
    return tuple(found)


def _refs(record: Record, accounts: dict[str, Account], changed: Container[str]) -> dict[str, Ref]:
    """Statements are numbered in reading order within their account."""
    place = sorted(
        (s for s in record.statements if s.document in accounts),
        key=lambda s: (s.document, s.content[0].start if s.content else 0, s.id),
    )
    numbers = {account: count(1) for account in accounts}
    refs = {}
    for statement in place:
        account = accounts[statement.document]
        at = next(numbers[account.id])
        refs[statement.id] = Ref(
            label=f"{account.letter}{at}",
            anchor=anchor("s", statement.id),
            pattern=account.pattern,
            letter=account.letter,
            number=at,
            account=account.name,
            human=statement.id in changed,
        )
    return refs
