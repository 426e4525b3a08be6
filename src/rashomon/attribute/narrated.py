"""The outlet's own voice: clauses that no attribution covers, and occasions on which something was said."""

import re

from rashomon.attribute.borrowed import VERBAL, short
from rashomon.attribute.clauses import clauses
from rashomon.attribute.content import FINITE, does_so, noun_phrase
from rashomon.attribute.raw import QUOTES, Raw, Sentence, Token, shared
from rashomon.lexicon.cues import cues

COVERED = 0.4
"""Share of a clause's words that an attribution's parts may take before the clause is theirs and not the outlet's."""
LEFT_OVER = 5
"""Words that a run outside all attributions needs to be told on its own."""
OCCASION = 8
"""Words from which a participle without its subject tells an occasion with its place and company."""
SPEAKING = frozenset({"speak", "talk", "write", "appear", "address", "testify", "brief"})
JOINTS = frozenset({"SCONJ", "ADP", "CCONJ"})
ENDLESS = frozenset({"WDT", "WP", "WRB", "TO", "DT", "PRP$"})
ANNOUNCED = 6
"""Words of a sentence with a verb of saying below which it says nothing of what was said."""
UTTERANCES = frozenset("interview remark comment".split())
WRITTEN = frozenset("statement tweet post message email letter release report note memo".split())
"""What is said or written: "said in a statement" tells no occasion of its own."""
REASONS = frozenset({"because", "since", "although", "though", "whereas", "as", "before", "after", "while"})
"""Words that open a clause which is told as so, and that say nothing once it stands alone."""
TIMES = frozenset("DATE TIME CARDINAL".split())
UNNAMED = re.compile(
    r"\banonym(?:ity|ously)\b|\b(?:remain|remained|stay|stayed|be|being) anonymous\b"
    r"|\bnot to be (?:named|identified|quoted)\b"
    r"|\bnames? (?:not )?be (?:withheld|published|used)\b"
    r"|\b(?:not|n['’]t) (?:be )?authori[sz]ed to (?:speak|talk|comment|discuss|brief|make)\b",
    re.IGNORECASE,
)
"""On what condition somebody spoke: it tells where an account has its words, and is no claim about the event."""
CONDITION = frozenset({"speak", "talk", "ask", "request", "insist", "comment", "brief", "authorize", "authorise"})


def narrated(sentence: Sentence, raws: list[Raw]) -> list[list[Token]]:
    """Clauses of `sentence` that the outlet asserts itself, given the attributions found in it."""
    pieces = clauses(sentence.tokens)
    parts = [span for raw in raws for span in (*raw.content, *(() if raw.carried else (*raw.cue, *raw.source)))]
    taken = {t.i for t in sentence.inside(parts)}
    if raws and sentence.passage.role in ("headline", "heading"):
        pieces = [p for p in pieces if _whole(p) and not any(t.i in taken for t in p)]
    heard = _heard(sentence, raws)
    saying = {t.i for raw in raws if not raw.carried for t in sentence.inside(raw.cue) if t.pos_ == "VERB"}
    out = [
        p
        for p in pieces
        if _tells(p, sentence)
        and not any(t.i in saying for t in p)
        and sum(t.i in taken for t in p) <= COVERED * len(p)
    ]
    said = {t.i for raw in raws for t in sentence.inside(raw.content)}
    out += _leftovers(sentence, taken | heard | {t.i for p in out for t in p}, said, raws)
    for raw in raws:
        same = [span for other in raws if shared(other.cue, raw.cue) for span in other.content]
        occasion = _occasion(sentence, raw, {t.i for t in sentence.inside(same)})
        if occasion:
            out.append(occasion)
    return out


def _whole(piece: list[Token]) -> bool:
    """Whether a clause of a headline stands beside what is said there: a finite verb with its own subject, and long."""
    inside = {t.i for t in piece if not t.is_punct}
    subjects = ((t, t.head) for t in piece if t.dep_ in ("nsubj", "nsubjpass"))
    finite = any(verb.i in inside and any(v.tag_ in FINITE for v in (verb, *verb.children)) for _, verb in subjects)
    return finite and len(inside) >= LEFT_OVER


