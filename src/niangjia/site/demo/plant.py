"""Writes the invented district: the tree and its people in bulk, the stories by real actions.

Every step of a story runs the same action a person's click would, as that person, on a clock
stopped at the story's moment. So demo cases have the same history, notices and audit rows as any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from niangjia.kernel.base.clock import frozen, now, today
from niangjia.kernel.base.context import Act, current
from niangjia.kernel.base.engine import gate
from niangjia.kernel.base.ids import seeded
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.cases.door import Opened
from niangjia.kernel.insight.door import rollup
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.people import sealing, seeds
from niangjia.kernel.people.models import Org, OrgSettings, Person
from niangjia.services.feedback import actions as feedback
from niangjia.services.feedback import rules

from . import (
    asked,
    bulletin,
    comforts,
    flood,
    gifts,
    letters,
    pictures,
    routing,
    stores,
    winter,
)
from .actors import actor_of, worker
from .events import StoryEvent
from .firms import FIRMS, INDUSTRIES
from .moods import plant as plant_moods
from .people import ACCOUNTS, DemoPerson, people
from .story import Story, stories
from .unions import DISTRICT_SETTINGS, UNIONS, town_union_of

SEED = 330199
LEVELS = {
    "city": "city",
    "district": "county",
    "town": "town",
    "enterprise": "grassroots",
    "joint": "joint",
    "industry": "industry",
}
REGIONS = {"city": "330100", "district": "330199"}
BOARDS = {title: key for key, title in rules.BOARDS}
WHO = {"hidden_from_firm": "union", "shown_to_firm": "firm"}
#: Notices older than this have been read: nobody's inbox holds a year.
READ_AFTER = timedelta(days=6)


@dataclass(slots=True)
class Cast:
    """Everybody and everything planted, by the keys of the demo's own data."""

    orgs: dict[str, Org] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    #: Organisation id -> who acts for it.
    acts_for: dict[str, Actor] = field(default_factory=dict)


def planted() -> bool:
    """True when there is anything in the house already."""
    return Org.objects.exists()


def _quiet(text: str) -> None:
    """Tell nobody."""


def plant(say: Callable[[str], None] = _quiet) -> int:
    """Plant everything in one transaction, once; returns the number of cases."""
    with transaction.atomic(), seeded(SEED), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nj_keeper")
        if planted():
            return 0
        say("filling the demo district: 40 firms, 2,000 people, a year of cases")
        day = today()
        cast = Cast(orgs=_plant_orgs())
        rows = people(SEED, day)
        _plant_people(cast, rows)
        comforts.plant(cast.orgs, cast.acts_for, _standing_in)
        told = stories(SEED, day)
        for story in told:
            _tell(cast, story)
        _write(cast, day)
        _ask(cast)
        _flood(cast)
        _winter(cast)
        routing.plant(cast.orgs, cast.acts_for, town_union_of(0).key, _standing_in, day)
        _tell_again(cast, rows)
        read_before = now() - READ_AFTER
        rollup.count()
        _bulletin(cast)
        _stores(cast)
        plant_moods(cast.orgs, day)
        Notice.objects.filter(at__lt=read_before).update(read_at=read_before)
    return len(told)


def _plant_orgs() -> dict[str, Org]:
    unions = [
        seeds.OrgSeed(
            key=u.key,
            name=u.name,
            level=LEVELS[u.kind],
            parent=u.parent,
            region=REGIONS.get(u.kind, ""),
            short="LJ" if u.kind == "district" else u.short_name,
        )
        for u in UNIONS
    ]
    covered = {firm: u.key for u in UNIONS if u.kind in ("enterprise", "joint") for firm in u.firms}
    firms = [
        seeds.OrgSeed(
            key=f"employer-{i}",
            name=firm.name,
            kind="employer",
            parent=town_union_of(i).key,
            short=firm.short_name,
            credit_code=firm.credit_code,
            headcount=firm.headcount,
            industry=INDUSTRIES[firm.industry],
            union=covered.get(i, ""),
        )
        for i, firm in enumerate(FIRMS)
    ]
    orgs = seeds.plant_orgs([*unions, *firms])
    district = orgs["district"]
    OrgSettings.objects.create(org=district, org_path=district.path, **DISTRICT_SETTINGS)
    return orgs


def _home(cast: Cast, firm: int | None) -> Org:
    if firm is None:
        return cast.orgs["district"]
    return cast.orgs[f"employer-{firm}"].union or cast.orgs[town_union_of(firm).key]


def _plant_people(cast: Cast, rows: list[DemoPerson]) -> None:
    planted_people = seeds.plant_people(
        [
            seeds.PersonSeed(
                key=str(p.index),
                name=p.name,
                phone=p.phone,
                union=_home(cast, p.firm),
                employer=cast.orgs[f"employer-{p.firm}"] if p.firm is not None else None,
                joined_on=p.joined,
            )
            for p in rows
        ]
    )
    cast.people = [planted_people[str(p.index)] for p in rows]
    posts = [*_account_posts(cast), *_union_posts(cast, rows)]
    for appointment in seeds.plant_appointments(posts):
        cast.acts_for.setdefault(f"{appointment.org_id}:{appointment.post}", actor_of(appointment))


