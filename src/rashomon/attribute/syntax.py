"""Attributions that a sentence's grammar shows: verbs of saying, "according to", nouns of saying, "Name: words".

The rules read Universal-style dependencies of the small English model. The shapes they cover are those that
Pareti (2015) and PolNeAR (Newell et al. 2018) describe: source, cue, content.
"""

from collections.abc import Iterator

from rashomon.attribute.clauses import clauses
from rashomon.attribute.content import (
    CITING,
    content_of,
    cue_tokens,
    does_so,
    hearer_of,
    in_quotes,
    is_quoted,
    marked,
    noun_phrase,
    right_of,
    tree,
    with_quotes,
)
from rashomon.attribute.kinds import CITED
from rashomon.attribute.raw import QUOTES, Raw, Sentence, Token
from rashomon.attribute.silence import keeps_silent
from rashomon.attribute.subjects import (
    SUBJECTS,
    finds,
    giver,
    moved,
    past_venue,
    said_in,
    sender,
    source_tokens,
    subject_of,
)
from rashomon.attribute.titles import colon, signed, tail
from rashomon.lexicon.cues import cues
from rashomon.lexicon.naming import naming

PARTICLES = {
    "call": ("for", "on", "upon"),
    "ask": ("for",),
    "push": ("for",),
    "insist": ("on",),
    "appeal": ("for", "to"),
    "plead": ("for",),
    "press": ("for",),
    "commit": ("to",),
    "charge": ("with",),
    "rule": ("out",),
}
HOPE = dict.fromkeys(("hoped", "hopes", "hoping"), "hope")
"""Forms that the lemmatizer takes for those of "hop"."""
SET_PHRASES = frozenset({"example", "instance", "part", "now", "once", "years", "months", "weeks", "days", "decades"})
"""What stands behind "for" without being called or asked for."""
NOBODYS = frozenset("something anything nothing everything it this that these there what".split())
"""Subjects of a noun of saying that hold no hope and make no claim."""
TELLING = frozenset("report article media newspaper outlet claim allegation rumour rumor poll study survey".split())
"""What says something without a person who is told, in a clause right behind it."""
NOBODY = "reportedly"
"""The word for a claim laid at nobody's door, and the lemma of such an attribution."""


def attributions(sentence: Sentence) -> list[Raw]:
    """Every attribution of one sentence, in order of their cues; contents may nest."""
    found = [raw for token in sentence.tokens for raw in _at(token, sentence)]
    spoken = any(cues().verbs.get(raw.lemma or "") == "assert" for raw in found)
    if not spoken:
        found += [*tail(sentence), *signed(sentence)]
    found += [raw for raw in colon(sentence) if not found or _opens_quote(raw, sentence)]
    cited = {t.i for raw in found for t in sentence.inside(raw.cue)}
    nobody = [t for t in sentence.tokens if t.lower_ == NOBODY and t.head.i not in cited]
    found += [raw for token in nobody for raw in _nobody(token, sentence)]
    found = [raw for raw in found if not any(hyphened(t) for t in sentence.inside(raw.cue))]
    return [raw for raw in found if raw.content and is_whole(sentence.inside(raw.source))]


def is_whole(source: list[Token]) -> bool:
    """Whether a source is no piece of a phrase: "such as a plan to | reaffirm it"."""
    return not source or (source[0].lower_ != "such" and source[-1].tag_ != "TO")


def _opens_quote(raw: Raw, sentence: Sentence) -> bool:
    return any(t.text in QUOTES for t in sentence.inside(raw.content)[:1])


def _at(token: Token, sentence: Sentence) -> Iterator[Raw]:
    if token.lower_ == "according":  # which the parser takes for a verb
        yield from _according(token, sentence)
    elif token.pos_ in ("VERB", "AUX"):
        yield from _verb(token, sentence)
    elif token.pos_ == "NOUN" and (token.lemma_.lower() in cues().nouns or said_in(token) is not None):
        yield from _noun(token, sentence)


def hyphened(token: Token) -> bool:
    """As in "a widely-criticised plan": the parser cuts at the hyphen, and nobody criticises in that sentence."""
    if token.i < 1 or token.nbor(-1).text != "-":
        return False
    return not token.nbor(-1).whitespace_ and (token.i < 2 or not token.nbor(-2).whitespace_)


def _nobody(adverb: Token, sentence: Sentence) -> Iterator[Raw]:
    """As in "The wall reportedly leaked": the clause is somebody's claim, and nobody is named for it."""
    clause = next((c for c in clauses(sentence.tokens) if any(t.i == adverb.i for t in c)), [])
    if clause and sentence.passage.role not in ("headline", "heading"):
        yield Raw(content=sentence.place(clause), cue=sentence.place([adverb]), lemma=NOBODY)


