"""What in a page is not the story: captions, credits, bylines, pleas, share lines, notes of the newsroom."""

import re
from functools import cache

from rashomon.language.clock import Stamp, scan
from rashomon.layout.lines import ends_sentence, fold, name_like, sentences
from rashomon.layout.notes import newsroom
from rashomon.lexicon import phrases, words
from rashomon.lexicon.outlets import names
from rashomon.model.document import Role

LONGEST = 600
"""A line longer than this is never furniture as a whole (characters); flattened text is cut inside instead."""

_CREDIT = re.compile(r"(?:Image|Media|Video|Photo|Picture)\s(?:source|copyright|credit)\b[,:]?", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Image|Media|Video|Photo)\scaption\b[,:]?", re.IGNORECASE)
_PHOTOGRAPH = re.compile(
    r"(?:Photograph|Photographer|Photo|Picture|Composite|Illustration|Credit|Pic)s?\s?:\s?\S", re.IGNORECASE
)
_FILE = re.compile(r"(?:FILE|File)(?:\s(?:PHOTO|photo|picture|image))?\s?[-–—:]")
_PHOTO_OF = re.compile(
    r"(?:In )?[Tt]his (?:\w+ ){0,3}"
    r"(?:photo|image|picture|photograph|combination|combo|frame|still|screengrab|video grab)\b"
)
_PARENTHESIS = re.compile(r"\(([^()\n]{2,120})\)")
_FOLLOW = re.compile(
    r"(?:E-?mail: \S+@\S+;? )?Follow (?:\S+ ){1,8}on (?:Twitter|Facebook|Instagram|X|Telegram)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:last\s)?(?:updated?|edited|modified)(?:\s(?:at|on))?:?\s*(?=[\dA-Z])", re.IGNORECASE)
_SIGNED = re.compile(r"\s(?:[A-Z][\w.’'-]+\s){0,3}[\w.’'-]+/[A-Z][\w ]{1,24}$|\[Photo/\w+\]$")
_STOPPED_CREDIT = re.compile(r"[a-z)][.!?]\s?(?:[A-Z][\w.’'-]+\s){1,3}/\s?[A-Z][\w ]{1,30}$")
_SHOWS = re.compile(r".{0,120}\b(?:shows?|released|provided|taken)\b")
_AFTER_DESK = re.compile(r"(?::[A-Z][\w ]+)?(?:\s[•*/]\s[A-Z]{2,})*\s[A-Z\"“'‘]")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s?(?:19|20)\d\d|all rights reserved", re.IGNORECASE)
_READING = re.compile(r"\b\d{1,3}\s?min(?:ute)?s?\sread\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:[—–-]\s)?"
    r"(?:By|by|BY|Written by|Reported by|Posted by|Words by|Story by|Analysis by)\s+(?:[A-ZÀ-Þ]|the [A-Z])"
)
_WITH = re.compile(
    r"(?:[—–-]{1,2}\s?)?(?:Additional )?(?:Reporting|reporting|Editing|Writing|Contributing|Compiled|With assistance|"
    r"With reporting|Edited|Written)(?:\s(?:by|from|for)\b|\s?:)"
)
_ABOUT = re.compile(
    r"^(?:[A-ZÀ-Þ][\w.’'-]+\s){1,4}(?:is|was)\s(?:an?|the|our)\s(?:[\w&’'-]+\s){0,6}"
    r"(?:correspondent|reporter|editor|columnist|journalist|writer|producer|contributor|author|photographer|analyst)\b"
)
_PERSON_END = re.compile(r"\((?:by\s)?[A-ZÀ-Þ][\w.’'-]+(?:\s(?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|al|bin)){1,3}\)$")
_ROLE_END = re.compile(
    r"[?!]\s(?:By\s)?[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]*){1,3},\s(?:an?\s|the\s)?(?:former\s|senior\s|associate\s)?"
    r"(?:professor|lecturer|fellow|research|director|correspondent|analyst|columnist|journalist|author|writer|editor|political|academic|expert)",
    re.IGNORECASE,
)


@cache
def _agencies() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(name) for name in words("layout", "pictures.agencies")), key=len, reverse=True))
    return re.compile(rf"(?<![\w@])(?:{names})(?![\w])")


