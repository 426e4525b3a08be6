"""Following a story: its files, pages and feeds are looked at again and again, and the record grows with them.

`watch` runs until it is told to stop. What it fetched lies under the story's folder (`keep`), one watcher holds a story
at a time (`lock`), and each new record comes with what it changed (`told`).
"""

from rashomon.watch.loop import Event, WatchJob, watch

__all__ = ["Event", "WatchJob", "watch"]
