#!/usr/bin/env python3
"""Scores the time grammar on TimeML texts and on Duckling's English corpus, beside dateparser where it is installed.

    score_times.py FOLDER [--errors] [--dateparser]     a folder of .tml files (tempeval3/TBAQ-cleaned/AQUAINT)
    score_times.py Corpus.hs [--errors]                 duckling_time/Duckling/Time/EN/Corpus.hs

TimeML: an expression is found when the spans overlap; its value is right when the days are those of the annotated
value (a part of them where it is marked as start, middle or end), the length is that of an annotated duration, or both
say "the present", "the past" or "the future". F1 of right values over all annotated expressions of every type.
dateparser's answer is widened to the period that it names itself (day, week, month, year).
"""

import argparse
import html
import re
import sys
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from rashomon.language.numerals import numerals
from rashomon.language.times import find_times
from rashomon.model.analysis import When


class Found(NamedTuple):
    """An expression with its meaning: days, or a TimeML length, or a reason."""

    start: int
    end: int
    days: tuple[date, date] | None = None
    said: str | None = None


class Gold(NamedTuple):
    """An annotated expression."""

    start: int
    end: int
    kind: str
    value: str
    mod: str


System = Callable[[str, date], Iterator[Found]]
REFERENCES = {"PRESENT_REF": "the present", "PAST_REF": "the past", "FUTURE_REF": "the future"}
UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y",
    "decade": "DE", "centur": "CE", "fortnight": "FN",
}  # fmt: skip


def timeml(file: Path) -> tuple[str, date, list[Gold]]:
    """Text, day of writing and annotated expressions of one file."""
    raw = file.read_text(encoding="utf-8", errors="replace")
    written = re.search(r'<DCT>.*?value="(\d{4})-?(\d\d)-?(\d\d)', raw, re.DOTALL)
    body = re.search(r"<TEXT>(.*)</TEXT>", raw, re.DOTALL)
    if written is None or body is None:
        raise SystemExit(f"{file}: no DCT or no TEXT; give a folder of TimeML files")
    text, at, open_marks, found = "", 0, [], []
    for tag in re.finditer(r"<[^>]*>", body[1]):
        text += html.unescape(body[1][at : tag.start()])
        at = tag.end()
        if tag.group().startswith("<TIMEX3"):
            open_marks.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', tag.group()))))
        elif tag.group().startswith("</TIMEX3"):
            start, keys = open_marks.pop()
            found.append(Gold(start, len(text), keys["type"], keys["value"], keys.get("mod", "")))
    text += html.unescape(body[1][at:])
    return text, date(*(int(part) for part in written.groups())), sorted(found)


def days_of(value: str) -> tuple[date, date] | None:
    """The days of a TimeML value: 1998-02-13, 1998-W07, 1998-Q1, 1998-SU, 199, 19."""
    value = value.partition("T")[0]
    try:
        if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            first = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return (first + timedelta(days=5 if match[3] else 0), first + timedelta(days=6))
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return (date.fromisoformat(value),) * 2  # type: ignore[return-value]
        if match := re.fullmatch(r"(\d{4})-(\d\d|Q\d|H\d|SP|SU|FA|WI)", value):
            return months(int(match[1]), match[2])
        if match := re.fullmatch(r"(\d{2,4})X{0,2}", value):
            size = 10 ** (4 - len(match[1]))
            first_year = int(match[1]) * size
            return date(first_year, 1, 1), date(first_year + size - 1, 12, 31)
    except ValueError:
        pass
    return None


def months(year: int, part: str) -> tuple[date, date]:
    """The days of a month, quarter, half or season."""
    seasons = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
    number = int(part[-1]) if part[0] in "QH" else 0
    first, last = (
        seasons.get(part)
        or ((3 * number - 2, 3 * number) if part[0] == "Q" else None)
        or ((6 * number - 5, 6 * number) if part[0] == "H" else (int(part), int(part)))
    )
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def ours(text: str, written: date) -> Iterator[Found]:
    """Rashomon's reading."""
    for when in find_times(text, anchor=written):
        said = length(text[when.start : when.end].lower()) if when.duration else when.unknown
        days = (when.first, when.last) if when.first and when.last and not when.duration else None
        yield Found(when.start, when.end, days, said)


