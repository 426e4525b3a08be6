"""Who does what a verb tells, as far as grammar shows it: subjects, agents, senders of what is sent."""

from rashomon.attribute.actors import is_thing
from rashomon.attribute.content import noun_phrase, tree
from rashomon.attribute.lost import after_subject, lost_subject, saying_before
from rashomon.attribute.passive import passive as is_passive
from rashomon.attribute.raw import QUOTES, Token
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.cues import cues

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
VENUES = frozenset("interview conference briefing speech address appearance debate podcast hearing call rally".split())
"""Occasions at which somebody speaks; none of them speaks itself."""
GIVING = frozenset("make issue give repeat renew deliver express offer voice raise reiterate have hold release".split())
"""What is done with a claim, a warning or a hope by the one whose it is."""
SAID = frozenset("say write state add announce tell claim argue warn declare explain confirm".split())
PERSONAL = frozenset({"him", "her", "them", "me", "us", "you"})
SENDING = frozenset("send write issue release publish post circulate sign deliver file submit give read".split())
BODIES = frozenset({"ORG", "GPE", "NORP"})
NEVER_WHICH = frozenset({"PERSON", "DATE", "TIME"})
"""Entities for which "which" does not stand where something says something: "a story in July, which said"."""
BRINGING = frozenset("get make force lead prompt cause compel leave push drive oblige bring".split())
"""What is done to somebody who then says or believes a thing."""
STUDIES = frozenset("poll survey study inquiry review investigation audit analysis census probe".split())
"""Papers that find something out."""
OF_WHOM = frozenset("allege accuse believe suspect think say understand expect report presume deem consider".split())
"""What is done to somebody of whom others speak: "leaders alleged to have hidden it"."""
HEARING = frozenset("hear overhear see film record catch".split())
"""What is done to somebody who speaks on a recording."""
WRITTEN = frozenset("statement tweet post message email letter communique note memo notice report document".split())
"""What is sent by somebody, who speaks in it: "he sent a letter to parliament announcing that ..."."""


