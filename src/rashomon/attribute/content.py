"""What is said, as grammar shows it: the clause below a verb of saying, around it, or an object that counts as one."""

from collections.abc import Sequence

from rashomon.attribute.raw import QUOTES, Sentence, Token
from rashomon.lexicon.cues import cues
from rashomon.lexicon.naming import naming

CLAUSES = frozenset({"ccomp", "xcomp", "pcomp"})
TAKES_OBJECT = frozenset({"accuse", "deny", "demand", "offer", "plan"})
"""Classes whose plain object is content: "rejected the offer", "demanded a ceasefire"."""
OBJECT_LEMMAS = frozenset(
    "announce confirm blame criticise criticize condemn denounce praise hail welcome describe call label brand dub "
    "attribute credit fault slam blast predict reiterate reaffirm outline claim allege repeat cite hope fear "
    "stress emphasise emphasize underline admit acknowledge regard consider view deem estimate "
    "identify name signal".split()
)
"""Verbs of putting forward whose plain object is content: "announced a pause", "blamed the weather for the delay"."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CITING = frozenset({"cite", "quote"})
HELD = frozenset({"consider", "regard", "view", "deem", "fear", "hope", "estimate", "describe", "call"})
"""Of these, verbs whose clause is no saying of its own without "that": "all consider the offer too low"."""
NEEDS = {"blast": ("for", "as", "over", "at"), "attack": ("for", "as", "over"),
         "view": ("as", "with")}  # fmt: skip
"""Verbs that are cues only with one of these: "blasted the ministry for ...", not "blasted his way in"."""
PHRASE = 2
"""Words of a quoted phrase; a mark before a single one may open a question ("said 'what ...?'")."""
TAKEN_ON = frozenset("control command power office responsibility duty leadership post role charge".split())
"""What is assumed without a belief: "we will assume control"."""
CALLING = frozenset({"identify", "name"})
"""Verbs that say who somebody is, with "as" and in the active voice."""
WON = frozenset("life job victim victory win title medal prize seat place spot point".split())
"""What is claimed without a word: "the storm claimed four lives"."""
COUNTED = frozenset(
    "option plan idea decision claim figure number date day proposal bill law man woman person case vote letter report "
    "deal offer question process meeting story statement argument position approach part point kind system".split()
)
"""Nouns that need an article or "that" before them."""
AT_COLON, AT_NAME = 3, 8
"""Tokens between a verb that only quotes and its quotation: a colon before it; the speaker's name after it."""
NAMED = frozenset({"named", "called"})
"""As in "a neighbour named Ida Vane"."""
BARE_STATIVES = frozenset("know show find read hear learn begin continue want decide establish".split())
"""Too common outside attribution to count without a clause that follows with "that" or a quotation."""


def noun_phrase(noun: Token) -> list[Token]:
    """The noun with its modifiers and appositions, without relative clauses or a following participle."""
    out: list[Token] = [noun]
    for child in noun.children:
        if child.dep_ == "acl" and child.lower_ in NAMED and child.i > noun.i:
            out += [t for t in tree(child) if t.i <= child.i or t.pos_ == "PROPN"]
            continue
        if child.dep_ in ("relcl", "acl", "cc", "punct") and not (child.dep_ == "punct" and child.i < noun.i):
            continue
        if child.dep_ == "conj" and noun.dep_ != "pobj" and child.pos_ != "VERB":
            out += [t for t in noun.children if t.dep_ == "cc"]
        out += tree(child)
    return [t for t in sorted(out, key=lambda t: t.i) if t.text not in QUOTES]


def does_so(verb: Token, lemma: str) -> bool:
    """As in "did not identify the driver", "established a board", "the envoys were recalled": done, and not said."""
    if lemma == "recall":
        return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    if lemma == "call" and any(c.lower_ == "home" and c.dep_ in ("oprd", "attr", "advmod") for c in verb.children):
        return True  # "the many who call Kelm home"
    if lemma == "assume":
        return any(c.dep_ == "dobj" and c.lemma_.lower() in TAKEN_ON for c in verb.children)
    if lemma == "dismiss":
        return _from_office(verb)
    if lemma == "establish":
        return not any(c.dep_ == "ccomp" for c in verb.children)
    if lemma not in CALLING:
        return False
    says = any(c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i for c in verb.children)
    has = any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children)
    return not says or (verb.tag_ == "VBN" and not has) or any(c.dep_ in ("neg", "auxpass") for c in verb.children)