def credit_in_parentheses(inner: str) -> bool:
    """Whether `(inner)` credits a picture: `Name / AFP via Getty Images`, `Photo: Xyz`, `Reuters`."""
    if inner.removeprefix("The ") in names():
        return True
    if len(inner) > 120 or not _agencies().search(inner):
        return bool(_PHOTOGRAPH.match(inner)) or bool(re.fullmatch(r"[A-Z][\w.’' -]{2,40}/[A-Z][\w.’' -]{2,40}", inner))
    if re.search(r"[/:©]|\bvia\b|\bPhoto\b|Images\b", inner):
        return True
    rest = _agencies().sub("", inner).strip(" ,&|-–/")
    return rest == "" or bool(re.fullmatch(r"(?:[A-Z][\w.’'-]+ ?){1,4},?", rest))


def starts_with(text: str, key: str) -> bool:
    """Whether the text begins with one of the phrases listed under `key`, at a word's end."""
    return _starts(key).match(fold(text[:90])) is not None


@cache
def _starts(key: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(start) for start in _folded(key)) + r")(?![^\W_])")


@cache
def _anywhere(key: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase in _folded(key)))


@cache
def _folded(key: str) -> tuple[str, ...]:
    return tuple(fold(phrase).rstrip() for phrase in phrases("layout", key))


@cache
def _folded_set(key: str) -> frozenset[str]:
    return frozenset(_folded(key))


def is_line(text: str, key: str) -> bool:
    """Whether the whole line is one of the phrases under `key` (closing marks and counters aside)."""
    if len(text) > 70:
        return False
    low = fold(text).rstrip(" :.!…»>›→|")
    return low in _folded_set(key) or low.lstrip("#*•+ ") in _folded_set(key)


def label_of(text: str) -> str | None:
    """The post label that a kicker line stands for, or None."""
    low = fold(text).strip(" :.-–—|")
    for label in ("breaking", "analysis", "key-event", "recap"):
        if low in _folded_set(f"labels.{label}"):
            return label
    return None


def is_kicker(text: str) -> bool:
    """Whether the line only classifies what stands near it."""
    return is_line(text, "kickers") or label_of(text) is not None


def housekeeping(text: str) -> bool:
    """Whether a sentence is the newsroom's own: about its coverage, its page, its pictures."""
    return (
        starts_with(text, "housekeeping.starts")
        or gallery(text)
        or newsroom(text)
        or (len(text) < 260 and _anywhere("housekeeping.anywhere").search(fold(text)) is not None)
    )


def gallery(text: str) -> bool:
    """Whether the line leads to the newsroom's pictures."""
    return starts_with(text, "housekeeping.galleries")


def tail_head(text: str) -> bool:
    """Whether the line is a heading after which other stories follow."""
    return is_line(text, "boilerplate.tails")


def plea(text: str) -> bool:
    """Whether the paragraph asks readers to pay, sign up or support."""
    return _anywhere("boilerplate.pleas").search(fold(text[:600])) is not None


def boilerplate(text: str) -> bool:
    """Whether the line belongs to the page and not to the story."""
    if is_line(text, "boilerplate.lines"):
        return True
    if starts_with(text, "boilerplate.starts"):
        # "Read: ..." and the like introduce a link; a real sentence that merely begins so is longer and ends in a stop.
        return len(text) < 180 or (len(text) < LONGEST and not ends_sentence(text))
    if len(text) < 160 and _FOLLOW.match(text):
        return True
    if len(text) < 220 and text.endswith(("Read more", "Read More")) and not ends_sentence(text):
        return True
    if len(text) < 240 and (_COPYRIGHT.search(text) or _READING.fullmatch(text)):
        return True
    return text.startswith("*") and "required" in text[:60].lower()


def other_story(text: str) -> bool:
    """Whether a line has the form of a link to another piece: a headline that ends in its author's name."""
    return len(text) < 200 and not ends_sentence(text) and bool(_PERSON_END.search(text) or _ROLE_END.search(text))


def caption_role(text: str) -> Role | None:
    """`caption` or `credit` when the whole line is one, else None."""
    if len(text) > LONGEST:
        return None
    if text.startswith("CLOSE ") and len(text) < 400:
        return "caption"
    if _CAPTION.match(text) or _FILE.match(text) or text in {"Photo", "Photos", "Image"}:
        return "caption"
    if _CREDIT.match(text) or (_PHOTOGRAPH.match(text) and len(text) < 120):
        return "credit"
    if _PHOTO_OF.match(text) and (_closing_credit(text) or _SHOWS.match(text)):
        return "caption"
    if _closing_credit(text) is not None:
        return "caption"
    opened = _agencies().match(text)
    if opened and len(text) < 240 and not ends_sentence(text) and _AFTER_DESK.match(text, opened.end()):
        return "caption"
    closed = _SIGNED.search(text)
    if closed and len(text) < 300 and _agencies().search(text, closed.start()):
        return "caption"
    if len(text) < 400 and _STOPPED_CREDIT.search(text):
        return "caption"
    bare = text.strip(" .|/–-")
    if len(bare) < 60 and _agencies().fullmatch(bare):
        return "credit"
    return None


