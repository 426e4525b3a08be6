"""Moments of a timeline that tell one happening become one."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.compose.told import Teller
from rashomon.model.record import Moment

DAY = timedelta(days=1)
ALIKE = 0.6
"""Share of the smaller moment's words that two moments of one time must share to tell one happening."""
AGAIN, LEAST = 0.75, 4
"""The same share of the larger moment for one told again later; words that each must have."""


class Weighed(NamedTuple):
    """A moment with its weight and the words by which it is compared."""

    moment: Moment
    weight: float
    words: frozenset[str]


def comparable(text: str) -> frozenset[str]:
    """What two moments are compared by: words of four letters and more, and numbers."""
    return frozenset(re.findall(r"[^\W\d_]{4,}|\d+", text.lower()))


def merged(found: Sequence[Weighed], teller: Teller) -> list[Weighed]:
    """Moments of one time that tell one happening become the weightiest of them, with the others' statements."""
    out: list[Weighed] = []
    at: dict[tuple[datetime, datetime], list[int]] = defaultdict(list)
    for item in found:
        key = (item.moment.start, item.moment.end)
        host = next((k for k in at[key] if _alike(out[k].words, item.words)), None)
        if host is None:
            at[key].append(len(out))
            out.append(item)
            continue
        old = out[host].moment
        statements = tuple(dict.fromkeys((*old.statements, *item.moment.statements)))
        merged = Moment(start=old.start, end=old.end, precision=old.precision, kind=old.kind, text=old.text,
                        statements=tuple(sorted(statements, key=teller.said.index.__getitem__)))  # fmt: skip
        out[host] = Weighed(merged, out[host].weight, out[host].words)
    return out


def repeated(found: Sequence[Weighed], teller: Teller) -> list[Weighed]:
    """What was said or reported again within a day in nearly the same words stands at its first time alone."""
    out: list[Weighed] = []
    hosts: list[int] = []
    for item in sorted(found, key=lambda m: (m.moment.start, m.moment.end, -m.weight, m.moment.text)):
        again = (
            k for k in hosts
            if item.moment.kind != "happened" and item.moment.start - out[k].moment.start <= DAY
            and min(len(out[k].words), len(item.words)) >= LEAST
            and _figures(out[k].words) == _figures(item.words)
            and len(out[k].words & item.words) >= AGAIN * max(len(out[k].words), len(item.words))
        )  # fmt: skip
        host = next(again, None)
        if host is None:
            if item.moment.kind != "happened":
                hosts.append(len(out))
            out.append(item)
            continue
        both = tuple(dict.fromkeys((*out[host].moment.statements, *item.moment.statements)))
        told = replace(out[host].moment, statements=tuple(sorted(both, key=teller.said.index.__getitem__)))
        out[host] = Weighed(told, max(out[host].weight, item.weight), out[host].words)
    return sorted(out, key=lambda m: (-m.weight, m.moment.start, m.moment.text, m.moment.statements))


def _figures(words: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in words if w.isdigit())


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    small = min(len(one), len(two))
    return small > 1 and len(one & two) >= ALIKE * small
