"""Clauses inside a clause that tell a fact of their own: "since the vote was confirmed", "a case that closed in July".

The clause around them is told whole, because cut short it would say less than its author did; what stands inside it is
told beside it, because another account tells the same in a sentence. Only what the author takes as having been is told:
nothing that stands under a condition, a question, a plan or a denial.
"""

from collections.abc import Iterable, Iterator, Mapping

from rashomon.attribute.clauses import short
from rashomon.attribute.content import noun_phrase
from rashomon.attribute.raw import Token

MIN_WORDS = 5
"""Words that an embedded clause needs; shorter ones ("after he left") only date the clause around them."""
MOST = 3
"""Embedded clauses told of one clause, in reading order."""
WHOLE = 0.85
"""Share of the clause's words from which an embedded clause says nothing that the clause does not say."""
FACTIVE = frozenset("after before since until till because when while as although though".split())
"""Words that open a clause in the past which is told as having been, whatever the clause around it says."""
THEN = frozenset("after before since by while despite following".split())
"""Words that open a participle whose doer is the subject: "after delivering her speech"."""
OPEN = frozenset("if unless whether lest provided supposing would could might may should".split())
"""Words below which nothing is told as having been."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})

Words = Mapping[int, Token]


def embedded(tokens: Iterable[Token]) -> list[list[Token]]:
    """The clauses inside a clause that tell a fact of their own, in order of their verbs, with what they borrow."""
    chosen = {t.i: t for t in tokens if not t.is_space}
    words = sum(not t.is_punct for t in chosen.values())
    found = []
    for token in chosen.values():
        piece = _piece(token, chosen) if token.pos_ in ("VERB", "AUX") and token.head.i in chosen else []
        if MIN_WORDS <= sum(not t.is_punct for t in piece) < WHOLE * words:
            found.append(piece)
    return found[:MOST]


def _piece(verb: Token, chosen: Words) -> list[Token]:
    for part in (_dated, _participle, _own_subject, _described):
        piece = part(verb, chosen)
        if piece:
            return [] if _open(verb, chosen) else piece
    return []


def _dated(verb: Token, chosen: Words) -> list[Token]:
    """As in "... before the second letter woke the other side": told without its "before"."""
    if verb.dep_ not in ("advcl", "pcomp") or not _past(verb):
        return []
    if not any(c.dep_ in SUBJECTS and c.i in chosen and c.pos_ != "DET" for c in verb.children):
        return []
    words = _subtree(verb, chosen)
    marks = [t for t in words if t.dep_ in ("mark", "advmod") and t.head.i == verb.i and t.lower_ in FACTIVE]
    if verb.dep_ == "pcomp":
        return words if verb.head.lower_ in FACTIVE else []
    words += _going_on(words[-1], verb, chosen)
    if not marks or marks[0].i - words[0].i > 1 or any(t.lower_ in ("if", "though") for t in words[1:2]):
        return []
    return [t for t in words if t.i > marks[0].i]


def _going_on(last: Token, verb: Token, chosen: Words) -> list[Token]:
    """As in "... sent a letter announcing that ...": a participle that goes on, though the parser hangs it higher up."""
    after = chosen.get(last.i + 1)
    above = {t.i for t in _upward(verb, chosen)}
    if after is None or after.tag_ != "VBG" or after.dep_ not in ("advcl", "acl") or after.head.i not in above:
        return []
    return _subtree(after, chosen)


def _participle(verb: Token, chosen: Words) -> list[Token]:
    """As in "Vane resigned after losing the vote": with its subject, when the clause around it tells what has been."""
    prep = verb.head
    if verb.dep_ != "pcomp" or verb.tag_ != "VBG" or prep.lower_ not in THEN or prep.i not in chosen:
        return []
    main = prep.head
    subject = _subject(main) if main.pos_ in ("VERB", "AUX") and _told(main) else None
    if subject is None or subject.i not in chosen or subject.pos_ not in ("NOUN", "PROPN", "PRON"):
        return []
    lead = short([t for t in noun_phrase(subject) if t.i in chosen])
    return [*lead, *_subtree(verb, chosen)] if lead else []


def _own_subject(verb: Token, chosen: Words) -> list[Token]:
    """As in "despite the mayor being cleared of fraud"."""
    if verb.dep_ not in ("pcomp", "acl", "advcl"):
        return []
    helper = next((c for c in verb.children if c.lower_ in ("being", "having")), None)
    first = helper if helper is not None else verb
    if first.tag_ != "VBG" or first.i - 1 not in chosen:
        return []
    before = chosen[first.i - 1]
    if verb.dep_ == "acl" and helper is None:
        return []
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < first.i), None) or (
        before if before.dep_ == "pobj" and before.head.lower_ in ("despite", "with", "after", "following") else None
    )
    if subject is None or subject.pos_ not in ("NOUN", "PROPN", "PRON"):
        return []
    lead = [t for t in noun_phrase(subject) if t.i < first.i]
    chosen_here = {t.i: t for t in (*lead, *_subtree(verb, chosen)) if t.i in chosen}
    return [chosen_here[i] for i in sorted(chosen_here)]


def _described(verb: Token, chosen: Words) -> list[Token]:
    """As in "an inquiry that had been closed in July": the noun with a defining clause that tells what has been."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.pos_ not in ("NOUN", "PROPN") or not _past(verb):
        return []
    relative = [c for c in verb.children if c.tag_ in ("WDT", "WP") and c.dep_ in SUBJECTS]
    if not relative or not _particular(noun):
        return []
    words = [t for t in _subtree(verb, chosen) if t.i >= relative[0].i]
    lead = short([t for t in noun_phrase(noun) if t.i in chosen and t.i < relative[0].i and not _mark(t)])
    told_first = any(c.lower_ in ("a", "an") for c in noun.children if c.dep_ == "det")
    if not lead or not (told_first or any(t.pos_ in ("PROPN", "NUM") or t.ent_type_ for t in words)):
        return []
    return [*lead, *words]


