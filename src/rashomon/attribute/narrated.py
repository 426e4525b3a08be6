"""The outlet's own voice: clauses that no attribution covers, and occasions on which something was said."""

from rashomon.attribute.clauses import clauses
from rashomon.attribute.raw import Raw, Sentence, Token

COVERED = 0.4
"""Share of a clause's words that an attribution's parts may take before the clause is theirs and not the outlet's."""
LEFT_OVER = 5
"""Words that a run outside all attributions needs to be told on its own."""
SPEAKING = frozenset({"speak", "talk", "write", "appear", "address", "testify", "brief"})
TIMES = frozenset("DATE TIME CARDINAL".split())


def narrated(sentence: Sentence, raws: list[Raw]) -> list[list[Token]]:
    """Clauses of `sentence` that the outlet asserts itself, given the attributions found in it."""
    pieces = clauses(sentence.tokens) if sentence.passage.role not in ("headline", "heading") or not raws else []
    parts = [span for raw in raws for span in (*raw.content, *(() if raw.carried else (*raw.cue, *raw.source)))]
    taken = {t.i for t in sentence.inside(parts)}
    saying = {t.i for raw in raws if not raw.carried for t in sentence.inside(raw.cue) if t.pos_ == "VERB"}
    out = [
        p
        for p in pieces
        if _tells(p, sentence)
        and not any(t.i in saying for t in p)
        and sum(t.i in taken for t in p) <= COVERED * len(p)
    ]
    out += _leftovers(sentence, taken | {t.i for p in out for t in p}, raws)
    for raw in raws:
        occasion = _occasion(sentence, raw)
        if occasion:
            out.append(occasion)
    return out


def _leftovers(sentence: Sentence, taken: set[int], raws: list[Raw]) -> list[list[Token]]:
    """Runs of words with a verb that stand beside attributions and belong to none."""
    if not raws or sentence.passage.role in ("headline", "heading"):
        return []
    out: list[list[Token]] = [[]]
    for token in sentence.tokens:
        if token.i in taken or token.is_space:
            out.append([])
        else:
            out[-1].append(token)
    return [run for run in out if _stands(run)]


def _stands(run: list[Token]) -> bool:
    words = [t for t in run if not t.is_punct]
    verb = any(t.pos_ in ("VERB", "AUX") for t in words)
    return verb and len(words) >= LEFT_OVER and words[0].lower_ not in ("according", "as")


def _tells(piece: list[Token], sentence: Sentence) -> bool:
    """Whether a run of words says something: it has a verb, or it is a list item or title of some length."""
    words = [t for t in piece if not t.is_punct]
    if any(t.pos_ in ("VERB", "AUX") for t in words):
        return len(words) >= 3
    return sentence.passage.role in ("list-item", "headline", "heading") and len(words) >= 4


def _occasion(sentence: Sentence, raw: Raw) -> list[Token]:
    """As in "On a call with donors on Friday, Vane said ...": where and when the outlet says that it was said."""
    if raw.carried or not raw.cue:
        return []
    content = {t.i for t in sentence.inside(raw.content)}
    cue = [t for t in sentence.inside(raw.cue) if t.pos_ == "VERB"]
    if not cue:
        return []
    out: list[Token] = []
    for child in cue[-1].children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in SPEAKING:
            out += [t for t in child.subtree if t.i not in content]
            continue
        if child.dep_ != "prep" or child.lower_ not in ("in", "on", "at", "during"):
            continue
        tree = [t for t in child.subtree if t.i not in content]
        noun = next((c for c in child.children if c.dep_ == "pobj"), None)
        dated = any(t.like_num for t in tree) or len(tree) >= 5
        if noun is not None and len(tree) >= 3 and (dated or (noun.pos_ == "NOUN" and noun.ent_type_ not in TIMES)):
            out += tree
    if not out:
        return []
    source = sentence.inside(raw.source)
    chosen = {t.i: t for t in (*source, *sentence.inside(raw.cue), *out)}
    return [chosen[i] for i in sorted(chosen)]
