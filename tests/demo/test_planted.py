"""What was planted in the demo story is found in the record that is built from it."""

import re
import tomllib
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from rashomon.model.codec import load_record
from rashomon.model.document import EVIDENCE_ROLES
from rashomon.model.record import Claim, Divergence, Record, Side
from rashomon.model.span import Place, Span

FOLDER = Path(__file__).resolve().parents[2] / "src" / "rashomon" / "demo"
PLANTED: dict[str, list[dict[str, Any]]] = tomllib.loads((FOLDER / "PLANTED.toml").read_text(encoding="utf-8"))


def planted(kind: str) -> Any:
    """A test for each entry of one kind; an entry with a `gap` is known not to be found yet, and the gap says why."""
    rows = [
        pytest.param(
            item,
            id=item.get("id") or item.get("what") or item["place"]["words"][:30],
            marks=[pytest.mark.xfail(reason=item["gap"], strict=True)] if "gap" in item else [],
        )
        for item in PLANTED[kind]
    ]
    return pytest.mark.parametrize("item", rows)


class Told:
    """The demo's record, asked by file and words."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.texts = {document.id: document.text for document in record.documents}
        self.files = {Path(document.path).name: document.id for document in record.documents}

    def places(self, at: dict[str, str]) -> list[Place]:
        """Every place of `words` in `file`, blanks folded; there is at least one."""
        document = self.files[at["file"]]
        pattern = r"\s+".join(map(re.escape, at["words"].split()))
        found = [Place(document, *match.span()) for match in re.finditer(pattern, self.texts[document])]
        assert found, f"{at['file']} does not hold {at['words']!r}"
        return found

    def over(self, at: dict[str, str]) -> Iterator[Any]:
        """Statements whose content covers at least half of one of the places."""
        for place in self.places(at):
            span = Span(place.start, place.end)
            for item in self.record.statements:
                if item.document == place.document and sum(map(span.overlap, item.content)) * 2 >= len(span):
                    yield item

    def claims(self, at: dict[str, str]) -> list[Claim]:
        """Claims with such a statement."""
        ids = {item.id for item in self.over(at)}
        return [claim for claim in self.record.claims if ids & set(claim.statements)]

    def shared(self, places: list[dict[str, str]]) -> tuple[Claim | None, int]:
        """The claim that most of the places' documents share, and how many documents those are."""
        held: dict[str, set[str]] = {}
        for at in places:
            for claim in self.claims(at):
                held.setdefault(claim.id, set()).add(at["file"])
        best = max(held, key=lambda key: (len(held[key]), key), default=None)
        claim = next((claim for claim in self.record.claims if claim.id == best), None)
        return claim, len(held.get(best or "", ()))


@pytest.fixture(scope="module")
def told(demo: Path) -> Told:
    return Told(load_record(demo / "record.json"))


@planted("agreement")
def test_outlets_that_say_the_same_share_a_claim(told: Told, item: dict[str, Any]) -> None:
    """One content in several outlets' words is one claim."""
    _, documents = told.shared(item["places"])

    assert documents >= item["documents"], item["what"]


@planted("origin")
def test_one_wire_behind_several_outlets_is_one_origin(told: Told, item: dict[str, Any]) -> None:
    """Outlets that rest on one agency's unnamed source are counted once, and the reason is given."""
    claim, _ = told.shared(item["places"])
    assert claim is not None
    document_of = {statement.id: statement.document for statement in told.record.statements}
    wire = max(claim.origins, key=lambda origin: len({document_of[one] for one in origin.statements}))

    assert len({document_of[one] for one in wire.statements}) >= item["documents"], item["what"]
    assert not wire.named
    assert item["agency"] in f"{wire.label} {wire.why}"


