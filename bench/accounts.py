#!/usr/bin/env python3
"""Invented accounts of an invented event, as many and as long as asked: the same seed gives the same words.

python bench/accounts.py FOLDER --accounts 30 --posts 20
"""

import argparse
import os
import random
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

from rashomon.cli import ONE_THREAD

for variable in ONE_THREAD:  # as the command does: this is the first of our imports in every script here
    os.environ.setdefault(variable, "1")

START = datetime(2033, 5, 16, 6, 0, tzinfo=UTC)
PLACES = ["Port Ansel", "Velmar", "Tarn Gate", "Ostrava Quay", "Lower Kesby", "Marrick", "Selden", "Dunholt"]
PEOPLE = [
    ("Ilma Dorvik", "harbour master"), ("Renn Oldry", "head of the water board"), ("Tam Beck", "union leader"),
    ("Odile Varn", "mayor"), ("Hal Quint", "minister of transport"), ("Sia Holm", "police spokeswoman"),
    ("Dara Senn", "chief negotiator of Sorvia"), ("Joss Merrick", "negotiator of Kaldora"),
]  # fmt: skip
SUBJECTS = [
    "the ferry crews", "the harbour council", "two fishing boats", "the northern delegation", "the water board",
    "engineers from the mainland", "a convoy of lorries", "the families of the miners", "the bishop", "teachers",
    "the power company", "volunteers", "the grain merchants", "a team of divers", "the coast guard", "shopkeepers",
]  # fmt: skip
VERBS = [
    "closed {o} until {day}", "repaired {o} for {n} crowns", "moved {o} to {place}", "bought {o} from {n} owners",
    "refused to sell {o}", "found {o} under the ice", "painted {o} in {place}", "lost {o} at sea",
    "counted {o} in {n} villages", "burned {o} before dawn", "promised {o} to {place}", "searched {o} for {n} hours",
]  # fmt: skip
OBJECTS = """the sea wall|the old fort|the customs house|a grain silo|the night market|the school roof|the tram depot
the copper mine|a lighthouse|the botanical garden|the radio mast|the fish hall|the opera|a submarine cable
the glass works|the ski lift|a herd of reindeer|the paper mill|the war memorial|the railway tunnel
a hospital ship|the cathedral bells|the sugar refinery|an ice rink|the botany archive|the chess club
the milk cooperative|a windmill|the prison yard|the airport fence|the vineyard|a fleet of buses
the swimming pool|the bakery ovens|the shipyard crane|a cable car|the orchard|the court records
the stone quarry|a hot spring|the post office|the toll booths|the salt works|a rope bridge|the fire station
the observatory|the cattle pens|the brick kiln|a printing press|the gas pipeline|the ballot boxes
the ferry pier|the weather station|the tannery|the town clock|a smuggler's boat|the lumber yard
the oyster beds|the poor house|the harbour tug""".replace("\n", "|").split("|")
FACTS = [f"{SUBJECTS[n * 7 % 16]} {VERBS[n * 5 % 12].format(o=o, day='{day}', n='{n}', place='{place}')}"
         for n, o in enumerate(OBJECTS)]  # fmt: skip
FRAMES = [
    "{fact_}, {who}, the {role}, said.", "The {role} {who} said that {fact}.", "{fact_}, according to {who}.",
    "“{fact_},” {who} told reporters in {place}.", "{who} denied that {fact}.", "{fact_}, two officials said.",
    "{who} added that {fact}.", "{fact_}, the Norrland Wire reported.", "{fact_}.",
]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday"]


def sentence(chance: random.Random) -> str:
    """One sentence of the event: a fact of a limited stock, told in one of several ways by one of a few people.

    A fact has its own figure and day; one telling in seven has another, as accounts of real events do.
    """
    (who, role), fact = chance.choice(PEOPLE), chance.choice(FACTS)
    own = chance if chance.random() < 1 / 7 else random.Random(fact)
    place = own.choice(PLACES)
    told = fact.format(n=own.choice([3, 7, 12, 40, 60, 150, 800]), place=place, day=own.choice(DAYS))
    return chance.choice(FRAMES).format(fact=told, fact_=told[0].upper() + told[1:], who=who, role=role, place=place)


def post(seed: str, minute: int, sentences: int = 4) -> str:
    """One post as an element of a live page."""
    chance = random.Random(seed)
    at = START + timedelta(minutes=minute)
    lines = [sentence(chance) for _ in range(sentences)]
    title = escape(lines[0].rstrip(".").replace("“", "").replace("”", "").replace(",,", ","))[:90]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
    key = f"post-{minute:05}-{abs(hash_of(seed)) % 10_000:04}"
    head = f'<time datetime="{at.isoformat()}">{at:%H:%M} GMT</time><h2>{title}</h2>'
    return f'<article class="live-post" id="{key}">{head}{body}</article>'


def hash_of(text: str) -> int:
    """A number that is the same in every process."""
    return sum(ord(c) * 31**n for n, c in enumerate(text)) % 2**31


def page(outlet: str, posts: list[str]) -> str:
    """A live page, newest post first."""
    title = "Talks in Port Ansel - live"
    head = f'<meta charset="utf-8"><meta property="og:site_name" content="{outlet}"><title>{title}</title>'
    site = outlet.lower().replace(" ", "")
    link = f'<link rel="canonical" href="https://{site}.example/live/port-ansel">'
    body = f"<main><h1>{title}</h1>{''.join(posts)}</main>"
    return f'<!doctype html><html lang="en"><head>{head}{link}</head><body>{body}</body></html>'


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
