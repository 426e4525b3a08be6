"""How the wording of one claim differs: verbs and strong words, hedges, what is named here and left vague there."""

import re
from collections import defaultdict
from collections.abc import Iterator

from rashomon.align.differ.ground import Ground
from rashomon.model.record import Divergence
from rashomon.model.span import Span

VAGUE = re.compile(
    r"\b(?:large|huge|vast|wide|certain|some|several|many|various|a number of|swathes? of|parts? of|areas?|dozens|"
    r"scores|recent|soon|shortly|senior|a (?:man|woman|person|source|official|aide))\b",
    re.IGNORECASE,
)

FIRM = frozenset({"asserted", "planned"})
"""Stances that leave no room: "has opened", "will open"; "may open" is hedged, "will open if" conditional."""


def wording(ground: Ground) -> Iterator[Divergence]:
    """Claims whose accounts use other verbs or strong words, drop a hedge, or cut the same quotation differently."""
    for _, group in ground.groups():
        yield from _hedge(ground, group)
        yield from _quotes(ground, group)
        yield from _verbs(ground, group)


def _hedge(ground: Ground, group: list[int]) -> Iterator[Divergence]:
    hedged = [i for i in group if ground.said.facts[i].hedges]
    firm = [i for i in group if not ground.said.facts[i].hedges and ground.said.statements[i].stance in FIRM]
    apart = {ground.said.statements[i].document for i in hedged} ^ {ground.said.statements[i].document for i in firm}
    if not hedged or not firm or len(apart) < 2:
        return
    words = sorted({s.of(ground.texts[ground.said.statements[i].document])
                    for i in hedged for s in ground.said.facts[i].hedges})  # fmt: skip
    yield ground.divergence(
        "wording", "compatible",
        [ground.side("with a hedge", _around(ground, hedged), hedged),
         ground.side("without a hedge", ground.whole(firm), firm)],
        f"{_outlets(ground, hedged)} holds back (“{'”, “'.join(words)}”), {_outlets(ground, firm)} does not.", group,
    )  # fmt: skip


def _around(ground: Ground, members: list[int]) -> list[tuple[str, Span]]:
    return ground.whole(members)


def _quotes(ground: Ground, group: list[int]) -> Iterator[Divergence]:
    """One utterance in quotation marks with other words: a translation, a cut, an ellipsis."""
    direct = [i for i in group if ground.said.statements[i].form == "direct"]
    versions: dict[str, list[int]] = defaultdict(list)
    for i in direct:
        versions[_plain(ground.said.statements[i].text)].append(i)
    if len(versions) < 2 or len({ground.said.statements[i].document for i in direct}) < 2:
        return
    yield ground.divergence(
        "wording", "compatible",
        [ground.side(_short(ground, members[0]), ground.whole(members), members) for members in versions.values()],
        f"The words in quotation marks are not the same in {_outlets(ground, direct)}.", group,
    )  # fmt: skip


def _verbs(ground: Ground, group: list[int]) -> Iterator[Divergence]:
    verbs: dict[str, list[int]] = defaultdict(list)
    for i in group:
        predicate = ground.said.facts[i].predicate
        if predicate is not None and predicate not in ("be", "have", "do"):
            verbs[predicate].append(i)
    documents = {v: {ground.said.statements[i].document for i in members} for v, members in verbs.items()}
    if len(verbs) < 2 or not any(not (a & b) for a in documents.values() for b in documents.values()):
        return
    yield ground.divergence(
        "wording", "compatible",
        [ground.side(f"“{verb}”", ground.whole(members), members) for verb, members in sorted(verbs.items())],
        "The same thing in other words: " + "; ".join(
            f"{_outlets(ground, members)} “{verb}”" for verb, members in sorted(verbs.items())) + ".", group,
    )  # fmt: skip


def specificity(ground: Ground) -> Iterator[Divergence]:
    """One account names or counts what another leaves vague."""
    seen: set[tuple[str, ...]] = set()
    for a, b, _ in ground.close(ground.LIKELY):
        exact_a, exact_b = _detail(ground, a), _detail(ground, b)
        for exact, vague, extra in ((a, b, exact_a - exact_b), (b, a, exact_b - exact_a)):
            words = _vague(ground, vague)
            if not extra or words is None or not _one_matter(ground, a, b):
                continue
            key = (ground.claim_of[ground.said.statements[exact].id].id, ground.label(vague))
            if key in seen:
                continue
            seen.add(key)
            named = sorted(ground.names.get(e, e) for e in extra)
            yield ground.divergence(
                "specificity", "compatible",
                [ground.side("named", ground.whole([exact]), [exact]),
                 ground.side("left vague", ground.whole([vague]), [vague])],
                f"{ground.label(exact)} names {', '.join(named[:5])}; {ground.label(vague)} says “{words}”.", (a, b),
            )  # fmt: skip


def _detail(ground: Ground, i: int) -> set[str]:
    figures = {f"{f.low:g} {f.of}" for f in ground.said.facts[i].figures if f.of and f.bound == "exact"}
    return set(ground.said.who[i]) | figures


def _vague(ground: Ground, i: int) -> str | None:
    found = VAGUE.search(ground.said.statements[i].text)
    return found.group(0) if found else None


def _one_matter(ground: Ground, a: int, b: int) -> bool:
    one, two = ground.said.facts[a], ground.said.facts[b]
    return ground.same_claim(a, b) or (one.predicate == two.predicate and bool(set(one.objects) & set(two.objects)))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _short(ground: Ground, i: int) -> str:
    text = ground.said.statements[i].text
    return text if len(text) <= 60 else f"{text[:57]}…"


def _outlets(ground: Ground, members: list[int]) -> str:
    return ", ".join(sorted({ground.label(i) for i in members}))
