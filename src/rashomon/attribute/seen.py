"""What somebody or a picture shows: "the video shows the boat sinking" tells that the boat sank, or was sinking."""

from collections.abc import Iterator, Sequence

from rashomon.attribute.raw import Token

SHOWING = frozenset({"show", "depict", "capture", "see", "film", "spot", "photograph", "catch", "feature"})
LEAST = 4
CHANCE = frozenset({"would", "could", "may", "might", "should", "will", "to"})


def seen(clause: Sequence[Token]) -> Iterator[list[Token]]:
    """What is seen to happen in a clause: somebody or something with a participle."""
    inside = {t.i for t in clause}
    for verb in clause:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in SHOWING or verb.tag_ in ("VBN", "VB"):
            continue
        if any(c.dep_ == "neg" or c.lower_ in CHANCE for c in verb.children):
            continue
        words = [t for t in _happening(verb) if t.i in inside]
        if sum(not t.is_punct for t in words) >= LEAST:
            yield words


def _happening(verb: Token) -> list[Token]:
    """The words for somebody and what he does, behind a verb of showing."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ == "ccomp" and child.tag_ in ("VBG", "VBN"):
            subject = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < child.i), None)
            bare = not any(c.dep_ in ("aux", "auxpass", "mark") for c in child.children)
            if subject is not None and subject.pos_ in ("NOUN", "PROPN") and bare:
                return list(child.subtree)
        if child.dep_ == "dobj" and child.pos_ in ("NOUN", "PROPN"):
            doing = next((c for c in child.children if c.dep_ == "acl" and c.tag_ == "VBG"), None)
            if doing is not None and doing.i > child.i:
                return list(child.subtree)
    return []
