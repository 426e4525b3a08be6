"""Attributions that a sentence's grammar shows: verbs of saying, "according to", nouns of saying, "Name: words".

The rules read Universal-style dependencies of the small English model. The shapes they cover are those that
Pareti (2015) and PolNeAR (Newell et al. 2018) describe: source, cue, content.
"""

from collections.abc import Iterator

from rashomon.attribute.raw import QUOTES, Raw, Sentence, Token
from rashomon.attribute.titles import colon, tail
from rashomon.lexicon.cues import cues

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSES = frozenset({"ccomp", "xcomp", "pcomp"})
PARTICLES = {
    "call": "for",
    "ask": "for",
    "push": "for",
    "insist": "on",
    "appeal": "for",
    "plead": "for",
    "press": "for",
}
TAKES_OBJECT = frozenset({"accuse", "deny", "demand", "offer", "plan"})
"""Classes whose plain object is content: "rejected the offer", "demanded a ceasefire"."""
OBJECT_LEMMAS = frozenset(
    "announce confirm blame criticise criticize condemn denounce praise hail welcome describe call label brand dub "
    "attribute credit fault slam blast predict reiterate reaffirm outline claim allege repeat cite hope fear "
    "stress emphasise emphasize underline admit acknowledge regard consider view deem estimate".split()
)
"""Verbs of putting forward whose plain object is content: "announced a pause", "blamed the weather for the delay"."""
CITING = frozenset({"cite", "quote"})
BARE_STATIVES = frozenset({"know", "show", "find", "read", "hear", "learn", "begin", "continue", "want", "decide"})
"""Too common outside attribution to count without a clause that follows with "that" or a quotation."""


def attributions(sentence: Sentence) -> list[Raw]:
    """Every attribution of one sentence, in order of their cues; contents may nest."""
    found = [raw for token in sentence.tokens for raw in _at(token, sentence)]
    spoken = any(cues().verbs.get(raw.lemma or "") == "assert" for raw in found)
    if not spoken:
        found += list(tail(sentence))
    return found + [raw for raw in colon(sentence) if not found or _opens_quote(raw, sentence)]


def _opens_quote(raw: Raw, sentence: Sentence) -> bool:
    return any(t.text in QUOTES for t in sentence.inside(raw.content)[:1])


def _at(token: Token, sentence: Sentence) -> Iterator[Raw]:
    if token.pos_ in ("VERB", "AUX"):
        yield from _verb(token, sentence)
    elif token.lower_ == "according":
        yield from _according(token, sentence)
    elif token.pos_ == "NOUN" and token.lemma_.lower() in cues().nouns:
        yield from _noun(token, sentence)


def lemma_of(verb: Token) -> str:
    """The cue's lemma; phrasal verbs with their preposition (`call_for`)."""
    lemma: str = verb.lemma_.lower()
    particle = PARTICLES.get(lemma)
    if particle and any(c.lower_ == particle and c.dep_ in ("prep", "prt", "mark") for c in verb.children):
        return f"{lemma}_{particle}"
    return lemma


def _verb(verb: Token, sentence: Sentence) -> Iterator[Raw]:
    lemma = lemma_of(verb)
    kind = cues().verbs.get(lemma)
    if kind is None:
        return
    if lemma in CITING or (lemma == "report" and any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children)):
        yield from _citing(verb, sentence)
        return
    if lemma == "ask" and verb.tag_ == "VBN" and verb.dep_ == "advcl":
        yield from _answer(verb, sentence)
        return
    subject = _subject(verb)
    taken = set(_tree(subject)) if subject is not None else set()
    if subject is not None and subject.dep_ == "relcl_antecedent":
        taken = set()
    content = _content(verb, lemma, kind, taken)
    if not content:
        return
    source = _source_tokens(verb, subject)
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if not source and not (kind == "assert" and (passive or _quoted(content, sentence))):
        return
    inside = set(content)
    if any(t in inside for t in source):
        content = [t for t in content if t not in set(source)]
    cue = _cue_tokens(verb, inside)
    yield Raw(
        content=sentence.place(_with_quotes(content, sentence)),
        cue=sentence.place(cue),
        source=sentence.place(source),
        lemma=lemma,
        hearer=sentence.place(_hearer(verb)),
    )


