"""The tree: created, moved with all that hangs on it, closed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from niangjia.kernel.acts.models import Audit
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.people.actions import orgs as actions
from niangjia.kernel.people.models import Appointment, Membership, Org, OrgSettings, Person
from tests.kit.world import World

CARRIERS = (
    (Org, "path"),
    (Person, "home_path"),
    (Membership, "org_path"),
    (Appointment, "org_path"),
    (OrgSettings, "org_path"),
)


def below(path: str) -> dict[str, int]:
    """How many rows of each kind stand at a path or below it."""
    return {
        model.__name__: model._default_manager.filter(**{f"{column}__startswith": path}).count()
        for model, column in CARRIERS
    }


def cases_below(path: str) -> dict[str, int]:
    """The same for other rooms' tables, by their column."""
    found = {}
    with connection.cursor() as cursor:
        for table in ("cases_case", "cases_author", "cases_seat"):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE starts_with(org_path, %s)", [path])
            found[table] = cursor.fetchone()[0]
    return found


@pytest.mark.parametrize("hat", ["a.officer", "a.admin"])
def test_everything_moves_with_its_union(small_world: World, seeding: Any, hat: str) -> None:
    union, town = small_world.orgs["a1x"], small_world.orgs["a2"]
    with seeding():
        OrgSettings.objects.create(org=union, org_path=union.path, brand="百川之家")
        before, cases = below(union.path), cases_below(union.path)
    assert all(before.values()) and cases["cases_case"]
    url = reverse("people:org_move", args=[union.id])
    sent = small_world.client(hat).post(url, {"parent": "Ca2"})
    assert sent.status_code == 302, sent.content.decode()
    with seeding():
        moved = Org.objects.get(id=union.id)
        assert moved.path == f"{town.path}u10."
        assert moved.parent_id == town.id
        assert below(moved.path) == before
        assert cases_below(moved.path) == cases
        assert not any(below(union.path).values())
        assert not any(cases_below(union.path).values())
        audit = Audit.objects.get(action="orgs.moved")
    assert (audit.object_id, audit.org_path) == (union.id, moved.path)


def test_sight_moves_too(small_world: World) -> None:
    union, person = small_world.orgs["a1x"], small_world.people["a1x-asker"]
    page = reverse("people:person", args=[person.id])
    old, new = small_world.client("a1.officer"), small_world.client("a2.officer")
    assert (old.get(page).status_code, new.get(page).status_code) == (200, 404)
    small_world.client("a.chair").post(
        reverse("people:org_move", args=[union.id]), {"parent": "Ca2"}
    )
    assert (old.get(page).status_code, new.get(page).status_code) == (404, 200)


@pytest.mark.parametrize(
    ("hat", "org", "parent", "why"),
    [
        ("a.officer", "a1", "Ca1x", "不能移到自己"),
        ("a.officer", "a1x", "Ca1y-firm", "没有找到"),
        ("a.officer", "a1x", "Cb1", "没有找到"),
        ("city.admin", "a1x", "Cb1", "不能移到别的区"),
        ("city.admin", "a", "Ccity", "行政区划"),
        ("a.officer", "a1", "Ca2", "不能放在"),
    ],
)
def test_what_cannot_move_is_said(
    small_world: World, hat: str, org: str, parent: str, why: str
) -> None:
    url = reverse("people:org_move", args=[small_world.orgs[org].id])
    sent = small_world.client(hat).post(url, {"parent": parent})
    assert sent.status_code == 422
    assert why in sent.content.decode()


@pytest.mark.parametrize("parent", ["b1", "a"])
def test_the_door_itself_refuses_what_the_rules_would(small_world: World, parent: str) -> None:
    """Also from inside: beyond one's part, or to a place that is not below the parent."""
    union = small_world.orgs["a1x"]
    arguments = [union.id, small_world.orgs[parent].id, "33.01.92.t1.u77."]
    with (
        pytest.raises(Exception, match="not a move"),
        small_world.acting("a.officer"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT api.move_org(%s, %s, %s)", arguments)


def test_closing_waits_until_nobody_is_left(small_world: World, seeding: Any) -> None:
    client, union = small_world.client("a1.officer"), small_world.orgs["a1x"]
    url = reverse("people:org_close", args=[union.id])
    assert "还有会员在这里" in client.post(url, {}).content.decode()
    with seeding():
        Person.objects.filter(home_org=union).update(state="closed")
    assert "还有用人单位" in client.post(url, {}).content.decode()
    with seeding():
        Org.objects.filter(union=union).update(union=None)
    assert client.post(url, {}).status_code == 302
    with seeding():
        assert Org.objects.get(id=union.id).state == "closed"
        posts = Appointment.objects.filter(org=union, until=None)
        assert not posts.exists()


def test_a_number_is_never_given_twice(small_world: World, seeding: Any) -> None:
    town, facts = small_world.orgs["a1"].id, actions.OrgFacts("甲厂")
    paths = set()
    with small_world.acting("a1.officer") as act:
        assert act.actor is not None
        for _ in range(3):
            made = actions.create_org(
                act.actor, parent_id=town, kind="employer", level="", facts=facts
            )
            actions.close_org(act.actor, org_id=made.id)
            paths.add(made.org_path)
    assert len(paths) == 3


def test_the_administrator_builds_a_district_that_is_its_own_root(
    small_world: World, seeding: Any
) -> None:
    client = small_world.client("city.admin")
    sent = client.post(
        reverse("people:org_new"),
        {
            "kind": "union",
            "level": "county",
            "parent": "Ccity",
            "name": "临江区总工会",
            "region": "330199",
        },
    )
    assert sent.status_code == 302, sent.content.decode()
    with seeding():
        made = Org.objects.get(name="临江区总工会")
    assert (made.path, made.root, made.code) == ("33.01.99.", "33.01.99.", "330199")
    sent = client.post(
        reverse("people:person_new"),
        {"name": "赵晓敏", "phone": "13811112222", "union": "330199", "joined_on": "2024-01-01"},
    )
    assert sent.status_code == 302, sent.content.decode()
    page = reverse("people:appoint", args=[made.id])
    (found,) = client.get(page, {"q": "赵晓敏"}).context["people"]
    sent = client.post(
        page, {"person": str(found["row"].id), "role": "chair", "since": "2024-01-01"}
    )
    assert sent.status_code == 302, sent.content.decode()
    with seeding():
        held = Appointment.objects.get(person__name="赵晓敏")
        assert Membership.objects.get(person__name="赵晓敏").number == "33019900000001"
    assert (held.org_root, held.post) == ("33.01.99.", "chair")


def test_a_town_cannot_be_made_elsewhere(small_world: World) -> None:
    with small_world.acting("a1.officer") as act, pytest.raises(Refusal):
        assert act.actor is not None
        actions.create_org(
            act.actor,
            parent_id=small_world.orgs["b1"].id,
            kind="employer",
            level="",
            facts=actions.OrgFacts("甲厂"),
        )
