#!/usr/bin/env python3
"""Replays live coverage at high speed to a watcher that is killed again and again, and compares with a build in one go.

    python bench/replay.py                                   invented pages: 12 of 20 posts, ten kills
    python bench/replay.py --pages 3 --posts 5               smaller
    python bench/replay.py --parts 5                         pages of five posts, the older ones behind a link
    python bench/replay.py --shared ../shared/datasets/liveblogs/html    the posts of saved pages, in order of time

Posts are added to pages that a server on loopback shows, in order of their times, while a watcher follows them. It is
killed (SIGKILL) at moments drawn from the seed and started again. At the end its record.json must be, byte for byte,
that of a watcher that saw only the finished pages, with every post once. Of pages in parts the kept bytes, and with
them hashes and ids, hang on when they were fetched: there the record must say the same, post by post and statement by
statement, and be, byte for byte, that of a build from the bytes that were kept.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import accounts

LONGEST = 120.0
"""Seconds to wait for the watcher to see the last post."""


def serve(folder: Path) -> None:
    """Show the pages in `folder`, with ETags, on a port that is printed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                body = (folder / Path(self.path).name).read_bytes()
            except OSError:
                self.send_error(404)
                return
            tag = f'"{sha256(body).hexdigest()[:20]}"'
            if self.headers.get("If-None-Match") == tag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def invented(pages: int, posts: int) -> dict[str, list[tuple[str, str]]]:
    """Outlet -> (time, post as HTML), oldest first."""
    told = accounts.story(pages, posts, seed=7)
    return {name: [(post.split('datetime="')[1][:25], post) for post in some] for name, some in told.items()}


