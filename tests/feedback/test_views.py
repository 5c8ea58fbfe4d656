"""Kept filters: what they ask, who sees them, and what stands beside the tabs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.context import actor
from niangjia.kernel.cases.door import queries
from niangjia.kernel.cases.models import Case
from niangjia.kernel.desks import rules as desk_rules
from niangjia.kernel.desks.models import View
from niangjia.services.feedback import rules
from niangjia.services.feedback.queries import sieve
from tests.kit.sowing import seeding
from tests.kit.world import World

OFFICER, CHAIR = "a1x.officer", "a1x.chair"
NEW = reverse("feedback_desk:view_new")
LIST = reverse("feedback_desk:inbox")


def keep(world: World, hat: str, name: str, asked: str, key: str = "", **more: str) -> int:
    """Keep a filter by its form."""
    fields = {"name": name, "key": key or f"k-{name}", **more}
    return world.client(hat).post(f"{NEW}?{asked}", fields).status_code


def shown(world: World, hat: str, asked: str = "") -> str:
    return world.client(hat).get(f"{LIST}?{asked}" if asked else LIST).content.decode()


def numbers(world: World, hat: str, **asked: str) -> set[str]:
    """Numbers of the cases a filter lets through."""
    with world.acting(hat):
        wanted = sieve.wanted(sieve.read(asked), "open", actor().org_root)
        page = queries.inbox(actor(), rules.SERVICE, wanted, 200)
        return {row.number for row in page.items}


NARROWED: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({"firm": "恒达"}, {"firm_id": None}),
    ({"origin": "visit"}, {"origin": "visit"}),
    ({"age": "7"}, {"created_at": timedelta(days=-8)}),
    ({"stars": "2"}, {"stars": 1}),
    ({"mine": "1"}, {"handler_id": None}),
    ({"by": "2000-01-01"}, {"due_at": timedelta(days=-20000)}),
]


@pytest.mark.row("000-21")
@pytest.mark.parametrize(("asked", "values"), NARROWED)
def test_every_part_of_a_filter_narrows(
    small_world: World, asked: dict[str, str], values: dict[str, Any]
) -> None:
    case, at = small_world.cases["a1x.own"], now()
    with seeding():
        Case.objects.filter(org_id=case.org_id).update(created_at=at, stars=4, handler_id=None)
        set_to = {
            name: at + value if isinstance(value, timedelta) else value
            for name, value in values.items()
        }
        if "handler_id" in set_to:
            set_to["handler_id"] = small_world.hats[OFFICER].person.id
        if "firm_id" in set_to:
            firm = small_world.orgs["a1x-firm"]
            asked = {"firm": firm.name}
            Case.objects.filter(org_id=case.org_id).update(firm_id=small_world.orgs["a1"].id)
            set_to["firm_id"] = firm.id
        Case.objects.filter(pk=case.pk).update(**set_to)
    everything = numbers(small_world, OFFICER, tab="open")
    assert numbers(small_world, OFFICER, tab="open", **asked) == {case.number} < everything


def test_what_an_address_cannot_mean_is_left_out() -> None:
    wrong = {"tab": "x", "age": "1e9", "by": "morgen", "mine": "yes", "stars": "-1", "zzz": "1"}
    assert sieve.read(wrong) == {}
    assert sieve.read({"q": " 宿舍 ", "by": today().isoformat()}) == {
        "q": "宿舍",
        "by": today().isoformat(),
    }


@pytest.mark.row("000-21")
def test_a_kept_filter_stands_beside_the_tabs_with_its_count(small_world: World) -> None:
    assert keep(small_world, OFFICER, "福利那些", "tab=open&board=welfare", pinned="on") == 302
    page = shown(small_world, OFFICER, "tab=todo")
    found = len(numbers(small_world, OFFICER, tab="open", board="welfare"))
    assert f"福利那些 <b>{found}</b>" in page
    assert 'aria-current="page">福利那些' in shown(small_world, OFFICER, "board=welfare&tab=open")
    assert "福利那些" not in shown(small_world, CHAIR, "tab=todo")


def test_the_desk_opens_with_the_chosen_filter(small_world: World) -> None:
    assert 'aria-current="page">老的' not in shown(small_world, OFFICER)
    keep(small_world, OFFICER, "老的", "tab=open&sort=old", first="on", pinned="on")
    assert 'aria-current="page">老的' in shown(small_world, OFFICER)
    keep(small_world, OFFICER, "新的", "tab=open&sort=new", first="on", pinned="on")
    assert 'aria-current="page">新的' in shown(small_world, OFFICER)
    with seeding():
        assert View.objects.filter(name="老的", first=True).count() == 0


def test_newcomers_begin_with_what_the_chair_gave(small_world: World) -> None:
    given = {"shared": "on", "pinned": "on", "opening": "on"}
    assert keep(small_world, OFFICER, "我来定", "tab=open", **given) == 422
    assert keep(small_world, CHAIR, "没分享", "tab=open", opening="on") == 422
    assert keep(small_world, CHAIR, "先看这些", "tab=open&sort=old", **given) == 302
    assert 'aria-current="page">先看这些' in shown(small_world, OFFICER)
    assert "先看这些" not in shown(small_world, "a1y.officer")
    keep(small_world, OFFICER, "我自己的", "tab=open&sort=new", first="on", pinned="on")
    assert 'aria-current="page">我自己的' in shown(small_world, OFFICER)
    assert keep(small_world, CHAIR, "换这个", "tab=open&stars=2", **given) == 302
    with seeding():
        assert [v.name for v in View.objects.filter(opening=True)] == ["换这个"]
    drop = reverse("feedback_desk:view_drop", args=[view_id("换这个")])
    assert small_world.client(CHAIR).post(drop).status_code == 302
    with seeding():
        assert not View.objects.filter(opening=True).exists()


def test_only_the_chair_shares(small_world: World) -> None:
    assert keep(small_world, OFFICER, "大家看", "tab=open", shared="on") == 422
    assert keep(small_world, CHAIR, "大家看", "tab=open&sort=old", shared="on", pinned="on") == 302
    assert "大家看" in shown(small_world, OFFICER, "tab=todo")
    assert "大家看" not in shown(small_world, "a1y.chair", "tab=todo")
    assert "大家看" not in shown(small_world, "a1.officer", "tab=todo")


def view_id(name: str) -> UUID:
    with seeding():
        return View.objects.get(name=name).pk


def post(world: World, hat: str, page: str, pk: UUID, **fields: str) -> int:
    return world.client(hat).post(reverse(f"feedback_desk:{page}", args=[pk]), fields).status_code


def test_deleted_and_had_back(small_world: World) -> None:
    keep(small_world, OFFICER, "留着", "tab=open&sort=old", pinned="on")
    pk = view_id("留着")
    assert post(small_world, CHAIR, "view_drop", pk) == 404
    assert post(small_world, OFFICER, "view_drop", pk) == 302
    assert "留着" not in shown(small_world, OFFICER, "tab=todo")
    page = small_world.client(OFFICER).get(reverse("feedback_desk:views")).content.decode()
    assert "放回来" in page
    assert post(small_world, OFFICER, "view_restore", pk) == 302
    assert "留着" in shown(small_world, OFFICER, "tab=todo")


def test_the_chair_clears_away_what_was_shared(small_world: World) -> None:
    """A chair who left must not leave filters behind that nobody can take down."""
    with seeding():
        view = View.objects.get(org_id=small_world.orgs["a1x"].id, shared=True)
        View.objects.filter(pk=view.pk).update(person_id=small_world.people["a1.officer"].id)
    assert post(small_world, OFFICER, "view_drop", view.pk) == 404
    assert post(small_world, CHAIR, "view", view.pk, name="x") == 404
    assert post(small_world, CHAIR, "view_drop", view.pk) == 302


def test_moving_changes_places_and_stops_at_the_end(small_world: World) -> None:
    for name in ("甲", "乙"):
        keep(small_world, OFFICER, name, "tab=open&sort=old")
    last = view_id("乙")
    for _ in range(4):
        assert post(small_world, OFFICER, "view_move", last, way="up") == 302
    with seeding():
        own = View.objects.filter(person_id=small_world.hats[OFFICER].person.id)
        assert own.order_by("place", "id").first().name == "乙"


LIMITS = [
    ("甲", False, [desk_rules.Kept("乙", False)] * 20, False),
    ("甲", False, [desk_rules.Kept("甲", False)], False),
    ("甲", True, [desk_rules.Kept(str(n), True) for n in range(5)], False),
    ("甲", False, [desk_rules.Kept(str(n), True) for n in range(5)], True),
    ("甲", True, [desk_rules.Kept(str(n), True) for n in range(4)], True),
]


@pytest.mark.parametrize(("name", "pinned", "others", "allowed"), LIMITS)
def test_how_many_filters_are_kept(
    name: str, pinned: bool, others: list[desk_rules.Kept], allowed: bool
) -> None:
    assert bool(desk_rules.may_keep(name, pinned, others)) is allowed
