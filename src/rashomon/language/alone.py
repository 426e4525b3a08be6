"""Whether words can stand alone as a line: a subject, a finite verb, no loose end, no word that points elsewhere."""

import re
from functools import lru_cache

from rashomon.model.analysis import Facts

FULL = 1.0
"""Cost below which words read as a sentence of their own; set by reading development events."""
POINTING = frozenset(
    "he she it they who whom whose which that this these those his her its their him them we i our my you your where "
    "when as while after before and but or nor so because since although though until unless whether if than to of "
    "also then not however meanwhile instead including such one another whereas".split()
)
"""First words that lean on a sentence before them."""
LEANS = re.compile(
    r"(?:how|why) (?!to\b|many\b|much\b)|(?:even|as) (?:though|if)\b|(?:well|yes|oh|now|okay),"
    r"|(?:photos?|pictures?|video|watch|related|read more)\s*:",
    re.IGNORECASE,
)
"""The same for beginnings of several words, and the labels of pictures and of links to other pieces."""
HALF = re.compile(r"(?:even though|even if|as if|as though) [^,]*$", re.IGNORECASE)
"""One half of a sentence, told without the other."""
SAYING = frozenset("brief say tell add speak write ask announce reply respond".split())
"""Verbs that are no news without what was said."""
ANSWERS = frozenset("agree disagree confirm deny comment elaborate concur report note recall acknowledge".split())
"""The same for answers: "the spokesman agreed" leans on what was asked."""
SAID = re.compile(r"[“\":]|\b(?:that|whether|how|why|what)\b")
"""Signs that what was said is there."""
LOOSE = frozenset(
    "the a an of to in on at by for with from and or but that which who as than into over about between if when while "
    "because its his her their is are was were be been has have had will would could may might can not no nor more "
    "what under after before during against without near through upon amid among within such so until since "
    "saying announcing adding telling noting warning said says told accused blamed attributed indicated quoted "
    "mirrored described called comes col gen lt sgt capt cmdr mr mrs ms dr gov sen rep prof".split()
)
"""Last words that ask for something after them."""
SIDE = re.compile(r"\b(?:if|when|which|who|whom|as|while|because|that|after|before|where|until|unless)\b")
"""Words that open a side clause."""
SELF = re.compile(r"\b(?:himself|herself|themselves|itself)\b", re.IGNORECASE)
"""Words that lean on a name which the line may lack."""
SHORT = 7
"""Words of a line too short to tell whom its last pronoun means: "The deal strengthened them"."""
_TEXTS = 65_536
"""Texts remembered, for a story that is woven again with every new post."""
HALVES = re.compile(
    r"(?:(?:finally|meanwhile|moreover|however|then|still|also|indeed|instead|now|later),? "
    r"(?:once|if|when|after|before|while|because|as|until|unless)|once|like"
    r"|(?:\w+ )?(?:minutes?|hours?|days?|weeks?|months?|years?) (?:after|before|since)) [^,]*$",
    re.IGNORECASE,
)
"""A side clause without its main one: "Finally, once the law is passed", "A year after the trial ended"."""
RELATIVE = re.compile(r"([^,]+), (?:which|who|whose|where)\b([^,]*)$", re.DOTALL)
"""Somebody or something with words about it, and perhaps nothing that it does."""
SAID_HALF = re.compile(r"\b(?:said|says|added|adds) that (?:when|if|after|as|once|while|because) [^,]*$", re.IGNORECASE)
"""The same behind words of saying."""
SAID_NOTHING = re.compile(
    r"(?<!\bis )(?<!\bwas )(?<!\bare )(?<!\bwere )(?<!\bbeen )(?<!\bbe )"
    r"\b(?:confirmed|revealed|declared|insisted|claimed|argued|stressed|explained)\W*$",
    re.IGNORECASE,
)
"""A verb of saying at the end, with what was said left out."""
MAY_FOLLOW = frozenset(
    "and or but nor yet so after as when while before by in on at for to from with since that because if unless until "
    "where which who whose whom than then though although despite during over under of into onto through throughout "
    "against among amid between within without about around across along near toward towards via per plus not "
    "according saying including following regarding concerning given today yesterday tomorrow tonight last this next "
    "early late earlier later again too also here there now ago once how why what whether out off up down back more "
    "he she it they we i you the a an his her its their our these those such each every all both some any no".split()
)
"""Words before which a clause may have ended, though no mark stands there; a noun or verb shows that it has not."""
HOLDS = frozenset("is are was were be can could will would has have had does do did may might should must".split())
"""Verbs that show that what stands before them was their subject."""
ARTICLES = frozenset("the a an his her its their our my your this these those".split())
"""Words that begin the object of a verb that stands right before them."""
COME = re.compile(r"\b(?:comes?|came|coming|occur(?:s|red)?|happen(?:s|ed)?)(?: \w+ly| just| soon)?$", re.IGNORECASE)
"""Verbs that tell nothing but when, which a side clause then says: "the rebuke came | after he left"."""
SPAN = re.compile(r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|moments?)$", re.IGNORECASE)
"""A stretch of time that a side clause fixes: "two days | after the vote"."""
FIXING = frozenset("after before as when while since amid because".split())
INSIDE = frozenset("with despite of in on by from at for during amid".split())
"""Words before a beginning that make it a part of something else: "With | the river rising, the town ..."."""
UNASSERTED = re.compile(r"\b(?:when|as|if|whether|until|unless|before|once) $", re.IGNORECASE)
"""Words before a clause that its teller does not assert: "as | the sides were fighting", "if | it fell"."""
HELPERS = frozenset("would had has been was were did does could should have is are".split())
"""First words of a question or of what lacks its subject ("Would have been tied to the wall")."""
PRONOUN_LAST = frozenset("them him her it".split())
ENDS_SIDE = re.compile(
    r", (?:which|who) \w+$|\b(?:on|about|of) (?:that|this)(?:,|$)|&$|\bon the condition$", re.IGNORECASE
)
"""A side clause cut at its verb, something told before, or a sign that joins what is left out."""
REPORTED = re.compile(
    r"[^,.;:“\"]{2,40} (?:reported|said|wrote|announced|tweeted)(?: (?:on )?(?:\w+day|[A-Z][a-z]{2,8}\.? \d{1,2}))?$"
)
"""Who reported and when, without what."""
FURNITURE = re.compile(
    r"\bShow Hide\b| MORE \(|\bMedia (?:playback|caption)\b|\bImage (?:copyright|caption|source)\b|[a-z]:[A-Z]"
    r"|^\W*\||/(?:AP|AFP|EPA) Photo\b|/Getty\b"
)
"""What a page puts between its sentences."""
DAYS = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
OPENED = re.compile(r"['‘](?=[A-Z])(?!.*['’](?:\W|$))", re.DOTALL)
"""A single quotation mark that opens a line and is closed nowhere in it."""
ADDRESS = re.compile(r"(?: ?(?:https?://|pic\.twitter\.com/)\S+)+\W*$")
"""An address behind the words of a post."""
OPENERS = {"“": "”", "‘": "’", "(": ")", "[": "]"}


