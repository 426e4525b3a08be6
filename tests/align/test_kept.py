"""A record holds as many divergences as can be read; what is left out is counted."""

from rashomon.align.differ import VERDICTS
from rashomon.align.differ.kept import BETWEEN, OF_A_KIND, kept
from rashomon.model.record import Divergence, Side, Verdict
from rashomon.model.span import Place


def parted(number: int, verdict: Verdict = "possible", accounts: tuple[str, str] = ("d0", "d1")) -> Divergence:
    """One divergence in number between two accounts."""
    sides = tuple(Side(label=a, spans=(Place(a, number, number + 1),), statements=()) for a in accounts)
    return Divergence(id=f"v{number}", kind="number", verdict=verdict, sides=sides, claims=(), why="they differ")


def test_up_to_the_bound_all_are_kept_and_nothing_is_told() -> None:
    """No problem where nothing is left out."""
    found = [parted(n) for n in range(BETWEEN)]

    assert kept(found, VERDICTS) == (tuple(found), [])


def test_contradictions_are_kept_first_and_the_rest_is_counted() -> None:
    """The last of very many is kept when it is the gravest; kept and left out are told with their numbers."""
    found = [*(parted(n) for n in range(BETWEEN + 5)), parted(1000, "contradiction")]
    held, (problem,) = kept(found, VERDICTS)

    assert held[0].id == "v1000"
    assert [d.id for d in held[1:]] == [d.id for d in found[: BETWEEN - 1]]
    assert problem.code == "divergences-left-out"
    assert f"6 of {BETWEEN + 6} divergences in number" in problem.message
    assert "(6 possible)" in problem.message


def test_many_accounts_together_have_a_bound_too() -> None:
    """Pairs of accounts are many where accounts are; the whole record is bounded as well."""
    found = [parted(n, accounts=(f"a{n % 99}", f"b{n % 101}")) for n in range(OF_A_KIND + 7)]
    held, (problem,) = kept(found, VERDICTS)

    assert len(held) == OF_A_KIND
    assert problem.message.startswith("7 of 1,007 ")
