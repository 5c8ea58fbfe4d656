"""Telling a part of the tree: counted, confirmed, once a person, whatever happens in between."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.models import Audit
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.notices import tasks
from niangjia.kernel.notices.actions import casting, inbox
from niangjia.kernel.notices.models import Broadcast, Notice
from niangjia.kernel.people.models import Person
from tests.kit.sowing import seeding
from tests.kit.world import World

TITLE, TEXT = "周六体检车开到厂门口", "上午八点到十一点，带工会卡，找小周。"


def draft(world: World, hat: str = "a1.chair") -> UUID:
    with world.acting(hat):
        made = casting.draft(actor(), title=TITLE, text=TEXT)
    assert made.id
    return made.id


def begin(world: World, broadcast_id: UUID, hat: str = "a1.chair") -> None:
    with world.acting(hat):
        casting.begin(actor(), broadcast_id=broadcast_id)


def chunk(broadcast_id: UUID) -> bool:
    """What the job does in one transaction."""
    with system("notices"):
        return casting.cast_on(actor(), broadcast_id=broadcast_id)


def people_below(world: World, org: str) -> set[UUID]:
    top = world.orgs[org]
    return {
        one.id
        for one in world.people.values()
        if one.home_root == top.root and one.home_path.startswith(top.path)
    }


def told(broadcast_id: UUID) -> list[UUID]:
    with seeding():
        rows = Notice.objects.filter(broadcast_id=broadcast_id)
        return sorted(rows.values_list("person_id", flat=True))


def row(broadcast_id: UUID) -> Broadcast:
    with seeding():
        return Broadcast.objects.get(id=broadcast_id)


@pytest.mark.parametrize(
    ("hat", "org"), [("a.officer", "a"), ("a1.chair", "a1"), ("a1x.officer", "a1x")]
)
def test_everybody_below_is_told_and_nobody_else(small_world: World, hat: str, org: str) -> None:
    made = draft(small_world, hat)
    wanted = sorted(people_below(small_world, org))
    assert row(made).total == len(wanted)
    begin(small_world, made, hat)
    tasks.cast.func(str(made))
    assert told(made) == wanted
    assert (row(made).state, row(made).told) == ("done", len(wanted))


def test_nothing_leaves_before_it_is_confirmed(small_world: World) -> None:
    made = draft(small_world)
    tasks.cast.func(str(made))
    assert told(made) == []


def test_a_killed_job_goes_on_where_it_was(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(casting, "CHUNK", 2)
    made = draft(small_world)
    begin(small_world, made)
    assert chunk(made)
    assert (len(told(made)), row(made).told) == (2, 2)
    with pytest.raises(RuntimeError), system("notices"):
        casting.cast_on(actor(), broadcast_id=made)
        raise RuntimeError
    assert len(told(made)) == 2, "the killed chunk left nothing"
    tasks.cast.func(str(made))
    assert told(made) == sorted(people_below(small_world, "a1"))
    tasks.cast.func(str(made))
    assert len(told(made)) == row(made).told


def test_who_moves_meanwhile_is_told_once(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(casting, "CHUNK", 1)
    made = draft(small_world)
    begin(small_world, made)
    chunk(made)
    (first,) = told(made)
    with seeding():
        there = small_world.orgs["a1y"]
        Person.objects.filter(id=first).update(home_org=there, home_path=there.path)
    tasks.cast.func(str(made))
    assert told(made) == sorted(people_below(small_world, "a1"))


def test_records_that_are_closed_are_left_out(small_world: World) -> None:
    gone = small_world.people["a1x-asker"].id
    with seeding():
        Person.objects.filter(id=gone).update(state="closed")
    made = draft(small_world)
    begin(small_world, made)
    tasks.cast.func(str(made))
    assert set(told(made)) == people_below(small_world, "a1") - {gone}
    assert row(made).total == len(told(made))


def test_withdrawn_while_it_runs(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casting, "CHUNK", 3)
    made = draft(small_world)
    begin(small_world, made)
    chunk(made)
    reader = told(made)[0]
    hat = next(h for h, one in small_world.hats.items() if one.person.id == reader)
    with small_world.acting(hat):
        notice = Notice.objects.get(person_id=reader, broadcast_id=made)
        inbox.read(actor(), notice_id=notice.id)
    with small_world.acting("a1.chair"):
        casting.withdraw(actor(), broadcast_id=made)
    assert not chunk(made)
    tasks.cast_back.func(str(made))
    assert told(made) == [reader], "what was read cannot be taken back"
    assert row(made).state == "withdrawn"


def test_taking_back_takes_nothing_that_was_not_withdrawn(small_world: World) -> None:
    made = draft(small_world)
    begin(small_world, made)
    tasks.cast.func(str(made))
    tasks.cast_back.func(str(made))
    assert told(made)


STEPS = [
    ("begin", "draft", True),
    ("begin", "running", False),
    ("begin", "done", False),
    ("begin", "dropped", False),
    ("drop", "draft", True),
    ("drop", "running", False),
    ("withdraw", "draft", False),
    ("withdraw", "running", True),
    ("withdraw", "done", True),
    ("withdraw", "withdrawn", False),
]


@pytest.mark.parametrize(("verb", "state", "allowed"), STEPS)
def test_steps(small_world: World, verb: str, state: str, allowed: bool) -> None:
    made = draft(small_world)
    with seeding():
        Broadcast.objects.filter(id=made).update(state=state)
    with small_world.acting("a1.chair"):
        if allowed:
            getattr(casting, verb)(actor(), broadcast_id=made)
        else:
            with pytest.raises(Refusal) as no:
                getattr(casting, verb)(actor(), broadcast_id=made)
            assert no.value.code == "broadcast_state"


@pytest.mark.parametrize("hat", ["a.officer", "a1x.chair", "b.officer"])
def test_another_union_s_is_nobody_else_s_to_send(small_world: World, hat: str) -> None:
    made = draft(small_world)
    with small_world.acting(hat), pytest.raises(Hidden):
        casting.begin(actor(), broadcast_id=made)


@pytest.mark.parametrize("hat", ["a1x-asker", "a.caller", "a.admin", "a1x-firm.responder"])
def test_only_officers_and_chairs_may(small_world: World, hat: str) -> None:
    with small_world.acting(hat), pytest.raises(Hidden):
        casting.draft(actor(), title=TITLE, text=TEXT)


def test_every_step_is_in_the_log(small_world: World) -> None:
    made = draft(small_world)
    begin(small_world, made)
    with small_world.acting("a1.chair"):
        casting.withdraw(actor(), broadcast_id=made)
    with seeding():
        verbs = set(Audit.objects.filter(object_id=made).values_list("action", flat=True))
    assert verbs == {"notices.cast_drafted", "notices.cast_begun", "notices.cast_withdrawn"}


def post(world: World, hat: str, name: str, *args: Any, **data: str) -> Any:
    return world.client(hat).post(reverse(f"notices:{name}", args=args), data)


def test_from_the_form_to_everybody(small_world: World) -> None:
    client = small_world.client("a1.chair")
    page = client.get(reverse("notices:cast_new")).content.decode()
    assert 'name="key"' in page
    made = post(small_world, "a1.chair", "cast_new", title=TITLE, text=TEXT, key="k1")
    again = post(small_world, "a1.chair", "cast_new", title=TITLE, text=TEXT, key="k1")
    assert made["Location"] == again["Location"], "sent twice, drafted once"
    shown = client.get(made["Location"]).content.decode()
    count = len(people_below(small_world, "a1"))
    assert f"会发给 {count} 位会员" in shown
    broadcast_id = UUID(made["Location"].rstrip("/").rpartition("/")[2])
    post(small_world, "a1.chair", "cast_send", broadcast_id)
    assert "正在发" in client.get(made["Location"]).content.decode()
    tasks.cast.func(str(broadcast_id))
    poll = client.get(made["Location"], headers={"HX-Request": "true"})
    assert poll["HX-Refresh"] == "true"
    assert f"{count} / {count}" in client.get(made["Location"]).content.decode()
    inbox_page = small_world.client("a1x-asker").get(reverse("messages")).content.decode()
    assert TITLE in inbox_page and TEXT in inbox_page


WRONG = [("", TEXT), (TITLE, ""), ("长" * 31, TEXT), (TITLE, '["%(x)s", {"x": 1}]')]


@pytest.mark.parametrize(("title", "text"), WRONG)
def test_what_cannot_be_sent_comes_back(small_world: World, title: str, text: str) -> None:
    answer = post(small_world, "a1.chair", "cast_new", title=title, text=text)
    assert answer.status_code == 422


def test_where_nobody_is_nobody_is_told(small_world: World) -> None:
    with seeding():
        here, there = small_world.orgs["a1y"], small_world.orgs["a1x"]
        Person.objects.filter(home_path__startswith=here.path).update(home_path=there.path)
    answer = post(small_world, "a1y.chair", "cast_new", title=TITLE, text=TEXT)
    assert answer.status_code == 422
    assert "还没有会员" in answer.content.decode()


def test_those_above_see_what_was_sent_but_no_draft(small_world: World) -> None:
    made = draft(small_world)
    url = reverse("notices:cast", args=[made])
    assert small_world.client("a.officer").get(url).status_code == 404
    begin(small_world, made)
    page = small_world.client("a.officer").get(url)
    assert page.status_code == 200
    assert "撤回这条通知" not in page.content.decode()
    assert small_world.client("a2.chair").get(url).status_code == 404