def cost(text: str, facts: Facts, *, pieces: int = 1, headline: bool = False) -> float:
    """How far a content is from reading alone, 0 and up; under `FULL` it does. `pieces` counts its spans."""
    told = _clause_cost(text, facts.subject, facts.predicate if facts.tense != "none" else None)
    return told + 0.8 * (pieces - 1) + 0.5 * headline


@lru_cache(_TEXTS)
def _clause_cost(text: str, subject: tuple[str, ...], verb: str | None) -> float:
    bad = loose_ends(tidy(text)) + 1.0 * text.lstrip("“\"'‘ ").startswith(("..", "…"))
    if verb is None:
        return bad + 2.0
    if not subject and first_word(text) != "there":
        return bad + 1.2
    return bad + 1.5 * ((bool(subject) and subordinate(text, subject)) or _only_named(text, verb))


def only_said(text: str, facts: Facts) -> bool:
    """Whether a clause in an outlet's own voice tells that somebody spoke, and not what was said."""
    if facts.predicate in SAYING:
        return SAID.search(text) is None
    return facts.predicate in ANSWERS and not facts.objects and facts.tense != "none"


def without_doer(text: str, facts: Facts) -> bool:
    """Whether words have no verb, or begin with it and name nobody who does it ("look back", "celebrating a year")."""
    if facts.predicate is None or facts.tense == "none":
        return True
    return not facts.subject and first_word(text)[:4] == facts.predicate[:4]