def lemma_of(verb: Token) -> str:
    """The cue's lemma; phrasal verbs with their preposition (`call_for`)."""
    lemma: str = HOPE.get(verb.lower_) or verb.lemma_.lower()
    particles = PARTICLES.get(lemma)
    if particles is None:
        return lemma
    own = [c.lower_ for c in verb.children if c.dep_ in ("prep", "prt", "mark") and c.i > verb.i and not _aside(c)]
    own += [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 2] if t.dep_ == "mark"]  # "calling for people to stand up"
    if lemma == "call" and any(c.dep_ in ("dobj", "oprd") and verb.i < c.i for c in verb.children):
        return lemma  # "called him a coward for asking": nothing is called for
    for particle in particles:
        if particle in own:
            return f"{lemma}_{particle}"
    return lemma


def _aside(particle: Token) -> bool:
    """As in "asking, for example, whether ...": a set phrase, and nothing that is asked for."""
    return any(c.dep_ == "pobj" and c.lower_ in SET_PHRASES for c in particle.children)


def _verb(verb: Token, sentence: Sentence) -> Iterator[Raw]:
    lemma = lemma_of(verb)
    quoting = lemma in cues().quoting
    kind = "assert" if quoting else cues().verbs.get(lemma, "assert" if finds(verb) else None)
    if kind is None or keeps_silent(verb) or does_so(verb, lemma):
        return
    if lemma in CITING or (lemma == "report" and any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children)):
        yield from _citing(verb, sentence)
        return
    if lemma == "ask" and verb.tag_ == "VBN" and verb.dep_ == "advcl":
        yield from _answer(verb, sentence)
        return
    subject = past_venue(subject_of(verb))
    taken = set(tree(subject)) if subject is not None else set()
    if subject is not None and (subject.dep_ == "relcl_antecedent" or _tells_of_itself(subject, verb)):
        taken = set()
    content = content_of(verb, lemma, kind, taken)
    if not content or (quoting and not in_quotes(content, verb, sentence)):
        return
    source = source_tokens(verb, subject)
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if not source and not (kind == "assert" and (passive or is_quoted(content, sentence))):
        return
    inside = set(content)
    if any(t in inside for t in source):
        content = [t for t in content if t not in set(source)]
    cue = cue_tokens(verb, inside)
    yield Raw(
        content=sentence.place(with_quotes(content, sentence)),
        cue=sentence.place(cue),
        source=sentence.place(source),
        lemma=lemma,
        hearer=sentence.place(hearer_of(verb)),
        sent=subject is not None and sender(verb) == subject,
    )


def _tells_of_itself(subject: Token, verb: Token) -> bool:
    """As in "reacted to media reports claiming that ...": a paper and right behind it what it claims."""
    told = verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head == subject and verb.nbor(-1).text != ","
    return told and subject.lemma_.lower() in TELLING


def _citing(verb: Token, sentence: Sentence) -> Iterator[Raw]:
    """As in "The Tribune, citing Vane: ...", "the Tribune quoted Vane as saying": the one cited speaks."""
    cited = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    described = _described(verb) if cited is None else None  # "citing people close to the board"
    cited = cited or (described[0] if described else None)
    if cited is None or not _can_be_cited(cited):
        return
    passive = cited.dep_ == "nsubjpass"
    inner = next((t for t in verb.subtree if t.lemma_.lower() in ("say", "tell", "write") and t.i > cited.i), None)
    if passive and inner is None:
        return
    colon = next((t for t in sentence.tokens if t.text == ":" and t.i > cited.i), None)
    told = [t for c in (*(inner.children if inner is not None else ()), *verb.children)
            if c.dep_ in ("ccomp", "dobj") and c.i not in (cited.i, verb.i) for t in tree(c)]  # fmt: skip
    if inner is not None and told:
        content = [t for t in told if t.i != cited.i]
    elif inner is not None and verb.dep_ == "parataxis":
        own = set(tree(verb))
        content = [t for t in tree(verb.head) if t not in own]
    elif colon is not None:
        content = [t for t in sentence.tokens if t.i > colon.i and not t.is_space]
    elif verb.dep_ == "advcl":
        own = set(tree(verb))
        told = [c for c in verb.head.children if c.dep_ == "ccomp"]
        reports = cues().verbs.get(lemma_of(verb.head)) == "assert" and told
        content = [t for c in (told if reports else (verb.head,)) for t in tree(c) if t not in own]
    elif (quoted := next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)) is not None:
        content = tree(quoted)  # '"...," the Wire quoted Vane'
        if not is_quoted(content, sentence):
            return
    else:
        return
    citer = _by(verb) if passive else subject_of(verb)
    if content:
        last = colon.i if colon is not None else cited.sent.end
        yield Raw(
            content=sentence.place(with_quotes(content, sentence)),
            cue=sentence.place([verb]),
            source=sentence.place([t for t in described or noun_phrase(cited) if t.i <= last]),
            lemma="say",
            hearer=sentence.place(noun_phrase(citer)) if citer is not None else (),
        )


