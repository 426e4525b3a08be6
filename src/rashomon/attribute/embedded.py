"""Clauses inside a clause that tell a fact of their own: "since the vote was confirmed", "a case that closed in July".

The clause around them is told whole, because cut short it would say less than its author did; what stands inside it is
told beside it, because another account tells the same in a sentence. Only what the author takes as having been is told:
nothing that stands under a condition, a question, a plan or a denial.
"""

from collections.abc import Iterable, Iterator, Mapping

from rashomon.attribute.borrowed import short
from rashomon.attribute.content import noun_phrase
from rashomon.attribute.lost import bare_office
from rashomon.attribute.raw import QUOTES, Token
from rashomon.attribute.seen import seen
from rashomon.attribute.shares import included
from rashomon.attribute.within import inner_claims, is_deed

MIN_WORDS = 5
"""Words that an embedded clause needs; shorter ones ("after he left") only date the clause around them."""
MIN_COUNTED = 3
"""The same for a clause that counts: "120 others wounded"."""
PARTS = frozenset("most many some all none few half part majority rest one two dozens hundreds".split())
"""Words before "of" that only say how many."""
MIN_RELATIVE = 4
"""Words of a participle, or of a clause that describes a noun, its "that" or "who" among them."""
MOST_BEFORE = 4
"""Words that may stand before the "before" of a clause: "half an hour before the debate began"."""
MOST = 3
"""Embedded clauses told of one clause, in reading order."""
WHOLE = 0.85
"""Share of the clause's words from which an embedded clause says nothing that the clause does not say."""
FACTIVE = frozenset("after before since until till because when while as although though".split())
"""Words that open a clause in the past which is told as having been, whatever the clause around it says."""
ORDER = frozenset("after before until till when once".split())
"""Words after which "has left" may speak of what is to come: "before both sides have left"."""
WITH = frozenset("despite with after following including".split())
"""Words before somebody who does or suffers something: "despite the mayor being cleared"."""
THEN = frozenset("after since by while despite following".split())
"""Words that open a participle whose doer is the subject: "after delivering her speech"."""
OPEN = frozenset("if unless whether lest provided supposing would could might may should".split())
"""Words below which nothing is told as having been."""
TWICE = 0.6
"""Share of a clause from which a noun with the same end is the same thing with fewer words."""
VAGUE = frozenset(
    "day week month year decade hour minute moment time season part way thing one kind sort type lot number group "
    "position point place area reason case level amount series range fact something someone statement "
    "wake aftermath midst course context".split()
)
"""Nouns that a clause only makes clear: "the day that followed the vote" tells of no day."""
ANYTHING = frozenset("any every each no either neither those".split())
NAMING = frozenset("call name know base bear entitle title dub locate relate associate own run use make".split())
"""Verbs whose participle says what a thing is, not what was done: "a man called Vane", "a firm based in Tarn"."""
LIKE_PREPOSITIONS = frozenset({"following", "including", "regarding", "concerning", "according"})
"""Participles in form that tell no deed: "injuries following the crash"."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})

Words = Mapping[int, Token]


def inside(clause: list[Token], lemma: str | None = None) -> list[list[Token]]:
    """All that is told inside a clause, as clauses and as nouns, none of it twice. `lemma` is its cue's."""
    told = [*embedded(clause), *included(clause), *seen(clause)]
    ids = [{t.i for t in piece} for piece in told]
    for noun in inner_claims(clause, lemma):
        here = {t.i for t in noun}
        if not any(here <= whole and max(here) == max(whole) and len(here) > TWICE * len(whole) for whole in ids):
            told.append(noun)
    return told


def embedded(tokens: Iterable[Token]) -> list[list[Token]]:
    """The clauses inside a clause that tell a fact of their own, in order of their verbs, with what they borrow."""
    chosen = {t.i: t for t in tokens if not t.is_space}
    words = sum(not t.is_punct for t in chosen.values())
    found = []
    for token in chosen.values():
        piece = _piece(token, chosen) if token.pos_ in ("VERB", "AUX") and token.head.i in chosen else []
        if _least(piece) <= sum(not t.is_punct for t in piece) < WHOLE * words:
            found.append(piece)
    return found[:MOST]


def _piece(verb: Token, chosen: Words) -> list[Token]:
    for part in (_dated, _participle, _own_subject, _beside, _described):
        piece = part(verb, chosen)
        if piece:
            return [] if _open(verb, chosen) else piece
    return []