def _particular(noun: Token) -> bool:
    """Whether a noun means one thing or one lot of things, as "an inquiry" does, and "anybody", "those" do not."""
    first = next((c for c in noun.children if c.dep_ in ("det", "poss", "nummod")), None)
    return noun.pos_ == "PROPN" or (first is not None and first.lower_ not in ("any", "every", "each", "no", "those"))


def _subject(verb: Token) -> Token | None:
    while verb.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in verb.children) and verb.head.i != verb.i:
        verb = verb.head
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def _past(verb: Token) -> bool:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ == "MD" for c in helpers):
        return False
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" or c.lower_ in ("has", "have", "'ve") for c in helpers)


def _told(verb: Token) -> bool:
    """Whether a verb tells what is or has been: it is finite, and no plan."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ in ("MD", "TO") for c in helpers) or any(c.dep_ == "neg" for c in verb.children):
        return False
    return verb.tag_ in FINITE or any(c.tag_ in FINITE for c in helpers)


def _open(verb: Token, chosen: Words) -> bool:
    """Whether the verb or one above it in the clause stands under a condition, a question or a "would"."""
    return any(
        c.dep_ in ("mark", "aux", "advmod") and c.lower_ in OPEN
        for step in _upward(verb, chosen)
        for c in step.children
        if step.pos_ in ("VERB", "AUX")
    )


def _upward(token: Token, chosen: Words) -> Iterator[Token]:
    yield token
    while token.head.i != token.i and token.head.i in chosen:
        token = token.head
        yield token


def _subtree(verb: Token, chosen: Words) -> list[Token]:
    """The words below a verb, without marks and joining words at the edges."""
    words = [t for t in verb.subtree if t.i in chosen]
    while words and (_mark(words[0]) or words[0].dep_ == "cc"):
        words = words[1:]
    while words and (_mark(words[-1]) or words[-1].dep_ == "cc"):
        words = words[:-1]
    return words


def _mark(token: Token) -> bool:
    return bool(token.is_punct) and token.text not in ('"', "”", "“", "'", "’", "-")
