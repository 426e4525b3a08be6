"""Plain words for what the record holds as codes, and text made safe to show.

Nothing here knows of documents or of HTML: strings, counts and times in, strings out.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters; HTML forbids most of them
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # bidi controls (Unicode TR9) and zero-width marks
    "\ud800-\udfff\ufffe\uffff"  # lone surrogates and non-characters cannot be written as UTF-8 text
    "\U000e0000-\U000e007f]"  # tag characters, invisible
)

STANDING = {
    "one outlet": "told by one account only",
    "several outlets, one origin": "told by several accounts, one origin behind them",
    "several origins": "told by several accounts, not known to be from one origin",
    "disputed": "disputed",
}
VERDICT = {
    "contradiction": "Cannot both hold",
    "possible": "May not agree",
    "update": "A later account replaces an earlier one",
    "compatible": "Told differently, both can hold",
}
VERDICT_ORDER = tuple(VERDICT)
KIND = {
    "number": "Number",
    "date": "Time or date",
    "place": "Place",
    "denial": "Said and denied",
    "attribution": "Who said it",
    "role": "What somebody is called",
    "wording": "Wording",
    "specificity": "How exact",
    "tense": "Done, doing or to come",
    "name": "Name",
}
FORM = {
    "direct": "in quotation marks",
    "indirect": "in the outlet’s words",
    "mixed": "partly quoted",
    "narrated": "told by the outlet",
}
STANCE = {
    "asserted": "",
    "denied": "denied",
    "hedged": "hedged",
    "planned": "planned",
    "demanded": "demanded",
    "offered": "offered",
    "conditional": "conditional",
    "asked": "asked",
}
ACT = {
    "demand": "Demands",
    "offer": "Offers",
    "agree": "Agrees",
    "request": "Requests",
    "reject": "Rejects",
    "concede": "Concedes",
    "threaten": "Threatens",
    "accuse": "Accuses",
    "consult": "Consults",
    "plan": "Plans",
}
ENTITY_KIND = {"person": "Person", "organisation": "Organisation", "place": "Place", "group": "Group"}
STAGE = {
    "read": "Reading the files",
    "layout": "Telling the parts of a page apart",
    "analyse": "Finding who says what",
    "weave": "Comparing the accounts",
    "store": "Keeping the record",
}
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def visible(text: str) -> str:
    """`text` with characters that hide, reorder or break text written out as `⟨U+202E⟩`."""
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)


def folded(text: str) -> str:
    """`text` with every run of blanks as one space."""
    return " ".join(text.split())


def shortened(text: str, limit: int) -> str:
    """The first words of `text`, at most `limit` characters, with an ellipsis where something was cut."""
    text = folded(text)
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip(" ,;:.–—-") + "…"


def file_name(name: str) -> str:
    """A file's name short enough for a column: without its ending, and the middle left out where it is long."""
    stem = name.rsplit(".", 1)[0] or name
    return stem if len(stem) <= 16 else f"{stem[:9]}…{stem[-6:]}"


def number(count: int) -> str:
    """A small number as a word, a larger one with thin groups: `two`, `1,024`."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def counted(count: int, thing: str, things: str | None = None) -> str:
    """`one claim`, `three claims`, `no claims`."""
    return f"{number(count)} {thing if count == 1 else things or thing + 's'}"


def capital(text: str) -> str:
    """`text` with its first letter upper case, the rest as it was."""
    return text[:1].upper() + text[1:]


def listed(items: Iterable[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def bounds(low: int, high: int) -> str:
    """How many origins stand behind something: `one origin`, `at least two, at most four origins`."""
    if low >= high:
        return counted(high, "origin")
    return f"at least {number(low)}, at most {counted(high, 'origin')}"


def share(part: int, whole: int) -> str:
    """`3 of 8`; never a percentage, since the counts are small."""
    return f"{part} of {whole}"


def plain(code: str) -> str:
    """A code such as `date-without-zone` as words."""
    return capital(code.replace("-", " ").replace("_", " "))


def day(when: datetime, zone: tzinfo = UTC) -> str:
    """`Friday 16 May 2025`, of the day in `zone`."""
    when = utc(when).astimezone(zone)
    return f"{DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year}"


def clock(when: datetime) -> str:
    """`18:07`, in the zone that `when` carries."""
    return f"{when.hour:02}:{when.minute:02}"


def utc(when: datetime) -> datetime:
    """`when` in UTC; a record's times are aware, and a bare one is taken as it stands."""
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def local(when: datetime, zone: str | None) -> str:
    """`19:07 BST` where `zone` is an IANA name, else empty; `+1 day` is said when the local day differs."""
    if not zone or zone.upper() in {"UTC", "ETC/UTC", "Z"}:
        return ""
    try:
        there = utc(when).astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    days = (there.date() - utc(when).date()).days
    moved = {1: ", the next day", -1: ", the day before"}.get(days, "")
    return f"{clock(there)} {there.tzname() or zone}{moved}"


def stamp(when: datetime | None) -> str:
    """`16 May 2025, 18:07 UTC`, or `not known`."""
    if when is None:
        return "not known"
    when = utc(when)
    return f"{calendar(when)}, {clock(when)} UTC"


def calendar(day: date) -> str:
    """`16 May 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def iso(when: datetime | None) -> str:
    """For the `datetime` attribute; empty when unknown."""
    return "" if when is None else utc(when).strftime("%Y-%m-%dT%H:%M:%SZ")


def web_address(url: str | None) -> str | None:
    """`url` when it is an http or https address without blanks or hidden characters, else None."""
    if not url or not re.match(r"https?://[^/\s]", url, re.IGNORECASE):
        return None
    if re.search(r"[\s\"'<>\\^`{|}]", url) or _HIDDEN.search(url):
        return None
    return url


def first_of(options: Sequence[str | None], otherwise: str) -> str:
    """The first that is not empty."""
    return next((option for option in options if option), otherwise)