def _heard(sentence: Sentence, raws: list[Raw]) -> set[int]:
    """The words for those who are told, with what stands of their names behind ("told Marrick | Today")."""
    out = {t.i for t in sentence.inside([span for raw in raws if not raw.carried for span in raw.hearer])}
    for token in sentence.tokens:
        if token.i - 1 in out and token.pos_ == "PROPN" and token.doc[token.i - 1].pos_ == "PROPN":
            out.add(token.i)
    return out


def _leftovers(sentence: Sentence, taken: set[int], said: set[int], raws: list[Raw]) -> list[list[Token]]:
    """Runs of words with a verb that stand beside attributions and belong to none. `said` is what is said."""
    if not raws or sentence.passage.role in ("headline", "heading"):
        return []
    out: list[list[Token]] = [[]]
    for token in sentence.tokens:
        if token.is_space:
            continue
        if token.i in taken:
            out.append([])
        else:
            out[-1].append(token)
    told = [run for run in out if len(run) >= LEFT_OVER and any(t.pos_ in VERBAL for t in run)]
    bare = [_without_joint(piece) for run in told for piece in clauses(run)]
    told = [_with_object(run, taken) for run in bare if _stands(run, said)]
    return [whole for run in told if (whole := _with_subject(run, said))]


def _with_object(run: list[Token], taken: set[int]) -> list[Token]:
    """As in "thousands signed | a letter calling for a pause": with the thing done, which is also what says something.

    Without it, the run would stop in the middle of its clause.
    """
    inside, last = {t.i for t in run}, run[-1]
    above = (t for t in (last, *last.ancestors) if t.pos_ in VERBAL and t.i in inside)
    verb = next((t for t in above if any(c.dep_ in ("nsubj", "nsubjpass") and c.i in inside for c in t.children)), None)
    things = [c for c in verb.children if c.dep_ in ("dobj", "attr")] if verb is not None else []
    behind = [t for c in things for t in c.subtree if t.i > last.i and next(c.subtree).i <= last.i + 1]
    if not behind or behind[0].i != last.i + 1 or not any(t.i in taken for t in behind[:2]):
        return run
    torn = any(c.i not in inside and c.i >= behind[0].i for c in things) or behind[0].lower_ in ("of", "that")
    if not torn or behind[0].tag_ in ("WDT", "WP"):
        return run
    after = behind[-1].i + 1
    opened = sum(t.text in QUOTES for t in behind) % 2
    if opened and after < len(last.doc) and last.doc[after].text in QUOTES:
        behind.append(last.doc[after])
    return [*run, *behind]


def _stands(run: list[Token], said: set[int]) -> bool:
    words = [t for t in run if not t.is_punct]
    verb = any(t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "prep") for t in words) and not unnamed(words)
    over = words[0].head
    going_on = over.i in said or any(c.dep_ == "nsubjpass" and c.lower_ == "it" for c in over.children)
    bare = phrase_only(words) and not going_on  # "were found, it was reported, on a machine belonging to ..."
    told = words[0].lower_ not in ("according", "as", "citing", "quoting")
    return verb and len(words) >= LEFT_OVER and told and not bare


def _without_joint(run: list[Token]) -> list[Token]:
    """Without words at its end that led on to what is said ("were found because", "sold the house in the (belief)")."""
    while run and (run[-1].is_punct or run[-1].pos_ in JOINTS or run[-1].tag_ in ENDLESS):
        run = run[:-1]
    while run and (run[0].is_punct or run[0].pos_ == "CCONJ" or _opens(run)):
        run = run[1:]
    return run


def _opens(run: list[Token]) -> bool:
    """Whether a run is one clause that "because" or the like opens, which its first word tied to another."""
    first = run[0]
    return (first.lower_ in REASONS and first.dep_ == "mark"
            and first.head.head.i not in {t.i for t in run})  # fmt: skip