def length(words: str) -> str:
    """The TimeML value of a length in words: "two hours" is PT2H, "several days" PXD."""
    unit = next((code for name, code in UNITS.items() if name in words), "?")
    number = next((f"{found.low:g}" for found in numerals(words)), "1" if re.search(r"\ban?\b|^the ", words) else "X")
    if re.search(r"\b(?:few|several|many|some|dozens|hundreds|thousands)\b", words):
        number = "X"
    if re.search(r"and a half|1/2", words) and number.isdigit():
        number += ".5"
    return f"PT{number}{unit[1]}" if unit[0] == "T" else f"P{number}{unit}"


def dateparsers(text: str, written: date) -> Iterator[Found]:
    """The reading of dateparser, sentence by sentence, told the day and to prefer the past."""
    from dateparser.date import DateDataParser  # noqa: PLC0415  # an optional rival, not a dependency
    from dateparser.search import search_dates  # noqa: PLC0415

    settings = {"RELATIVE_BASE": datetime(written.year, written.month, written.day, 12), "PREFER_DATES_FROM": "past"}  # noqa: DTZ001
    parser, at = DateDataParser(languages=["en"], settings=settings), 0
    for sentence in re.split(r"(?<=[.!?]) ", text.replace("\n", " ")):
        here = 0
        for words, moment in search_dates(sentence, languages=["en"], settings=settings) or []:
            start = sentence.find(words, here)
            if start < 0:
                continue
            here, day = start + len(words), moment.date()
            days = widened(day, parser.get_date_data(words).period)
            yield Found(at + start, at + here, days, "the present" if words.lower() == "now" else None)
        at += len(sentence) + 1


def widened(day: date, period: str) -> tuple[date, date]:
    """The whole month, year or week in which the day lies."""
    if period == "month":
        return months(day.year, f"{day.month:02d}")
    if period == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if period == "week":
        return day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday())
    return day, day


def right(gold: Gold, found: Found) -> bool:
    """Whether the found meaning is the annotated one."""
    if gold.value in REFERENCES:
        return found.said == REFERENCES[gold.value]
    if gold.kind in ("DURATION", "SET"):
        return found.said == gold.value
    wanted = days_of(gold.value)
    if wanted is None or found.days is None:
        return False
    inside = bool(gold.mod) and wanted[0] <= found.days[0] and found.days[1] <= wanted[1]
    return wanted == found.days or inside


def score_timeml(folder: Path, system: System, *, errors: bool) -> Counter[str]:
    """Counts over all files of a folder."""
    counts: Counter[str] = Counter()
    for file in sorted(folder.glob("*.tml")):
        text, written, annotated = timeml(file)
        free = list(system(text, written))
        counts.update(gold=len(annotated), found=len(free))
        for gold in annotated:
            near = [one for one in free if one.start < gold.end and gold.start < one.end]
            best = max(near, key=lambda one: min(one.end, gold.end) - max(one.start, gold.start), default=None)
            if best is not None:
                free.remove(best)
                counts["spans"] += 1
                counts["values"] += right(gold, best)
            if errors and (best is None or not right(gold, best)):
                print(written, gold.value, repr(text[gold.start : gold.end]), "->", best and (best.days or best.said))
    return counts


def f1(counts: Counter[str], key: str) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * counts[key] / max(1, counts["gold"] + counts["found"])


EXAMPLES = re.compile(
    r"examples \(datetime(?P<kind>Interval)? (?P<body>[^\[\]]+?) "
    r"(?P<grain>Second|Minute|Hour|Day|Week|Month|Quarter|Year)\)"
    r"\s*\[(?P<words>.*?)\n\s*\]",
    re.DOTALL,
)


Reading = Callable[[str, datetime], When | None]