def _citing(verb: Token, sentence: Sentence) -> Iterator[Raw]:
    """As in "The Tribune, citing Vane: ...", "the Tribune quoted Vane as saying": the one cited speaks."""
    cited = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if cited is None:
        return
    inner = next((t for t in verb.subtree if t.lemma_.lower() in ("say", "tell", "write") and t.i > cited.i), None)
    colon = next((t for t in sentence.tokens if t.text == ":" and t.i > cited.i), None)
    told = [t for c in (*(inner.children if inner is not None else ()), *verb.children)
            if c.dep_ in ("ccomp", "dobj") and c.i not in (cited.i, verb.i) for t in _tree(c)]  # fmt: skip
    if inner is not None and told:
        content = [t for t in told if t.i != cited.i]
    elif inner is not None and verb.dep_ == "parataxis":
        own = set(_tree(verb))
        content = [t for t in _tree(verb.head) if t not in own]
    elif colon is not None:
        content = [t for t in sentence.tokens if t.i > colon.i and not t.is_space]
    elif verb.dep_ == "advcl":
        own = set(_tree(verb))
        content = [t for t in _tree(verb.head) if t not in own]
    else:
        return
    citer = _subject(verb)
    if content:
        last = colon.i if colon is not None else cited.sent.end
        yield Raw(
            content=sentence.place(_with_quotes(content, sentence)),
            cue=sentence.place([verb]),
            source=sentence.place([t for t in noun_phrase(cited) if t.i <= last]),
            lemma="say",
            hearer=sentence.place(noun_phrase(citer)) if citer is not None else (),
        )


def _answer(verb: Token, sentence: Sentence) -> Iterator[Raw]:
    """As in "Asked by the Tribune whether ..., he listed ...": the one asked speaks, in the main clause."""
    main = verb.head
    subject = next((c for c in main.children if c.dep_ == "nsubj"), None)
    asker = [t for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj" for t in _tree(g)]
    content = _right_of(main)
    if subject is not None and content and lemma_of(main) not in cues().verbs:
        yield Raw(
            content=sentence.place(content),
            cue=sentence.place([main]),
            source=sentence.place(noun_phrase(subject)),
            lemma="answer",
            hearer=sentence.place(asker),
        )


def _subject(verb: Token) -> Token | None:
    """Who does the saying: own subject, "by X" of a passive, or the subject of the verb this one hangs on."""
    perfect = any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children)
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (verb.tag_ == "VBN" and not perfect)
    agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    if agent is not None and passive:
        return agent
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is not None:
        return None if passive else own
    if passive:
        return None
    if verb.dep_ == "pcomp" and verb.head.head.pos_ in ("VERB", "AUX"):  # "by blaming ..."
        return _subject(verb.head.head)
    if verb.dep_ in ("conj", "advcl", "xcomp") and verb.head.pos_ in ("VERB", "AUX") and verb.head.i != verb.i:
        return _subject(verb.head)
    if verb.dep_ == "acl":  # "a source speaking to ..., an aide claiming that ..."
        head: Token = verb.head
        return head
    return None


def _source_tokens(verb: Token, subject: Token | None) -> list[Token]:
    if subject is None:
        return []
    if subject.tag_ in ("WP", "WDT"):  # "Mr Vane, who said ...": the antecedent speaks
        head = verb
        while head.dep_ not in ("relcl", "ROOT") and head.head.i != head.i:
            head = head.head
        antecedent = head.head
        return [t for t in _tree(antecedent) if t.i < subject.i and not t.is_punct] or [subject]
    if subject.dep_ == "nsubjpass" and subject.head.i != verb.i:
        return list(noun_phrase(subject))
    return list(noun_phrase(subject))


def noun_phrase(noun: Token) -> list[Token]:
    """The noun with its modifiers and appositions, without relative clauses or a following participle."""
    out: list[Token] = [noun]
    for child in noun.children:
        if child.dep_ in ("relcl", "acl", "cc", "punct") and not (child.dep_ == "punct" and child.i < noun.i):
            continue
        if child.dep_ == "conj" and noun.dep_ != "pobj" and child.pos_ != "VERB":
            out += [t for t in noun.children if t.dep_ == "cc"]
        out += _tree(child)
    return [t for t in sorted(out, key=lambda t: t.i) if t.text not in QUOTES]


def _tree(token: Token | None) -> list[Token]:
    return list(token.subtree) if token is not None else []


def _content(verb: Token, lemma: str, kind: str, taken: set[Token]) -> list[Token]:
    """The tokens that are said: the clause below the verb, the clause around it, or an object that counts as one."""
    below = [c for c in verb.children if c.dep_ in CLAUSES and c not in taken]
    if lemma in OBJECT_LEMMAS:
        below = [c for c in below if c.dep_ == "ccomp" and (c.i < verb.i or _marked(c))]
    if below and not (lemma in BARE_STATIVES and not _marked(below[0])):
        return _drop_nested_cues(verb, [t for c in below for t in _tree(c)], taken)
    if verb.dep_ in ("parataxis", "ccomp") and verb.head.i != verb.i and verb.head.pos_ in ("VERB", "AUX"):
        around = set(_tree(verb.head)) - set(_tree(verb))
        if lemma not in BARE_STATIVES and verb.dep_ == "parataxis":
            return sorted(around, key=lambda t: t.i)
    objects = [c for c in verb.children if c.dep_ in ("dobj", "attr", "oprd", "acomp")]
    counts = kind in TAKES_OBJECT or lemma in OBJECT_LEMMAS
    open_clause = any(c.dep_ in CLAUSES for c in verb.children)
    if (
        (objects or open_clause)
        and counts
        and not all(o.pos_ == "PRON" and o.tag_ not in ("WP", "WDT") for o in objects)
    ):
        return _drop_nested_cues(verb, _right_of(verb), taken)
    if "_" in lemma:
        preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == lemma.partition("_")[2]]
        return [t for c in preps for t in _tree(c) if t is not c]
    quoted = [c for c in objects if any(t.text in QUOTES for t in _tree(c))]
    return [t for c in quoted for t in _tree(c)] or (_after_colon(verb) if kind == "assert" else [])


