"""What people read first: when what happened, who asked and offered what, and a summary with its sources."""

from rashomon.compose.ledger import People, ledger
from rashomon.compose.summary import summary
from rashomon.compose.timeline import timeline

__all__ = ["People", "ledger", "summary", "timeline"]
