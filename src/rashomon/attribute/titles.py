"""The shapes of titles: "..., says Vane", "..., Northia says", "Vane: talks will go on", "'...' - Vane"."""

from collections.abc import Iterator

from rashomon.attribute.content import does_so
from rashomon.attribute.raw import QUOTES, Raw, Sentence, Token
from rashomon.lexicon.cues import cues, told
from rashomon.lexicon.outlets import is_medium

FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VB", "NNS", "NNP"})
"""Tags under which the tagger may file a verb of saying at the end of a title."""
PRESS = frozenset("media outlets newspapers papers broadcasters agencies channels".split())
"""Those who report, before a verb that the parser takes for their report."""
DASHES = frozenset({"-", "–", "—"})
NAME = 5
"""Words of a name, with office, that may sign a title."""
LABELS = frozenset(
    "live analysis breaking watch video explainer opinion update updates exclusive editorial comment profile listen "
    "factbox timeline recap summary latest news related more photos pictures gallery interview review podcast "
    "roundup briefing digest newsletter bulletin quiz obituary score scores "
    "highlights blog liveblog result results preview".split()
)
"""Words before a colon that label a piece and speak for nobody."""


CONTESTS = frozenset({"vs", "v", "vs."})
"""As in "Kelm vs Selk: it is over": a match speaks for nobody."""


def tail(sentence: Sentence) -> Iterator[Raw]:
    """As in "..., says Vane" and "..., Northia says" at the end of a title, where the parser often loses the verb."""
    tokens = [t for t in sentence.tokens if not t.is_space]
    last = range(len(tokens) - 1, max(2, len(tokens) - 14), -1)
    saying = {w for w, kind in cues().verbs.items() if kind == "assert"}
    cue = next((k for k in last if tokens[k].lemma_.lower() in saying and _may_be_verb(tokens, k)), None)
    if cue is None:
        return
    comma = next((k for k in range(cue - 1, max(1, cue - 9), -1) if tokens[k].text in (",", "-", "–", "—")), None)
    if comma is None or comma < 3:
        return
    before, after = tokens[comma + 1 : cue], [t for t in tokens[cue + 1 :] if not t.is_punct]
    source = before or _until_verb(after)
    if not source or not any(t.pos_ in ("PROPN", "NOUN") for t in source) or any(t.pos_ == "VERB" for t in source):
        return
    if before and after and not (tokens[cue].lemma_.lower() == "tell" or after[0].pos_ == "ADP"):
        return
    yield Raw(
        content=sentence.place(tokens[:comma]),
        cue=sentence.place([tokens[cue]]),
        source=sentence.place(source),
        lemma=tokens[cue].lemma_.lower(),
        hearer=sentence.place(after) if before and tokens[cue].lemma_.lower() == "tell" else (),
    )


def _may_be_verb(tokens: list[Token], at: int) -> bool:
    """Whether a word may be the verb that ends a title: by its tag, or as in "..., Northian media report"."""
    if tokens[at].tag_ in FINITE:
        return not does_so(tokens[at], tokens[at].lemma_.lower())
    ends = all(t.is_punct for t in tokens[at + 1 :])
    return ends and tokens[at].lower_ == "report" and tokens[at - 1].lower_ in PRESS


def _until_verb(tokens: list[Token]) -> list[Token]:
    """The name phrase at the start of `tokens`, up to a preposition that begins another phrase ("after the call")."""
    out: list[Token] = []
    for token in tokens:
        if token.pos_ in ("VERB", "AUX", "SCONJ") or (token.pos_ == "ADP" and token.lower_ != "of"):
            break
        out.append(token)
    return out


def may_speak(tokens: list[Token]) -> bool:
    """Whether words before a colon or behind a dash may be somebody's name: no clause, no label of the piece."""
    if any(t.lower_ in CONTESTS for t in tokens):
        return False
    return tokens[-1].lower_ not in LABELS and not any(t.pos_ in ("VERB", "AUX", "NUM") or t.is_punct for t in tokens)


def signed(sentence: Sentence) -> Iterator[Raw]:
    """As in "'We did not ask for it' - Vane": a title in quotation marks, a dash, and a name that is no outlet's."""
    tokens = [t for t in sentence.tokens if not t.is_space]
    if not tokens or tokens[0].text not in QUOTES:
        return
    closing = next((k for k in range(len(tokens) - 2, 1, -1) if tokens[k].text in QUOTES), None)
    if closing is None or tokens[closing + 1].text not in DASHES:
        return
    name = tokens[closing + 2 :]
    if not 0 < len(name) <= NAME or not name[0].text[:1].isupper() or not may_speak(name):
        return
    if is_medium(" ".join(t.text for t in name)):
        return
    yield Raw(content=sentence.place(tokens[: closing + 1]), cue=(), source=sentence.place(name), lemma=":")


def _inverted(tokens: list[Token]) -> bool:
    """As in "Continued Vane:": a verb of saying, then nothing but the name of who says it."""
    named = all(t.text[:1].isupper() and t.pos_ == "PROPN" for t in tokens[1:])
    return named and len(tokens) > 1 and tokens[0].lower_ in told()


def colon(sentence: Sentence) -> Iterator[Raw]:
    """As in "Vane: talks will go on": a short name phrase, a colon, and words that have a verb or stand in quotes."""
    tokens = [t for t in sentence.tokens if not t.is_space]
    at = next((k for k, t in enumerate(tokens[:9]) if t.text == ":"), None)
    if at is None or at == 0 or at + 2 >= len(tokens):
        return
    before, after = tokens[:at], tokens[at + 1 :]
    if _inverted(before):
        yield Raw(content=sentence.place(after), cue=sentence.place(before[:1]), source=sentence.place(before[1:]),
                  lemma=before[0].lemma_.lower())  # fmt: skip
        return
    if not before[-1].text[:1].isupper() or not may_speak(before):
        return
    opens = after[0].text in QUOTES
    if not opens and not any(t.pos_ in ("VERB", "AUX") for t in after):
        return
    yield Raw(
        content=sentence.place(after),
        cue=(),
        source=sentence.place(before),
        lemma=":",
    )