def subordinate(text: str, subject: tuple[str, ...]) -> bool:
    """Whether the subject stands behind a word that opens a side clause ("a strong reaction if no deal is reached")."""
    lower = text.lower()
    at = min((k for word in subject if (k := lower.find(word[:5])) >= 0), default=0)
    side = SIDE.search(lower)
    return side is not None and 0 < side.start() < at


def _only_named(text: str, predicate: str) -> bool:
    """Whether the verb stands behind a "which" with no verb before it ("the ferry, which sailed for Tamber")."""
    found = RELATIVE.match(text)
    if found is None:
        return False
    stem = r"(?:is|are|was|were|been)\b" if predicate == "be" else re.escape(predicate[:4])
    behind, before = (re.search(rf"\b{stem}", found[k], re.IGNORECASE) for k in (2, 1))
    return behind is not None and before is None


def cut(text: str, start: int, end: int, facts: Facts) -> bool:
    """Whether a statement's words, `text[start:end]` of its document, begin or stop in the middle of something.

    "... at the town's Harbour | School", "a Brellan | report", "they seized | and searched a boat", "with | the river
    rising", "the rebuke came | after the vote", "joined a chorus | of critics", "has demanded | that it closes".
    """
    behind = text[end : end + 32]
    return _cut(text[max(0, start - 16) : start], text[start:end], behind, facts.predicate, bool(facts.objects))


@lru_cache(_TEXTS)
def _cut(ahead: str, said: str, behind: str, predicate: str | None, objects: bool) -> bool:
    before = re.search(r"(\w+) $", ahead)
    if before is not None and before.group(1).lower() in INSIDE:
        return True
    after = re.match(r"(-| )([\w’']+)( by\b)?", behind)
    if after is None or not said[-1:].isalnum():
        return False
    mark, word, low = after[1], after[2], after[2].lower()
    if (
        low in ("and", "or")
        and re.match(r" \w+ (?:their|his|her|its)\b", behind)
        and re.search(r"\b(?:after|of|than|for|to|by|with) [^,]*$", said)
    ):
        return True  # "after 450 victims | and their families sued"
    if mark == "-" or low in HOLDS:
        return True
    if low == "of" or (low in FIXING and (COME.search(said) or SPAN.search(said))):
        return True
    last = re.search(r"(?<![\w’'-])[\w’'-]+$", said)  # tried once a word, however long
    verb = last is not None and predicate is not None and last.group().lower()[:4] == predicate[:4]
    if verb and (low == "that" or low in ARTICLES):
        return True
    if verb and (low == "to" or (low in ("and", "or") and not objects)):
        return not re.search(r"\b(?:is|are|was|were|been|being|be)\b(?: \w+ly)? [\w’'-]+$", said)
    return not (low in MAY_FOLLOW or DAYS.match(word) or low.endswith(("ing", "ly")) or word.isupper())


def unasserted(text: str, start: int) -> bool:
    """Whether words that begin at an offset of their document stand behind "when", "if" or the like."""
    return UNASSERTED.search(text[max(0, start - 10) : start]) is not None


