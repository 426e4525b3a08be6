"""Names in the passages of a document: what the tagger found, put right by word lists and by the document itself.

The small model loses surnames, calls some capitals persons and glues names together; `tagged` and `votes` mend this.
Positions are token numbers within a passage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import msgspec

from rashomon.annotate.gendered import gendered
from rashomon.annotate.listed import Name, kind_of
from rashomon.annotate.tagged import of_passage, titled
from rashomon.annotate.votes import (
    addressed,
    credible,
    cut,
    is_common,
    is_thing,
    located,
    mended,
    speaking,
    states_of,
    surnames_of,
    votes,
)
from rashomon.language.parser import Doc
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import Known, known, plain
from rashomon.lexicon.naming import naming
from rashomon.lexicon.outlets import names as media
from rashomon.model.analysis import EntityKind

_NAMELIKE = frozenset({"PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ", "ADV"})


def find_names(docs: Sequence[Doc], headline: Sequence[bool]) -> list[Name]:
    """Return the names of all passages in order, none overlapping; `headline` marks passages in title case.

    Two passes: the first reads each passage on its own, the second lets the whole document vote on what a word is.
    """
    found = [name for chunk, doc in enumerate(docs) for name in of_passage(chunk, doc)]
    written = Counter(token.text for doc in docs for token in doc if token.is_lower and len(token) > 2)
    found = [name for name in found if not is_thing(name, written)]
    surnames = surnames_of(found, headline)
    kinds = votes(found, surnames, headline) | speaking(found, docs, surnames) | located(found, docs, surnames)
    kinds |= addressed(found, docs) | gendered(found, docs)
    surnames.update(text.split()[-1] for text, kind in kinds.items() if kind == "person" and " " in text)
    states = states_of(found, docs, surnames)
    running = [doc for doc, title in zip(docs, headline, strict=True) if not title]
    common = set(written)
    seen = {token.text for doc in running for token in doc}
    kept = []
    for name in found:
        doc = docs[name.chunk]
        if name.text in states:
            kept.append(_proved(name, states[name.text]))
            continue
        better = mended(cut(name, doc, kinds, common), doc, surnames, kinds)
        if better is None or is_common(better, common, surnames):
            continue
        if credible(better, doc, headline[name.chunk], surnames, seen):
            kept.append(better)
    kept = _apart([*kept, *_of_states(docs, states)])
    kept = _apart([*kept, *_lost(docs, kept, surnames, kinds)])
    taken = {(name.chunk, at) for name in kept for at in range(name.first, name.end)}
    texts = {name.text for name in kept}
    kept = [name if headline[name.chunk] else _lengthened(name, docs[name.chunk], taken) for name in kept]
    return sorted(_apart(_widened(name, docs[name.chunk], texts, taken) for name in kept))


def _proved(name: Name, state: Known) -> Name:
    return msgspec.structs.replace(name, kind=kind_of(state), known=state)


def _of_states(docs: Sequence[Doc], states: Mapping[str, Known]) -> Iterator[Name]:
    """Yield every naming of the states that the document proved."""
    for chunk, doc in enumerate(docs if states else ()):
        for at, token in enumerate(doc):
            if token.text in states:
                state = states[token.text]
                yield Name(chunk, at, at + 1, kind_of(state), token.text, state)


def _lost(
    docs: Sequence[Doc], kept: Sequence[Name], surnames: Counter[str], kinds: dict[str, EntityKind]
) -> Iterator[Name]:
    """Yield what the tagger passed over: capitalised words that the rest of the document knows as a name."""
    taken = {(name.chunk, at) for name in kept for at in range(name.first, name.end)}
    people = {word for word, kind in kinds.items() if kind == "person" and word not in naming().body_nouns}
    people |= set(surnames)
    never = lexicon("naming", "never")
    bodies = {word for word, kind in kinds.items() if kind == "organisation" and len(word) > 2 and word not in never}
    for chunk, doc in enumerate(docs):
        for at, token in enumerate(doc):
            if (chunk, at) in taken or not token.text[:1].isupper():
                continue
            key = plain(token.text)
            if len(key) < 3 or key in never or key in naming().address or token.pos_ not in _NAMELIKE:
                continue
            put_in = at > 0 and doc[at - 1].text == "["  # editors put a name in brackets for a pronoun
            if key in surnames or (key in people and (token.pos_ == "PROPN" or put_in)):
                yield Name(chunk, at, at + 1, "person", token.text)
            elif key in bodies and token.pos_ == "PROPN":
                yield Name(chunk, at, at + 1, "organisation", token.text)


def _widened(name: Name, doc: Doc, texts: Set[str], taken: Set[tuple[int, int]]) -> Name:
    """Take in the given name that the tagger left out, where the document has both elsewhere or lists know it."""
    at = name.first - 1
    if name.kind != "person" or name.end - name.first > 1 or at < 0 or not doc[at].text[:1].isupper():
        return name
    text = doc[at : name.end].text
    given = (doc[at].lower_ in naming().given and doc[at].pos_ == "PROPN") or _given(doc, at)
    if (name.chunk, at) not in taken and (text in texts or given):
        return msgspec.structs.replace(name, first=at, text=text)
    return name


def _lengthened(name: Name, doc: Doc, taken: Set[tuple[int, int]]) -> Name:
    """Take in the surname that the tagger left out: the capitalised word after a single word that is a person's."""
    at = name.end
    if name.kind != "person" or name.end - name.first > 1 or at >= len(doc) or (name.chunk, at) in taken:
        return name
    token, text = doc[at], doc[at].text
    wordlike = token.is_title and token.is_alpha and len(text) > 2 and not token.ent_type_ and not token.is_sent_start
    other = titled(token) or known(text) is not None or text in media() or plain(text) in naming().bodies
    if not wordlike or other or token.lower_ in lexicon("naming", "never") | naming().body_nouns | naming().place_nouns:
        return name
    return msgspec.structs.replace(name, end=at + 1, text=doc[name.first : at + 1].text)


def _given(doc: Doc, at: int) -> bool:
    """Whether an unlisted capitalised word hangs on the surname after it, as a given name does."""
    token, text = doc[at], doc[at].text
    hangs = token.tag_ == "NNP" and token.dep_ == "compound" and token.head.i == at + 1 and not text.isupper()
    other = titled(token) or known(text) is not None or text in media() or plain(text) in naming().bodies
    return (
        hangs
        and text.isalpha()
        and not other
        and token.lower_ not in lexicon("naming", "never") | lexicon("naming", "leading") | naming().body_nouns
    )


def _apart(names: Iterable[Name]) -> list[Name]:
    """Keep the longest of names that overlap; the earlier one of equals."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for name in sorted(names, key=lambda n: (n.first - n.end, n)):
        places = {(name.chunk, at) for at in range(name.first, name.end)}
        if taken.isdisjoint(places):
            taken |= places
            kept.append(name)
    return kept