def _account_posts(cast: Cast) -> Iterator[seeds.AppointmentSeed]:
    """The demo accounts' posts; the first account is a worker and nothing else."""
    wanted = {
        "district_cadre": ("district", Post.OFFICER, "权益保障部"),
        "town_cadre": (town_union_of(0).key, Post.OFFICER, "工会专干"),
        "firm_responder": ("employer-0", Post.RESPONDER, "行政部"),
        "platform_administrator": ("district", Post.ADMIN, "信息中心"),
        "enterprise_chair": ("firm-BCFZ", Post.CHAIR, "工会主席"),
    }
    for index, account in enumerate(ACCOUNTS):
        if account.role in wanted:
            key, post, title = wanted[account.role]
            yield seeds.AppointmentSeed(
                cast.people[index], cast.orgs[key], post, title, since=today() - timedelta(days=700)
            )


def _union_posts(cast: Cast, rows: list[DemoPerson]) -> Iterator[seeds.AppointmentSeed]:
    """A chair for every union and a responder for every firm without one, from its own people."""
    of_firm: dict[int | None, list[int]] = {}
    for row in rows[len(ACCOUNTS) :]:
        of_firm.setdefault(row.firm, []).append(row.index)
    since = today() - timedelta(days=900)
    for i in range(1, len(FIRMS)):
        person = cast.people[of_firm[i][0]]
        yield seeds.AppointmentSeed(
            person, cast.orgs[f"employer-{i}"], Post.RESPONDER, "行政人事", since=since
        )
    free = iter(of_firm[39][5:])
    for union in UNIONS:
        if union.key in ("firm-BCFZ", "city", town_union_of(0).key):
            continue
        firms = [f for f in union.firms if union.kind == "enterprise"]
        index = of_firm[firms[0]][1] if firms else next(free)
        yield seeds.AppointmentSeed(
            cast.people[index], cast.orgs[union.key], Post.CHAIR, "工会主席", since=since
        )
    yield seeds.AppointmentSeed(
        cast.people[next(free)], cast.orgs["district"], Post.CALLER, "回访员", since=since
    )


@contextmanager
def _standing_in(actor: Actor, at: datetime) -> Iterator[Actor]:
    """Act as somebody at a moment, as the keeper: the context is signed for that role."""
    act = Act(kind="demo", proof="", purpose="demo", actor=actor)
    token = current.set(act)
    try:
        with frozen(at), connection.cursor() as cursor:
            cursor.execute(
                "SELECT sec.stand_in(%s, %s, %s, %s, %s, 'demo')",
                [actor.person_id, actor.post.value, actor.org_id, actor.org_path, actor.org_root],
            )
            yield actor
            cursor.execute(gate.FINISH, gate.finish_arguments(act))
    finally:
        current.reset(token)


def _tell(cast: Cast, story: Story) -> None:
    """Live one story through."""
    firm = cast.orgs[f"employer-{story.firm_index}"]
    author = worker(cast.people[story.author_index])
    review = feedback.Review(
        firm.id,
        BOARDS[story.board],
        story.stars,
        story.topics,
        story.text,
        WHO[story.visibility],
        story.title,
    )
    if story.origin == "app":
        with _standing_in(author, story.submitted_at) as actor:
            files = pictures.brought(actor, story.matter, story.state)
            opened = feedback.open_review(actor, review=review, files=files)
    else:
        opened, files = _enter(cast, story, firm, review), []
    for event in story.events:
        _play(cast, firm, author, opened.id, opened.org_path, event)
    if files and story.state == "with_firm":
        with _standing_in(_union_actor(cast, opened.org_path), story.events[-1].at) as actor:
            pictures.let_go(actor, opened.id, story.matter, files)


def _tell_again(cast: Cast, rows: list[DemoPerson]) -> None:
    """Somebody of the first firm, who is no demo account, says what was said before."""
    of_firm = [row.index for row in rows[len(ACCOUNTS) :] if row.firm == 0]
    author, union = worker(cast.people[of_firm[5]]), cast.orgs["firm-BCFZ"]
    chair = cast.acts_for[f"{union.id}:{Post.CHAIR}"]
    routing.tell_again(author, chair, cast.orgs["employer-0"], _standing_in)


def _enter(cast: Cast, story: Story, firm: Org, review: feedback.Review) -> Opened:
    """A cadre writes down what came by phone, on paper or in person."""
    union = firm.union if story.handled_by == "enterprise" and firm.union else firm.parent
    if union is None:
        raise LookupError(f"no union for {firm.name}")
    person = cast.people[story.author_index]
    with _standing_in(_union_actor(cast, union.path), story.submitted_at) as actor:
        return feedback.enter_review(
            actor,
            review=review,
            origin=story.origin,
            said_at=story.submitted_at,
            name=person.name,
            phone=sealing.phone_of(person),
        )


