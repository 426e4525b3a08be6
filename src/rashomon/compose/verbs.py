"""The verb of a move where it stands: turned into a passive, only wished for, or behind another verb.

Facts hold a verb's lemma; whether somebody accuses or is accused shows in the words around it.
"""

import re
from collections.abc import Mapping

from rashomon.model.span import Span

BE = r"\b(?:is|are|was|were|be|been|being|gets?|got)(?:\s+(?:\w+ly|also|already|now|not))?\s+$"
DOER = re.compile(
    r"\s+by\b(?! (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|the end|the start|next|then|now|tomorrow|noon|midnight|\d|[a-z]+ing\b))",
    re.IGNORECASE,
)
"""Behind a verb: who did it to the one before; "pledged by Friday to ..." and "threatened by leaving" tell none."""
OUGHT = re.compile(
    r"\b(?:should|must|ought to|needs? to|ha(?:s|ve|d) to)(?:\s+(?:not|also|now|\w+ly))?\s+(?:be\s+)?$", re.IGNORECASE
)
"""Before a deed that somebody wants done: nobody has done it."""
ABLE = re.compile(r"\b(?:can|could|may|might)(?:\s+(?:also|now|still|yet|even|\w+ly))?\s+$", re.IGNORECASE)
"""Before a deed that somebody is able or allowed to do; "cannot accept" and "could not agree" refuse."""
ASKED = re.compile(r"(?:^\W*|\b(?:when|if|once|being)\s+)$", re.IGNORECASE)
"""Before "asked" that tells of a question put to the one named: "when asked about it", "Asked for a word, ..."."""
GOVERNED = re.compile(r"\b(?:of|without|for|from|than|despite)(?:\s+\w+ly)?\s+$", re.IGNORECASE)
"""Before a verb in "-ing" that another verb governs: "accused him of seeking help"."""
AFTER: Mapping[str, str] = {
    "accuse": "of|over", "blame": "for|over", "condemn": "for|over", "denounce": "for|over", "criticise": "for|over",
    "criticize": "for|over", "urge": "to", "press": "to", "pressure": "to|into", "order": "to", "threaten": "with",
}  # fmt: skip
"""What stands right behind a verb that has lost its object to the front: "Brella accused of", "union urged to"."""
GOES_ON = re.compile(
    r"\b(?:continu(?:e|es|ed|ing)|beg[aiu]n|begins|starts?|started|ke(?:ep|eps|pt)(?: on)?)(?: to)? (?P<verb>[a-z]+)"
    r"(?P<particle> for| on)?\b",
    re.IGNORECASE,
)
"""A verb behind one that only says that it goes on: "continued to push for"."""


def place(text: str, verb: str | None, forms: Mapping[str, str]) -> Span | None:
    """Where a verb stands in a text, in any regular form; None where its form hides it ("met")."""
    if verb is None:
        return None
    return next((Span(*m.span()) for m in re.finditer(r"[a-z]+", text, re.IGNORECASE)
                 if forms.get(m.group().lower()) == verb), None)  # fmt: skip


def passive(text: str, verb: str, at: Span) -> bool:
    """Whether the one named before a verb is the one to whom it is done."""
    before, after = text[: at.start], text[at.end :]
    if not text[at.start : at.end].lower().endswith(("ed", "en")):
        return False
    if re.search(BE, before, re.IGNORECASE) or DOER.match(after):
        return True
    bare = not re.search(r"\b(?:ha[sd]|have|having|that|who|which)\b[^,;]*$", before, re.IGNORECASE)
    return bare and verb in AFTER and re.match(rf"\s+(?:{AFTER[verb]})\b", after) is not None


def another_s(text: str, verb: str, at: Span) -> bool:
    """Whether a verb is a question put to somebody, or hangs on another verb, whose object may be its doer."""
    form, before = text[at.start : at.end].lower(), text[: at.start]
    if verb == "ask" and form == "asked":
        return ASKED.search(before) is not None
    return form.endswith("ing") and GOVERNED.search(before) is not None


def only_wanted(text: str, at: Span) -> bool:
    """Whether the words tell what ought to be done, or could be."""
    return (OUGHT.search(text[: at.start]) or ABLE.search(text[: at.start])) is not None


def going_on(text: str, forms: Mapping[str, str]) -> str | None:
    """The verb behind one that says that it goes on, with its particle where it asks for one; None without any."""
    found = GOES_ON.search(text)
    if found is None:
        return None
    verb = found["verb"].lower()
    base = forms.get(verb)
    if base is not None or not found["particle"]:
        return base
    stem = re.sub(r"ing$", "", verb)
    return next((v for v in (f"{verb}_{found['particle'].strip()}", f"{stem}_{found['particle'].strip()}")
                 if v in forms.values()), None)  # fmt: skip