def saved(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """The same of saved pages, each post with its own words."""
    from rashomon.read import read  # noqa: PLC0415
    from rashomon.read.gather import gather  # noqa: PLC0415

    found: dict[str, list[tuple[str, str]]] = {}
    for raw in gather([str(folder)]):
        for document in read(raw):
            timed = [post for post in document.posts if post.published]
            rows = {}
            for number, post in enumerate(timed):
                title = post.title.of(document.text) if post.title else ""
                words = document.text[post.start : post.end].removeprefix(title)
                at = post.published.isoformat()
                body = "".join(f"<p>{escape(part)}</p>" for part in words.split("\n\n") if part.strip())
                head = f"<h2>{escape(title)}</h2>" if title else ""
                key = f"post-{number:05}-{sha256(words.encode()).hexdigest()[:6]}"
                rows[at, key] = (
                    f'<article class="live-post" id="{key}"><time datetime="{at}"></time>{head}{body}</article>'
                )
            if rows:
                found[Path(raw.path).name.split(".")[0]] = [(at, html) for (at, _), html in sorted(rows.items())]
    return found


def show(folder: Path, outlet: str, posts: list[str], size: int = 0) -> None:
    """Put a page out, whole at once, newest post first; with a `size`, in pages of so many posts."""
    newest = posts[::-1]
    rows = [newest[n : n + size] for n in range(0, len(newest), size)] if size else [newest]
    if len(rows) > 1 and len(rows[-1]) == 1:  # a page of one post cannot be told from an article
        rows[-2:] = [rows[-2] + rows[-1]]
    for number in range(len(rows), 0, -1):
        foot = [f'<a rel="next" href="?page={number + 1}">Older posts</a>'] if number < len(rows) else []
        part = folder / ".part"
        part.write_text(accounts.page(outlet, [*rows[number - 1], *foot]), "utf-8")
        part.replace(folder / f"{file_of(outlet)}.html{f'?page={number}' if number > 1 else ''}")


def file_of(outlet: str) -> str:
    """The name of an outlet's page."""
    return "".join(c if c.isalnum() else "-" for c in outlet.lower())


def story_of(folder: Path, outlets: list[str], port: int) -> None:
    """A story that follows the pages."""
    folder.mkdir()
    rows = [f'[[source]]\nurl = "http://127.0.0.1:{port}/{file_of(o)}.html"\noutlet = "{o}"\n' for o in outlets]
    (folder / "story.toml").write_text("\n".join(rows), "utf-8")


def start(folder: Path, *, once: bool = False, engine: str = "rules") -> int:
    """A watcher in a process of its own, forked from this one, whose models are loaded; its number."""
    if child := os.fork():
        return child
    status = 1
    try:
        os.chdir(folder)
        from rashomon.fetch import Fetcher, Limits  # noqa: PLC0415
        from rashomon.options import Options  # noqa: PLC0415
        from rashomon.watch import WatchJob, loop, watch  # noqa: PLC0415

        loop.LEAST_EVERY = 0.05
        loop.LOOK_EVERY = 0.02
        fetcher = Fetcher(allow=frozenset({"127.0.0.1"}), limits=Limits(delay=0.0))
        job = WatchJob(story=Path(), every=0.05, once=once, options=Options(engine=engine), report=False)
        with Path("watch.log").open("a") as log:
            watch(job, lambda event: print(event.kind, event.words, file=log, flush=True), fetcher=fetcher)
        status = 0
    finally:
        os._exit(status)


def ended(child: int) -> int:
    """Wait for a child; its exit status."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def replay(told: dict[str, list[tuple[str, str]]], pages: Path, folder: Path, given: argparse.Namespace) -> int:
    """Feed the posts while the watcher runs and is killed; how often it was."""
    chance = random.Random(given.seed)
    order = sorted((at, name, number) for name, posts in told.items() for number, (at, _) in enumerate(posts))
    kills = sorted(chance.sample(range(1, len(order)), min(given.kills, len(order) - 1)))
    for name in told:  # a page is there before its first post
        show(pages, name, [])
    child, killed = start(folder, engine=given.engine), 0
    for step, (_, name, number) in enumerate(order):
        show(pages, name, [html for _, html in told[name][: number + 1]], given.parts)
        time.sleep(chance.uniform(0, 2 * given.pause))
        until = time.monotonic() + LONGEST
        while (
            not step and counted(folder) < 0 and time.monotonic() < until
        ):  # the first record, so that there is something to lose
            time.sleep(0.02)
        if step in kills:
            time.sleep(chance.uniform(0, given.longest))
            os.kill(child, signal.SIGKILL)
            ended(child)
            killed += 1
            child = start(folder, engine=given.engine)
    wanted, until = sum(map(len, told.values())), time.monotonic() + LONGEST
    while time.monotonic() < until and counted(folder) != wanted:
        time.sleep(0.1)
    os.kill(child, signal.SIGTERM)
    ended(child)
    return killed


def counted(folder: Path) -> int:
    """Posts in the record as it lies there."""
    try:
        return len(json.loads((folder / "record.json").read_bytes())["posts"])
    except (OSError, ValueError):
        return -1


def said(record: dict) -> dict[str, Counter]:
    """What a record says, without ids, offsets and hashes."""
    outlets = {document["id"]: document["outlet"] for document in record["documents"]}
    text = {document["id"]: document["text"] for document in record["documents"]}
    words = {
        s["id"]: (outlets[s["document"]], *(text[s["document"]][a:b] for a, b in s["content"]), s["stance"], s["form"])
        for s in record["statements"]
    }
    return {
        "posts": Counter((outlets[p["document"]], p["published"], p["title"],
                          " ".join(text[p["document"]][p["start"] : p["end"]].split())) for p in record["posts"]),
        "statements": Counter(words.values()),
        "claims": Counter(tuple(sorted(words[s] for s in claim["statements"])) for claim in record["claims"]),
    }  # fmt: skip


def rebuilt(folder: Path, engine: str) -> bytes:
    """The record of a build from the bytes that the watcher kept."""
    again = folder.parent / "again"
    if child := os.fork():
        ended(child)
        return (again / "record.json").read_bytes() if (again / "record.json").is_file() else b""
    try:
        os.chdir(folder)
        from rashomon.build import Job, build  # noqa: PLC0415
        from rashomon.options import Options  # noqa: PLC0415

        build(Job(sources=(), story=Path("story.toml"), out=again, options=Options(engine=engine), report=False))
    finally:
        os._exit(0)


def failures(told: dict[str, list[tuple[str, str]]], folder: Path, whole: Path, given: argparse.Namespace) -> list[str]:
    """What is not as it must be."""
    mine, theirs = (f / "record.json" for f in (folder, whole))
    if not mine.is_file() or not theirs.is_file():
        return ["there is no record"]
    record = json.loads(mine.read_bytes())
    found = []
    if given.parts:
        one_go = said(json.loads(theirs.read_bytes()))
        found += [
            f"other {what} than built in one go: {(some - one_go[what]).total()} more, "
            f"{(one_go[what] - some).total()} fewer"
            for what, some in said(record).items()
            if some != one_go[what]
        ]
        if mine.read_bytes() != rebuilt(folder, given.engine):
            found.append("the record differs from the one built from the kept bytes")
    elif mine.read_bytes() != theirs.read_bytes():
        found.append("the record differs from the one built in one go")
    outlets = {document["id"]: document["outlet"] for document in record["documents"]}
    seen = Counter((outlets[post["document"]], datetime.fromisoformat(post["published"])) for post in record["posts"])
    shown = Counter((name, datetime.fromisoformat(at)) for name, posts in told.items() for at, _ in posts)
    if seen != shown:
        found.append(f"posts lost: {(shown - seen).total()}, doubled or foreign: {(seen - shown).total()}")
    log = folder / "changes.jsonl"
    numbers = [json.loads(line)["number"] for line in log.read_bytes().splitlines()] if log.is_file() else []
    if numbers != list(range(1, len(numbers) + 1)):
        found.append(f"changes.jsonl is not counted through: {numbers[:20]}")
    return found


def main() -> None:
    """Replay and print what was found; exit with 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--posts", type=int, default=20)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--parts", type=int, default=0, help="posts on one page; the older ones stand behind a link")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between two posts, on average")
    parser.add_argument("--longest", type=float, default=1.0, help="at most so many seconds from a post to a kill")
    parser.add_argument("--engine", choices=["rules", "full"], default="rules")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve)
    told = saved(given.shared) if given.shared else invented(given.pages, given.posts)
    from rashomon.language import parser as english  # noqa: PLC0415  (loaded before the forks, once)

    english.parse(["The models are loaded once, before the forks."])
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as top:
        pages, folder, whole = (Path(top) / name for name in ("pages", "watched", "one-go"))
        pages.mkdir()
        server = subprocess.Popen([sys.executable, __file__, "--serve", pages], stdout=subprocess.PIPE, text=True)
        try:
            port = int(server.stdout.readline())
            story_of(folder, list(told), port)
            story_of(whole, list(told), port)
            killed = replay(told, pages, folder, given)
            ended(start(whole, once=True, engine=given.engine))
            wrong = failures(told, folder, whole, given)
            records = (folder / "watch.log").read_text("utf-8").count("\nbuilt")
        finally:
            server.terminate()
            server.wait()
    posts = sum(map(len, told.values()))
    print(f"{len(told)} pages, {posts} posts, {killed} kills, {records} records, {time.monotonic() - began:.1f} s")
    for line in wrong:
        print("FAILED:", line)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