def _play(
    cast: Cast, firm: Org, author: Actor, case_id: UUID, path: str, event: StoryEvent
) -> None:
    verb, who = PARTS[event.kind]
    if who == "author":
        actor = author
    elif who == "firm":
        actor = cast.acts_for[f"{firm.id}:{Post.RESPONDER}"]
    else:
        actor = _union_actor(cast, path)
    with _standing_in(actor, event.at):
        verb(actor, case_id, event)


def _write(cast: Cast, day: date) -> None:
    """Letters of the first firm's union, and one worker who talks with the firm."""
    town, first = town_union_of(0).key, worker(cast.people[0])
    letters.plant(cast.orgs, cast.acts_for, town, first, _standing_in, day)


def _ask(cast: Cast) -> None:
    """What the union of the first firm asks its people."""
    chair = cast.people[next(n for n, a in enumerate(ACCOUNTS) if a.role == "enterprise_chair")]
    union = next(a for a in cast.acts_for.values() if a.person_id == chair.id)
    own = [one for one in cast.people if one.home_path == union.org_path]
    asked.ask(union, [worker(one) for one in own], _standing_in)


def _flood(cast: Cast) -> None:
    """The evening nobody got home; people whom no other story needs, to fill the rooms."""
    firm = cast.orgs["employer-0"]
    union = _union_actor(cast, cast.orgs["firm-BCFZ"].path)
    free = [one for one in cast.people[len(ACCOUNTS) :] if one.employer_id == firm.id]
    flood.live(union, firm.id, [worker(one) for one in free[-flood.PEOPLE :]], _standing_in)


def _winter(cast: Cast) -> None:
    """What the district gives out while people stay over New Year."""
    district = cast.orgs["district"]
    officer, chair = (cast.acts_for[f"{district.id}:{post}"] for post in (Post.OFFICER, Post.CHAIR))
    winter.plant(officer, chair, cast.people, _standing_in)
    gifts.plant(officer, chair, _some(cast), _standing_in)


def _stores(cast: Cast) -> None:
    """What the district gives out in winter; the first account is among those who get something."""
    district = cast.acts_for[f"{cast.orgs['district'].id}:{Post.CHAIR}"]
    folk = _some(cast)
    firms = [cast.orgs[f"employer-{n}"].id for n in range(9)]
    stores.plant(district, [worker(one) for one in folk], firms, _standing_in)


def _some(cast: Cast) -> list[Person]:
    """The first account, and forty members who are no accounts."""
    return [cast.people[0], *[one for one in cast.people[len(ACCOUNTS) :] if one.joined_on][:40]]


def _union_actor(cast: Cast, path: str) -> Actor:
    union = next(org for org in cast.orgs.values() if org.path == path)
    for post in (Post.CHAIR, Post.OFFICER):
        if found := cast.acts_for.get(f"{union.id}:{post}"):
            return found
    raise LookupError(f"nobody acts for {union.name}")


def _bulletin(cast: Cast) -> None:
    chair = cast.acts_for[f"{cast.orgs['district'].id}:{Post.CHAIR}"]
    bulletin.publish(_standing_in, chair, lambda firm: cast.acts_for[f"{firm}:{Post.RESPONDER}"])


PARTS: dict[str, tuple[Callable[[Actor, UUID, StoryEvent], Any], str]] = {
    "accept": (lambda a, c, e: feedback.accept(a, case_id=c, text=e.text), "union"),
    "ask_firm": (lambda a, c, e: feedback.ask_firm(a, case_id=c, text=e.text), "union"),
    "firm_reply": (
        lambda a, c, e: feedback.firm_reply(a, case_id=c, text=e.text, done=True),
        "firm",
    ),
    "reply": (lambda a, c, e: feedback.reply(a, case_id=c, text=e.text, ask_verdict=True), "union"),
    "note": (lambda a, c, e: feedback.note(a, case_id=c, text=e.text), "union"),
    "add_word": (lambda a, c, e: feedback.add_word(a, case_id=c, text=e.text), "author"),
    "withdraw": (lambda a, c, e: feedback.withdraw(a, case_id=c, text=e.text), "author"),
    "verdict_ok": (
        lambda a, c, e: feedback.verdict(
            a, case_id=c, said="solved", stars=e.stars or 5, text=e.text
        ),
        "author",
    ),
    "verdict_partly": (
        lambda a, c, e: feedback.verdict(
            a, case_id=c, said="partly", stars=e.stars or 3, text=e.text
        ),
        "author",
    ),
    "verdict_back": (
        lambda a, c, e: feedback.verdict(
            a, case_id=c, said="back", stars=e.stars or 1, text=e.text
        ),
        "author",
    ),
}


def accounts() -> list[dict[str, str]]:
    """Who the demo accounts are, for the terminal."""
    words = {
        "worker": "职工 worker",
        "district_cadre": "区总工会干部 district cadre",
        "town_cadre": "街道工会干部 town cadre",
        "firm_responder": "单位经办人 firm's responder",
        "platform_administrator": "平台管理员 platform administrator",
        "enterprise_chair": "企业工会主席 enterprise-union chair",
    }
    return [{"phone": a.phone, "who": f"{words[a.role]} · {a.name}"} for a in ACCOUNTS]
