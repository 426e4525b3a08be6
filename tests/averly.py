"""An invented event told by five invented outlets: dock workers and a port company talk in the town of Averly.

Written by hand, rich enough to fill every section of the report. `Desk` in the code needs no analysis to run on it.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from rashomon.model.analysis import Link, Passage, Post, Source, Statement
from rashomon.model.document import Problem
from rashomon.model.record import (
    Claim,
    Divergence,
    Entity,
    Line,
    Moment,
    Move,
    Omission,
    Origin,
    Record,
    Role,
    Side,
    Tie,
    Variant,
)
from rashomon.model.record import Source as Account
from rashomon.model.span import Place, Span, short_id

DAY = datetime(2031, 3, 4, tzinfo=UTC)


def at(hour: int, minute: int = 0) -> datetime:
    """A time on the day of the talks, in UTC."""
    return DAY + timedelta(hours=hour, minutes=minute)


class Telling:
    """Builds one account: text from blocks, statements found by their words."""

    def __init__(self, outlet, path, kind="article", **more):
        self.outlet, self.path, self.kind, self.more = outlet, path, kind, more
        self.text = ""
        self.id = short_id("d", path)
        self.passages, self.posts, self.statements = [], [], []

    def block(self, role, text, post=None):
        start = len(self.text)
        self.text += text + "\n\n"
        key = short_id("p", self.id, start)
        self.passages.append(
            Passage(id=key, document=self.id, start=start, end=start + len(text), role=role, post=post)
        )
        return self

    def post(self, title, published, *blocks, **more):
        start = len(self.text)
        key = short_id("o", self.id, start)
        self.block("heading", title, key)
        for role, text in blocks:
            self.block(role, text, key)
        self.posts.append(
            Post(
                id=key, document=self.id, start=start, end=len(self.text), title=title, published=published,
                precision="minute", basis="visible-text", **more,
            )
        )  # fmt: skip
        return self

    def find(self, words, after=0):
        start = self.text.index(words, after)
        return Span(start, start + len(words))

    def say(self, words, who=None, cue=None, entity=None, named=True, chain=(), **more):
        """One statement; `who` and `cue` are looked up in the text, `more` goes to the Statement."""
        span = self.find(words)
        near = max(0, span.start - 250)
        source = None
        if who is not None:
            spans = (self.find(who, near if who in self.text[near:] else 0),)
            source = Source(spans=spans, entity=entity, description=None if named else who, named=named)
        post = next((p for p in self.posts if p.start <= span.start < p.end), None)
        statement = Statement(
            id=short_id("s", self.id, span.start, span.end),
            document=self.id,
            content=(span,),
            form=more.pop("form", "narrated" if who is None else "indirect"),
            stance=more.pop("stance", "asserted"),
            post=post.id if post else None,
            cue=(self.find(cue, near),) if cue else None,
            source=source,
            chain=tuple(Link(name=name, entity=None, spans=()) for name in chain),
            published=post.published if post else self.more.get("published"),
            text=words,
            sentence=span,
            **more,
        )
        self.statements.append(statement)
        return statement.id

    def place(self, words):
        span = self.find(words)
        return Place(self.id, span.start, span.end)

    def account(self):
        more = {
            "url": None, "outlet_basis": None, "title": None, "author": None, "published": None,
            "published_as_given": None, "modified": None, "language": "en", "timezone": None, "partial": False,
            "format": "plain",
        } | self.more  # fmt: skip
        return Account(
            id=self.id, path=self.path, outlet=self.outlet, kind=self.kind, text=self.text,
            sha256=sha256(self.text.encode()).hexdigest(), **more,
        )  # fmt: skip


def tellings():
    """The five accounts, without their statements."""
    courier = Telling(
        "The Averly Courier", "stories/courier-live.html", "live", url="https://courier.example/live/port-talks",
        title="Port talks: dockers and Calder Lines agree to free 400 held containers – live", timezone="Europe/Oslo",
        published=at(9), published_as_given="4 March 2031 10:00 CET", outlet_basis="JSON-LD publisher", format="html",
    )  # fmt: skip
    courier.block("headline", "Dockers and Calder Lines agree to free 400 held containers after first talks in a year")
    courier.block("caption", "The two delegations at the Customs House. Photograph: P. Aune")
    courier.post(
        "Talks begin in the Customs House", at(9, 5),
        ("body", "The two sides sat down at 10:00 local time, union chair Mara Lindqvist said as she went in."),
        author="Iver Hald", label="breaking", permalink="https://courier.example/live/port-talks#p1",
    )  # fmt: skip
    courier.post(
        "“We asked for one thing”", at(11, 40),
        ("body", "“We asked for one thing: four hundred containers out of the yard before Friday,” Ms Lindqvist said."),
        ("body", "A company official told the Harbour Wire, on condition of anonymity, that Calder Lines wants the "
                 "night shift cut by a third."),
        author="Iver Hald", permalink="https://courier.example/live/port-talks#p2",
    )  # fmt: skip
    courier.post(
        "Agreement on the containers", at(13, 15),
        ("body", "Calder Lines and the Dockers’ Union agreed to free 400 containers, both sides confirmed."),
        ("list-item", "A second round is planned for Thursday, the mayor’s office said."),
        ("body", "Labour minister Tomas Reyk denied that the state would pay for the lost days."),
        author="Sunniva Roe", label="key-event",
    )  # fmt: skip
    courier.post("What we know so far", at(13, 30), ("recap", "The dockers and Calder Lines agreed on containers."),
                 label="recap")  # fmt: skip
    courier.block("boilerplate", "Support local reporting. Subscribe from 2 crowns a week.")

    post = Telling(
        "Tessel Post", "stories/tessel-post.txt", title="Calder says 250 containers to leave Averly yard",
        published=at(14, 20), published_as_given="Mar. 4, 2031 9:20 a.m. ET", timezone="America/New_York",
        outlet_basis="named in its own text (“told the Tessel Post”)",
    )  # fmt: skip
    post.block("headline", "Calder says 250 containers to leave Averly yard")
    post.block("byline", "By Ada Quill")
    post.block("body", "Calder Lines chief Henrik Vold insisted on Tuesday that 250 containers would leave the yard, "
               "fewer than the union had hoped for.")  # fmt: skip
    post.block("body", "“They asked for a single thing: 400 boxes out before Friday,” union chairwoman Mara Lindquist "
               "told the Tessel Post. A company official said the night shift would be reduced by a third, the "
               "Harbour Wire reported.")  # fmt: skip
    post.block("body", "Mr Vold claimed the state had promised to pay for the lost days. He rejected a wage rise.")
    post.block("boilerplate", "Sign up for our morning letter.")

    wire = Telling(
        "Harbour Wire", "stories/wire.json", title="Averly port talks: company wants night shift cut - official",
        published=at(11, 20), timezone="UTC", outlet_basis="JSON-LD publisher", format="json",
        url="https://wire.example/averly-1", published_as_given="2031-03-04T11:20:00Z",
    )  # fmt: skip
    wire.block("headline", "Averly port talks: company wants night shift cut - official")
    wire.block("body", "AVERLY, March 4 (Harbour Wire) - Calder Lines wants the night shift cut by one third, a "
               "company official told the Harbour Wire on condition of anonymity.")  # fmt: skip
    wire.block("body", "Talks began shortly after 09:30 GMT, according to a port spokesman.")

    nord = Telling(
        "Channel Nord", "stories/nord-live.txt", "live", title="Averly: the day as it happened", timezone="Europe/Oslo",
        published=at(9, 30), outlet_basis="site name in page furniture",
    )  # fmt: skip
    nord.post(
        "10:32", at(9, 32), ("body", "The talks have started. Union leader Maria Lindqvist smiled at the cameras.")
    )
    nord.post(
        "14:20", at(13, 20),
        ("body", "Around 400 containers may be released, a person close to the talks says."),
        ("body", "The night shift could shrink by a third, the Harbour Wire reported, citing a company official."),
    )  # fmt: skip
    nord.post("14:20 again", at(13, 20), ("body", "Around 400 containers may be freed."), same_as=nord.posts[-1].id)
    nord.block("credit", "Pictures: Nord archive")

    notes = Telling(None, "stories/notes-17.txt")
    notes.block("headline", "Quay notes: state will not pay, says Reyk")
    notes.block("body", "Former labour minister Tomas Reyk said the state would not pay for the lost days. The union "
                "demanded a 6 percent wage rise, Calder offered 2.5 percent.")  # fmt: skip
    return courier, post, wire, nord, notes


def record() -> Record:
    """The whole record."""
    courier, post, wire, nord, notes = tellings()
    mara, vold, reyk, calder, union, yard = (short_id("e", n) for n in ("mara", "vold", "reyk", "calder", "union", "y"))
    c_start = courier.say("The two sides sat down at 10:00 local time", "union chair Mara Lindqvist", "said", mara)
    c_quote = courier.say(
        "We asked for one thing: four hundred containers out of the yard before Friday", "Ms Lindqvist", "said", mara,
        form="direct", stance="demanded",
    )  # fmt: skip
    c_night = courier.say(
        "Calder Lines wants the night shift cut by a third", "A company official", "told the Harbour Wire",
        named=False, chain=("Harbour Wire",), stance="planned",
    )  # fmt: skip
    c_agree = courier.say("Calder Lines and the Dockers’ Union agreed to free 400 containers", "both sides",
                          "confirmed", named=False)  # fmt: skip
    c_second = courier.say("A second round is planned for Thursday", "the mayor’s office", "said", stance="planned")
    c_deny = courier.say("the state would pay for the lost days", "Labour minister Tomas Reyk", "denied", reyk,
                         stance="denied")  # fmt: skip
    p_agree = post.say("250 containers would leave the yard", "Calder Lines chief Henrik Vold", "insisted", vold)
    p_quote = post.say("They asked for a single thing: 400 boxes out before Friday", "union chairwoman Mara Lindquist",
                       "told", mara, form="direct", stance="demanded")  # fmt: skip
    p_night = post.say("the night shift would be reduced by a third", "A company official", "said", named=False,
                       chain=("Harbour Wire",))  # fmt: skip
    p_state = post.say("the state had promised to pay for the lost days", "Mr Vold", "claimed", vold)
    p_wage = post.say("rejected a wage rise", "He", "rejected", vold, stance="denied")
    w_night = wire.say("Calder Lines wants the night shift cut by one third", "a company official", "told",
                       named=False)  # fmt: skip
    w_start = wire.say("Talks began shortly after 09:30 GMT", "a port spokesman", "according to", named=False)
    n_start = nord.say("The talks have started")
    n_agree = nord.say("Around 400 containers may be released", "a person close to the talks", "says", named=False,
                       stance="hedged")  # fmt: skip
    n_night = nord.say("The night shift could shrink by a third", "a company official", "reported", named=False,
                       chain=("Harbour Wire",), stance="hedged")  # fmt: skip
    q_state = notes.say("the state would not pay for the lost days", "Former labour minister Tomas Reyk", "said", reyk)
    q_wage = notes.say("The union demanded a 6 percent wage rise", stance="demanded")
    q_offer = notes.say("Calder offered 2.5 percent", stance="offered")
    told = (courier, post, wire, nord, notes)
    statements = tuple(sorted((s for t in told for s in t.statements), key=lambda s: (s.document, s.content, s.id)))
    by_id = {s.id: s for s in statements}

    def claim(name, text, members, origins, bounds, standing, ties=()):
        return Claim(
            id=short_id("c", name), text=text, statements=members, standing=standing, origin_bounds=bounds,
            documents=tuple(sorted({by_id[m].document for m in members})), links=ties,
            origins=tuple(Origin(label=lab, named=nam, statements=sts, why=why) for lab, nam, sts, why in origins),
        )  # fmt: skip

    night = claim(
        "night", "Calder Lines wants the night shift cut by one third", (w_night, c_night, p_night, n_night),
        [("a company official", False, (w_night, c_night, p_night, n_night),
          "Three outlets name the Harbour Wire as their source, and it names nobody: one as far as one can tell")],
        (1, 1), "several outlets, one origin",
        (Tie(a=w_night, b=c_night, probability=0.97, why="same source, same words about the night shift"),
         Tie(a=w_night, b=p_night, probability=0.88, why="same source, “cut” and “reduced” by a third")),
    )  # fmt: skip
    agree = claim(
        "agree", "Calder Lines and the Dockers’ Union agreed to free 400 containers", (c_agree, p_agree, n_agree),
        [("both sides", False, (c_agree,), "told to the Courier at the door"),
         ("Henrik Vold", True, (p_agree,), "speaks for the company alone"),
         ("a person close to the talks", False, (n_agree,), "may be one of “both sides”: nothing tells them apart")],
        (2, 3), "disputed",
    )  # fmt: skip
    start = claim(
        "start", "The talks began", (c_start, w_start, n_start),
        [("Mara Lindqvist", True, (c_start,), "on the spot"), ("a port spokesman", False, (w_start,), "by telephone"),
         ("Channel Nord", True, (n_start,), "in its own voice")], (2, 3), "several origins",
    )  # fmt: skip
    ask = claim(
        "ask", "We asked for one thing: four hundred containers out of the yard before Friday", (c_quote, p_quote),
        [("Mara Lindqvist", True, (c_quote, p_quote), "one speaker, one occasion")], (1, 1),
        "several outlets, one origin",
    )  # fmt: skip
    state = claim(
        "state", "The state would not pay for the lost days", (c_deny, q_state, p_state),
        [("Tomas Reyk", True, (c_deny, q_state), "one speaker"), ("Henrik Vold", True, (p_state,), "the company")],
        (2, 2), "disputed",
    )  # fmt: skip
    singles = [
        claim(s, by_id[s].text, (s,), [("one account", False, (s,), "only here")], (1, 1), "one outlet")
        for s in (c_second, p_wage, q_wage, q_offer)
    ]
    claims = (night, agree, start, ask, state, *singles)

    def side(label, telling, words, *members):
        return Side(label=label, spans=(telling.place(words),), statements=members)

    divergences = (
        Divergence(
            id=short_id("v", 1), kind="number", verdict="contradiction", claims=(agree.id,),
            sides=(side("400 containers", courier, "400 containers, both", c_agree),
                   side("250 containers", post, "250 containers would", p_agree),
                   side("around 400 containers", nord, "Around 400 containers", n_agree)),
            why="One account says 400, another 250, of the same containers on the same day.",
        ),
        Divergence(
            id=short_id("v", 2), kind="denial", verdict="contradiction", claims=(state.id,),
            sides=(side("the state promised to pay", post, "promised to pay", p_state),
                   Side(label="the state will not pay", spans=(courier.place("denied"), notes.place("would not pay")),
                        statements=(c_deny, q_state))),
            why="The company says that the state promised to pay; the minister denies it.",
        ),
        Divergence(
            id=short_id("v", 3), kind="date", verdict="possible", claims=(start.id,),
            sides=(side("10:00 local time (09:00 UTC)", courier, "10:00 local time", c_start),
                   side("shortly after 09:30 GMT", wire, "shortly after 09:30 GMT", w_start)),
            why="Half an hour lies between the two beginnings; one may mean the handshake and one the meeting.",
        ),
        Divergence(
            id=short_id("v", 4), kind="wording", verdict="compatible", claims=(ask.id,),
            sides=(Side(label="“We asked for one thing”", spans=(), statements=(c_quote,)),
                   Side(label="“They asked for a single thing”", spans=(), statements=(p_quote,))),
            why="One speaker, one occasion, two wordings in quotation marks.",
        ),
        Divergence(
            id=short_id("v", 5), kind="role", verdict="contradiction", claims=(state.id,),
            sides=(side("labour minister", courier, "Labour minister", c_deny),
                   side("former labour minister", notes, "Former labour minister", q_state)),
            why="The same person is given the office by one account and called its former holder by another.",
        ),
        Divergence(
            id=short_id("v", 6), kind="number", verdict="update", claims=(agree.id,),
            sides=(side("may be released", nord, "may be released", n_agree),
                   side("agreed to free", courier, "agreed to free 400 containers,", c_agree)),
            why="The later post replaces the earlier one.",
        ),
    )  # fmt: skip
    everywhere = {t.id: t for t in told}
    omissions = tuple(
        Omission(claim=c.id, document=d, reason=r, why=w)
        for c, d, r, w in (
            (state, wire.id, "too early", "its last words are of 11:20 UTC, the claim came out at 13:15 UTC"),
            (state, nord.id, "absent", "it went on for five minutes after the claim was out"),
            (agree, wire.id, "too early", "its last words are of 11:20 UTC, the claim came out at 13:15 UTC"),
            (agree, notes.id, "absent", "published at an unknown time; counted with the day’s end"),
            (start, post.id, "absent", "published five hours after the talks began"),
            (start, notes.id, "absent", ""),
            (night, notes.id, "partial text", "only part of the text was given"),
            (ask, nord.id, "absent", "it quotes the same speaker on other things"),
        )
        if d in everywhere
    )

    def moment(start, text, kind, *members, minutes=0, precision="minute"):
        end = start + (timedelta(minutes=minutes) if precision == "minute" else timedelta(days=1))
        return Moment(start=start, end=end, precision=precision, text=text, statements=members, kind=kind)

    timeline = (
        moment(at(0), "Henrik Vold names 250 containers", "said", p_agree, precision="day"),
        moment(at(9), "The two sides sat down", "happened", c_start),
        moment(at(9, 5), "The two sides sat down at 10:00 local time", "said", c_start),
        moment(at(9, 30), "Talks began", "happened", w_start, minutes=15),
        moment(at(9, 32), "The talks have started", "reported", n_start),
        moment(at(11, 20), "Calder Lines wants the night shift cut by one third", "said", w_night),
        moment(at(11, 40), "We asked for one thing: four hundred containers out of the yard", "said", c_quote),
        moment(at(13, 15), "Calder Lines and the Dockers’ Union agreed to free 400 containers", "reported", c_agree),
        moment(at(13, 20), "Around 400 containers may be released", "said", n_agree),
        moment(DAY + timedelta(days=2), "A second round", "happened", c_second, precision="day"),
    )

    def entity(key, kind, name, variants, roles=(), party=None):
        mentions = [
            Place(t.id, t.text.index(words), t.text.index(words) + len(words))
            for words, _ in variants
            for t in told
            if words in t.text
        ]
        return Entity(
            id=key, kind=kind, name=name, party=party, mentions=tuple(sorted(mentions)),
            variants=tuple(Variant(words, {t.id: t.text.count(words) for t in told if words in t.text})
                           for words, _ in variants),
            roles=tuple(Role(role, tuple(sorted(t.id for t in who))) for role, who in roles),
        )  # fmt: skip

    entities = (
        entity(mara, "person", "Mara Lindqvist", [("Mara Lindqvist", 1), ("Mara Lindquist", 1), ("Maria Lindqvist", 1)],
               [("union chair", (courier,)), ("union chairwoman", (post,)), ("union leader", (nord,))], "the union"),
        entity(vold, "person", "Henrik Vold", [("Henrik Vold", 1)], [("Calder Lines chief", (post,))], "Calder Lines"),
        entity(reyk, "person", "Tomas Reyk", [("Tomas Reyk", 2)],
               [("labour minister", (courier,)), ("former labour minister", (notes,))], "the state"),
        entity(calder, "organisation", "Calder Lines", [("Calder Lines", 3), ("Calder", 1)]),
        entity(union, "organisation", "the Dockers’ Union", [("Dockers’ Union", 1)]),
        entity(yard, "place", "Averly", [("Averly", 3)]),
    )  # fmt: skip

    def move(party, act, content, toward, status, *members, plover, condition=None):
        return Move(party=party, act=act, content=content, toward=toward, status=status, statements=members,
                    plover=plover, condition=condition)  # fmt: skip

    ledger = (
        move("the union", "demand", "400 containers out of the yard before Friday", "Calder Lines", "agreed in part",
             c_quote, p_quote, plover="REQUEST"),
        move("the union", "demand", "a 6 percent wage rise", "Calder Lines", "open", q_wage, plover="REQUEST"),
        move("Calder Lines", "offer", "2.5 percent", "the union", "open", q_offer, plover="COOPERATE"),
        move("Calder Lines", "reject", "a wage rise", "the union", "open", p_wage, plover="REJECT"),
        move("Calder Lines", "agree", "to free 400 containers", "the union", "disputed", c_agree, plover="AGREE",
             condition="the yard is open at night"),
        move("Calder Lines", "demand", "the night shift cut by a third", "the union", "open", w_night, c_night,
             plover="REQUEST"),
        move("the state", "reject", "to pay for the lost days", "Calder Lines", "disputed", c_deny, plover="REJECT"),
        move("the mayor’s office", "plan", "a second round on Thursday", None, "open", c_second, plover="CONSULT"),
    )  # fmt: skip
    summary = (
        Line(text=night.text, statements=night.statements, section="agreed", standing=night.standing),
        Line(text="The talks began in the morning", statements=start.statements, section="agreed",
             standing=start.standing),
        Line(text=ask.text, statements=ask.statements, section="agreed", standing=ask.standing),
        Line(text="400 containers are to be freed, says one account; 250, says another",
             statements=agree.statements, section="disputed", standing="disputed"),
        Line(text="Whether the state pays for the lost days", statements=state.statements, section="disputed",
             standing="disputed"),
        Line(text="A second round is planned for Thursday", statements=(c_second,), section="single",
             standing="one outlet"),
        Line(text="The union demanded a 6 percent wage rise", statements=(q_wage,), section="single",
             standing="one outlet"),
    )  # fmt: skip
    problems = (
        Problem(stage="read", code="outlet-unknown", document=notes.id, message="No evidence names the outlet"),
        Problem(stage="layout", code="date-without-zone", document=nord.id, start=0, end=5,
                message="A stamp without a zone; read in the outlet’s home zone"),
        Problem(stage="analyse", code="speaker-unresolved", document=post.id, start=post.find("He rejected").start,
                end=post.find("He rejected").end, message="“He” may be one of two people"),
        Problem(stage="weave", code="not-aligned", message="Two statements look alike but were kept apart"),
    )  # fmt: skip
    return Record(
        documents=tuple(sorted((t.account() for t in told), key=lambda d: d.id)),
        passages=tuple(p for t in told for p in t.passages),
        posts=tuple(p for t in told for p in t.posts),
        entities=entities, statements=statements, claims=claims, divergences=divergences, omissions=omissions,
        timeline=timeline, ledger=ledger, summary=summary, problems=problems,
    )  # fmt: skip
