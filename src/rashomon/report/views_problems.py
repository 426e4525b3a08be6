"""Problems: what could not be read or decided, by stage and kind."""

import msgspec

from rashomon.model.document import Problem
from rashomon.report import words
from rashomon.report.desk import Account, Desk
from rashomon.report.limits import PROBLEMS


class ProblemView(msgspec.Struct, frozen=True, kw_only=True):
    """One problem; `words` quotes the place it concerns, where there is one."""

    message: str
    account: Account | None
    words: str


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """Problems of one kind."""

    code: str
    name: str
    count: str
    problems: tuple[ProblemView, ...]
    left_out: int


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """Problems of one step of the work."""

    name: str
    codes: tuple[Code, ...]


def problems(desk: Desk) -> tuple[Stage, ...]:
    """Problems in the order of the work."""
    found: dict[str, dict[str, list[Problem]]] = {}
    for problem in desk.record.problems:
        found.setdefault(problem.stage, {}).setdefault(problem.code, []).append(problem)
    return tuple(
        Stage(
            name=name,
            codes=tuple(_code(desk, code, mine) for code, mine in sorted(found[stage].items())),
        )
        for stage, name in words.STAGE.items()
        if stage in found
    )


def _code(desk: Desk, code: str, mine: list[Problem]) -> Code:
    shown = mine[:PROBLEMS]
    return Code(
        code=code,
        name=words.plain(code),
        count=words.counted(len(mine), "case"),
        problems=tuple(_problem(desk, problem) for problem in shown),
        left_out=len(mine) - len(shown),
    )


def _problem(desk: Desk, problem: Problem) -> ProblemView:
    account = desk.account.get(problem.document or "")
    quoted = ""
    if account is not None and problem.start is not None and problem.end is not None:
        quoted = words.shortened(account.source.text[problem.start : min(problem.end, problem.start + 400)], 160)
    return ProblemView(message=desk.renamed(problem.message), account=account, words=quoted)
