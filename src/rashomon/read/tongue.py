"""Which language a text is in."""

import re

_SAMPLE = 5_000
"""Characters looked at; py3langid is stable from some 200 on."""
_FEWEST_LETTERS = 40
"""Below this, n-gram identifiers guess (py3langid names a language for any two words)."""
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset({"the", "and", "of", "to", "that", "with", "for", "said", "has", "was", "from", "have"})
"""Words that no other language of the Latin script shares in number. German, Dutch, French, Spanish and Indonesian
news have below 4 % of them, English news above 15 % (counted on a dozen texts each)."""
_ENGLISH_SHARE = 0.12


def language_of(text: str) -> str:
    """ISO 639-1 code of the text's language, or `und` for too short a text.

    Plain English is recognised by its function words, so that the model (0.8 s to load) is needed only for the rest.
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return "und"
    if sum(word in _ENGLISH for word in words) / len(words) >= _ENGLISH_SHARE:
        return "en"
    import py3langid  # noqa: PLC0415 - 0.8 s

    code: str = py3langid.classify(sample)[0]
    return code
