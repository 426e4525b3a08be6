"""Search finds by words and by meaning what the record holds, whatever database lies in the folder."""

from itertools import pairwise

import pytest
from averly import record as averly_record

from rashomon.report.diff import Piece
from rashomon.store import Hit, open_store
from rashomon.web import Story
from rashomon.web.search import Searcher, marked


def searcher(folder) -> Searcher:
    return Searcher(Story(folder).edition, folder)


def test_words_are_found_with_and_without_a_database(folder, record) -> None:
    """One in memory, the folder's own, one of another record, one that is damaged: the same hits."""
    alone = [hit.statement for hit in searcher(folder).search("containers", "words")]
    database = folder / "rashomon.db"
    with open_store(database) as store, store.saving(record):
        pass
    own = [hit.statement for hit in searcher(folder).search("containers", "words")]
    with open_store(database) as store, store.saving(averly_record().__class__()):
        pass
    other = [hit.statement for hit in searcher(folder).search("containers", "words")]
    database.write_bytes(b"no database")
    damaged = [hit.statement for hit in searcher(folder).search("containers", "words")]

    assert len(alone) >= 3
    assert alone == own == other == damaged


def test_meaning_is_found_without_the_words(folder, record) -> None:
    """A paraphrase that shares no content word comes before what is about something else."""
    found = searcher(folder).search("fewer people on duty after dark", "meaning")
    texts = {s.id: s.text for s in record.statements}

    assert "night shift" in texts[found[0].statement]
    assert all(a.close >= b.close for a, b in pairwise(found))


def test_vectors_of_the_build_are_used(demo) -> None:
    """A built story has a vector for each statement, so nothing is encoded but the query."""
    story = Story(demo)
    with open_store(demo / "rashomon.db") as store:
        vectors = store.vectors(d.id for d in story.edition.record.documents)

    assert set(vectors) >= {s.id for s in story.edition.record.statements}
    assert {len(v) for v in vectors.values()} == {384}
    assert Searcher(story.edition, demo).search("water for farmers", "meaning")


@pytest.mark.parametrize("text", ["", "…", "AND", '"', "NEAR(", "a* OR"])
def test_a_query_without_sense_is_refused(client, text: str) -> None:
    """Never an error of the server."""
    for how in ("words", "meaning"):
        assert client.get("/search", params={"q": text, "by": how}).status_code in {200, 400}


def test_facets_narrow_what_is_found(client) -> None:
    """Only hits that fit."""
    everything = client.get("/search.json?q=containers").json()["items"]
    some = client.get("/search.json?q=containers&outlet=Tessel+Post").json()["items"]

    assert {item["account"] for item in some} == {"Tessel Post"}
    assert 0 < len(some) < len(everything)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("400 boxes", "400 [boxes]"), ("[sic] boxes", "[sic] [boxes]"), ("boxes] [", "[boxes]] ["), ("", "")],
)
def test_no_character_is_lost_between_marks(text: str, shown: str) -> None:
    """Also where the words themselves hold brackets."""
    hit = Hit(statement="s", document="d", outlet="", source="", text=text, marked=shown)
    pieces = marked(hit)

    assert "".join(piece.text for piece in pieces) == text
    assert not text or any(piece == Piece("boxes", True) or "boxes" in piece.text for piece in pieces)
