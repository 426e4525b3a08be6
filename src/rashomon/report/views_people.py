"""People: who is named, under which spellings and roles by which account, and how often each is quoted."""

import re
from collections import Counter

import msgspec

from rashomon.model.record import Entity, Role
from rashomon.report import words
from rashomon.report.desk import Account, Desk, anchor
from rashomon.report.limits import OTHERS, PEOPLE


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """A spelling or a role with the accounts that use it; `count` is empty for roles."""

    text: str
    accounts: tuple[Account, ...]
    count: str


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One entity of the table."""

    anchor: str
    name: str
    kind: str
    party: str
    variants: tuple[Naming, ...]
    roles: tuple[Naming, ...]
    quoted: str
    mentioned: str
    letters: str


class People(msgspec.Struct, frozen=True, kw_only=True):
    """People, then bodies, groups and places."""

    people: tuple[Person, ...]
    others: tuple[Person, ...]
    left_out: int


def people(desk: Desk) -> People:
    """Those quoted most come first, then those named most."""
    quoted = Counter(s.source.entity for s in desk.record.statements if s.source and s.source.entity)
    ordered = sorted(desk.record.entities, key=lambda e: (-quoted[e.id], -len(e.mentions), e.name.casefold(), e.id))
    persons = [entity for entity in ordered if entity.kind == "person"]
    others = [entity for entity in ordered if entity.kind != "person"]
    return People(
        people=tuple(person(desk, entity, quoted[entity.id]) for entity in persons[:PEOPLE]),
        others=tuple(person(desk, entity, quoted[entity.id]) for entity in others[:OTHERS]),
        left_out=max(len(persons) - PEOPLE, 0) + max(len(others) - OTHERS, 0),
    )


def _roles(desk: Desk, entity: Entity) -> tuple[Naming, ...]:
    """Roles, those that differ in capitals, articles or apostrophes only as one."""
    same: dict[str, list[Role]] = {}
    for role in sorted(entity.roles, key=lambda r: (-len(r.documents), r.text)):
        plain = re.sub(r"^(?:the|a|an) ", "", role.text.casefold().replace("’", "'"))
        same.setdefault(plain, []).append(role)
    found = [
        Naming(
            text=words.shortened(roles[0].text, 80),
            accounts=desk.accounts_of({document for role in roles for document in role.documents}),
            count="",
        )
        for roles in same.values()
    ]
    return tuple(sorted(found, key=lambda naming: (-len(naming.accounts), naming.text))[:12])


def person(desk: Desk, entity: Entity, quoted: int) -> Person:
    """One entity with its spellings and roles; `quoted` counts the statements on its word."""
    documents = {place.document for place in entity.mentions}
    return Person(
        anchor=anchor("e", entity.id),
        name=entity.name,
        kind=words.ENTITY_KIND.get(entity.kind, entity.kind),
        party=entity.party or "",
        variants=tuple(
            Naming(
                text=words.shortened(variant.text, 80),
                accounts=desk.accounts_of(set(variant.documents)),
                count=f"×{sum(variant.documents.values())}",
            )
            for variant in sorted(entity.variants, key=lambda v: (-sum(v.documents.values()), v.text))[:12]
        ),
        roles=_roles(desk, entity),
        quoted=f"{quoted:,}" if quoted else "–",
        mentioned=f"{len(entity.mentions):,}",
        letters=" ".join(account.letter for account in desk.accounts_of(documents)),
    )
