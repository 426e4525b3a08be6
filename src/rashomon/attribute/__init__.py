"""Who says what: from the parsed passages of one document to its statements.

    sentences ──► raw attributions (grammar, tagger, lines above) ──► nesting and relays ──► speakers ──► clauses

What nobody is said to have said is the outlet's own voice: a `narrated` statement without a source.
"""

from rashomon.attribute.marked import marked
from rashomon.attribute.memory import Names
from rashomon.attribute.raw import Raw, Sentence
from rashomon.attribute.statements import attribute

__all__ = ["Names", "Raw", "Sentence", "attribute", "marked"]
