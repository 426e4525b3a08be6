"""What is kept on disk: the story's database, and files that are either the old ones or the new ones, never half."""

from rashomon.store.database import DATABASE_NAME, VERSION_DIGITS, Hit, Store, open_store
from rashomon.store.files import append_lines, claim_folder, replace_files

__all__ = [
    "DATABASE_NAME", "VERSION_DIGITS", "Hit", "Store", "append_lines", "claim_folder", "open_store", "replace_files",
]  # fmt: skip
