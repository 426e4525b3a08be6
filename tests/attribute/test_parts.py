"""The steps of attribution one by one: clauses, inner claims, stance, blocks, relays, places."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.attribute.blocks import blocks, floats, introduces
from rashomon.attribute.chain import carries
from rashomon.attribute.clauses import clauses
from rashomon.attribute.edges import trimmed
from rashomon.attribute.find import find
from rashomon.attribute.joints import parted
from rashomon.attribute.posted import posts
from rashomon.attribute.raw import Raw, Sentence, speech_marks
from rashomon.attribute.stance import form_of, stance_of
from rashomon.attribute.within import inner_claims
from rashomon.language import parser
from rashomon.model.analysis import Link, Passage
from rashomon.model.document import Document
from rashomon.model.span import Span
from rashomon.options import Options
from rashomon.pipeline import analyse


def passages_of(text: str) -> tuple[Passage, ...]:
    out, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            role = "list-item" if line.startswith("• ") else "body"
            out.append(Passage(id=f"p{len(out)}", document="d", start=at, end=at + len(line), role=role))
        at += len(line) + 1
    return tuple(out)


def read(text: str) -> list[Sentence]:
    passages = passages_of(text)
    docs = parser.parse([p.span.of(text) for p in passages])
    return [Sentence(p, s, p.start) for p, d in zip(passages, docs, strict=True) for s in parser.sentences(d)]


def told(text: str) -> list[str]:
    return [" ".join(t.text for t in clause) for s in read(text) for clause in clauses(s.tokens)]


def test_clauses_hold_every_word():
    """No word of a sentence is lost between its clauses, but for joining words and marks."""
    text = "The pumps failed on Monday, and the crew, which had slept, ran to the gate while the water rose."

    words = {w for clause in told(text) for w in clause.split()}

    assert {w.strip(",.") for w in text.split()} - {"and", "while"} <= words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "A bomber drove a lorry into the mission in Velmar, killing at least six people and wounding 120.",
            ["A bomber killing at least six people", "A bomber wounding 120"],
        ),
        (
            "The blast left a large crater in the ground and overturned nearby cars.",
            ["The blast overturned nearby cars"],
        ),
        (
            "The blast shook the town, smashing windows of shops and leaving holes in the wall.",
            ["The blast smashing windows of shops", "The blast leaving holes in the wall"],
        ),
    ],
)
def test_each_deed_of_a_sentence_is_a_claim_with_its_doer(text, parts):
    """Two tolls, and two deeds with an object each, are two claims however short; the doer is told again."""
    pieces = [piece.replace(" ,", ",").rstrip(" .") for piece in told(text)]

    assert [part for part in parts if part not in pieces] == []


@pytest.mark.parametrize(
    "text",
    [
        "The guard asks what made the ferry sink in the bay of Tarn, killing ten guests and two of the crew.",
        "Strong winds most likely caused a charter plane to crash in woods, killing two crew members and ten guests.",
    ],
)
def test_nobody_kills_who_only_stands_before_another_verb(text):
    """Where another verb stands between a participle and its clause, its doer is not sure, and it stays inside."""
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "For context: Earlier we heard that Sorvia and Kaldora will swap 300 boats - the timeline has been set, "
            "but not published.",
            {"Sorvia and Kaldora will swap 300 boats", "the timeline has been set, but not published"},
        ),
        (
            "Officials confirmed that the two sides will exchange 300 boats – the list has been agreed.",
            {"the two sides will exchange 300 boats"},
        ),
    ],
)
def test_two_clauses_with_a_dash_between_them_are_two_claims(text, parts):
    """A second claim behind a dash does not make the first another one; its "but not" stays with it."""
    document = Document(id="d", sha256="0", text=text, format="plain", language="en")
    found = {s.text.rstrip(".") for s in analyse(document, Options()).statements}
    assert parts <= found
    assert not any(" - " in words or " – " in words for words in found)


def analysed(text: str):
    return analyse(Document(id="d", sha256="0", text=text, format="plain", language="en"), Options()).statements


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("A Sorvian official, speaking anonymously to the Northern Wire, said these terms were new.", "anonymously"),
        ("The official, who asked not to be named, described the demand as \"a dead letter before it was read\".",
         "to be named"),
        ("Terms were new. The official spoke on condition of anonymity because he was not authorised to comment.",
         "anonymity"),
        ("In a statement posted to the ministry's page, Vane said the bridge would open on Monday.", "In a statement"),
        ("“The bridge is safe,” attorney Ida Vane said in a statement provided to the Courier.", "provided"),
        ("He told Marrick Today as he boarded his train that the deal was done.", "boarded"),
    ],
)  # fmt: skip
def test_how_and_where_somebody_spoke_is_no_claim(text, none):
    """On what condition and on which channel: it stands in the chain or nowhere, never among the claims."""
    found = analysed(text)
    assert found
    assert not any(none in s.text for s in found)


def test_what_a_demand_did_is_not_what_was_demanded():
    """ "A demand that nearly ended the talks": a relative clause, in which nothing is asked for."""
    found = analysed("The last point was aimed at a demand that, according to Dravyn, nearly ended the meeting.")
    assert {s.source.description for s in found if s.source is not None} == {"Dravyn"}
    assert "demanded" not in {s.stance for s in found}
    assert not any(s.stance == "demanded" or s.text.startswith("according") for s in found)


def test_somebody_unnamed_who_does_something_is_told():
    """Only how somebody spoke is left out: an anonymous donor did speak to the museum."""
    found = analysed("An anonymous donor spoke to the museum about the painting of the harbour.")
    assert [s.text for s in found] == ["An anonymous donor spoke to the museum about the painting of the harbour."]


def test_a_joined_verb_with_had_goes_on_from_the_verb_with_had():
    """ "He said he had agreed the plan was poor and had discussed it": he discussed it, not the plan."""
    text = "Vane said she had agreed the plan for the old port was “poor” and had discussed the matter with the mayor."
    assert "she … had discussed the matter with the mayor" in {s.text.rstrip(".") for s in analysed(text)}


def test_a_minister_with_his_name_beside_him_is_the_next_he():
    """The subject of the last sentence is an office and its holder's name: he is who goes on."""
    text = (
        "Oskar Lindholt opened the port. Ida Vane left.\n\nLater Ida Vane came back and Tom Arden went home.\n\n"
        "Before the meeting, the Sorvian foreign minister, Oskar Lindholt, addressed the crews at the palace.\n\n"
        "“There are two paths today,” he told them."
    )
    (said,) = [s for s in analysed(text) if "two paths" in s.text]
    assert said.source.entity == "person:oskar lindholt"


