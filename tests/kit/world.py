"""A small country to test on: two districts, and everything twice in each.

    330191 "a"                             330192 "b": the same again
      town a1        town a2
        union a1x      union a2x             each union with its employer (a1x-firm …), a worker
        union a1y      union a2y             who asks, a colleague, and cases in every position

Above both stands a city, beside the workers of a1x a person whose post at a1 has ended. Every text
holds a canary that occurs nowhere else, so that a page can be searched for what it must not show.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from niangjia.kernel.acts.acting import acting
from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import DATABASE_ROLES, Post
from niangjia.kernel.cases.models import Author, Board, Case, Event, Seat
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.people.models import (
    Account,
    Appointment,
    Membership,
    Org,
    OrgSettings,
    Person,
    Session,
    Token,
)
from niangjia.kernel.people.sessions import SessionStore

from .sowing import seeding

THEN = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
FAR = datetime(2099, 1, 1, tzinfo=UTC)
UNION_POSTS = (Post.OFFICER, Post.CHAIR)


@dataclass(frozen=True, slots=True)
class Hat:
    """Somebody in one capacity, and the secrets that prove it."""

    key: str
    person: Person
    post: Post
    org: Org
    appointment: Appointment | None = None

    @property
    def role(self) -> str:
        """The database role this capacity enters."""
        return DATABASE_ROLES[self.post]

    @property
    def cookie(self) -> str:
        """The session cookie."""
        return f"cookie-of-{self.key}"

    @property
    def bearer(self) -> str:
        """The bearer token."""
        return f"bearer-of-{self.key}"


@dataclass(slots=True)
class World:
    """Everything by short keys: `orgs["a1x"]`, `hats["a1x.chair"]`, `cases["a1x.seated"]`."""

    orgs: dict[str, Org] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    hats: dict[str, Hat] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    authors: dict[UUID, Author] = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    boards: list[Board] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)

    def act(self, key: str, purpose: str = "test") -> Act:
        """An act of the hat `key`, not yet begun."""
        return Act("session", self.hats[key].cookie, purpose)

    @contextmanager
    def acting(self, key: str, purpose: str = "test") -> Iterator[Act]:
        """Act as the hat `key`."""
        with acting(self.act(key, purpose)) as act:
            yield act

    def client(self, key: str) -> Client:
        """A browser in which the hat `key` is logged in; an empty key is nobody."""
        client = Client()
        if key:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.hats[key].cookie
        return client

    def bearer(self, key: str) -> dict[str, str]:
        """Headers of a program acting for the hat `key`."""
        return {"Authorization": f"Bearer {self.hats[key].bearer}"}


def canary(table: str, key: str) -> str:
    """A text that occurs in one row of the world only."""
    return f"[{table}:{key}]"


def build() -> World:
    """Make the world and write it as the keeper, in a dozen statements."""
    world = World()
    _orgs(world)
    _people(world)
    _cases(world)
    _write(world)
    return world


def _org(world: World, key: str, kind: str, path: str, parent: str = "", **more: Any) -> Org:
    root = path if len(path) <= len("33.01.91.") else path[: len("33.01.91.")]
    above = world.orgs.get(parent)
    org = Org(
        id=new_id(),
        kind=kind,
        name=canary("org", key),
        short=key,
        code=f"C{key}",
        path=path,
        root=root,
        parent_id=above.id if above else None,
        **more,
    )
    world.orgs[key] = org
    return org


def _orgs(world: World) -> None:
    _org(world, "city", "union", "33.01.", level="city")
    for district, number in (("a", "91"), ("b", "92")):
        top = f"33.01.{number}."
        _org(world, district, "union", top, "city", level="county")
        for town in ("1", "2"):
            t = _org(world, f"{district}{town}", "union", f"{top}t{town}.", district, level="town")
            for letter in ("x", "y"):
                key = t.short + letter
                _org(world, key, "union", f"{t.path}u{letter}.", t.short, level="grassroots")
                _org(
                    world,
                    f"{key}-firm",
                    "employer",
                    f"{top}f{town}{letter}.",
                    district,
                    headcount=80,
                    union_id=world.orgs[key].id,
                )


def unions(world: World, level: str) -> list[str]:
    """Keys of the unions of one level."""
    return [key for key, org in world.orgs.items() if org.level == level]


def _person(world: World, key: str, home: str, employer: str = "") -> Person:
    org = world.orgs[home]
    person = Person(
        id=new_id(),
        name=canary("person", key),
        identity=2,
        home_org_id=org.id,
        home_path=org.path,
        home_root=org.root,
        joined_on=LONG_AGO,
        employer_id=world.orgs[employer].id if employer else None,
    )
    world.people[key] = person
    hat = f"{key}.worker" if "." in key else key
    world.hats[hat] = Hat(hat, person, Post.WORKER, org)
    world.memberships.append(
        Membership(
            person_id=person.id,
            org_id=org.id,
            org_root=org.root,
            org_path=org.path,
            number=canary("m", key),
            since=LONG_AGO,
        )
    )
    return person


def _hat(
    world: World,
    key: str,
    post: Post,
    org: str,
    *,
    person: str = "",
    since: date = LONG_AGO,
    until: date | None = None,
) -> None:
    at = world.orgs[org]
    who = world.people.get(person) or _person(world, key, _home(org))
    appointment = Appointment(
        id=new_id(),
        person_id=who.id,
        org_id=at.id,
        org_root=at.root,
        org_path=at.path,
        post=post.value,
        title=canary("post", key),
        since=since,
        until=until,
    )
    world.appointments.append(appointment)
    world.hats[key] = Hat(key, who, post, at, appointment)


def _home(org: str) -> str:
    return org.removesuffix("-firm")


def _people(world: World) -> None:
    for union in ["city", *unions(world, "county"), *unions(world, "town")]:
        for post in (*UNION_POSTS, Post.CALLER):
            _hat(world, f"{union}.{post}", post, union)
    for district in unions(world, "county"):
        _hat(world, f"{district}.admin", Post.ADMIN, district)
    for union in unions(world, "grassroots"):
        _person(world, f"{union}-asker", union, f"{union}-firm")
        _person(world, f"{union}-colleague", union, f"{union}-firm")
        for post in UNION_POSTS:
            _hat(world, f"{union}.{post}", post, union)
        _hat(world, f"{union}-firm.responder", Post.RESPONDER, f"{union}-firm")
    today = datetime.now(UTC).date()
    _person(world, "retired", "a1x", "a1x-firm")
    _hat(
        world,
        "retired.officer",
        Post.OFFICER,
        "a1",
        person="retired",
        until=today - timedelta(days=3),
    )
    _person(world, "fired", "a1x", "a1x-firm")
    _hat(
        world,
        "fired.responder",
        Post.RESPONDER,
        "a1x-firm",
        person="fired",
        until=today - timedelta(days=3),
    )
    _person(world, "coming", "a1x", "a1x-firm")
    _hat(
        world,
        "coming.officer",
        Post.OFFICER,
        "a1",
        person="coming",
        since=today + timedelta(days=30),
    )


def _case(
    world: World, key: str, org: str, state: str, author: str = "", firm: str = "", **more: Any
) -> Case:
    at = world.orgs[org]
    final = state in ("closed", "withdrawn")
    case = Case(
        id=new_id(),
        service="feedback",
        kind="review",
        number=f"N-{key}",
        org_root=at.root,
        org_id=at.id,
        org_path=at.path,
        title=canary("title", key),
        text=canary("case", key),
        board="welfare",
        stars=3,
        state=state,
        created_at=THEN,
        moved_at=THEN,
        firm_id=world.orgs[firm].id if firm else None,
        firm_name=world.orgs[firm].name if firm else "",
        due_at=None if final else THEN + timedelta(days=60),
        closed_at=THEN if final else None,
        **more,
    )
    world.cases[key] = case
    if author:
        world.authors[case.id] = Author(
            case_id=case.id, person_id=world.people[author].id, org_root=at.root, org_path=at.path
        )
    for audience in Event.Audience.values:
        world.events.append(
            Event(
                id=new_id(),
                case_id=case.id,
                org_root=at.root,
                at=THEN,
                verb="says",
                state=state,
                audience=audience,
                speaker=canary("speaker", f"{key}/{audience}"),
                text=canary("event", f"{key}/{audience}"),
            )
        )
    return case


def _seat(world: World, case: Case, org: str, capacity: str, ended: bool = False) -> None:
    at = world.orgs[org]
    world.seats.append(
        Seat(
            id=new_id(),
            case_id=case.id,
            org_root=case.org_root,
            org_path=case.org_path,
            org_id=at.id,
            org_name=canary("seat", f"{case.number}/{org}"),
            capacity=capacity,
            since=THEN,
            until=THEN if ended else None,
            due_at=case.due_at,
        )
    )


def _cases(world: World) -> None:
    for union in unions(world, "grassroots"):
        town, firm, asker = union[:2], f"{union}-firm", f"{union}-asker"
        other = {"x": "y", "y": "x"}[union[2]]
        _case(world, f"{union}.own", union, "accepted", asker, firm)
        _case(world, f"{union}.closed", union, "closed", asker, firm)
        seated = _case(world, f"{union}.seated", union, "with_firm", asker, firm)
        _seat(world, seated, firm, "firm")
        past = _case(world, f"{union}.past", union, "accepted", asker, firm)
        _seat(world, past, firm, "firm", ended=True)
        _case(world, f"{union}.town", town, "received", asker, firm, visibility="upper")
        lent = _case(world, f"{union}.lent", union, "accepted", asker, firm)
        _seat(world, lent, f"{town}{other}", "union")
    for district in unions(world, "county"):
        _case(
            world,
            f"{district}.imported",
            district,
            "received",
            origin="imported",
            source_id=f"S-{district}",
            counted=False,
        )
        _case(world, f"{district}.answered", district, "answered", origin="phone")
    for key, org in world.orgs.items():
        if org.kind == "union":
            world.boards.append(
                Board(
                    service="feedback",
                    org_id=org.id,
                    org_root=org.root,
                    org_path=org.path,
                    key="extra",
                    title=canary("board", key),
                )
            )
    for key, person in world.people.items():
        world.notices.append(
            Notice(
                person_id=person.id,
                service="feedback",
                title=canary("notice", key),
                text=canary("note", key),
                at=THEN,
            )
        )


def _write(world: World) -> None:
    with seeding():
        Org.objects.bulk_create(world.orgs.values())
        OrgSettings.objects.bulk_create(
            OrgSettings(org_id=org.id, org_path=org.path, hotline=canary("hotline", key))
            for key, org in world.orgs.items()
            if org.level in ("city", "county")
        )
        Person.objects.bulk_create(world.people.values())
        Membership.objects.bulk_create(world.memberships)
        Appointment.objects.bulk_create(world.appointments)
        world.accounts = [
            Account(id=new_id(), person_id=person.id, password="!", phone_verified=True)
            for person in world.people.values()
        ]
        Account.objects.bulk_create(world.accounts)
        _write_secrets(world)
        Case.objects.bulk_create(world.cases.values())
        for rows in (
            world.authors.values(),
            world.seats,
            world.events,
            world.boards,
            world.notices,
        ):
            made = list(rows)
            type(made[0])._default_manager.bulk_create(made)


def _write_secrets(world: World) -> None:
    accounts = {account.person_id: account for account in world.accounts}
    store = SessionStore()
    Session.objects.bulk_create(
        Session(
            session_key=digest(hat.cookie),
            expire_date=FAR,
            person_id=hat.person.id,
            appointment_id=hat.appointment.id if hat.appointment else None,
            session_data=store.encode(_session(accounts[hat.person.id], hat)),
        )
        for hat in world.hats.values()
    )
    Token.objects.bulk_create(
        Token(
            person_id=hat.person.id,
            digest=digest(hat.bearer),
            expires_at=FAR,
            label=canary("token", hat.key),
            appointment_id=hat.appointment.id if hat.appointment else None,
        )
        for hat in world.hats.values()
    )


def _session(account: Account, hat: Hat) -> dict[str, Any]:
    found = {
        "_auth_user_id": str(account.pk),
        "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
        "_auth_user_hash": account.get_session_auth_hash(),
    }
    if hat.appointment:
        found["capacity"] = str(hat.appointment.id)
    return found