def _least(piece: list[Token]) -> int:
    """Words that a piece needs; fewer where it counts: "120 others wounded"."""
    return MIN_COUNTED if any(t.like_num for t in piece) else MIN_WORDS


def _beside(verb: Token, chosen: Words) -> list[Token]:
    """As in "rose to four, with 100 others wounded", "leaving residents fleeing for cover"."""
    if verb.tag_ not in ("VBN", "VBG") or verb.lower_ in LIKE_PREPOSITIONS:
        return []
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i), None)
    if subject is not None:
        tie = verb.head if verb.dep_ == "pcomp" else next(
            (c for c in verb.children if c.lower_ == "with" and c.i < subject.i), None)  # fmt: skip
        noun = subject
    elif verb.dep_ == "acl":
        noun = verb.head
        if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in PARTS:
            noun = noun.head.head
        tie = noun.head
    else:
        return []
    left = noun.dep_ == "dobj" and tie is not None and tie.lemma_ == "leave" and tie.tag_ == "VBG"
    after = tie is not None and tie.lower_ == "with" and tie.i in chosen and tie.head.pos_ in ("VERB", "AUX")
    if not (left or after) or noun.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return []
    words = {t.i: t for t in (*noun.subtree, *verb.subtree) if t.i in chosen and tie is not None and t.i > tie.i}
    return _bare([words[i] for i in sorted(words)])


def _dated(verb: Token, chosen: Words) -> list[Token]:
    """As in "... before the second letter woke the other side": told without its "before"."""
    if verb.dep_ not in ("advcl", "pcomp") or not _past(verb):
        return []
    if not _past(verb, perfect=False) and any(c.lower_ in ORDER for c in (verb.head, *verb.children)):
        return []
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS and c.i in chosen and c.pos_ != "DET"]
    if not subjects or bare_office(subjects[0]):
        return []
    words = _subtree(verb, chosen)
    marks = [t for t in words if t.dep_ in ("mark", "advmod") and t.head.i == verb.i and t.lower_ in FACTIVE]
    if verb.dep_ == "pcomp":
        return words if words[0].tag_ not in ("WP", "WDT") and verb.head.lower_ in FACTIVE else []
    words += _going_on(words[-1], verb, chosen)
    if not marks or marks[0].i - words[0].i > MOST_BEFORE or any(t.lower_ in ("if", "though") for t in words[1:2]):
        return []
    return [t for t in words if t.i > marks[0].i]


def _going_on(last: Token, verb: Token, chosen: Words) -> list[Token]:
    """As in "... sent a letter announcing that ...": a participle that goes on, though the parser hangs it higher."""
    after = chosen.get(last.i + 1)
    above = {t.i for t in _upward(verb, chosen)}
    if after is None or after.tag_ != "VBG" or after.dep_ not in ("advcl", "acl", "ccomp"):
        return []
    if after.head.i in chosen and after.head.i not in above:
        return []
    return _subtree(after, chosen)


def _participle(verb: Token, chosen: Words) -> list[Token]:
    """As in "Vane resigned after losing the vote": with its subject, when the clause around it tells what has been."""
    prep = verb.head
    if verb.dep_ != "pcomp" or verb.tag_ != "VBG" or prep.lower_ not in THEN or prep.i not in chosen:
        return []
    main = prep.head
    subject = _subject(main) if main.pos_ in ("VERB", "AUX") and _told(main) else None
    if subject is None or subject.i not in chosen or not _somebody(subject):
        return []
    words = _subtree(verb, chosen)
    phrase = noun_phrase(subject)
    lead = short([t for i, t in chosen.items() if phrase[0].i <= i <= phrase[-1].i])
    return [*lead, *words] if lead and len(words) >= MIN_RELATIVE and lead[-1].i < words[0].i else []


def _own_subject(verb: Token, chosen: Words) -> list[Token]:
    """As in "despite the mayor being cleared of fraud"."""
    helper = next((c for c in verb.children if c.lower_ in ("being", "having")), None)
    first = helper if helper is not None else verb
    before = chosen.get(first.i - 1)
    if first.tag_ != "VBG" or before is None or not any(c.i > verb.i for c in verb.children):
        return []
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < first.i), None)
    if verb.dep_ == "pcomp":
        prep = verb.head
    elif verb.dep_ == "acl" and helper is not None and before.dep_ == "pobj":
        subject, prep = before, before.head
    else:
        return []
    ends_in = prep.lower_ == "in" and prep.head.lemma_ == "result"
    if subject is None or not _somebody(subject) or not (prep.lower_ in WITH or ends_in):
        return []
    lead = [t for t in noun_phrase(subject) if t.i < first.i]
    words = {t.i: t for t in (*lead, *_subtree(verb, chosen)) if t.i in chosen}
    return [words[i] for i in sorted(words)]


