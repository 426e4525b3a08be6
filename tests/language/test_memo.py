"""Remembering changes nothing but the time: the same texts give the same results, whatever was asked before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language import encoder, memo, parser, tagger

TEXTS = [
    "The ferry crews want two more days off, harbour master Ilma Dorvik said on Friday.",
    "“We are close,” she told reporters in Port Ansel.",
    "The council denied that it had offered 40,000 crowns a year.",
    "Two officials said nobody in the valley had been told of the plan.",
    "Crews want more",
]


@pytest.fixture
def remembering() -> Iterator[None]:
    memo.remember()
    yield
    memo.remember(0)


def told(texts: list[str]) -> list[object]:
    docs = parser.parse(texts)
    words = [[(t.text, t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_, t.is_sent_start) for t in doc] for doc in docs]
    return [words, tagger.tag(texts), encoder.encode(texts).tobytes()]


@pytest.mark.usefixtures("remembering")
def test_results_are_the_same_with_and_without_what_is_remembered() -> None:
    """Parsed alone, among others, again, and without remembering: word for word and bit for bit the same."""
    told([TEXTS[2]])
    some = told([TEXTS[4], TEXTS[2], TEXTS[0], TEXTS[2]])
    everything = told(TEXTS)
    again = told(TEXTS)
    memo.remember(0)
    fresh = told(TEXTS)

    assert everything == again == fresh
    assert some == told([TEXTS[4], TEXTS[2], TEXTS[0], TEXTS[2]])


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=12), st.integers(0, 12))
def test_each_text_is_made_once_while_it_is_kept_and_no_more_is_kept_than_asked(
    calls: list[list[str]], most: int
) -> None:
    """The results are those of the function; within a call it is asked once for each text; the bound holds."""
    one: memo.Memo[str] = memo.Memo()
    one.most = most
    asked: list[list[str]] = []

    def make(texts: list[str]) -> list[str]:
        asked.append(texts)
        return [text.upper() for text in texts]

    for texts in calls:
        assert one.all(texts, make) == [text.upper() for text in texts]
        assert one._size <= most
    if most:
        assert all(len(texts) == len(set(texts)) for texts in asked)


def test_what_is_kept_is_not_made_again() -> None:
    """A second call asks for the new text alone."""
    one: memo.Memo[int] = memo.Memo()
    one.most = 100
    asked: list[str] = []
    for texts in (["a", "b"], ["b", "c", "a"]):
        one.all(texts, lambda some: [asked.append(text) or len(asked) for text in some])

    assert asked == ["a", "b", "c"]


@pytest.mark.usefixtures("remembering")
def test_a_model_that_is_loaded_later_remembers_too() -> None:
    """A watcher asks for it before anything is loaded."""
    asked: list[list[str]] = []
    late = memo.memo()
    for _ in range(2):
        late.all(["Crews want more"], lambda texts: asked.append(texts) or texts)

    assert asked == [["Crews want more"]]


class Kept:
    """A shelf in a dict."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], bytes] = {}

    def find(self, kind: str, texts: Sequence[str]) -> dict[str, bytes]:
        return {text: self.rows[kind, text] for text in texts if (kind, text) in self.rows}

    def keep(self, kind: str, packed: Mapping[str, bytes]) -> None:
        self.rows |= {(kind, text): body for text, body in packed.items()}

    def used(self, kind: str, texts: Iterable[str]) -> None:
        assert all((kind, text) in self.rows for text in texts)


@pytest.mark.usefixtures("remembering")
def test_what_was_laid_by_is_what_the_models_would_make(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parses, tags and vectors come back from bytes the same; with all laid by, no model is asked; spoilt bytes cost
    nothing but the work.
    """
    fresh = told(TEXTS)
    chunks = [[(n.start, n.end) for n in doc.noun_chunks] for doc in parser.parse(TEXTS)]
    memo.remember(0)
    memo.remember()
    shelf = Kept()
    memo.lay_by(shelf)
    try:
        assert told(TEXTS) == fresh
        assert len(shelf.rows) == 3 * len(TEXTS)
        memo.remember(0)
        memo.remember()
        for maker in ((parser, "_parsed"), (tagger, "_tag"), (encoder, "_vector")):
            monkeypatch.setattr(*maker, None)
        assert told(TEXTS) == fresh
        assert [[(n.start, n.end) for n in doc.noun_chunks] for doc in parser.parse(TEXTS)] == chunks
        monkeypatch.undo()
        shelf.rows = dict.fromkeys(shelf.rows, b"spoilt")
        memo.remember(0)
        memo.remember()
        assert told(TEXTS) == fresh
    finally:
        memo.lay_by(None)