@pytest.mark.parametrize(
    "text", ["The pumps - all nine of them - failed on Monday.", "The vice-president said the bridge was closed."]
)
def test_a_dash_inside_a_clause_cuts_nothing(text):
    """An aside and a hyphen are no second claim."""
    (sentence,) = read(text)
    assert parted(list(sentence.tokens)) == [list(sentence.tokens)]


@pytest.mark.parametrize(
    "text",
    [
        "The town will flood if the pumps fail on Monday.",
        "The crew will stay until the last boat has left the port.",
        "He left the port to see whether the gate would hold.",
    ],
)
def test_conditions_and_purposes_stay(text):
    """What limits a clause is not told apart from it."""
    assert len(told(text)) == 1


def test_a_joined_clause_has_its_subject_again():
    """A second verb takes the subject of the first with it."""
    assert any(c.startswith("The mayor") and "opened the gate" in c for c in told(
        "The mayor crossed the bridge at noon and opened the gate of the harbour."))  # fmt: skip


def test_inner_claims_are_parts():
    """An inner claim's words are some of the clause's words, never all."""
    sentence = read("The union praised the board's decision to close the northern port of Tarn on Monday.")[0]
    words = [t for t in sentence.tokens if not t.is_space]

    for piece in inner_claims(words):
        assert {t.i for t in piece} < {t.i for t in words}


@pytest.mark.parametrize(
    ("content", "lemma", "stance"),
    [
        ("The gate was shut.", "say", "asserted"),
        ("The gate was shut.", "deny", "denied"),
        ("The gate may be shut.", "say", "hedged"),
        ("The gate will be shut.", "say", "planned"),
        ("The gate will be shut if it rains.", "say", "conditional"),
        ("The keeper threatens to leave.", "say", "planned"),
        ("The keeper had threatened to leave.", "say", "asserted"),
        ("A new gate.", "demand", "demanded"),
        ("A new gate.", "propose", "offered"),
        ("The verdict can be appealed.", None, "asserted"),
    ],
)
def test_stance(content, lemma, stance):
    """The cue's class decides, then the words themselves."""
    assert stance_of(list(read(content)[0].tokens), [], lemma) == stance


def test_form_goes_by_the_marks():
    """Direct stands wholly in quotation marks, mixed in part, indirect not at all."""
    text = "“We are ready,” he said. He called it “a trap” again."

    assert form_of((Span(0, 15),), text, 0, len(text)) == "direct"
    assert form_of((Span(25, 52),), text, 0, len(text)) == "mixed"
    assert form_of((Span(25, 34),), text, 0, len(text)) == "indirect"


def test_single_marks_are_speech_only_without_double_ones():
    """Terms in single marks are no speech beside a quotation in double ones, nor when they are short."""
    assert len(speech_marks("'We are ready to sign the deal today,' he said.")) == 1
    assert not speech_marks("The 'red line' was not crossed.")
    assert [q.start for q in speech_marks("“We said 'not one step more than that' then,” he said.")] == [0]


def test_blocks_follow_their_line():
    """Bullets under a speaker's line are that line's; a paragraph after them is not."""
    text = "Prime Minister Jon Arrel said:\n• The gate opens today\n• The boats sail\nThe harbour was quiet at noon."

    found = blocks(passages_of(text), text)

    assert [b.content.of(text) for b in found] == ["The gate opens today", "The boats sail"]
    assert {b.leader.id for b in found} == {"p0"}


