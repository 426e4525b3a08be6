"""What documents have in common and where they part: entities, claims, origins, divergences, omissions.

Every function takes values in the record's order and gives the same result for any order of documents.
"""

from rashomon.align.claims import claims, standing
from rashomon.align.copies import copies
from rashomon.align.differ import divergences
from rashomon.align.entities import entities
from rashomon.align.events import events, several_events
from rashomon.align.omissions import omissions
from rashomon.align.said import Said, statements
from rashomon.align.ties import Ties, ties

__all__ = [
    "Said", "Ties", "claims", "copies", "divergences", "entities", "events", "omissions", "several_events",
    "standing", "statements", "ties",
]  # fmt: skip
