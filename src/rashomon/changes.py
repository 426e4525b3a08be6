"""What is new in a record since an older one of the same story, in terms that survive a growing page.

Ids are made from content: a live page that gains a post has another id, and so have all its statements. Here an account
is known by its address or file, a statement by its account and its words, a claim and a divergence by their statements.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import ClassVar

import msgspec

from rashomon.model.analysis import Statement
from rashomon.model.record import Claim, Divergence, Origin, Record, Source

Key = tuple[str, str, int]
"""A statement apart from its offsets: account, folded words, and which of those with the same words it is."""


class NewClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim none of whose statements stood in the older record."""

    claim: str
    text: str
    documents: tuple[str, ...]


class GainedOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """A known claim behind which now stand more origins: `before` and `after` count them, `labels` name the new."""

    claim: str
    text: str
    before: int
    after: int
    labels: tuple[str, ...]


class NewContradiction(msgspec.Struct, frozen=True, kw_only=True):
    """A place where two accounts cannot both hold that was not there, or was not called so, before."""

    divergence: str
    kind: str
    why: str
    claims: tuple[str, ...]


class GoneStatement(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that its account no longer makes. `statement` and `document` are ids of the older record."""

    statement: str
    document: str
    account: str
    text: str
    withdrawn: bool
    """True when the account itself is still there without these words; false when the whole account is gone."""


class NewAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account that the older record did not have."""

    document: str
    account: str


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """All that is new, each part in the newer record's order. Equal records have no changes and move nothing."""

    claims: tuple[NewClaim, ...] = ()
    origins: tuple[GainedOrigin, ...] = ()
    contradictions: tuple[NewContradiction, ...] = ()
    gone: tuple[GoneStatement, ...] = ()
    accounts: tuple[NewAccount, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    """Older id and newer id of the accounts, statements, claims and divergences that go on under another id."""

    @property
    def count(self) -> int:
        """How many things a reader would want to know of."""
        return sum(map(len, (self.claims, self.origins, self.contradictions, self.gone, self.accounts)))


def changes(old: Record, new: Record) -> Changes:
    """What is in `new` and was not in `old`, and what went. Pure; linear in the size of the records."""
    before, after = _Index.of(old), _Index.of(new)
    claims = _successors(before.claims, after.claims)
    partings = _successors(before.partings, after.partings)
    known = set(before.statement_of)
    fresh: list[NewClaim] = []
    gained: list[GainedOrigin] = []
    for claim in new.claims:
        if (earlier := claims.backward.get(claim.id)) is not None:
            gained += _gained(before.claim[earlier], claim, before, after)
        elif not known.intersection(after.claims[claim.id]):
            fresh.append(NewClaim(claim=claim.id, text=claim.text, documents=claim.documents))
    moved = {
        **_renamed(before.document_of, after.document_of),
        **_renamed(before.statement_of, after.statement_of),
        **claims.forward,
        **partings.forward,
    }
    return Changes(
        claims=tuple(fresh),
        origins=tuple(gained),
        contradictions=tuple(_contradictions(before, new, partings.backward)),
        gone=tuple(_gone(before, after, old)),
        accounts=tuple(
            NewAccount(document=d.id, account=d.label)
            for d in new.documents
            if identity(d) not in before.document_of and d.id not in before.document_of.values()
        ),
        moved=tuple(sorted((a, b) for a, b in moved.items() if a != b)),
    )


def packed(record: Record) -> bytes:
    """What comparing with a later record needs of `record`, compressed: some 2 % of its size."""
    slim = Record(
        documents=tuple(msgspec.structs.replace(d, text="") for d in record.documents),
        statements=record.statements,
        claims=tuple(msgspec.structs.replace(c, links=()) for c in record.claims),
        divergences=record.divergences,
    )
    return zlib.compress(msgspec.msgpack.encode(slim), 1)


def unpacked(data: bytes) -> Record | None:
    """The record that `packed` made small, without texts; None for what another version of the program packed."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(data), type=Record)
    except (msgspec.MsgspecError, zlib.error, ValueError):
        return None


def identity(source: Source) -> str:
    """What an account is known by from build to build: its address, else its file, else its outlet and title."""
    return source.url or source.path or f"{source.outlet or ''}\n{source.title or ''}\n{source.sha256}"


class _Index:
    """A record by keys that do not hang on offsets."""

    _last: ClassVar[tuple[tuple[Record, "_Index"], ...]] = ()
    """The last two that were made: the newer record of one comparison is the older one of the next."""

    @classmethod
    def of(cls, record: Record) -> "_Index":
        """The index of a record, the one made before where it is the very same."""
        known = next((index for held, index in cls._last if held is record), None)
        if known is None:
            known = cls(record)
            cls._last = (*cls._last[-1:], (record, known))
        return known

    def __init__(self, record: Record) -> None:
        self.account = {d.id: identity(d) for d in record.documents}
        self.label = {d.id: d.label for d in record.documents}
        self.document_of = {identity(d): d.id for d in record.documents}
        self.key = _keys(record.statements, self.account)
        self.statement_of = {key: statement for statement, key in self.key.items()}
        self.claim = {claim.id: claim for claim in record.claims}
        self.claims = {claim.id: self.keys(claim.statements) for claim in record.claims}
        self.parting = {d.id: d for d in record.divergences}
        self.partings = {d.id: self._signs(d) for d in record.divergences}

    def keys(self, statements: Iterable[str]) -> frozenset[Key]:
        """The keys of those statements that the record holds."""
        return frozenset(self.key[s] for s in statements if s in self.key)

    def _signs(self, divergence: Divergence) -> frozenset[Key]:
        """What a divergence is known by: its kind with each of its statements, or its words where it has none."""
        held = {key for side in divergence.sides for key in self.keys(side.statements)}
        signs = {(divergence.kind + "\n" + account, words, at) for account, words, at in held}
        labels = " | ".join(sorted(side.label for side in divergence.sides))  # their order hangs on ids
        return frozenset(signs or {(divergence.kind, labels, 0)})


class _Ties(msgspec.Struct, frozen=True):
    """Which older thing goes on as which newer one: both ways."""

    forward: dict[str, str]
    backward: dict[str, str]


def _keys(statements: Iterable[Statement], account: Mapping[str, str]) -> dict[str, Key]:
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for s in sorted(statements, key=lambda s: (s.document, s.content[0].start if s.content else 0, s.id)):
        words = (account.get(s.document, s.document), " ".join(s.text.split()))
        found[s.id] = (*words, seen[words])
        seen[words] += 1
    return found


def _successors(old: Mapping[str, frozenset[Key]], new: Mapping[str, frozenset[Key]]) -> _Ties:
    """Each newer thing goes on from the older one with which it shares most; what was split is tied to one part only.

    An older thing that was joined into another leads forward to it.
    """
    holders: dict[Key, list[str]] = defaultdict(list)
    for name, keys in old.items():
        for key in keys:
            holders[key].append(name)
    backward: dict[str, str] = {}
    best: dict[str, tuple[int, int, str]] = {}
    for order, (name, keys) in enumerate(new.items()):
        shared = Counter(holder for key in keys for holder in holders.get(key, ()))
        if name in old:  # ids are made from content: it is that very thing
            shared[name] = len(keys) + 1
        if not shared:
            continue
        earlier = min(shared, key=lambda holder: (-shared[holder], holder))
        backward[name] = earlier
        for holder, count in shared.items():
            best[holder] = max(best.get(holder, (0, 0, "")), (count, -order, name))
    return _Ties({holder: found[2] for holder, found in best.items()}, backward)


def _renamed(old: Mapping[Key, str] | Mapping[str, str], new: Mapping[Key, str] | Mapping[str, str]) -> dict[str, str]:
    later = dict(new.items())
    return {name: later[key] for key, name in old.items() if key in later}


def _gained(old: Claim, new: Claim, before: _Index, after: _Index) -> Iterable[GainedOrigin]:
    """An origin is new when none of its statements stood behind the claim before, nor one of its name."""
    known = before.claims[old.id]
    names = {origin.label for origin in old.origins}

    def is_new(origin: Origin) -> bool:
        return origin.label not in names and not known.intersection(after.keys(origin.statements))

    labels = tuple(origin.label for origin in new.origins if is_new(origin))
    if labels and len(new.origins) > len(old.origins):
        yield GainedOrigin(claim=new.id, text=new.text, before=len(old.origins), after=len(new.origins), labels=labels)


def _contradictions(before: _Index, new: Record, backward: Mapping[str, str]) -> Iterable[NewContradiction]:
    for d in new.divergences:
        earlier = before.parting.get(backward.get(d.id, ""))
        if d.verdict == "contradiction" and (earlier is None or earlier.verdict != "contradiction"):
            yield NewContradiction(divergence=d.id, kind=d.kind, why=d.why, claims=d.claims)


def _gone(before: _Index, after: _Index, old: Record) -> Iterable[GoneStatement]:
    for s in old.statements:
        if before.key[s.id] not in after.statement_of:
            account = before.account.get(s.document, s.document)
            yield GoneStatement(
                statement=s.id,
                document=s.document,
                account=before.label.get(s.document, s.document),
                text=s.text,
                withdrawn=account in after.document_of,
            )