def subject_of(verb: Token) -> Token | None:
    """Who does the saying: own subject, "by X" of a passive, or the subject of the verb this one hangs on."""
    perfect = any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children)
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (verb.tag_ == "VBN" and not perfect)
    agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    if agent is not None and passive:
        return agent
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    before = [c for c in subjects if c.i < verb.i]
    own = before[-1] if len(before) > 1 else next(iter(subjects), None)  # of two the parser lost a verb between them
    if own is not None and not passive and verb.dep_ == "pcomp" and own.pos_ == "NOUN":
        own = sender(verb) or own  # "sent a letter before the vote announcing ...": the vote announces nothing
    if own is not None:
        return None if passive else own
    if passive or is_passive(verb):
        return None
    if verb.dep_ == "pcomp" and verb.head.head.pos_ in ("VERB", "AUX"):  # "by blaming ..."
        return _for_doing(verb) or subject_of(_doing(verb.head))
    if verb.dep_ == "conj" and (other := after_subject(verb) or saying_before(verb)) is not None:
        return other if other.pos_ not in ("VERB", "AUX") else subject_of(other)
    lost = (_nearer(verb) or lost_subject(verb)) if verb.tag_ in ("VBD", "VBZ", "VBP") else _made_to(verb)
    if lost is not None:
        return lost
    if (teller := _teller(verb)) is not None:
        return subject_of(teller)
    if verb.dep_ in ("conj", "advcl", "xcomp") and verb.head.pos_ in ("VERB", "AUX") and verb.head.i != verb.i:
        return subject_of(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.lemma_.lower() in OF_WHOM:
        return None  # "leaders alleged to have hidden it"
    if verb.dep_ == "acl":  # "a source speaking to ..., an aide claiming that ..."
        head: Token = verb.head
        return (sender(verb) if head.pos_ == "NOUN" and verb.tag_ == "VBG" else None) or head
    return None


def _for_doing(verb: Token) -> Token | None:
    """As in "mocked Vane for opposing it", "accused her of hiding it": the one to whom it is laid does it."""
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.lower_ not in ("for", "of", "from") or prep.head.pos_ != "VERB":
        return None
    whom = next((c for c in prep.head.children if c.dep_ == "dobj" and c.i < prep.i), None)
    return whom if whom is not None and (whom.pos_ == "PROPN" or whom.lower_ in PERSONAL) else None


def _nearer(verb: Token) -> Token | None:
    """As in "The line belonged to a speech in which Vane scolded them, but argued ...": Vane argues, and no line."""
    joined = verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.tag_ in ("VBD", "VBZ")
    first = subject_of(verb.head) if joined else None
    if first is None or not is_thing(first):
        return None
    clauses = (t for t in verb.doc[verb.head.i + 1 : verb.i] if t.dep_ == "relcl" and t.tag_ == verb.tag_)
    doers = [c for t in clauses for c in t.children if c.dep_ == "nsubj" and c.ent_type_ == "PERSON"]
    return doers[-1] if doers else None


def _made_to(verb: Token) -> Token | None:
    """As in "got Vane to admit that ...", "leading many to believe that ...": who is brought to it, not what brings."""
    if verb.dep_ != "xcomp" or verb.head.lemma_.lower() not in BRINGING:
        return _heard_to(verb)
    return next((c for c in verb.head.children if c.dep_ == "dobj" and verb.head.i < c.i < verb.i), None)


def _heard_to(verb: Token) -> Token | None:
    """As in "Vane can be heard saying ...": who is heard, though the verb of hearing has him in the passive."""
    over = verb.head
    taken_up = verb.dep_ == "xcomp" and verb.tag_ == "VBG" and over.tag_ == "VBN" and over.lemma_.lower() in HEARING
    return next((c for c in over.children if c.dep_ == "nsubjpass"), None) if taken_up else None


def _teller(verb: Token) -> Token | None:
    """As in "Vane announced that the gate had fallen, saying ...": she says it too, though the gate stands nearer."""
    told = verb.head
    if verb.dep_ != "advcl" or verb.tag_ != "VBG":
        return None
    if (over := _over_things(verb)) is not None:
        return over
    if verb.lemma_.lower() not in SAID | {"note", "stress"}:
        return None
    if told.dep_ != "ccomp" or told.lemma_.lower() in SAID | OF_WHOM or not _after_comma(verb):
        return None
    outer = told.head
    doer = next((c for c in told.children if c.dep_ in SUBJECTS), None)
    person = doer is not None and (doer.pos_ == "PRON" or doer.ent_type_ == "PERSON")
    says = outer.lemma_.lower() in SAID or cues().verbs.get(outer.lemma_.lower()) == "assert"
    return outer if says and outer.i < told.i and not person else None


def _over_things(verb: Token) -> Token | None:
    """As in "Vane said that the need implies a danger, indicating ...": no need indicates anything, and she says it."""
    kind = cues().verbs.get(verb.lemma_.lower())
    step, passed = verb.head, False
    if kind not in ("assert", "plan", "demand", "offer") or not _after_comma(verb):
        return None
    while step.dep_ == "ccomp" and step.head.i < step.i:
        doer = next((c for c in step.children if c.dep_ in SUBJECTS), None)
        if doer is None or not _is_lifeless(doer):
            return None
        step, passed = step.head, True
    doer = next((c for c in step.children if c.dep_ in SUBJECTS), None)
    says = cues().verbs.get(step.lemma_.lower()) == "assert"
    return step if passed and says and doer is not None and not _is_lifeless(doer) else None


def _is_lifeless(doer: Token) -> bool:
    """A thing, or a noun that the parser took for a verb ("its air strikes")."""
    return is_thing(doer) or (doer.pos_ == "VERB" and doer.tag_ == "VBZ")


def _after_comma(verb: Token) -> bool:
    """Whether a comma stands before a verb, with a mark that ends a quotation between them or without."""
    at = verb.i - 1
    while at > 0 and verb.doc[at].text in QUOTES:
        at -= 1
    return bool(verb.doc[at].text == ",")


def past_venue(subject: Token | None) -> Token | None:
    """As in "Vane spoke in an interview that aired on Sunday, saying ...": Vane says it, not the interview."""
    if subject is None or subject.tag_ not in ("WP", "WDT"):
        return subject
    clause = subject
    while clause.dep_ not in ("relcl", "ROOT") and clause.head.i != clause.i:
        clause = clause.head
    venue = clause.head
    if clause.dep_ != "relcl" or venue.lemma_.lower() not in VENUES:
        return subject
    step = venue
    while step.pos_ not in ("VERB", "AUX") and step.head.i != step.i:
        step = step.head
    return subject_of(step) if step.pos_ in ("VERB", "AUX") else subject


def _doing(by: Token) -> Token:
    """What is done by doing something else; a participle that names its doer already leaves "by" to the main verb.

    As in "opened the wounds suffered by her voters by blaming the board".
    """
    verb: Token = by.head
    if verb.dep_ == "acl" and by.lower_ == "by" and any(c.dep_ == "agent" and c.i < by.i for c in verb.children):
        return next((step for step in verb.ancestors if step.pos_ in ("VERB", "AUX")), verb)
    return verb


def sender(verb: Token) -> Token | None:
    """As in "he sent a letter to parliament announcing that ...": whose letter it is, not the letter or parliament."""
    for step in verb.ancestors:
        sent = [c for c in step.children if c.dep_ == "dobj" and c.lemma_.lower() in WRITTEN and c.i < verb.i]
        if step.pos_ == "VERB" and step.lemma_.lower() in SENDING and sent:
            return _nearest_name(subject_of(step))
    return None


def _nearest_name(subject: Token | None) -> Token | None:
    """Of "she" in "said that Vane erred after she sent ...": the name that was a subject last in the sentence."""
    if subject is None or subject.lower_ not in ("he", "she"):
        return subject
    before = [t for t in subject.sent if t.i < subject.i and t.dep_ in SUBJECTS and t.pos_ == "PROPN"]
    return before[-1] if before else subject


def source_tokens(verb: Token, subject: Token | None) -> list[Token]:
    """The words of whoever does it; of "who" and "which" those that it stands for."""
    if subject is None:
        return []
    if subject.tag_ in ("WP", "WDT"):  # "Mr Vane, who said ...": the antecedent speaks
        head = verb
        while head.dep_ not in ("relcl", "ROOT") and head.head.i != head.i:
            head = head.head
        antecedent = _thing(head.head) if subject.lower_ == "which" else head.head
        if subject.lower_ == "which" and (body := _body_before(subject, antecedent)):
            return body
        return [t for t in tree(antecedent) if t.i < subject.i and not t.is_punct] or [subject]
    if subject.dep_ == "nsubjpass" and subject.head.i != verb.i:
        return list(noun_phrase(subject))
    return list(noun_phrase(subject))


def _body_before(which: Token, antecedent: Token) -> list[Token]:
    """Of "Ida Vane, a founder of the Dam League, which opposes ..." the league: its name stands right before."""
    if antecedent.ent_type_ != "PERSON":
        return []
    ends = which.i - 1 if which.nbor(-1).text == "," else which.i
    return next((list(ent) for ent in which.doc.ents if ent.end == ends and ent.label_ in BODIES), [])


def _thing(antecedent: Token) -> Token:
    """Of "a scandal involving Ida Vane, which showed ..." the scandal: "which" means nobody."""
    step = antecedent
    while (
        (step.ent_type_ in NEVER_WHICH or step.lower_ in lexicon("naming", "never"))
        and step.head.i != step.i
        and step.pos_ not in ("VERB", "AUX")
    ):
        step = step.head
        if step.pos_ in ("VERB", "AUX", "ADP") and step.dep_ in ("acl", "prep"):
            step = step.head
    return step if step.pos_ == "NOUN" else antecedent


def giver(noun: Token) -> Token | None:
    """As in "Vane made a claim that ...", "issued a warning that ...": who makes it."""
    verb = noun.head
    gives = noun.dep_ == "dobj" and verb.pos_ == "VERB" and verb.lemma_.lower() in GIVING
    return subject_of(verb) if gives else None


def said_in(noun: Token) -> Token | None:
    """The verb of "said in a statement that ...", where the parser hangs what is said on the statement."""
    verb = noun.head.head
    within = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on", "at", "during") and noun.head.dep_ == "prep"
    said = within and verb.pos_ == "VERB" and verb.lemma_.lower() in SAID and noun.lemma_.lower() in WRITTEN | VENUES
    done = any(c.dep_ in ("ccomp", "dobj") and c.i > noun.head.i for c in verb.children) if said else True
    return verb if said and not done and subject_of(verb) is not None else None


def finds(verb: Token) -> bool:
    """As in "a poll found that ...", "the inquiry has shown that ...": a paper whose findings are told."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    told = any(c.dep_ == "ccomp" for c in verb.children)
    return (
        verb.lemma_.lower() in ("find", "show") and told and subject is not None and subject.lemma_.lower() in STUDIES
    )


def moved(noun: Token) -> Token | None:
    """As in "she came forward out of concern that ...", "left in the hope that ...": who does so feels so."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in ("of", "in") or (prep.lower_ == "of" and prep.head.lower_ != "out"):
        return None
    verb = next((step for step in prep.ancestors if step.pos_ in ("VERB", "AUX")), None)
    return subject_of(verb) if verb is not None else None
