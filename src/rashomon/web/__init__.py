"""A story as a web app that a desk keeps open: the report's views as pages, search, comparison, and news as it comes.

`guard` decides who may ask, `story` watches the folder, `routes` is the table of all views, `app` answers.
"""

from rashomon.web.app import create_app
from rashomon.web.guard import Guard
from rashomon.web.story import Story

__all__ = ["Guard", "Story", "create_app"]