def _closing_credit(text: str) -> int | None:
    tail = text.rstrip(" .")
    if not tail.endswith(")"):
        # "... (AFP Photo/Name)" always closes; "Photograph: Name/Agency" may close a line without parentheses.
        if ":" not in text[-100:]:
            return None
        match = None
        for match in _PHOTOGRAPH.finditer(text):  # noqa: B007 the last one is wanted
            pass
        return match.start() if match and len(text) - match.start() < 90 else None
    found = None
    for match in _PARENTHESIS.finditer(tail):
        found = match
    if found and found.end() == len(tail) and credit_in_parentheses(found[1]):
        return found.start()
    return None


def glued_credit(text: str) -> tuple[int, int] | None:
    """Where a picture's alternative text ends and its credit begins and ends: `... at a tableImage source, Xyz`."""
    match = _CREDIT.search(text)
    if not match or match.start() > 400 or len(text) - match.start() > 90 or _CAPTION.search(text, match.end()):
        return None
    return match.start(), len(text)


def byline(text: str) -> bool:
    """Whether the line names who wrote it, or when it was put out."""
    if len(text) > 220:
        return False
    if text.startswith("From ") and name_like(text[5:]):
        return True
    if _WITH.match(text) or (_BYLINE.match(text) and len(text.split()) <= 30 and not text.rstrip().endswith(".")):
        return True
    if _READING.search(text) and len(text) < 120:
        return True
    return bool(_ABOUT.match(text)) and len(text) < 200


def about_author(text: str) -> bool:
    """Whether the line says who a writer is: `Name is a senior reporter at ...`."""
    return len(text) < 400 and bool(_ABOUT.match(text))


def post_byline(text: str) -> bool:
    """Whether a short line says what the person named above it does: `Live reporter`, `Reporting from Xyz`."""
    if len(text) > 80 or ends_sentence(text):
        return False
    low = fold(text)
    return any(low.startswith(start) or f" {start}" in low for start in _folded("bylines.posts"))


def runs(text: str) -> list[tuple[int, int, bool]]:
    """A paragraph cut into runs of news and of housekeeping: `(start, end, is_housekeeping)`."""
    out: list[tuple[int, int, bool]] = []
    within = False  # parentheses that housekeeping opened and no sentence has closed yet
    for start, end in sentences(text):
        part = text[start:end]
        own = within or housekeeping(part) or (end - start < 120 and starts_with(part, "boilerplate.starts"))
        within = own and (within or part.startswith("(")) and ")" not in part
        if out and out[-1][2] == own:
            out[-1] = (out[-1][0], end, own)
        else:
            out.append((start, end, own))
    return out


def agency_at(text: str, at: int) -> int | None:
    """Where the name of an agency or a handle that begins at `at` (blanks aside) ends, or None."""
    while at < len(text) and text[at].isspace():
        at += 1
    match = _agencies().match(text, at) or re.compile(r"@\w+").match(text, at)
    return match.end() if match else None


def credits_person(inner: str) -> bool:
    """Whether a credit names a photographer or an outlet, and not an agency alone: `Name/Agency`, `The Xyz Post`."""
    if inner.lower().startswith(("photo", "image", "picture")):
        return False
    return bool(_agencies().sub("", inner).strip(" ,&|-–/"))


def next_agency(text: str, start: int, stop: int) -> int | None:
    """Where the first agency's name in `text[start:stop]` ends, or None."""
    match = _agencies().search(text, start, min(stop, len(text)))
    return match.end() if match else None


def stamp_alone(text: str) -> bool:
    """Whether the line is a stamp and nothing else, in parentheses or not."""
    stamp = scan(text, int(text[0] in "([")) if len(text) < 80 else None
    return stamp is not None and not text[stamp.end :].strip(" .)]")


def update_stamp(text: str) -> Stamp | None:
    """The stamp of a line such as `Updated at 17.05 BST` that says when a post was last changed, or None."""
    mark = _UPDATED.match(text) if len(text) < 80 else None
    stamp = scan(text, mark.end()) if mark else None
    return stamp if stamp and not text[stamp.end :].strip(" .") else None
