"""Finding what a user means in a record: an id or its beginning, a name in any spelling, or words that were said."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from rashomon.errors import OptionError, StoreError
from rashomon.model.analysis import Statement
from rashomon.model.codec import encode_record
from rashomon.model.document import Problem
from rashomon.model.record import Claim, Divergence, Entity, Record, Source
from rashomon.store import DATABASE_NAME, Hit, open_store

Item = Claim | Entity | Divergence | Source | Statement | Problem | Hit
Named = TypeVar("Named", Claim, Divergence)
T = TypeVar("T")


def find(record: Record, kind: str, words: str, folder: Path) -> Sequence[Item]:
    """What `words` name among the things of `kind`; all of them, or none, when there are no words.

    `folder` may hold a database of the record, which is then searched. Raises OptionError when there is no such thing.
    """
    if kind == "search":
        return search(record, words, folder)
    if kind == "claim":
        texts = {statement.id: statement.text for statement in record.statements}
        told = {claim.id: " ".join((claim.text, *map(texts.__getitem__, claim.statements))) for claim in record.claims}
        return by_id(record.claims, words, "claim", told)
    if kind == "divergence":
        parted = {d.id: " ".join((d.verdict, d.kind, d.why, *(s.label for s in d.sides))) for d in record.divergences}
        return by_id(record.divergences, words, "divergence", parted)
    if kind == "problem":
        return problems(record, words)
    if kind == "outlet":
        return by_name(record.documents, words, "outlet", lambda d: (d.label, d.path or "", d.url or "", d.id))
    people = [entity for entity in record.entities if entity.kind == "person"]
    return by_name(people, words, "person", lambda e: (e.name, *(v.text for v in e.variants), e.id))


def by_id(items: Sequence[Named], words: str, noun: str, told: Mapping[str, str]) -> Sequence[Named]:
    """The item whose id is or begins with `words`, or else those of whose words (`told`, by id) these are a part."""
    found = [item for item in items if item.id == words] or [item for item in items if item.id.startswith(words)]
    parts = plain(words).split()
    found = found or [item for item in items if all(part in plain(told[item.id]) for part in parts)]
    if words and not found:
        raise _nothing(noun, words, (item.id for item in items))
    return found


def by_name(items: Sequence[T], words: str, noun: str, names: Callable[[T], Iterable[str]]) -> Sequence[T]:
    """The items one of whose names is `words`, or else holds all of them, whatever the case and the accents."""
    wanted = plain(words)
    exact = [item for item in items if wanted in map(plain, names(item))]
    parts = wanted.split()
    found = exact or [i for i in items if any(all(part in plain(name) for part in parts) for name in names(i))]
    if words and not found:
        raise _nothing(noun, words, (next(iter(names(item))) for item in items))
    return found


def problems(record: Record, words: str) -> Sequence[Problem]:
    """The problems in whose code, message or account's name all the words stand."""
    labels = {document.id: document.label for document in record.documents}
    parts = plain(words).split()
    told = [" ".join((p.code, p.message, p.stage, labels.get(p.document or "", ""))) for p in record.problems]
    found = [p for p, text in zip(record.problems, told, strict=True) if all(part in plain(text) for part in parts)]
    if words and not found:
        raise _nothing("problem", words, (problem.code for problem in record.problems))
    return found


def search(record: Record, words: str, folder: Path) -> Sequence[Hit]:
    """Statements that hold the words: through the folder's database when it holds this very record, else afresh."""
    body = encode_record(record)
    path = folder / DATABASE_NAME
    if path.is_file():
        try:
            with open_store(path) as store:
                if store.record_hash() == sha256(body).hexdigest():
                    return store.search(words)
        except StoreError:
            pass  # the database only saves time
    with open_store() as store:
        with store.saving(record, body):
            pass
        return store.search(words)


def plain(words: str) -> str:
    """`words` in lower case without accents."""
    folded = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


def _nothing(noun: str, words: str, known: Iterable[str]) -> OptionError:
    names = list(dict.fromkeys(known))
    near = get_close_matches(words, names, n=3, cutoff=0.5)
    if not names:
        return OptionError(f"show: the record holds no {noun}")
    hint = f"did you mean {', '.join(near)}?" if near else f"`show RECORD {noun}` lists all {len(names)}"
    return OptionError(f"show: no {noun} {words!r}; {hint}")
