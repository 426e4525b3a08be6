"""Whose a thing is that a sentence begins with: "Doss's plan is bold, he said" means Doss, whoever spoke before."""

from collections.abc import Callable

from rashomon.attribute.kinds import ANONYMOUS, PERSONS
from rashomon.attribute.raw import QUOTES, Sentence, Token
from rashomon.lexicon.naming import naming
from rashomon.model.analysis import Mention
from rashomon.model.span import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LONGEST = 200
"""Tokens of a sentence that are looked at; longer ones are lists and tables run together."""


def owner_before(
    pronoun: Span, sentence: Sentence, within: Callable[[tuple[Span, ...]], list[Mention]]
) -> Mention | None:
    """The one person whose thing or deed is a subject before a pronoun of the same sentence; None for none or two.

    As in "Doss's plans rest on water, and he said so", "the move by Doss came after he said no". Somebody who is
    somebody's ("Doss's aide said he would go") speaks for himself. `within` gives the mentions inside some spans.
    """
    before = [t for t in sentence.tokens if sentence.base + t.idx < pronoun.start]
    if len(before) > LONGEST or any(t.text in QUOTES for t in before):
        return None
    found: dict[str, Mention] = {}
    for subject in (t for t in before if t.dep_ in SUBJECTS and not _is_someone(t) and not _is_told(t)):
        for owner in _owners(subject):
            at = sentence.base + owner.idx
            for mention in within((sentence.span,)):
                if mention.kind == "person" and mention.start <= at < mention.end:
                    found[mention.who] = mention
    return next(iter(found.values())) if len(found) == 1 else None


def _is_told(subject: Token) -> bool:
    """Whether a clause is what somebody says: "he said Doss's debts grow, and he also said" means the speaker."""
    verb = subject.head
    return bool(verb.dep_ == "ccomp" and verb.head.i < subject.i)


def _owners(subject: Token) -> list[Token]:
    """The words for those whose a thing is, or by whom a deed was done."""
    own = [c for c in subject.children if c.dep_ == "poss"]
    return own + [g for c in subject.children if c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]


def _is_someone(noun: Token) -> bool:
    """Whether a subject may be meant by a pronoun itself: a person, or a body that speaks."""
    lemma, rules = noun.lemma_.lower(), naming()
    known = lemma in ANONYMOUS | PERSONS or lemma in rules.roles or lemma in rules.gendered
    return known or noun.pos_ in ("PROPN", "PRON") or noun.ent_type_ in ("PERSON", "ORG")