def _with_subject(run: list[Token], said: set[int]) -> list[Token]:
    """The run with its subject, though another clause has it too; empty when the subject is said."""
    inside = {t.i for t in run}
    verb = next((t for t in run if t.pos_ in ("VERB", "AUX") and (t.head.i not in inside or t.head.i == t.i)), None)
    if verb is None:
        return run
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None and verb.dep_ == "conj":
        subject = next((c for c in verb.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None and verb.dep_ in ("acl", "relcl"):
        subject = verb.head
    if subject is None:
        doer = verb.tag_ != "VBG" or len(run) >= OCCASION  # "speaking to the Wire": nobody is left who does it
        return run if doer else []
    if subject.i in inside:
        return run
    phrase = short([t for t in noun_phrase(subject) if t.i < run[0].i])
    if subject.i in said or not phrase:
        return []
    chosen = {t.i: t for t in (*phrase, *run)}
    return [chosen[i] for i in sorted(chosen)]


def _tells(piece: list[Token], sentence: Sentence) -> bool:
    """Whether a run of words says something: it has a verb, or it is a list item or title of some length."""
    words = [t for t in piece if not t.is_punct]
    if unnamed(words):
        return False
    if any(t.pos_ in ("VERB", "AUX") for t in words):
        return len(words) >= 3 and not _announces(words)
    return sentence.passage.role in ("list-item", "headline", "heading") and len(words) >= 4


def phrase_only(words: list[Token]) -> bool:
    """As in "In a statement posted to X": a preposition's phrase, in which nothing is told."""
    return words[0].pos_ == "ADP" and words[0].dep_ == "prep" and not any(t.tag_ in FINITE for t in words)


def unnamed(words: list[Token]) -> bool:
    """As in "The official spoke on condition of anonymity": how somebody spoke, and nothing of what was said."""
    speaks = any(t.pos_ == "VERB" and t.lemma_.lower() in CONDITION for t in words)
    return speaks and UNNAMED.search(" ".join(t.text for t in words)) is not None


def _announces(words: list[Token]) -> bool:
    """As in "We have also heard", "Two hours later, Vane said so": somebody speaks, and what he says is elsewhere."""
    return len(words) <= ANNOUNCED and any(
        t.dep_ == "ROOT"
        and t.pos_ == "VERB"
        and cues().verbs.get(t.lemma_.lower()) == "assert"
        and not does_so(t, t.lemma_.lower())
        for t in words
    )


def _occasion(sentence: Sentence, raw: Raw, content: set[int]) -> list[Token]:
    """As in "On a call with donors on Friday, Vane said ...": where and when the outlet says that it was said.

    `content` is all that the cue introduces.
    """
    if raw.carried or not raw.cue:
        return []
    cue = [t for t in sentence.inside(raw.cue) if t.pos_ == "VERB"]
    if not cue:
        return []
    out: list[Token] = []
    for child in cue[-1].children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in SPEAKING:
            out += [t for t in child.subtree if t.i not in content and t.dep_ != "mark"]
            continue
        if child.dep_ != "prep" or child.lower_ not in ("in", "on", "at", "during"):
            continue
        tree = [t for t in child.subtree if t.i not in content]
        noun = next((c for c in child.children if c.dep_ == "pobj"), None)
        dated = any(t.like_num for t in tree) or len(tree) >= 5
        words = noun.lemma_.lower() if noun is not None else ""
        if words in WRITTEN or (words in UTTERANCES and len(tree) < 6):
            continue
        if noun is not None and len(tree) >= 3 and (dated or (noun.pos_ == "NOUN" and noun.ent_type_ not in TIMES)):
            out += tree
    if not out:
        return []
    if unnamed(out):
        return []
    source = sentence.inside(raw.source)
    hearer = [t for t in sentence.inside(raw.hearer) if t.i not in content]
    chosen = {t.i: t for t in (*source, *sentence.inside(raw.cue), *hearer, *out)}
    return [chosen[i] for i in sorted(chosen)]
