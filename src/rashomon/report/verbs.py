"""From an inflected verb of saying to its lemma, without a parser: cues are short and the lemmas are listed."""

import re

_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak",
    "read": "read", "went": "go", "goes": "go", "gone": "go", "was": "be", "is": "be", "were": "be", "began": "begin",
    "begun": "begin", "thought": "think", "swore": "swear", "sworn": "swear", "showed": "show", "shown": "show",
    "found": "find", "knew": "know", "known": "know", "understood": "understand", "learnt": "learn", "pled": "plead",
    "pleaded": "plead", "begged": "beg", "denied": "deny", "denies": "deny", "replied": "reply", "implied": "imply",
    "testified": "testify", "decried": "decry", "clarified": "clarify", "bragged": "brag", "slammed": "slam",
    "quipped": "quip", "admitted": "admit", "rebutted": "rebut",
}  # fmt: skip


def lemma_among(cue: str, lemmas: frozenset[str]) -> str:
    """The last word of `cue` that is a form of one of `lemmas`, as its lemma; empty when there is none."""
    found = ""
    for word in re.findall(r"[a-z]+", cue.casefold()[:200]):
        found = next((form for form in _candidates(word) if form in lemmas), found)
    return "" if found == "be" and len(cue.split()) > 1 else found


def _candidates(word: str) -> tuple[str, ...]:
    """Possible lemmas of `word`, the likeliest first."""
    forms = [_IRREGULAR.get(word, word)]
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            forms += [stem, stem + "e"]
            forms += [stem[:-1]] if stem[-1] == stem[-2] else []
            forms += [stem[:-1] + "y"] if stem[-1] == "i" else []
    if word.endswith("s"):
        forms += [word[:-1], word.removesuffix("es")]
        forms += [word[:-3] + "y"] if word.endswith("ies") else []
    return tuple(forms)
