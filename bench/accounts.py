#!/usr/bin/env python3
"""Invented accounts of an invented event, as many and as long as asked: the same seed gives the same words.

python bench/accounts.py FOLDER --accounts 30 --posts 20
"""

import argparse
import random
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

START = datetime(2033, 5, 16, 6, 0, tzinfo=UTC)
PLACES = ["Port Ansel", "Velmar", "Tarn Gate", "Ostrava Quay", "Lower Kesby", "Marrick", "Selden", "Dunholt"]
PEOPLE = [
    ("Ilma Dorvik", "harbour master"), ("Renn Oldry", "head of the water board"), ("Tam Beck", "union leader"),
    ("Odile Varn", "mayor"), ("Hal Quint", "minister of transport"), ("Sia Holm", "police spokeswoman"),
    ("Dara Senn", "chief negotiator of Sorvia"), ("Joss Merrick", "negotiator of Kaldora"),
]  # fmt: skip
FACTS = [
    "{n} people were taken to hospital in {place}", "the ferry crews of {place} want {n} more days off",
    "the bridge at {place} will stay shut until {day}", "the talks in {place} lasted {n} hours",
    "the council of {place} had offered {n} million crowns", "both sides will meet again in {place} on {day}",
    "about {n} houses in {place} were without power", "nobody in {place} had been told of the plan",
    "the dam above {place} would be drained over {n} weeks", "{n} trucks were waiting at the gate of {place}",
    "the exchange of {n} prisoners was agreed in {place}", "the water in {place} was safe to drink",
]  # fmt: skip
FRAMES = [
    "{fact_}, {who}, the {role}, said.", "The {role} {who} said that {fact}.", "{fact_}, according to {who}.",
    "“{fact_},” {who} told reporters in {place}.", "{who} denied that {fact}.", "{fact_}, two officials said.",
    "{who} added that {fact}.", "{fact_}, the Norrland Wire reported.", "{fact_}.",
]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday"]


def sentence(chance: random.Random) -> str:
    """One sentence of the event: a fact of a limited stock, told in one of several ways by one of a few people."""
    place, (who, role) = chance.choice(PLACES), chance.choice(PEOPLE)
    fact = chance.choice(FACTS).format(
        n=chance.choice([3, 7, 12, 40, 60, 150, 800]), place=place, day=chance.choice(DAYS)
    )
    return chance.choice(FRAMES).format(fact=fact, fact_=fact[0].upper() + fact[1:], who=who, role=role, place=place)


def post(seed: str, minute: int, sentences: int = 4) -> str:
    """One post as an element of a live page."""
    chance = random.Random(seed)
    at = START + timedelta(minutes=minute)
    lines = [sentence(chance) for _ in range(sentences)]
    title = escape(lines[0].rstrip(".").replace("“", "").replace("”", "").replace(",,", ","))[:90]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
    key = f"post-{minute:05}-{abs(hash_of(seed)) % 10_000:04}"
    return f'<article class="live-post" id="{key}"><time datetime="{at.isoformat()}">{at:%H:%M} GMT</time><h2>{title}</h2>{body}</article>'


def hash_of(text: str) -> int:
    """A number that is the same in every process."""
    return sum(ord(c) * 31**n for n, c in enumerate(text)) % 2**31


def page(outlet: str, posts: list[str]) -> str:
    """A live page, newest post first."""
    head = f'<meta charset="utf-8"><meta property="og:site_name" content="{outlet}"><title>Talks in Port Ansel - live</title>'
    site = outlet.lower().replace(" ", "")
    link = f'<link rel="canonical" href="https://{site}.example/live/port-ansel">'
    return f'<!doctype html><html lang="en"><head>{head}{link}</head><body><main><h1>Talks in Port Ansel - live</h1>{"".join(posts)}</main></body></html>'


def outlet(number: int) -> str:
    """The name of an invented outlet."""
    first = ["Tarn", "Harrow", "Ulsk", "Norrland", "Velmar", "Kesby", "Orrin", "Marsh", "Dunholt", "Selden"][
        number % 10
    ]
    return f"{first} {['Courier', 'Ledger', 'Post', 'Wire', 'Echo'][number // 10 % 5]}{number // 50 or ''}"


def story(accounts: int, posts: int, seed: int = 1) -> dict[str, list[str]]:
    """Outlet -> its posts, oldest first."""
    return {outlet(a): [post(f"{seed}-{a}-{p}", p * 17 + a % 17) for p in range(posts)] for a in range(accounts)}


def write(folder: Path, told: dict[str, list[str]]) -> None:
    """One file for each outlet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, posts in told.items():
        (folder / f"{name.lower().replace(' ', '-')}.html").write_text(page(name, posts[::-1]), "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--accounts", type=int, default=30)
    parser.add_argument("--posts", type=int, default=20)
    given = parser.parse_args()
    write(given.folder, story(given.accounts, given.posts))
