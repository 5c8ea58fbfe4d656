"""A cover: whoever is a member on the day is on it, and the insurer learns what it must."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from openpyxl import load_workbook

from niangjia.kernel.acts.models import Look
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.offers import rolls
from niangjia.kernel.offers.models import RollEntry
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Membership, Person
from niangjia.services.benefits.actions import rolls as actions
from tests.kit.sowing import seeding
from tests.kit.world import World
from tests.offers.test_winter import members

NUMBER = "11010519491231002X"


def cover(world: World, day: date, *, since: date | None = None, hat: str = "a.officer") -> UUID:
    """Listed, looked through and in use for a year."""
    since = since or day
    head = rolls.Head(
        "意外和家财保障", "48 小时内报案", "临江财险 8801", since, since + timedelta(364)
    )
    with world.acting(hat):
        made = actions.cover(actor(), head=head, day=day).id
        actions.approve(actor(), roll_id=made, approved_by="主席办公会")
    return made


def on(roll: UUID) -> set[UUID]:
    with seeding():
        return set(RollEntry.objects.filter(roll_id=roll).values_list("person_id", flat=True))


def part_on(day: date, path: str) -> set[UUID]:
    """Members of a part of the tree on a day, told apart from what is tested."""
    with seeding():
        return {
            one.person_id
            for one in Membership.objects.select_related("person")
            if one.org_path.startswith(path)
            and one.since <= day
            and (one.until is None or one.until >= day)
            and one.person.state == "active"
        }


@pytest.mark.row("003-05")
def test_the_list_is_the_members_on_the_day_and_leavers_drop_out_with_the_period(
    small_world: World,
) -> None:
    world, day = small_world, today()
    stays, left, leaves, joins, moves = members(world, "a1x", 5, log_in=False)
    who = {key: world.people[key].id for key in (stays, left, leaves, joins, moves)}
    with seeding():
        rows = Membership.objects
        rows.filter(person_id=who[left]).update(until=day - timedelta(1))
        rows.filter(person_id=who[joins]).update(since=day + timedelta(1))
        # Over to the union beside within the same part: one closes, the next opens.
        rows.filter(person_id=who[moves]).update(until=day)
        other = world.orgs["a1y"]
        at = {"org": other, "org_root": other.root, "org_path": other.path}
        rows.create(person_id=who[moves], since=day, **at)
    first = cover(world, day)
    assert on(first) == part_on(day, world.orgs["a"].path)
    assert {who[stays], who[leaves], who[moves]} <= on(first)
    assert not {who[left], who[joins]} & on(first)
    with seeding():
        Membership.objects.filter(person_id=who[leaves]).update(until=day)
    assert who[leaves] in on(first), "covered to the end of the period"
    # Listed the day after: the next period has neither of them wrong.
    with seeding():
        Membership.objects.filter(person_id=who[joins]).update(since=day)
        Membership.objects.filter(person_id=who[leaves]).update(until=day - timedelta(1))
    following = cover(world, day, since=day + timedelta(365))
    assert who[joins] in on(following) and who[leaves] not in on(following)
    with world.acting("a.officer"), pytest.raises(Refusal, match="cover_day"):
        head = rolls.Head("t", "w", "s", day, day)
        actions.cover(actor(), head=head, day=day + timedelta(1))


@pytest.mark.row("003-05")
def test_the_insurer_gets_names_and_numbers_and_everybody_can_see_it(small_world: World) -> None:
    world = small_world
    who = world.people["a1x-asker"]
    with seeding():
        Person.objects.filter(id=who.id).update(**sealing.id_fields(who.id, NUMBER))
    roll = cover(world, today())
    there = f"/desk/benefits/rolls/{roll}/insurer/"
    assert world.client("a.officer").post(there).status_code == 404, "the chair alone"
    assert world.client("a1x.chair").post(there).status_code == 404
    answer = world.client("a.chair").post(there)
    table = list(load_workbook(BytesIO(answer.content)).active.values)
    assert table[0] == ("姓名", "证件号码", "保障从", "保障到")
    assert (who.name, NUMBER) in {row[:2] for row in table[1:]}
    assert len(table) - 1 == len(on(roll))
    with seeding():
        assert Look.objects.filter(subject_id=who.id, object_id=roll).exists()
    mine = world.client("a1x-asker").get("/benefits/cover/").content.decode()
    assert "48 小时内报案" in mine and "在保" in mine
    assert "意外和家财" not in world.client("b1x-asker").get("/benefits/cover/").content.decode()