def _described(verb: Token) -> list[Token]:
    """Those cited with an adjective behind them, of which the parser makes a clause."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.pos_ == "ADJ"), None)
    row = tree(clause)
    plain = clause is not None and not any(c.dep_ in ("cop", "mark", "aux") for c in clause.children)
    return row if plain and row[0].i == verb.i + 1 and row[0].dep_ == "nsubj" else []


def _can_be_cited(noun: Token) -> bool:
    """Whether what is cited may speak or be read: "citing a lack of proof" gives a reason and names no source."""
    lemma, names = noun.lemma_.lower(), naming()
    if noun.pos_ != "NOUN" or noun.ent_type_:
        return True
    return lemma in CITED or lemma in names.roles or lemma in names.body_nouns


def _by(verb: Token) -> Token | None:
    """Who quotes, in "was quoted as saying by the Wire", "was quoted by the Wire as saying"."""
    phrases = (t for t in verb.subtree if t.lower_ == "by" and t.dep_ in ("agent", "prep") and t.i > verb.i)
    return next((c for t in phrases for c in t.children if c.dep_ == "pobj"), None)


def _answer(verb: Token, sentence: Sentence) -> Iterator[Raw]:
    """As in "Asked by the Tribune whether ..., he listed ...": the one asked speaks, in the main clause."""
    main = verb.head
    subject = next((c for c in main.children if c.dep_ == "nsubj"), None)
    asker = [t for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj" for t in tree(g)]
    content = right_of(main)
    if subject is not None and content and lemma_of(main) not in cues().verbs:
        yield Raw(
            content=sentence.place([*tree(subject), main, *content]),
            cue=sentence.place([verb]),
            source=sentence.place(noun_phrase(subject)),
            lemma="answer",
            hearer=sentence.place(asker),
        )


def _according(token: Token, sentence: Sentence) -> Iterator[Raw]:
    preposition = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "to"), None)
    noun = next((c for c in (preposition.children if preposition is not None else ()) if c.dep_ == "pobj"), None)
    if noun is None or preposition is None or not _can_be_cited(noun):
        return  # "all according to a plan"
    phrase = set(tree(token)) | set(tree(preposition))
    head: Token = token.head
    while head.dep_ in ("prep", "pobj", "amod", "advmod", "npadvmod", "dobj", "attr", "acomp", "conj") and (
        head.pos_ not in ("VERB", "AUX") and head.head.i != head.i
    ):
        head = head.head
    content = [t for t in tree(head) if t not in phrase and not (t.is_punct and t.i == token.i - 1)]
    source = [t for t in tree(noun) if not _starts_clause(t, noun)]
    if len(content) < 2 or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in source):
        return  # a parse that took the clause for part of the source
    yield Raw(
        content=sentence.place(content),
        cue=sentence.place([token, preposition]),
        source=sentence.place(source),
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
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and marked(c)), None)
    if clause is None or not any(c.dep_ in SUBJECTS or c.dep_ == "expl" for c in clause.children):
        return  # "a demand that nearly ended the talks" tells what it did and not what was demanded
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "of", "from")), None)
        owner = next((c for c in (of.children if of is not None else ()) if c.dep_ == "pobj"), None)
    owner = owner or moved(noun) or giver(noun)
    if owner is not None and owner.pos_ == "PRON" and owner.lower_ in NOBODYS:
        return
    verb = said_in(noun)
    if verb is not None:
        yield Raw(
            content=sentence.place(with_quotes(tree(clause), sentence)),
            cue=sentence.place(cue_tokens(verb, set(tree(clause)))),
            source=sentence.place(source_tokens(verb, subject_of(verb))),
            lemma=lemma_of(verb),
            hearer=sentence.place(hearer_of(verb)),
        )
        return
    yield Raw(
        content=sentence.place(with_quotes(tree(clause), sentence)),
        cue=sentence.place([noun]),
        source=sentence.place([t for t in tree(owner) if t.lower_ not in ("'s", "’s")]) if owner is not None else (),
        lemma=noun.lemma_.lower(),
    )
