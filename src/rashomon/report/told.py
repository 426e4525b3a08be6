"""One statement as it is shown: its words, who says it, how and when; shared by the views that quote."""

from collections.abc import Sequence

import msgspec

from rashomon.model.analysis import Statement
from rashomon.model.span import joined
from rashomon.report import words
from rashomon.report.desk import Account, Desk, Ref, Voice
from rashomon.report.diff import Piece, Wording, differing

CONTENT_LIMIT = 900
"""Characters of one statement shown outside its source; longer ones are cut there, and whole in the source."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One statement for display. `who` reads `Mara Lindqvist, through the Nordra Press Agency`."""

    ref: Ref
    within: tuple[Ref, ...] = ()
    """Statements of the same voice whose words are a part of these: pointed at, and not quoted again."""
    account: Account
    voice: Voice
    who: str
    how: str
    """Cue and form in words: `“insisted”, in quotation marks`; empty for the outlet's own voice."""
    tags: tuple[str, ...]
    pieces: tuple[Piece, ...]
    quoted: bool
    when: str
    iso: str
    local: str
    lang: str


def told(desk: Desk, statement: Statement, wording: Wording | None = None) -> Told:
    """`statement` for display; `wording` carries marks of difference where it is compared with others."""
    account = desk.account[statement.document]
    voice = desk.voice(statement)
    wording = wording or Wording((Piece(words.shortened(desk.words(statement), CONTENT_LIMIT)),))
    relays = [link.name for link in statement.chain if link.name and link.name != account.source.outlet]
    who = voice.name if statement.source else "In its own voice"
    if relays:
        who += f", through {words.listed(relays)}"
    cue = words.shortened(joined(statement.cue, account.source.text), 60) if statement.cue else ""
    form = words.FORM.get(statement.form, statement.form)
    tags = [words.STANCE.get(statement.stance, statement.stance), *(f"{tag} differs" for tag in wording.tags)]
    tags += ["in other words"] if wording.far else []
    tags += ["headline"] if statement.headline else []
    tags += desk.hands.get(statement.id, ())
    return Told(
        ref=desk.ref[statement.id],
        account=account,
        voice=voice,
        who=who,
        how=f"“{cue}”, {form}" if cue else form if statement.source else "",
        tags=tuple(tag for tag in tags if tag),
        pieces=wording.pieces,
        quoted=statement.form == "direct",
        when=words.stamp(statement.published) if statement.published else "",
        iso=words.iso(statement.published),
        local=words.local(statement.published, account.source.timezone) if statement.published else "",
        lang=language(account),
    )


def language(account: Account) -> str:
    """The `lang` attribute of an account's words; empty where the language is unknown or English."""
    code = account.source.language
    return code if code not in {"und", "en", ""} and code.replace("-", "").isalnum() and len(code) <= 12 else ""


def side_by_side(desk: Desk, statements: Sequence[Statement]) -> tuple[Told, ...]:
    """`statements` for display, each with the words marked that the other accounts do not have.

    One whose words are quite other than theirs says so, and has no marks; where most are, none says so.
    """
    texts = {s.id: words.shortened(desk.words(s), CONTENT_LIMIT) for s in statements}
    wordings = []
    for statement in statements:
        others = [texts[s.id] for s in statements if s.document != statement.document]
        wordings.append(differing(texts[statement.id], others))
    if 2 * sum(one.far for one in wordings) > len(wordings):  # where most are, to say it of each tells nothing
        wordings = [msgspec.structs.replace(one, far=False) for one in wordings]
    return tuple(told(desk, one, wording) for one, wording in zip(statements, wordings, strict=True))
