"""The world's organisations, people, posts, and the secrets by which they log in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings

from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Post
from niangjia.kernel.people.models import (
    Account,
    Appointment,
    Membership,
    Org,
    OrgCounter,
    OrgSettings,
    Person,
    Session,
    Token,
)
from niangjia.kernel.people.sessions import SessionStore

from .hats import FAR, LONG_AGO, Hat, World, canary

UNION_POSTS = (Post.OFFICER, Post.CHAIR)
ROOT = len("33.01.91.")


def plant(world: World) -> None:
    """All of it, top down."""
    _orgs(world)
    _people(world)
    _posts_out_of_date(world)
    _secrets(world)


def unions(world: World, level: str) -> list[str]:
    """Keys of the unions of one level."""
    return [key for key, org in world.orgs.items() if org.level == level]


def _org(world: World, key: str, kind: str, path: str, parent: str = "", **more: Any) -> Org:
    above = world.orgs.get(parent)
    org = world.add(
        Org(
            id=new_id(),
            kind=kind,
            name=canary("org", key),
            short=key,
            code=f"C{key}",
            path=path,
            root=path[:ROOT],
            parent_id=above.id if above else None,
            **more,
        )
    )
    world.orgs[key] = org
    world.add(OrgCounter(org_id=org.id, children=9))
    if org.level in ("city", "county"):
        world.add(OrgSettings(org_id=org.id, org_path=path, hotline=canary("hotline", key)))
    return org


def _orgs(world: World) -> None:
    _org(world, "city", "union", "33.01.", level="city")
    for district, number in (("a", "91"), ("b", "92")):
        _org(world, district, "union", f"33.01.{number}.", "city", level="county")
        for town in (f"{district}1", f"{district}2"):
            path = f"33.01.{number}.t{town[1]}."
            _org(world, town, "union", path, district, level="town")
            for key in (f"{town}x", f"{town}y"):
                _pair(world, town, key, path)


def _pair(world: World, town: str, key: str, path: str) -> None:
    """An enterprise union, and its employer beside it."""
    union = _org(world, key, "union", f"{path}u{key[2]}.", town, level="grassroots")
    _org(
        world, f"{key}-firm", "employer", f"{path}f{key[2]}.", town, headcount=80, union_id=union.id
    )


def _person(world: World, key: str, home: str, employer: str = "") -> Person:
    org = world.orgs[home]
    person = world.add(
        Person(
            id=new_id(),
            name=canary("person", key),
            identity=2,
            home_org_id=org.id,
            home_path=org.path,
            home_root=org.root,
            joined_on=LONG_AGO,
            employer_id=world.orgs[employer].id if employer else None,
        )
    )
    world.people[key] = person
    hat = f"{key}.worker" if "." in key else key
    world.hats[hat] = Hat(hat, person, Post.WORKER, org)
    world.add(
        Membership(
            person_id=person.id,
            org_id=org.id,
            org_root=org.root,
            org_path=org.path,
            number=canary("m", key),
            since=LONG_AGO,
        )
    )
    world.add(Account(id=new_id(), person_id=person.id, password="!", phone_verified=True))
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
    valid: bool = True,
) -> None:
    at = world.orgs[org]
    who = world.people.get(person) or _person(world, key, org.removesuffix("-firm"))
    appointment = world.add(
        Appointment(
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
    )
    world.hats[key] = Hat(key, who, post, at, appointment, valid)


def _people(world: World) -> None:
    for union in ["city", *unions(world, "county"), *unions(world, "town")]:
        for post in (*UNION_POSTS, Post.CALLER):
            _hat(world, f"{union}.{post}", post, union)
    for union in ["city", *unions(world, "county")]:
        _hat(world, f"{union}.admin", Post.ADMIN, union)
    _hat(world, "b2.second-caller", Post.CALLER, "b2", person="a.admin")
    for union in unions(world, "grassroots"):
        _person(world, f"{union}-asker", union, f"{union}-firm")
        _person(world, f"{union}-colleague", union, f"{union}-firm")
        for post in UNION_POSTS:
            _hat(world, f"{union}.{post}", post, union)
        _hat(world, f"{union}-firm.responder", Post.RESPONDER, f"{union}-firm")


def _posts_out_of_date(world: World) -> None:
    today = datetime.now(UTC).date()
    past, future = today - timedelta(days=3), today + timedelta(days=30)
    for person in ("retired", "fired", "coming"):
        _person(world, person, "a1x", "a1x-firm")
    _hat(world, "retired.officer", Post.OFFICER, "a1", person="retired", until=past, valid=False)
    _hat(
        world,
        "fired.responder",
        Post.RESPONDER,
        "a1x-firm",
        person="fired",
        until=past,
        valid=False,
    )
    _hat(world, "coming.officer", Post.OFFICER, "a1", person="coming", since=future, valid=False)


def _secrets(world: World) -> None:
    accounts = {account.person_id: account for account in world.all(Account)}
    store = SessionStore()
    for hat in world.hats.values():
        post = hat.appointment.id if hat.appointment else None
        data = store.encode(_session(accounts[hat.person.id], hat))
        world.add(
            Session(
                session_key=digest(hat.cookie),
                expire_date=FAR,
                session_data=data,
                person_id=hat.person.id,
                appointment_id=post,
            )
        )
        world.add(
            Token(
                digest=digest(hat.bearer),
                expires_at=FAR,
                label=canary("token", hat.key),
                person_id=hat.person.id,
                appointment_id=post,
            )
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
