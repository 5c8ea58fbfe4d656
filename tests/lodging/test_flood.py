"""回不了家: from thirty people's cases to thirty beds, each told once, each thing signed for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from niangjia.kernel.base.clock import today
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.cases.models import Author, Event, Matter
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.surveys import tasks as survey_tasks
from niangjia.kernel.surveys.models import Asked
from niangjia.services.feedback import tasks
from niangjia.services.feedback.actions import matters
from niangjia.services.lodging import actions, queries
from niangjia.services.lodging.models import Cost, Guest, Receipt, Room, Stay, Supply
from tests.feedback.test_loop import form_of
from tests.kit.sowing import seeding
from tests.kit.world import World
from tests.surveys.crowds import crowd, says

pytestmark = pytest.mark.row("000-22")
CHAIR, OFFICER = "a1x.chair", "a1x.officer"
PEOPLE = 30
ROOMS = (("活动室", 12, "men"), ("会议室", 8, "men"), ("阅览室", 10, "women"))


def asked_for_help(world: World, keys: list[str]) -> UUID:
    """Thirty people write that they cannot get home; the union makes one matter of it."""
    for n, key in enumerate(keys):
        form = form_of(
            world,
            firm=str(world.orgs["k0"].id),
            text=f"水淹了路，我回不了家，今晚没地方住，第{n}个",
            key=f"flood{n}",
            asked="on",
        )
        answer = world.client(key).post(reverse("feedback:new"), form)
        assert answer.status_code == 302, answer.content.decode()
    with seeding():
        people = [world.people[key].pk for key in keys]
        cases = list(Author.objects.filter(person_id__in=people).values_list("case_id", flat=True))
    with world.acting(CHAIR):
        return matters.group(actor(), case_ids=cases, title="水淹了路，回不了家").id


def large_enough(world: World) -> None:
    """Reviews of a small firm go to the town's union: this one answers its own."""
    firm = world.orgs["k0"]
    firm.headcount = 80
    with seeding():
        firm.save(update_fields=["headcount"])


def begun(world: World, matter: UUID) -> Stay:
    with world.acting(CHAIR):
        until = today() + timedelta(days=1)
        made = actions.begin(actor(), matter_id=matter, bring="带工作证", until=until)
    with seeding():
        stay = Stay.objects.get(id=made.id)
    survey_tasks.tell.func(str(stay.survey_id))
    return stay


def heads(world: World, stay: Stay, keys: list[str]) -> None:
    """Everybody answers: every third is a woman, every second wants bedding."""
    for n, key in enumerate(keys):
        said = {"q1": 0, "q2": int(n % 3 == 0), "q3": n % 2}
        says(world, key, stay.survey_id, **said)


def rooms(world: World, stay: Stay) -> None:
    with world.acting(OFFICER):
        for name, beds, gender in ROOMS:
            actions.add_room(
                actor(), stay_id=stay.id, name=name, beds=beds, limit=beds, gender=gender
            )


@pytest.fixture
def flood(small_world: World) -> tuple[World, Stay, list[str]]:
    keys = crowd(small_world, PEOPLE + 4)[0]
    large_enough(small_world)
    stay = begun(small_world, asked_for_help(small_world, keys[:PEOPLE]))
    heads(small_world, stay, keys[:PEOPLE])
    says(small_world, keys[-1], stay.survey_id, q1=1, q2=0, q3=1)
    return small_world, stay, keys


def test_thirty_people_have_a_bed_are_told_once_and_sign(
    flood: tuple[World, Stay, list[str]],
) -> None:
    world, stay, keys = flood
    rooms(world, stay)
    with world.acting(OFFICER):
        found = queries.whole(actor(), stay.id)
        assert (found.asked, found.answered, found.need) == (PEOPLE + 4, PEOPLE + 1, PEOPLE)
        plan = actions.arrange(actor(), stay_id=stay.id)
        assert plan.verdict and len(plan.places) == PEOPLE
        assert actions.tell(actor(), stay_id=stay.id) == PEOPLE
        assert actions.tell(actor(), stay_id=stay.id) == 0, "each told once"
    told_in_threads(stay)
    with seeding():
        mine = Notice.objects.filter(title="住处安排好了")
        assert mine.count() == PEOPLE == mine.values("person_id").distinct().count()
    things_are_signed_for(world, stay, keys)


def told_in_threads(stay: Stay) -> None:
    """The job carries the one text into every thread of the matter."""
    with seeding():
        telling = Matter.objects.get(id=stay.matter_id).tellings.get()
    tasks.tell_on.func(str(telling.id))
    with seeding():
        said = Event.objects.filter(text__startswith="今晚的住处安排好了")
        assert said.count() == PEOPLE == said.values("case_id").distinct().count()