def test_lines_that_introduce():
    """A line of saying with a colon at its end hands on; a bare label does not."""
    assert introduces("The clerk wrote on the board:")
    assert not introduces("Opening hours:")


def test_floating_paragraphs():
    """A paragraph of nothing but quotations floats, also when each of them opens anew."""
    assert floats('"We came out of the tunnel. "There was a girl on the rails. "She did not move at all."')
    assert not floats('"She did not move at all. It was dark," the driver of the second tram added.')
    assert not floats("The girl did not move at all, and nobody came to help.")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abc ABC.,:;\"“”'’«»\n-–•()1\u202e\u200b", max_size=160))
def test_places_are_sound(text):
    """Whatever the text: contents, cues and sources lie inside the passage, sorted, without overlap."""
    passages = passages_of(text)
    sentences = tuple(read(text))

    for raw, _ in find(passages, sentences, blocks(passages, text), text, None):
        for spans in (raw.content, raw.cue, raw.source):
            assert all(0 <= s.start < s.end <= len(text) for s in spans)
            assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    [
        "THE MAYOR SAID THE GATE WAS SHUT. “WE ARE READY,” SHE SAID.",
        "“We are ready, Ida Vane said. The gate is shut.” He left. ”Open“ it, said Tom Oll.",
        "\u202eIda Vane\u202c said\u0000 the \u200bgate was shut.",
        "said said said: said, said “said” said.",
    ],
)
def test_odd_text_is_read(text):
    """Capitals, torn marks, control characters: every statement still points at its own words."""
    document = Document(id="d1", sha256="0" * 64, text=text, format="plain", path="a.txt", language="en")

    for statement in analyse(document, Options()).statements:
        assert statement.content
        assert " … ".join(s.of(text) for s in statement.content) == statement.text


def test_a_colon_before_nothing_but_marks_hands_nothing_on():
    """A label whose words are marks only has no content, and breaks nothing."""
    assert analyse(Document(id="d1", sha256="0" * 64, text="A:’:", format="plain", path="a.txt"), Options()).passages


def test_a_passage_without_cue_or_quotation_mark_is_not_tagged():
    """The tagger reads the passages in which it may find a saying, and no other."""
    text = "The wall of the dam is shut.\nIda Vane said so.\n“Nobody came.”\nAccording to nobody.\nIt rained."
    passages, seen = passages_of(text), []

    def tag(texts):
        seen.extend(texts)
        return [()] * len(texts)

    find(passages, tuple(read(text)), (), text, tag)
    assert seen == ["Ida Vane said so.", "“Nobody came.”", "According to nobody."]


def test_a_signature_below_a_post_gives_it_to_its_writer():
    """The quoted paragraphs above a line with a handle and a day are its writer's, back to the line before."""
    lines = ["Look at these rocks.", "— Kelm Dam (@kelmdam) February 19, 2021", "The water is high.", "More soon.",
             "— Ines Marle (@marle) February 20, 2021"]  # fmt: skip
    text = "\n".join(lines)
    passages = tuple(replace(p, role="quote") for p in passages_of(text))

    found = posts(passages, text)

    assert {p: raw.source[0].of(text) for p, raw in found.items()} == {
        "p0": "Kelm Dam", "p2": "Ines Marle", "p3": "Ines Marle",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "goes_on"), [("Kelm Radio", True), ("Telegram", True), ("state television", True),
                                               ("church photo op", False), ("a friend", False)])  # fmt: skip
def test_only_an_outlet_or_channel_is_how_the_next_words_came_too(name: str, goes_on: bool) -> None:
    assert carries(Link(name=name, entity=None, spans=(Span(0, len(name)),))) is goes_on


@pytest.mark.parametrize(("text", "at", "whole"), [("Orl-Mart said no", 4, "Orl-Mart"), ("said - Vane", 7, "Vane"),
                                                   ("a co-Vane said", 5, "Vane")])  # fmt: skip
def test_a_name_that_the_parser_cut_at_its_hyphen_is_whole(text: str, at: int, whole: str) -> None:
    end = at + 4
    raw = trimmed(Raw(content=(Span(0, 1),), source=(Span(at, end),)), text)
    assert raw.source[0].of(text) == whole


def test_a_headline_tells_what_stands_beside_a_saying_in_it():
    """Neither the outlet's own clause of a headline is lost, nor is a saying cut in the middle of a phrase."""
    found = analysed(
        "Kaldora agreed to release water for the summer, while Dravin said it was unfair\n\n"
        "The talks ended on Wednesday."
    )
    told = {(s.text, s.source.description if s.source else None) for s in found}
    assert ("Kaldora agreed to release water for the summer", None) in told
    assert any(text.startswith("it was unfair") and who for text, who in told)
    assert not any(text.rstrip(".").endswith((" in", " of", " for")) for text, _ in told)