def _from_office(verb: Token) -> bool:
    """As in "dismissed Tem as her chief of staff": an office is lost; "dismissed Tem as a fool" is said."""
    whom = any(c.dep_ == "dobj" and (c.ent_type_ == "PERSON" or c.pos_ == "PROPN") for c in verb.children)
    posts = [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for g in c.children if g.dep_ == "pobj"]
    posts += [g for c in verb.children if c.dep_ == "dobj" for p in c.children if p.lower_ == "as" for g in p.children]
    held = (g.lemma_.lower() in naming().roles or any(c.dep_ == "poss" for c in g.children) for g in posts)
    return whom and any(held)


def takes_object(lemma: str | None) -> bool:
    """Whether a cue's plain object is something that is said: "demanded a pause", "blamed the weather"."""
    return lemma in OBJECT_LEMMAS or cues().verbs.get(lemma or "") in TAKES_OBJECT


def head_of(tokens: Sequence[Token]) -> Token | None:
    """The word of a phrase that hangs on none of the others."""
    chosen = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in chosen or t.head.i == t.i), None)


def finite(verb: Token) -> bool:
    """Whether a verb or its helper has a tense of its own."""
    return verb.tag_ in FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE for c in verb.children)


def tree(token: Token | None) -> list[Token]:
    """The token with all that hangs on it, in order."""
    return list(token.subtree) if token is not None else []


def content_of(verb: Token, lemma: str, kind: str, taken: set[Token]) -> list[Token]:
    """The tokens that are said: the clause below the verb, the clause around it, or an object that counts as one."""
    below = [c for c in verb.children if c.dep_ in CLAUSES and c not in taken]
    if lemma in OBJECT_LEMMAS:
        below = [c for c in below if c.dep_ == "ccomp" and (c.i < verb.i or marked(c))]
    if below and not (lemma in BARE_STATIVES and not marked(below[0]) and not _in_marks(below[0])):
        beside = {t for c in below for t in _others_say(c)}
        return _without(verb, [t for c in below for t in tree(c) if t not in beside], taken)
    if verb.dep_ in ("parataxis", "ccomp") and verb.head.i != verb.i and verb.head.pos_ in ("VERB", "AUX"):
        around = set(tree(verb.head)) - set(tree(verb))
        if lemma not in BARE_STATIVES and verb.dep_ == "parataxis" and not _apart(verb):
            return sorted(around, key=lambda t: t.i)
    apart = _apart_from(verb, lemma, kind)
    if apart is not None:
        return _without(verb, tree(apart), taken)
    if lemma in NEEDS and not any(c.dep_ == "prep" and c.lower_ in NEEDS[lemma] for c in verb.children):
        return []
    if lemma == "claim" and any(c.dep_ == "dobj" and c.lemma_.lower() in WON for c in verb.children):
        return []
    objects = [c for c in verb.children if c.dep_ in ("dobj", "attr", "oprd", "acomp")]
    counts = kind in TAKES_OBJECT or lemma in OBJECT_LEMMAS
    bare = [c for c in verb.children if c.dep_ == "ccomp" and min(t.i for t in c.subtree) == verb.i + 1]
    if bare and kind == "assert" and lemma not in HELD and not any(t.text in QUOTES for t in tree(bare[0])[:1]):
        return _without(verb, tree(bare[0]), taken)
    open_clause = any(c.dep_ in CLAUSES for c in verb.children)
    if (
        (objects or open_clause)
        and counts
        and not all(o.pos_ == "PRON" and o.tag_ not in ("WP", "WDT") for o in objects)
    ):
        return _without(verb, right_of(verb), taken)
    if "_" in lemma:
        preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == lemma.partition("_")[2]]
        return [t for c in preps for t in tree(c) if t is not c]
    quoted = [c for c in objects if any(t.text in QUOTES for t in tree(c)) or _is_marked(c)]
    return [t for c in quoted for t in tree(c)] or (_after_colon(verb) if kind == "assert" else [])


def _others_say(clause: Token) -> set[Token]:
    """As in "said the offer was low, while another said ...": what stands beside the words, and is another's saying."""
    out: set[Token] = set()
    for token in clause.children:
        if token.dep_ != "advcl" or token.i < clause.i or token.lemma_.lower() not in cues().verbs:
            continue
        contrast = any(c.dep_ == "mark" and c.lower_ in ("while", "whereas") for c in token.children)
        if contrast and any(c.dep_ == "nsubj" for c in token.children):
            out |= set(tree(token))
    return out


def _apart_from(verb: Token, lemma: str, kind: str) -> Token | None:
    """What is said where the parser hung it elsewhere: "..., Vane said, the Wire reported", "told members that ..."."""
    before = [c for c in verb.children if c.dep_ == "parataxis" and c.i < verb.i and c.lemma_.lower() in cues().verbs]
    if before and kind == "assert":
        return before[0]
    astray = ("acl", "relcl", "ccomp") if lemma == "tell" else ()
    return next((t for t in verb.subtree if t.i > verb.i and t.dep_ in astray and marked(t)), None)