@planted("divergence")
def test_accounts_that_part_are_shown_with_both_sides(told: Told, item: dict[str, Any]) -> None:
    """Each planted difference is a divergence of its kind, with a fitting verdict, and touches both sides' words."""
    planted_sides = [[place for at in side for place in told.places(at)] for side in item["sides"]]

    def touches(side: Side, places: list[Place]) -> bool:
        spans = [(one.document, Span(one.start, one.end)) for one in side.spans]
        return any(p.document == one and Span(p.start, p.end).overlap(span) for p in places for one, span in spans)

    def shows(divergence: Divergence) -> bool:
        """Whether two sides of it lie on the two planted sides."""
        return any(
            all(touches(side, places) for side, places in zip(pair, planted_sides, strict=True))
            for pair in permutations(divergence.sides, 2)
        )

    found = [(divergence.kind, divergence.verdict) for divergence in told.record.divergences if shows(divergence)]
    assert any(kind in item["kinds"] and verdict in item["verdicts"] for kind, verdict in found), (item["what"], found)


@planted("entity")
def test_one_name_under_several_spellings_is_one_entity(told: Told, item: dict[str, Any]) -> None:
    """Spellings are merged, and the side that somebody stands for is known."""
    wanted = set(item["variants"])
    found = [
        entity
        for entity in told.record.entities
        if entity.kind == item["kind"] and wanted & {variant.text for variant in entity.variants}
    ]

    assert len(found) == 1, [entity.name for entity in found]
    assert wanted <= {variant.text for variant in found[0].variants}
    assert found[0].party == item.get("party", found[0].party)


@planted("omission")
def test_what_an_outlet_leaves_out_is_listed_with_a_fair_reason(told: Told, item: dict[str, Any]) -> None:
    """An omission names the claim and whether the outlet could have had it."""
    claims = {claim.id for at in item["places"] for claim in told.claims(at)}
    found = [one for one in told.record.omissions if one.claim in claims and one.document == told.files[item["file"]]]

    assert item["reason"] in {one.reason for one in found}, (item["what"], found)


@planted("speaker")
def test_the_one_who_said_it_is_found(told: Told, item: dict[str, Any]) -> None:
    """Each form of attribution leads to its source."""
    entities = {entity.id: entity for entity in told.record.entities}
    names = []
    for statement in told.over(item["place"]):
        source = statement.source
        entity = entities.get(source.entity or "") if source else None
        spellings = [variant.text for variant in entity.variants] if entity else []
        names.append(" / ".join([*spellings, entity.name if entity else "", (source and source.description) or ""]))

    assert any(item["who"].casefold() in name.casefold() for name in names), (item["form"], names)


@planted("post")
def test_posts_carry_their_time_in_utc(told: Told, item: dict[str, Any]) -> None:
    """The words lie in a post that was published at that minute."""
    found = {
        post.published.replace(second=0)
        for place in told.places(item["place"])
        for post in told.record.posts
        if post.document == place.document and post.start <= place.start < post.end and post.published
    }

    assert item["published"] in found, found


@planted("quiet")
def test_what_is_no_evidence_carries_no_statement(told: Told, item: dict[str, Any]) -> None:
    """Captions, credits, promotions and other stories are marked as such and claimed by nobody.

    A reader that leaves such words out of the text altogether is quiet too.
    """
    try:
        places = told.places(item["place"])
    except AssertionError:
        return
    roles = {
        passage.role
        for place in places
        for passage in told.record.passages
        if passage.document == place.document and passage.start <= place.start < passage.end
    }

    assert list(told.over(item["place"])) == []
    assert not roles & EVIDENCE_ROLES


@planted("recap")
def test_a_recap_is_marked(told: Told, item: dict[str, Any]) -> None:
    """Words that only sum up what was reported are marked as a recap, so that they are no new evidence."""
    roles = {
        passage.role
        for place in told.places(item["place"])
        for passage in told.record.passages
        if passage.document == place.document and passage.start <= place.start < passage.end
    }

    assert roles == {"recap"}


@planted("repeat")
def test_a_pinned_post_is_one_post(told: Told, item: dict[str, Any]) -> None:
    """A post that a page shows twice counts once."""
    posts = {
        post.id
        for place in told.places(item["place"])
        for post in told.record.posts
        if post.document == place.document and post.start <= place.start < post.end and post.same_as is None
    }

    assert len(posts) == 1


def test_every_file_of_the_story_is_read(told: Told) -> None:
    """Five outlets in five forms, each with its name and its time."""
    assert len(told.record.documents) == 5
    assert all(document.outlet for document in told.record.documents)
    assert {document.kind for document in told.record.documents} == {"article", "live"}
