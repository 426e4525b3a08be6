"""The verb of a move where it stands: turned into a passive, only wished for, or behind another verb.

Facts hold a verb's lemma; whether somebody accuses or is accused shows in the words around it.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import cast

from rashomon.lexicon import load
from rashomon.model.record import Act
from rashomon.model.span import Span

DATED = re.compile(r"\W*on (?:\w+day|the phone|\d)", re.IGNORECASE)
"""Behind "called" that tells of a visit or a talk: "called on Tuesday"."""
ENDINGS = ("", "s", "es", "d", "ed", "ing")
SILENT = frozenset(
    "comment confirm answer elaborate respond interview identify disclose detail reveal specify speculate".split()
)
"""Who declines to do this says nothing, and refuses nobody."""
KEEPS = re.compile(r"\W*to (?:say|name|speak|be (?:named|identified|interviewed|quoted))\b", re.IGNORECASE)
"""The same right behind the verb, for words that stand elsewhere too: "declined to say"."""
OBJECT = 48
"""Code points behind a verb in which the head of its object stands; a view or a hope further on is another's."""

BE = r"\b(?:is|are|was|were|be|been|being|gets?|got)(?:\s+(?:\w+ly|also|already|now|not))?\s+$"
DOER = re.compile(
    r"\s+by\b(?! (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|the end|the start|next|then|now|tomorrow|noon|midnight|\d|[a-z]+ing\b))",
    re.IGNORECASE,
)
"""Behind a verb: who did it to the one before; "pledged by Friday to ..." and "threatened by leaving" tell none."""
OUGHT = re.compile(
    r"\b(?:should|must|ought to|needs? to|ha(?:s|ve|d) to)(?:\s+(?:not|also|now|\w+ly))?\s+(?:be\s+)?$", re.IGNORECASE
)
"""Before a deed that somebody wants done: nobody has done it."""
NO_LONGER = re.compile(r"\b(?:no longer|never)\s+(?:\w+ )?$", re.IGNORECASE)
"""Before a deed that is not done any more: "will no longer accept"."""
ABLE = re.compile(r"\b(?:can|could|may|might)(?:\s+(?:also|now|still|yet|even|\w+ly))?\s+$", re.IGNORECASE)
"""Before a deed that somebody is able or allowed to do; "cannot accept" and "could not agree" refuse."""
ASKED = re.compile(r"(?:^\W*|\b(?:when|if|once|being)\s+)$", re.IGNORECASE)
"""Before "asked" that tells of a question put to the one named: "when asked about it", "Asked for a word, ..."."""
QUESTION = re.compile(r"\W*(?:about|whether|if|how|why)\b", re.IGNORECASE)
"""Behind "ask" that puts a question and wants nothing: "Vane, asked about it, ..."."""
LEAVES = re.compile(
    r"\W*(?:[\w.’'-]+ ){0,4}?from (?:[\w.’'-]+ ){0,6}?"
    r"(?:deal|agreement|accord|pact|treaty|protocol|talks|negotiations)\b",
    re.IGNORECASE,
)
"""Behind "withdraw" that gives up a deal and frees nothing: "withdraw Brella from the river deal"."""
GOVERNED = re.compile(
    r"\b(?:of|without|for|from|than|despite)(?:\s+\w+ly)?\s+$|\b(?:of|for) \w+ing\b[^.;]*\band\s+$", re.IGNORECASE
)
"""Before a verb in "-ing" that another verb governs: "accused him of seeking help", "for claiming ... and seeking"."""
NAMED = re.compile(r"(?:^|\s)(?!Is |Are )[A-Z][\w’'-]+\s+$")
"""Before a verb in "-ing" right behind a name, which is another verb's object: "wrote to Dana Vane urging her"."""
AFTER: Mapping[str, str] = {
    "accuse": "of|over", "blame": "for|over", "condemn": "for|over", "denounce": "for|over", "criticise": "for|over",
    "criticize": "for|over", "urge": "to", "press": "to", "pressure": "to|into", "order": "to", "threaten": "with",
}  # fmt: skip
"""What stands right behind a verb that has lost its object to the front: "Brella accused of", "union urged to"."""
GOES_ON = re.compile(
    r"\b(?:continu(?:e|es|ed|ing)|beg[aiu]n|begins|starts?|started|ke(?:ep|eps|pt)(?: on)?|vote[sd]?|voting"
    r"|decide[sd]?|mov(?:es?|ed)|opted)(?: (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)?(?: to)?"
    r" (?P<verb>[a-z]+)(?P<particle> for| on)?\b",
    re.IGNORECASE,
)
"""A verb behind one that only says that it goes on or was decided: "continued to push for", "voted to block"."""

