"""Attributions as corpora mark them: the tagger's word, and what only structure knows."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.language.tagger import TaggedAttribution
from rashomon.model.analysis import Attribution
from rashomon.model.document import Document
from rashomon.model.span import joined
from rashomon.options import Options
from rashomon.pipeline import analyse, attributions


def read(text: str, engine: str = "full") -> tuple[Attribution, ...]:
    return attributions(Document(id="d", sha256="0", text=text, format="plain", language="en"), Options(engine=engine))


def test_wishes_and_deeds_count_too():
    """What a record leaves to the outlet's voice is marked here, with its holder as the words stand."""
    text = "Ida Vane hopes to reopen the gate. She said that the crew was tired."
    found = [(joined(a.source or (), text), joined(a.content, text)) for a in read(text)]

    assert any(source == "Ida Vane" and "reopen the gate" in content for source, content in found)
    assert any(source == "She" and "the crew was tired" in content for source, content in found)


def test_lines_below_a_speaker_are_his():
    """A bullet has no cue of its own; structure gives it the speaker of the line above."""
    text = "Prime Minister Jon Arrel said:\n\n• The two sides freed 40 sailors\n• A round was held in Tamber"
    found = {joined(a.content, text): joined(a.source or (), text) for a in read(text)}

    assert "Arrel" in found["A round was held in Tamber"]


def test_a_tagged_sentence_is_not_given_twice(monkeypatch):
    """Where tagger and structure find the same words, the tagger's boundaries stand once."""
    text = '"We lost," Marta Oll said. "But we will surely be back next year."'

    def tag(texts: Sequence[str]) -> list[tuple[TaggedAttribution, ...]]:
        both = ((1, 8), (28, len(text) - 1))
        return [(TaggedAttribution(content=both, cue=((21, 25),), source=((11, 20),), score=1.0),) for _ in texts]

    monkeypatch.setattr("rashomon.language.tagger.tag", tag)

    assert [joined(a.content, text) for a in read(text)] == ["We lost … But we will surely be back next year."]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='Vane said that. "“”:\n•\u202e', min_size=1, max_size=200), st.sampled_from(["full", "rules"]))
def test_places_are_sound(text, engine):
    """Whatever the text, every span lies inside it, in order and without overlap inside a field."""
    for attribution in read(text, engine):
        for spans in (attribution.content, attribution.cue or (), attribution.source or ()):
            ends = [place for span in spans for place in (span.start, span.end)]
            assert ends == sorted(ends)
            assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert attribution.content


def test_a_turn_of_a_transcript_is_one_attribution_with_all_its_paragraphs() -> None:
    """The paragraphs in which a speaker goes on belong to the turn, and nothing is written twice."""
    text = "\n\n".join((
        "The council met.", "MARLE: The gates are shut. We had no choice.", "It was a hard winter for all of us here.",
        "DOSS: Who paid for the wall? I did not.", "MARLE: The harbour did. Nobody else would.",
        "DOSS: That is not what the minister told us in May.", "MARLE: I was not there in May.",
    ))  # fmt: skip
    document = Document(id="d", sha256="0" * 64, text=text, format="plain", path="a.txt", language="en")
    found = attributions(document, Options())
    told = [" ".join(s.of(text) for s in a.content) for a in found]

    assert any("no choice" in words and "hard winter" in words for words in told)
    assert len(found) == 5


WORDS = (
    "The union, which published a letter calling for people to leave, said on Monday that Vane had called it off. "
    "“We will go on,” Ida Vane, who asked not to be named, told the Wire. The gates, Page said, are shut."
)
PLACES = [(m.start(), m.end()) for m in re.finditer(r"\w+", WORDS)]
RUNS = st.tuples(st.integers(0, len(PLACES) - 1), st.integers(0, 8)).map(
    lambda run: (PLACES[run[0]][0], PLACES[min(run[0] + run[1], len(PLACES) - 1)][1])
)
TAGGED = st.builds(
    TaggedAttribution,
    content=RUNS.map(lambda run: (run,)),
    cue=st.lists(RUNS, max_size=1).map(tuple),
    source=st.lists(RUNS, max_size=1).map(tuple),
    score=st.just(1.0),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TAGGED, max_size=4).map(tuple))
def test_whatever_the_tagger_marks_is_read(found):
    """Any words may be marked as content, cue or source, a particle alone among them; spans stay sound."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rashomon.language.tagger.tag", lambda texts: [found for _ in texts])
        statements = analyse(
            Document(id="d", sha256="0", text=WORDS, format="plain", language="en"), Options()
        ).statements

    assert all(0 <= s.start < s.end <= len(WORDS) for one in statements for s in one.content)


def test_a_particle_alone_is_marked(monkeypatch):
    """In "calling for people" the tagger may take the bare "for" for what is said."""
    at = WORDS.index("for people")
    tagged = TaggedAttribution(content=((at, at + 3),), cue=((at - 8, at - 1),), source=((0, 9),), score=1.0)
    monkeypatch.setattr("rashomon.language.tagger.tag", lambda texts: [(tagged,) for _ in texts])

    assert analyse(Document(id="d", sha256="0", text=WORDS, format="plain", language="en"), Options()).statements