def _described(verb: Token, chosen: Words) -> list[Token]:
    """As in "an inquiry that had been closed in July": the noun with a defining clause that tells what has been."""
    noun = verb.head
    if noun.pos_ not in ("NOUN", "PROPN") or not _particular(noun):
        return []
    relative = next((c for c in verb.children if c.tag_ in ("WDT", "WP") and c.dep_ in SUBJECTS), None)
    if verb.dep_ == "relcl" and relative is not None and _past(verb) and _agrees(noun, verb):
        first = relative.i
    elif verb.dep_ == "acl" and _done_by(verb) and _first_told(noun):
        first = min(t.i for t in verb.subtree)
    else:
        return []
    words = [t for t in _subtree(verb, chosen) if t.i >= first]
    lead = short([t for t in noun_phrase(noun) if t.i in chosen and t.i < first and not _mark(t)])
    tells = any(t.pos_ in ("PROPN", "NUM") or t.ent_type_ for t in words) or _of_kind(verb, noun)
    tells = tells or (
        verb.dep_ == "relcl" and _first_told(noun) and not any(c.dep_ == "preconj" for c in noun.children)
    )
    return [*lead, *words] if lead and tells and len(words) >= MIN_RELATIVE else []


def _done_by(verb: Token) -> bool:
    """As in "a fire sparked by a pump", "a letter announcing that ...": a participle that tells who did what."""
    if verb.lemma_.lower() in NAMING:
        return False
    if verb.tag_ == "VBN":
        return any(c.dep_ == "agent" and any(t.pos_ == "PROPN" for t in c.subtree) for c in verb.children)
    return verb.tag_ == "VBG" and any(c.dep_ == "ccomp" for c in verb.children)


def _of_kind(verb: Token, noun: Token) -> bool:
    """As in "a talk that was a farewell": what the thing was; or a deed told for the first time."""
    kind = verb.lemma_ == "be" and any(c.dep_ == "attr" and c.pos_ == "NOUN" for c in verb.children)
    return kind or (is_deed(noun) and _first_told(noun))


def _first_told(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("a", "an", "another") for c in noun.children)


def _agrees(noun: Token, verb: Token) -> bool:
    """Whether noun and verb are both one or both many; where they are not, the clause is of another noun."""
    finite = next((c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE), verb)
    if finite.lower_ in ("were", "are", "have"):
        return noun.tag_ not in ("NN", "NNP")
    return finite.lower_ not in ("was", "is", "has") or noun.tag_ not in ("NNS", "NNPS")


def _particular(noun: Token) -> bool:
    """Whether a noun means one thing or one lot of things, as "an inquiry" does, and "anybody", "those" do not."""
    if noun.lemma_.lower() in VAGUE or noun.ent_type_ in ("DATE", "TIME"):
        return False
    first = next((c for c in noun.children if c.dep_ in ("det", "poss", "nummod")), None)
    if first is None:
        return noun.pos_ == "PROPN" or is_deed(noun)
    return first.lower_ not in ANYTHING


def _somebody(subject: Token) -> bool:
    """A noun, a name, or a pronoun that can be named in its place; "they adding" reads as nothing."""
    return subject.pos_ in ("NOUN", "PROPN") or subject.lower_ in ("he", "she")


def _subject(verb: Token) -> Token | None:
    while verb.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in verb.children) and verb.head.i != verb.i:
        verb = verb.head
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def _past(verb: Token, *, perfect: bool = True) -> bool:
    """Whether a verb is in the past; with `perfect` "has left" is too."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ == "MD" for c in helpers):
        return False
    had = any(c.tag_ == "VBD" or (perfect and c.lower_ in ("has", "have", "'ve")) for c in helpers)
    return had or verb.tag_ == "VBD"


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
    return _bare([t for t in verb.subtree if t.i in chosen])


def _bare(words: list[Token]) -> list[Token]:
    """Without marks and joining words at the edges."""
    while words and (_mark(words[0]) or words[0].dep_ == "cc"):
        words = words[1:]
    while words and (_mark(words[-1]) or words[-1].dep_ == "cc"):
        words = words[:-1]
    return words


def _mark(token: Token) -> bool:
    return bool(token.is_punct) and token.text not in QUOTES and token.text != "-"