def _apart(verb: Token) -> bool:
    """Whether a semicolon or dash stands between the verb's clause and the clause around it: another claim."""
    first = min(t.i for t in verb.subtree)
    return first > verb.head.i and first > 0 and verb.doc[first - 1].text in (";", "-", "–", "—")


def _after_colon(verb: Token) -> list[Token]:
    """As in "He told the paper: "We are ready."": the quotation that a colon opens in the same sentence."""
    rest = [t for t in verb.sent if t.i > verb.i and not t.is_space]
    colon = next((k for k, t in enumerate(rest) if t.text == ":"), None)
    if colon is None or colon + 2 >= len(rest) or rest[colon + 1].text not in QUOTES:
        return []
    return rest[colon + 1 :]


def right_of(verb: Token) -> list[Token]:
    """What follows the verb in its own clause, up to a verb that is joined to it or tells something else."""
    out: list[Token] = []
    for child in verb.children:
        if child.i < verb.i or child.dep_ in ("punct", "cc", "parataxis", "advcl", "aux", "neg"):
            continue
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
            continue
        out += tree(child)
    return out


def marked(clause: Token) -> bool:
    """Whether a clause opens with "that"."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _without(verb: Token, tokens: list[Token], taken: set[Token]) -> list[Token]:
    return sorted({t for t in tokens if t not in taken and t.i != verb.i}, key=lambda t: t.i)


def with_quotes(content: list[Token], sentence: Sentence) -> list[Token]:
    """Takes in the marks that open just before or close just after the content, and drops a leading "that"."""
    if not content:
        return content
    if content[0].lower_ in ("that", "as", "whether") and content[0].dep_ == "mark" and not points(content):
        content = content[1:] or content
    doc = content[0].doc
    first, last = content[0].i, content[-1].i
    chosen = list(content)
    if first - 1 >= sentence.tokens.start and doc[first - 1].text in QUOTES:
        chosen.append(doc[first - 1])
    for ahead in (1, 2):
        at = last + ahead
        if at < sentence.tokens.end and doc[at].text in QUOTES and all(doc[k].is_punct for k in range(last + 1, at)):
            chosen += [doc[k] for k in range(last + 1, at + 1)]
            break
    return sorted(set(chosen), key=lambda t: t.i)


def points(content: list[Token]) -> bool:
    """As in "said that option was out": "that" before one bare noun points to the thing."""
    if len(content) < 2 or content[0].lower_ != "that":
        return False
    noun = content[1]
    bare = not any(c.dep_ in ("det", "poss", "amod", "compound", "nummod") for c in noun.children)
    return noun.tag_ == "NN" and noun.lemma_.lower() in COUNTED and noun.dep_ in ("nsubj", "nsubjpass") and bare


def is_quoted(content: list[Token], sentence: Sentence) -> bool:
    """Whether a quotation mark stands in or at the edge of the content."""
    return any(t.text in QUOTES for t in with_quotes(content, sentence))


def in_quotes(content: list[Token], verb: Token, sentence: Sentence) -> bool:
    """Whether the content begins with a quotation mark right behind the verb, or ends with one not far before it."""
    whole = with_quotes(content, sentence)
    if not whole:
        return False
    behind, before = whole[0].i - verb.i, verb.i - whole[-1].i
    return (whole[0].text in QUOTES and 0 < behind <= AT_COLON) or (whole[-1].text in QUOTES and 0 < before <= AT_NAME)


def _is_marked(noun: Token) -> bool:
    """As in "indicating 'the end of it'": a phrase of some words that opens with a quotation mark."""
    return sum(not t.is_punct for t in noun.subtree) >= PHRASE and _in_marks(noun)


def _in_marks(clause: Token) -> bool:
    """Whether a clause begins with a quotation mark, or stands right behind one."""
    row = tree(clause)
    around = [row[0].doc[k].text for k in (row[0].i - 1, row[0].i) if k >= 0]
    return any(t in QUOTES for t in around)


def cue_tokens(verb: Token, content: set[Token]) -> list[Token]:
    """The verb with its helpers ("has not said"), as far as they are no part of the content."""
    around = [c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt", "agent") and c.i < verb.i + 3]
    return [t for t in (*around, verb) if t not in content]


def hearer_of(verb: Token) -> list[Token]:
    """As in "told Channel Nine", "said to reporters", "speaking to the agency"."""
    out: list[Token] = []
    if verb.lemma_.lower() in ("tell", "inform", "notify", "brief"):
        out += [t for c in verb.children if c.dep_ in ("dobj", "dative") for t in tree(c)]
    out += [t for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" for t in tree(c) if t is not c]
    return out
