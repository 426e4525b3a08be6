"""What is kept on disk: the story's database, and files that are either the old ones or the new ones, never half."""

from rashomon.store.database import DATABASE_NAME, VERSION_DIGITS, Hit, Store, open_store
from rashomon.store.files import append_lines, claim_folder, last_number, replace_files
from rashomon.store.log import Entry, Log, PostChange, Touched

__all__ = [
    "DATABASE_NAME", "VERSION_DIGITS", "Entry", "Hit", "Log", "PostChange", "Store", "Touched", "append_lines",
    "claim_folder", "last_number", "open_store", "replace_files",
]  # fmt: skip