def things_are_signed_for(world: World, stay: Stay, keys: list[str]) -> None:
    with world.acting(OFFICER):
        actions.stock(actor(), stay_id=stay.id, name="折叠床", bedding=False, came=31)
        actions.stock(actor(), stay_id=stay.id, name="被褥", bedding=True, came=15)
    with seeding():
        beds, sheets = Supply.objects.filter(stay=stay).order_by("id")
    with world.acting(OFFICER):
        assert actions.hand_out(actor(), stay_id=stay.id, supply_id=beds.id) == PEOPLE
        assert actions.hand_out(actor(), stay_id=stay.id, supply_id=sheets.id) == PEOPLE // 2
        assert actions.hand_out(actor(), stay_id=stay.id, supply_id=beds.id) == 0
    with seeding():
        beds.refresh_from_db()
        assert (beds.stock, beds.handed, beds.left) == (31, PEOPLE, 1)
        assert Receipt.objects.filter(stay=stay).values("number").distinct().count() == 45
    for key in keys[: PEOPLE - 1]:
        signs(world, key)
    with seeding():
        rest = list(Receipt.objects.filter(stay=stay, confirmed_at=None))
    for one in rest:
        with world.acting(OFFICER):
            actions.tick(actor(), stay_id=stay.id, receipt_id=one.id)
    with seeding():
        signed = Receipt.objects.filter(stay=stay).exclude(confirmed_at=None)
        assert signed.filter(supply=beds).count() == PEOPLE
        assert signed.filter(confirmed_by=world.hats[OFFICER].person.name).count() == len(rest) > 0


def signs(world: World, key: str) -> None:
    client = world.client(key)
    assert "你住" in client.get(reverse("lodging:mine")).content.decode()
    with seeding():
        own = list(Receipt.objects.filter(person_id=world.people[key].pk))
    for one in own:
        assert client.post(reverse("lodging:sign", args=[one.id])).status_code == 302


def test_who_is_asked_does_not_say_who_wrote(flood: tuple[World, Stay, list[str]]) -> None:
    world, stay, keys = flood
    with seeding():
        asked = set(Asked.objects.filter(survey=stay.survey_id).values_list("person_id", flat=True))
    assert asked == {world.people[key].pk for key in keys}


def test_a_bed_the_rule_forbids_is_refused_and_too_few_are_not_handed_out(
    flood: tuple[World, Stay, list[str]],
) -> None:
    world, stay, _keys = flood
    rooms(world, stay)
    with world.acting(OFFICER):
        actions.arrange(actor(), stay_id=stay.id)
        actions.stock(actor(), stay_id=stay.id, name="折叠床", bedding=False, came=29)
    with seeding():
        man = Guest.objects.filter(stay=stay, gender="men").first()
        women = Room.objects.get(stay=stay, gender="women")
        beds = Supply.objects.get(stay=stay)
    assert man
    with pytest.raises(Refusal, match="bed"), world.acting(OFFICER):
        actions.put(actor(), stay_id=stay.id, guest_id=man.id, room_id=women.id)
    with pytest.raises(Refusal, match="short"), world.acting(OFFICER):
        actions.hand_out(actor(), stay_id=stay.id, supply_id=beds.id)
    with seeding():
        assert not Receipt.objects.filter(stay=stay).exists()


def test_stock_is_what_was_handed_out_and_what_is_left(
    flood: tuple[World, Stay, list[str]],
) -> None:
    world, stay, _keys = flood
    with world.acting(OFFICER):
        actions.stock(actor(), stay_id=stay.id, name="折叠床", bedding=False, came=5)
    broken = pytest.raises(IntegrityError, match="supply_in_is_out_and_left")
    with broken, transaction.atomic(), seeding(), connection.cursor() as cursor:
        cursor.execute("UPDATE lodging_supply SET handed = handed + 1")


def test_the_chair_alone_approves_what_it_costs(flood: tuple[World, Stay, list[str]]) -> None:
    world, stay, _keys = flood
    officer, chair = world.client(OFFICER), world.client(CHAIR)
    page = reverse("lodging_desk:stay", args=[stay.id])
    form = {"cost-title": "三十张折叠床", "cost-yuan": "4500.50", "key": "c1"}
    assert officer.post(reverse("lodging_desk:cost", args=[stay.id]), form).status_code == 302
    with seeding():
        cost = Cost.objects.get(stay=stay)
    assert cost.fen == 450050
    decide = reverse("lodging_desk:decide", args=[stay.id, cost.id])
    assert officer.post(decide, {"say": "yes"}).status_code == 404
    assert "批了 0.00 元" in officer.get(page).content.decode()
    assert chair.post(decide, {"say": "yes"}).status_code == 302
    assert "批了 4500.50 元" in officer.get(page).content.decode()


def test_nobody_else_sees_who_sleeps_where(flood: tuple[World, Stay, list[str]]) -> None:
    world, stay, keys = flood
    rooms(world, stay)
    with world.acting(OFFICER):
        actions.arrange(actor(), stay_id=stay.id)
    page = reverse("lodging_desk:stay", args=[stay.id])
    for hat in ("a1y.chair", "a1.chair", "a.officer", "a1x-firm.responder", keys[0]):
        assert world.client(hat).get(page).status_code in (302, 404), hat
    with world.acting(keys[0]):
        assert Guest.objects.count() == 1
    with pytest.raises(Hidden), world.acting("a1.chair"):
        queries.whole(actor(), stay.id)
    lists = [reverse("lodging_desk:print", args=[stay.id, kind]) for kind in ("door", "store")]
    for one in lists:
        answer: Any = world.client(OFFICER).get(one)
        assert answer.status_code == 200
    assert keys[0] in world.client(OFFICER).get(lists[0]).content.decode()
