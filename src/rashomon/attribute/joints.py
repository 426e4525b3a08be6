"""Where words come apart and where they may not: clauses on both sides of a dash or an "and", and a "but not"."""

from collections.abc import Sequence

from rashomon.attribute.content import finite
from rashomon.attribute.raw import Token

LEAST = 4
"""Words on either side of a dash for both to be claims of their own."""
RESERVE = 5
"""Words of a short "but not ..." behind what is said, without which it would say more than was said."""
_BUT_NOT = ("but", "not")
_PARTING = frozenset({"-", "–", "—", "--", ";"})
_JOINING = frozenset({"and", "but"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")


def parted(run: Sequence[Token]) -> list[list[Token]]:
    """A run in order, cut between two whole clauses of which neither hangs on a word of the other.

    As in "(we heard that) the sides will swap boats - the date has been set", "(she said) the boat sank, but all were
    saved", where both hang on what stands outside. Where the parser ties both sides, the tie decides, and nothing is
    cut here.
    """
    for k, mark in enumerate(run):
        if not _parts(mark):
            continue
        before, after = list(run[:k]), list(run[k + 1 :])
        long = all(sum(not t.is_punct for t in side) >= LEAST for side in (before, after))
        if long and _tells(before) and _tells(after) and not _tied(before, after):
            return [before, *parted(after)]
    return [list(run)]


def _parts(mark: Token) -> bool:
    """Whether two clauses may meet at a word: a dash or semicolon that stands free, an "and", a "but"."""
    if mark.dep_ == "cc":
        return mark.lower_ in _JOINING
    return mark.text in _PARTING and bool(mark.is_punct) and (mark.text != "-" or bool(mark.whitespace_))


def _tells(side: Sequence[Token]) -> bool:
    """Whether words hold a finite verb with its own subject before it."""
    inside = {t.i for t in side}
    return any(
        c.dep_ in _SUBJECTS and c.i in inside and c.i < verb.i
        for verb in side if verb.pos_ in ("VERB", "AUX") and finite(verb) for c in verb.children
    )  # fmt: skip


def _tied(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a word of one side hangs on a word of the other."""
    left, right = {t.i for t in before}, {t.i for t in after}
    hung = ((t.i in left, t.head.i) for t in (*before, *after) if not t.is_punct and t.head.i != t.i)
    return any(head in (right if here else left) for here, head in hung)


def parallel(verb: Token) -> Token:
    """The verb that a joined verb goes on from: by its "had" or "has" rather the one around than the nearest.

    As in "he had agreed (that) the position was wrong and had discussed it": he had discussed it, not the position.
    """
    first = verb.head
    have = _have(verb)
    if verb.dep_ != "conj" or have is None or _have(first) is not None or first.dep_ != "ccomp":
        return first
    around: Token = first.head
    return around if _have(around) == have and around.i < first.i else first


def _have(verb: Token) -> str | None:
    return next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.lemma_.lower() == "have"), None)


def with_reserve(content: Sequence[Token]) -> list[Token]:
    """What is said together with a short "but not ..." right behind it ("has been set, but not published")."""
    out = list(content)
    for at, word in enumerate(out[-2:], max(0, len(out) - 2)):  # its first words may have been taken in by themselves
        if at and word.lower_ == "but":
            out = out[:at]
            break
    if not out:
        return out
    doc, at = out[-1].doc, out[-1].i + 1
    if not any(doc[i].lower_ == "but" for i in range(at, min(at + 2, len(doc)))):
        return list(content)
    rest = [t for t in doc[at : at + RESERVE + 2] if t.sent == out[-1].sent]
    words = [t for t in rest if not t.is_punct]
    if len(words) <= len(_BUT_NOT) or words[0].lower_ != "but" or words[1].dep_ != "neg" or words[0].i > at + 1:
        return list(content)
    end = next((k for k, t in enumerate(rest) if t.is_sent_end or (k and t.is_punct and t.text in ".;!?")), None)
    inside = {t.i for t in out}
    joined = next((t for t in words if t.dep_ == "conj" and t.head.i in inside and words[1].head.i == t.i), None)
    if end is None or joined is None:
        return list(content)
    return [*out, *rest[: end if rest[end].is_punct else end + 1]]