HEADLESS = re.compile(
    r"\[?[^\W\d_][^,;:“\"]{1,60}\b(?:said|says|added|adds|told \w+|believes?)(?: \w+){0,3},"
    r" (?:\w+ing\b|(?:was|is|were|are|has|have|had|will|would)\b)"
)
"""Words of saying without what was said: "Vane said, adding that", "Vane said on air, was beginning"."""
NAMED_IT = re.compile(
    r"(?:\S+ ){1,6}?(?:cast|casts|calls|called|describe[sd]|label(?:s|led)|characteri[sz]e[sd]|dismissed)"
    r" (?:it|that|this|them)\b(?! a day)"
)
"""Somebody's word for something that the line does not name: "Vane called it a good day"."""
LISTS = re.compile(r"\bthe following\b(?!\W+\w+ing\b)[^.:]{0,60}$", re.IGNORECASE)
"""A beginning whose list is left out."""
PICTURED = re.compile(
    r"\b(?:in|at|near|outside) [^.]*?, (?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
    r" \d{1,2}, (?:19|20)\d\d\W*$",
    re.IGNORECASE,
)
"""How the words under a picture end: "in Tamber, May 3, 2031"."""
WIRE = re.compile(r"\((?:[A-Z][\w.]*)(?: [A-Z][\w.]*){0,2}\) ?[-–—]+ ?")
"""An agency before the first words of its report."""


@lru_cache(_TEXTS)
def loose_ends(text: str) -> float:
    """The same for words whose grammar is not known: how they begin and end, and whether their marks are closed."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.lower())
    if len(words) < 3:
        return 3.0
    bad = 1.5 * (re.split("['’]", words[0])[0] in POINTING | HELPERS or LEANS.match(text) is not None) + 1.5 * (
        words[-1] in LOOSE
    )
    bad += 1.0 * bool(re.search(r"[,;:–—-]\s*$", text)) * (words[-1] in LOOSE)
    bad += 1.5 * bool(HALVES.match(text) or SAID_HALF.search(text) or SAID_NOTHING.search(text))
    bad += 1.5 * bool(HEADLESS.match(text) or NAMED_IT.match(text) or LISTS.search(text))
    bad += 1.5 * bool(ENDS_SIDE.search(text) or REPORTED.match(text) or FURNITURE.search(text))
    bad += 1.0 * (len(words) <= SHORT and words[-1] in PRONOUN_LAST)
    bad += 1.5 * bool(PICTURED.search(text) and not re.search(r"\b(?:was|were|had|did)\b|ed\b", text))
    return bad + 0.5 * bool(SELF.search(text)) + 1.0 * (not balanced(text))


def first_word(text: str) -> str:
    """The first word, lower case, without marks; empty where there is none."""
    found = re.search(r"[^\W_]+", text)
    return found.group().lower() if found else ""


def balanced(text: str) -> bool:
    """Whether every mark that opens is closed; an apostrophe is no mark."""
    bare = re.sub(r"(?<=\w)['’](?=\w)|(?<=s)['’](?=\s)", "", text)
    if bare.count('"') % 2:
        return False
    return all(bare.count(opens) == bare.count(closes) for opens, closes in OPENERS.items() if opens != "‘")


@lru_cache(_TEXTS)
def tidy(text: str) -> str:
    """A clause as a line without its full stop: blanks folded, outer quotation marks that stand alone taken off."""
    words = ADDRESS.sub("", " ".join(text.split())).strip("•*·").strip().rstrip(".,;:—–-").strip()
    words = WIRE.sub("", re.sub(r"^[.…]+ *", "", words), count=1) if words[:1] in ".…(" else words
    words = re.sub(r"[.,;]([”\"’)])$", r"\1", words)
    if words.startswith("(") and words.endswith(")") and ")" not in words[:-1]:
        words = words[1:-1]
    for opens, closes in (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'")):
        inner = words[1:-1]
        if len(words) > 2 and words[0] == opens and words[-1] == closes and opens not in inner and closes not in inner:
            words = inner.rstrip(".,;:")
        if closes in "'’":
            continue  # one alone is an apostrophe
        if words.startswith(opens) and words.count(opens) + words.count(closes) == 1:
            words = words[1:]
        if words.endswith(closes) and words.count(opens) + words.count(closes) == 1:
            words = words[:-1].rstrip(".,;:")
    if OPENED.match(words):
        words = words[1:]
    return words[:1].upper() + words[1:]