WISH = re.compile(
    r"\b(?:challenge|need|wish|chance|opportunity|right|power|authority|ability|way|reason|pressure|urging|call|calls"
    r"|time|failure|inability)(?: (?:for|to|on) (?:[\w’'-]+ ){1,3}?)? ?to\s+$",
    re.IGNORECASE,
)
"""Before a deed that nobody has done."""
WHEN = re.compile(r"\s+(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)
"""A day at the end of a line."""
SUPPOSED = re.compile(r"\b(?:if|unless|whether)\b[^,;:.—–]*$", re.IGNORECASE)
"""The same in a clause that only supposes."""
OF_SELF = re.compile(
    r"\W*(?:he|she|it|we|they|i)(?:['’](?:s|re|ve|ll|m|d))? +(?:(?:am|is|are|was|were|has|have|had|will|would) +)?"
    r"(?:(?:also|now|\w+ly) +)?(?P<verb>[a-z]+)\b",
    re.IGNORECASE,
)
"""The first verb of who tells of himself, where the words' own verb is one of saying: "she is quitting the deal"."""


@cache
def acts() -> dict[str, tuple[Act, str]]:
    """The act and the PLOVER type of each verb of a move; those with a particle as "call_for"."""
    out: dict[str, tuple[Act, str]] = {}
    for name, row in load("moves")["acts"].items():
        for verb in row["verbs"]:
            out.setdefault(verb, (cast("Act", name), row["plover"]))
    return out


@cache
def forms() -> dict[str, str]:
    """Verbs of moves by their forms, "refused", "urging", "met"; those with a particle as "called for"."""
    out: dict[str, str] = {}
    for verb in acts():
        head, _, particle = verb.partition("_")
        stem = head.removesuffix("e")
        regular = (
            [head + e for e in ENDINGS]
            + [head + head[-1] + "ed", head + head[-1] + "ing"]
            + [stem + "ing", stem + "ed", stem[:-1] + "ies", stem[:-1] + "ied"]
        )
        for form in (*regular, *load("moves")["irregular"].get(head, ())):
            out.setdefault(f"{form} {particle}".strip(), verb)
    return out


@cache
def first_forms() -> frozenset[str]:
    """The forms of these verbs without their particles."""
    return frozenset(form.split(" ", 1)[0] for form in forms())


def act(verb: str | None, beside: set[str], *, negated: bool, text: str) -> Act | None:
    """The act of a verb with what stands beside it (lemmas) and behind it (`text`); None where it makes no move."""
    found = acts().get(verb or "")
    if found is None or verb is None:
        return None
    if found[0] == "reject" and (SILENT & beside or KEEPS.match(text)):
        return None
    if verb == "ask" and QUESTION.match(text):
        return None
    if verb == "call_on" and DATED.match(text):
        return None
    if verb == "withdraw" and LEAVES.match(text):
        return None if negated else "reject"
    lexicon = load("moves")
    needs = lexicon["needs"].get(lexicon["like"].get(verb, verb))
    whom = text.lower().split(" for ", 1)[0] if verb == "blame" else text.lower()  # "blamed Vane for the delay"
    after = {form for w in re.findall(r"[a-z]+", whom[:OBJECT]) for form in (w, *_singular(w))}
    told = after if verb in lexicon["light"] else beside.union(re.findall(r"[a-z]+", text.lower()))
    if (needs and not set(needs) & told) or set(lexicon["unless"].get(verb, ())) & after:
        return None
    if negated:
        if found[0] == "offer":  # "did not offer a way out" refuses nothing; "pledged not to yield" does
            return "reject" if re.search(r"^\W*to\b|\b(?:not|never) to\b", text[:OBJECT], re.IGNORECASE) else None
        return "reject" if found[0] in ("agree", "concede") else None
    return found[0]


def _singular(word: str) -> tuple[str, ...]:
    """What a plural may be the plural of: "apologies", "condolences"."""
    return (word[:-1], f"{word[:-3]}y" if word.endswith("ies") else word[:-1]) if word.endswith("s") else ()


def place(text: str, verb: str | None) -> Span | None:
    """Where a verb stands in a text, in any regular form; None where its form hides it ("met")."""
    if verb is None:
        return None
    two = "_" in verb
    return next((Span(*m.span(1)) for m in re.finditer(r"\b([a-z]+)(?= ([a-z]+))?", text, re.IGNORECASE)
                 if forms().get(f"{m[1]} {m[2]}".lower() if two else m[1].lower()) == verb), None)  # fmt: skip


def own(text: str, predicate: str | None) -> str | None:
    """The verb of a move that a predicate is, with its particle ("called for"), or that stands behind it."""
    if predicate is not None:
        for verb in acts():
            if verb.startswith(f"{predicate}_") and place(text, verb) is not None:
                return verb
        if predicate in acts():
            return predicate
    told = OF_SELF.match(text)
    return going_on(text) or (forms().get(told["verb"].lower()) if told is not None else None)


def doer(text: str, at: Span) -> int | None:
    """Where the words begin that name who did it, behind a passive: "was rejected by the board"."""
    found = DOER.match(text, at.end)
    return found.end() if found is not None else None


def passive(text: str, verb: str, at: Span) -> bool:
    """Whether the one named before a verb is the one to whom it is done."""
    before, after = text[: at.start], text[at.end :]
    if not text[at.start : at.end].lower().endswith(("ed", "en", "met", "held", "struck", "made", "sought")):
        return False
    if re.search(BE, before, re.IGNORECASE) or DOER.match(after):
        return True
    bare = not re.search(r"\b(?:ha[sd]|have|having|that|who|which)\b[^,;]*$", before, re.IGNORECASE)
    return bare and verb in AFTER and re.match(rf"\s+(?:{AFTER[verb]})\b", after) is not None


def another_s(text: str, verb: str, at: Span) -> bool:
    """Whether a verb is a question put to somebody, or hangs on another verb, whose object may be its doer."""
    form, before = text[at.start : at.end].lower(), text[: at.start]
    if verb == "ask" and form == "asked":
        return ASKED.search(before) is not None
    return form.endswith("ing") and (GOVERNED.search(before) is not None or NAMED.search(before) is not None)


def only_wanted(text: str, at: Span) -> bool:
    """Whether the words tell what ought to be done, or could be."""
    return (OUGHT.search(text[: at.start]) or ABLE.search(text[: at.start])) is not None


def only_named(text: str, at: Span) -> bool:
    """Whether nobody has done a deed: "his challenge to her to oppose it", "what comes if Brella rejects it"."""
    return (WISH.search(text[: at.start]) or SUPPOSED.search(text[: at.start])) is not None


def going_on(text: str) -> str | None:
    """The verb behind one that says that it goes on, with its particle where it asks for one; None without any."""
    found = GOES_ON.search(text)
    if found is None:
        return None
    verb = found["verb"].lower()
    base = forms().get(verb)
    if base is not None or not found["particle"]:
        return base
    stem = re.sub(r"ing$", "", verb)
    return next((v for v in (f"{verb}_{found['particle'].strip()}", f"{stem}_{found['particle'].strip()}")
                 if v in acts()), None)  # fmt: skip


def bare(text: str, verb: str | None) -> bool:
    """Whether a line stops at the verb of the move: what was offered is not told ("Too, Vane dismissed Wednesday")."""
    if verb is None or verb not in acts():
        return False
    told = text if acts()[verb][0] == "consult" else WHEN.sub("", text)
    return forms().get(told.rsplit(" ", 1)[-1].lower()) == verb
