"""The world's cases in every position, and one row of everything else the house keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from niangjia.kernel.acts.models import Audit, Erasure, Hold, Look, Once, Seal
from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.models import DayCount, Rate
from niangjia.kernel.cases.models import Author, Board, Case, Event, Seat
from niangjia.kernel.notices.models import Broadcast, Delivery, Notice, Preference, Wording
from niangjia.kernel.people.models import DevSms, Import, ImportFile, ImportRow, SetupLink

from . import (
    comforts,
    figures,
    gifts,
    helped,
    hung,
    letters,
    lists,
    mediations,
    parcels,
    polls,
    promises,
    stocks,
    talks,
    together,
    visited,
)
from .country import unions
from .hats import FAR, THEN, World, canary

DUE = THEN + timedelta(days=60)
FINAL = ("closed", "withdrawn")


def sow(world: World) -> None:
    """All of it."""
    for union in unions(world, "grassroots"):
        _of_a_union(world, union)
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
    _boards_and_notices(world)
    _ways(world)
    _casts(world)
    promises.sow(world)
    polls.sow(world)
    gifts.sow(world)
    lists.sow(world)
    stocks.sow(world)
    visited.sow(world)
    helped.sow(world)
    stocks.sow_claimed(world)
    figures.sow(world)
    comforts.sow(world)
    _imports(world)
    hung.sow(world)
    _holds(world)
    together.sow(world)
    letters.sow(world)
    mediations.sow(world)
    parcels.sow(world)
    _logs(world)


def _of_a_union(world: World, union: str) -> None:
    """Own, closed, with the firm, once with the firm, with the town, lent to the union beside."""
    town, firm, asker = union[:2], f"{union}-firm", f"{union}-asker"
    beside = town + {"x": "y", "y": "x"}[union[2]]
    _case(world, f"{union}.own", union, "accepted", asker, firm)
    _case(world, f"{union}.closed", union, "closed", asker, firm)
    _case(world, f"{union}.town", town, "received", asker, firm, visibility="upper")
    seated = _case(world, f"{union}.seated", union, "with_firm", asker, firm)
    _seat(world, seated, firm, "firm")
    past = _case(world, f"{union}.past", union, "accepted", asker, firm)
    _seat(world, past, firm, "firm", ended=True)
    lent = _case(world, f"{union}.lent", union, "accepted", asker, firm)
    _seat(world, lent, beside, "union")
    _case(world, f"{union}.merged", union, "merged", asker, firm)
    offered = _case(world, f"{union}.offered", union, "accepted", passing="declined")
    _seat(world, offered, beside, "union", state="offered")
    talks.add(world, offered, union, beside)


def _case(
    world: World, key: str, org: str, state: str, author: str = "", firm: str = "", **more: Any
) -> Case:
    at, there = world.orgs[org], world.orgs.get(firm)
    case = world.add(
        Case(
            id=new_id(),
            service="feedback",
            kind="review",
            number=f"N-{key}",
            org_id=at.id,
            org_root=at.root,
            org_path=at.path,
            title=canary("title", key),
            text=canary("case", key),
            board="welfare",
            stars=3,
            state=state,
            created_at=THEN,
            moved_at=THEN,
            firm_id=there.id if there else None,
            firm_name=there.name if there else "",
            due_at=None if state in FINAL else DUE,
            closed_at=THEN if state in FINAL else None,
            **more,
        )
    )
    world.cases[key] = case
    if author:
        world.authors[case.id] = world.add(
            Author(
                case_id=case.id,
                person_id=world.people[author].id,
                org_root=at.root,
                org_path=at.path,
            )
        )
    for audience in Event.Audience.values:
        _event(world, case, key, audience)
    return case


def _event(world: World, case: Case, key: str, audience: str) -> None:
    name = f"{key}/{audience}"
    world.add(
        Event(
            id=new_id(),
            case_id=case.id,
            org_root=case.org_root,
            at=THEN,
            verb="says",
            state=case.state,
            audience=audience,
            speaker=canary("speaker", name),
            text=canary("event", name),
            org_id=case.org_id,
            due_at=case.due_at,
        )
    )


def _seat(
    world: World,
    case: Case,
    org: str,
    capacity: str,
    ended: bool = False,
    state: str = "waiting",
) -> None:
    at = world.orgs[org]
    world.add(
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
            state=state,
            due_at=case.due_at,
        )
    )


def _boards_and_notices(world: World) -> None:
    for key, org in world.orgs.items():
        if org.kind == "union":
            world.add(
                Board(
                    id=new_id(),
                    service="feedback",
                    org_id=org.id,
                    org_root=org.root,
                    org_path=org.path,
                    key="extra",
                    title=canary("board", key),
                )
            )
    for key, person in world.people.items():
        world.add(
            Notice(
                id=new_id(),
                person_id=person.id,
                service="feedback",
                at=THEN,
                title=canary("notice", key),
                text=canary("note", key),
            )
        )


def _ways(world: World) -> None:
    """What people chose, and one delivery each that left long ago."""
    for notice in world.all(Notice):
        world.add(Preference(person_id=notice.person_id, changed_at=THEN))
        world.add(
            Delivery(
                id=new_id(),
                notice_id=notice.id,
                person_id=notice.person_id,
                channel="sms",
                state="sent",
                due_at=THEN,
                moved_at=THEN,
                at=THEN,
            )
        )


def _casts(world: World) -> None:
    """What the district, a town, a union and another district said, and in whose name."""
    for key in ("a", "a1", "a1x", "b"):
        org, hat = world.orgs[key], world.hats[f"{key}.officer"]
        place = {"org_id": org.id, "org_root": org.root, "org_path": org.path}
        world.add(
            Broadcast(
                id=new_id(),
                org_name=org.name,
                title=canary("cast", key),
                text=canary("said", key),
                state="done",
                by_id=hat.person.id,
                by_name=canary("speaker", f"cast/{key}"),
                total=1,
                told=1,
                created_at=THEN,
                **place,
            )
        )
        world.add(
            Wording(
                id=new_id(),
                mail=canary("words", key),
                changed_by=canary("writer", key),
                changed_at=THEN,
                **place,
            )
        )


def _holds(world: World) -> None:
    """Both districts hold a case of a union below."""
    for key in ("a1x.own", "a2x.own", "b2y.own"):
        case, officer = world.cases[key], world.hats[f"{key[0]}.officer"]
        world.add(
            Hold(
                id=new_id(),
                object_kind="case",
                object_id=case.id,
                number=case.number,
                org_root=case.org_root,
                org_path=case.org_path,
                reason=canary("hold", key),
                by_id=officer.person.id,
                by_name=officer.person.name,
                since=THEN,
            )
        )
    world.add(Erasure(id=new_id(), at=THEN))


def _imports(world: World) -> None:
    for key in ("a", "a1", "b"):
        org, hat = world.orgs[key], world.hats[f"{key}.officer"]
        run = world.add(
            Import(
                id=new_id(),
                kind="people",
                file_name=canary("import", key),
                org_id=org.id,
                org_root=org.root,
                org_path=org.path,
                by_id=hat.person.id,
                by_name=hat.person.name,
                by_post=hat.post.value,
            )
        )
        world.add(ImportFile(run_id=run.id, content=canary("file", key)))
        world.add(ImportRow(run_id=run.id, number=1, data=canary("line", key), state="good"))


def _logs(world: World) -> None:
    for key in ("a", "a1", "a1x", "b2y"):
        org, hat = world.orgs[key], world.hats[f"{key}.officer"]
        world.add(
            Audit(
                id=new_id(),
                at=THEN,
                epoch=0,
                tx=1,
                person_id=hat.person.id,
                post="officer",
                org_root=org.root,
                org_path=org.path,
                purpose="test",
                action="feedback.accepted",
                object_kind="feedback",
            )
        )
        asker = world.people["a1x-asker" if key[0] == "a" else "b2y-asker"]
        world.add(
            Audit(
                id=new_id(),
                at=THEN,
                epoch=0,
                tx=2,
                person_id=asker.id,
                post="worker",
                org_root=org.root,
                org_path=org.path,
                purpose="test",
                action="feedback.opened",
                object_kind="feedback",
            )
        )
        world.add(
            Look(
                id=new_id(),
                at=THEN,
                subject_id=asker.id,
                viewer_id=hat.person.id,
                viewer=hat.person.name,
                org=org.name,
                what="feedback.author",
            )
        )
        world.add(Once(person_id=hat.person.id, key=f"form:{key}", hash=digest(key)))
    world.add(
        Audit(
            id=new_id(),
            at=THEN,
            epoch=0,
            tx=1,
            post="admin",
            org_root="",
            org_path="",
            purpose="setup",
            action="setup.done",
            object_kind="setup",
        )
    )
    world.add(
        Seal(
            number=-1,
            at=THEN,
            epoch=0,
            from_tx=0,
            until_tx=1,
            rows=0,
            root="0" * 64,
            previous="",
            digest="0" * 64,
            signature="0" * 128,
        )
    )
    world.add(Rate(key="test", seconds=60, period=1, hits=1))
    for n in (19, 20):
        world.add(DayCount(what="mood", place=f"33.{n}.", day=THEN.date(), n=n))
    world.add(DevSms(id=new_id(), phone="13800000001", text=canary("sms", "1"), at=THEN))
    world.add(SetupLink(digest=digest("setup"), created_at=THEN, expires_at=FAR))
