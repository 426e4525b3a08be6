"""Whether the accounts hang together at all: groups of accounts between which no claim is shared.

Only that is said, not that the events differ: the record's problem `several-events` goes further and needs more.
"""

from rashomon.report import words
from rashomon.report.desk import Account, Desk

NAMED = 4
"""Accounts named for each group."""


def groups(desk: Desk) -> tuple[tuple[Account, ...], ...]:
    """The accounts that say something, in groups that share no claim, the largest first; one group for one story."""
    home = {account.id: account.id for account in desk.accounts if desk.of_document.get(account.id)}
    members = {key: [key] for key in home}
    for claim in desk.record.claims:
        mine = [home[document] for document in claim.documents if document in home]
        for other in dict.fromkeys(mine[1:]):
            if other != (first := home[members[mine[0]][0]]):
                for key in members.pop(other):
                    home[key] = first
                    members[first].append(key)
    found = [desk.accounts_of(set(keys)) for keys in members.values()]
    return tuple(sorted(found, key=lambda group: (-len(group), group[0].letter)))


def apart(desk: Desk) -> str:
    """The groups in a sentence, or nothing where every account shares a claim with another of one group."""
    found = groups(desk)
    if len(found) < 2:
        return ""
    alone = [group[0].name for group in found if len(group) == 1]
    many = [group for group in found if len(group) > 1]
    if len(many) == 1:
        verb = "shares" if len(alone) == 1 else "share"
        return f"{_named(alone)} {verb} no claim with the other accounts. {_ADVICE}"
    if not many:
        return f"No claim is shared by any two accounts. {_ADVICE}"
    told = "; ".join(_named([account.name for account in group]) for group in many)
    rest = f" {_named(alone)} {'shares' if len(alone) == 1 else 'share'} a claim with none of them." if alone else ""
    return f"The accounts fall into {words.counted(len(many), 'group')} that share no claim: {told}.{rest} {_ADVICE}"


_ADVICE = "If they tell of different events, build each event in a folder of its own."


def _named(names: list[str]) -> str:
    more = len(names) - NAMED
    return words.listed([*names[:NAMED], f"{words.number(more)} more"] if more > 0 else names)
