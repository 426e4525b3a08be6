"""Nouns for those who speak, and for what they speak in."""

ANONYMOUS = frozenset(
    "source official spokesman spokeswoman spokesperson aide adviser advisor participant individual donor diplomat "
    "member witness insider person people man woman resident activist expert analyst critic supporter ally minister "
    "lawmaker senator leader officer soldier commander negotiator delegate journalist reporter report statement "
    "document letter poll survey study investigator prosecutor lawyer doctor neighbour neighbor friend relative "
    "other another others some many".split()
)
"""Sources that are told without a name."""
_KNOWN = frozenset(
    "actor actress singer rapper musician comedian comic star player striker goalkeeper footballer quarterback athlete "
    "author novelist writer filmmaker model billionaire businessman businesswoman entrepreneur activist campaigner "
    "veteran politician".split()
)
PERSONS = _KNOWN | frozenset(
    "man woman boy girl teenager gunman attacker driver pilot passenger suspect victim student worker employee soldier "
    "officer policeman policewoman witness resident neighbour neighbor spectator tourist customer patient prisoner "
    "director guard protester fisherman farmer teacher nurse doctor scientist astronomer".split()
)
"""Nouns for one person that are no office."""
LAWMAKERS = frozenset("senator congressman congresswoman lawmaker legislator".split())
"""Members of a parliament, as papers call them a second time: "the Kelm lawmaker"."""
EPITHETS = (
    _KNOWN | LAWMAKERS | frozenset("songwriter advocate pop-star supermodel personality mogul tycoon magnate".split())
)
"""Ways to speak a second time of somebody just named: "the singer", "the 36-year-old"."""
UTTERED = frozenset(
    "statement tweet post message email letter communique note memo video posting account release".split()
)
"""What somebody has said or written, which "says" in his stead: "a statement from the ministry said"."""
SPEAKERS = ANONYMOUS | PERSONS | {"police", "media", "experts", "scientist", "analyst", "union", "court", "army"}
"""Kinds of speaker: officials, police, a report."""
CITED = (
    SPEAKERS
    | (UTTERED - {"release"})  # "citing the release of the prisoners" gives a reason
    | frozenset(
        "article paper newspaper magazine record file filing data figure statistic estimate research researcher study "
        "analysis assessment review inquiry audit census ruling order lawsuit indictment affidavit complaint testimony "
        "transcript interview intelligence cable dispatch wire broadcaster station channel website site page outlet "
        "book memoir diary authority service body ministry agency company".split()
    )
)
"""What may be cited as somebody's word; any other thing is a reason ("citing a storm", "citing a lack of proof")."""