def our_reading(words: str, anchor: datetime) -> When | None:
    """A phrase told as something that will happen, since Duckling's grammar looks ahead."""
    found = find_times(f"It will happen {words}.", anchor=anchor, zone="Etc/GMT+2")
    return max(found, key=lambda one: one.end - one.start, default=None)


def dateparsers_reading(words: str, anchor: datetime) -> When | None:
    """The phrase alone, told the moment and to prefer the future; an hour counts where it says that it found one."""
    from dateparser.date import DateDataParser  # noqa: PLC0415  # an optional rival, not a dependency

    settings = {"RELATIVE_BASE": anchor.replace(tzinfo=None), "PREFER_DATES_FROM": "future",
                "RETURN_TIME_AS_PERIOD": True}  # fmt: skip
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(words)
    if found.date_obj is None:
        return None
    first, last = widened(found.date_obj.date(), found.period)
    at = found.date_obj.replace(tzinfo=anchor.tzinfo) if found.period == "time" or "ago" in words else None
    return When(start=0, end=len(words), first=first, last=last, at=at)


def score_duckling(file: Path, reading: Reading, *, errors: bool) -> Counter[str]:
    """Counts over Duckling's examples."""
    counts: Counter[str] = Counter()
    anchor = datetime(2013, 2, 12, 4, 30, tzinfo=timezone(timedelta(hours=-2)))
    for block in EXAMPLES.finditer(file.read_text(encoding="utf-8")):
        stamps = [
            datetime(*(int(part) for part in stamp.split(",")), tzinfo=anchor.tzinfo)  # type: ignore[misc]
            for stamp in re.findall(r"\(([\d, ]+)\)", block["body"])
        ]
        if not stamps:
            continue
        for words in re.findall(r'"((?:[^"\\]|\\.)*)"', block["words"]):
            when = reading(words, anchor)
            good = when is not None and agrees(stamps, block["grain"], when)
            counts.update(gold=1, found=when is not None, values=good)
            if errors and not good:
                print(
                    words,
                    "|",
                    [f"{stamp:%F %H:%M}" for stamp in stamps],
                    block["grain"],
                    "->",
                    when and (when.first, when.last, when.at),
                )
    return counts


def agrees(stamps: list[datetime], grain: str, when: When) -> bool:
    """Whether a time has Duckling's value: the moment where it has one, else the days."""
    if grain in ("Second", "Minute", "Hour") and len(stamps) == 1:
        return when.at == stamps[0]
    first = stamps[0].date()
    if len(stamps) > 1:
        return (when.first, when.last) == (first, (stamps[1] - timedelta(seconds=1)).date())
    last = {
        "Week": first + timedelta(days=6),
        "Month": months(first.year, f"{first.month:02d}")[1],
        "Quarter": months(first.year, f"Q{(first.month + 2) // 3}")[1],
        "Year": date(first.year, 12, 31),
    }.get(grain, first)
    return (when.first, when.last) == (first, last)


def main() -> int:
    """Print one line a system."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--errors", action="store_true", help="name every expression that is missed or misread")
    parser.add_argument("--dateparser", action="store_true", help="score dateparser as well (install it first)")
    options = parser.parse_args()
    if options.source.is_file():
        readings: dict[str, Reading] = {"rashomon": our_reading}
        readings |= {"dateparser": dateparsers_reading} if options.dateparser else {}
        for name, reading in readings.items():
            counts = score_duckling(options.source, reading, errors=options.errors and reading is our_reading)
            share = counts["values"] / counts["gold"]
            print(f"{name:11} phrases {counts['gold']}  read {counts['found']}  right {share:.3f}")
        return 0
    systems: dict[str, System] = {"rashomon": ours} | ({"dateparser": dateparsers} if options.dateparser else {})
    for name, system in systems.items():
        counts = score_timeml(options.source, system, errors=options.errors and system is ours)
        print(f"{name:11} gold {counts['gold']}  found {counts['found']}  span F1 {f1(counts, 'spans'):.3f}  "
              f"value F1 {f1(counts, 'values'):.3f}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
