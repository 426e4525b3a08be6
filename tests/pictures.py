"""Pictures of views, to be looked at after a change to a page."""

import os
from pathlib import Path

PICTURES = Path(os.environ.get("RASHOMON_PICTURES", Path(__file__).parents[1] / "build" / "pictures"))
"""Where they go; git does not keep the folder."""


def picture(page, name: str, kind: str) -> None:
    """Keep a picture of what is shown; a blank one is a failure."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    assert len(page.screenshot(path=PICTURES / f"{name}-{kind}.png")) > 4_000