def _after_colon(verb: Token) -> list[Token]:
    """As in "He told the paper: "We are ready."": the quotation that a colon opens in the same sentence."""
    rest = [t for t in verb.sent if t.i > verb.i and not t.is_space]
    colon = next((k for k, t in enumerate(rest) if t.text == ":"), None)
    if colon is None or colon + 2 >= len(rest) or rest[colon + 1].text not in QUOTES:
        return []
    return rest[colon + 1 :]


def _right_of(verb: Token) -> list[Token]:
    """What follows the verb in its own clause, up to a verb that is joined to it or tells something else."""
    out: list[Token] = []
    for child in verb.children:
        if child.i < verb.i or child.dep_ in ("punct", "cc", "parataxis", "advcl", "aux", "neg"):
            continue
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
            continue
        out += _tree(child)
    return out


def _marked(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _drop_nested_cues(verb: Token, tokens: list[Token], taken: set[Token]) -> list[Token]:
    return sorted({t for t in tokens if t not in taken and t.i != verb.i}, key=lambda t: t.i)


def _with_quotes(content: list[Token], sentence: Sentence) -> list[Token]:
    """Takes in the marks that open just before or close just after the content, and drops a leading "that"."""
    if not content:
        return content
    if content[0].lower_ in ("that", "as", "whether") and content[0].dep_ == "mark" and len(content) > 1:
        content = content[1:]
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


def _quoted(content: list[Token], sentence: Sentence) -> bool:
    return any(t.text in QUOTES for t in _with_quotes(content, sentence))


def _cue_tokens(verb: Token, content: set[Token]) -> list[Token]:
    around = [c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt", "agent") and c.i < verb.i + 3]
    return [t for t in (*around, verb) if t not in content]


def _hearer(verb: Token) -> list[Token]:
    """As in "told Channel Nine", "said to reporters", "speaking to the agency"."""
    out: list[Token] = []
    if verb.lemma_.lower() in ("tell", "inform", "notify", "brief"):
        out += [t for c in verb.children if c.dep_ in ("dobj", "dative") for t in _tree(c)]
    out += [t for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" for t in _tree(c) if t is not c]
    return out


def _according(token: Token, sentence: Sentence) -> Iterator[Raw]:
    preposition = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "to"), None)
    noun = next((c for c in (preposition.children if preposition is not None else ()) if c.dep_ == "pobj"), None)
    if noun is None or preposition is None:
        return
    phrase = set(_tree(token)) | set(_tree(preposition))
    head: Token = token.head
    while head.dep_ in ("prep", "pobj", "amod", "advmod", "npadvmod", "dobj", "attr", "acomp", "conj") and (
        head.pos_ not in ("VERB", "AUX") and head.head.i != head.i
    ):
        head = head.head
    content = [t for t in _tree(head) if t not in phrase and not (t.is_punct and t.i == token.i - 1)]
    if len(content) < 2:
        return
    yield Raw(
        content=sentence.place(content),
        cue=sentence.place([token, preposition]),
        source=sentence.place([t for t in _tree(noun) if not _starts_clause(t, noun)]),
        lemma="according_to",
    )


def _starts_clause(token: Token, noun: Token) -> bool:
    step = token
    while step.i not in (noun.i, step.head.i):
        if step.dep_ == "relcl":
            return True
        step = step.head
    return False


def _noun(noun: Token, sentence: Sentence) -> Iterator[Raw]:
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and _marked(c)), None)
    if clause is None:
        return
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "of", "from")), None)
        owner = next((c for c in (of.children if of is not None else ()) if c.dep_ == "pobj"), None)
    yield Raw(
        content=sentence.place(_with_quotes(_tree(clause), sentence)),
        cue=sentence.place([noun]),
        source=sentence.place([t for t in _tree(owner) if t.lower_ not in ("'s", "’s")]) if owner is not None else (),
        lemma=noun.lemma_.lower(),
    )
