"""One verb for many cases: shown before, each done by itself, never twice, taken back honestly."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts.models import Audit
from niangjia.kernel.base.clock import frozen, now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.cases.models import Author, Case, Event
from niangjia.kernel.desks import rules as desk_rules
from niangjia.kernel.desks.models import Batch, BatchLine
from niangjia.kernel.notices.models import Notice
from niangjia.services.feedback import actions, rules
from tests.kit.sowing import seeding
from tests.kit.world import World

OFFICER = "a1x.officer"
READY = {"state": "received", "closed_at": None}


def crowd(world: World, many: int, **values: object) -> list[UUID]:
    """Cases of one union, each with its author."""
    like, made = world.cases["a1x.own"], list[UUID]()
    with seeding():
        for n in range(many):
            fields = READY | {"board": "welfare"} | values
            case = Case.objects.create(
                id=new_id(), service=rules.SERVICE, kind=rules.KIND, number=f"B-{new_id()}"[:24],
                org_root=like.org_root, org_id=like.org_id, org_path=like.org_path,
                title=f"第 {n} 件", text="x", created_at=now(), moved_at=now(), **fields,
            )  # fmt: skip
            Author.objects.create(
                case=case,
                person_id=world.people["a1x-asker"].id,
                org_root=like.org_root,
                org_path=like.org_path,
            )
            made.append(case.pk)
    return made


def chosen(client: Client, verb: str, ids: list[UUID]) -> UUID:
    fields = {"verb": verb, "case": [str(pk) for pk in ids]}
    answer = client.post(reverse("feedback_desk:batches"), fields)
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer["Location"].rstrip("/").rsplit("/", 1)[1])


def at(name: str, batch: UUID) -> str:
    return reverse(f"feedback_desk:{name}", args=[batch])


def asked(client: Client, batch: UUID, **fields: str) -> str:
    """Say what goes with the verb; the page that shows what would happen."""
    answer = client.post(at("batch_ask", batch), {"key": "k", **fields}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def gone(client: Client, batch: UUID) -> str:
    """Press the button until nothing is left to do."""
    for _ in range(12):
        page = client.post(at("batch_go", batch), follow=True).content.decode()
        if "接着办" not in page:
            return page
    raise AssertionError("it never ends")


def outcomes(batch: UUID) -> list[tuple[str, str]]:
    with seeding():
        rows = BatchLine.objects.filter(batch_id=batch).order_by("place")
        return list(rows.values_list("outcome", "why"))


@pytest.mark.row("000-21")
def test_nothing_happens_before_it_was_shown(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, 3)
    others = [small_world.cases["a1x.town"].pk, small_world.cases["a1x.closed"].pk]
    batch = chosen(client, "accept", ids + others[1:])
    page = asked(client, batch, text="{称呼}，收到，编号 {编号}。")
    assert "办这 3 件" in page
    assert "已经办结了" in page
    assert "收不回来" in page
    with seeding():
        assert Case.objects.filter(pk__in=ids, state="received").count() == 3


@pytest.mark.row("000-21")
def test_each_case_gets_its_own_step_words_and_audit(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, 3)
    batch = chosen(client, "accept", ids)
    asked(client, batch, text="{称呼}，编号 {编号} 收到。")
    gone(client, batch)
    with seeding():
        cases = {case.pk: case for case in Case.objects.filter(pk__in=ids)}
        assert {case.state for case in cases.values()} == {"accepted"}
        for event in Event.objects.filter(case_id__in=ids, verb="accept"):
            assert event.text == f"职工朋友，编号 {cases[event.case_id].number} 收到。"
        lines = Audit.objects.filter(action="feedback.accepted", object_id__in=ids)
        assert {line.object_id for line in lines} == set(ids)
        asker = small_world.people["a1x-asker"].id
        assert Notice.objects.filter(person_id=asker, title="工会已受理").count() == 3


def test_more_than_a_round_goes_on_and_nothing_is_done_twice(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, desk_rules.ROUND + 5)
    batch = chosen(client, "note", ids)
    asked(client, batch, text="一起问过了。")
    page = client.post(at("batch_go", batch), follow=True).content.decode()
    assert f"办到第 {desk_rules.ROUND} 件，共 {len(ids)} 件" in page
    assert "上次那一批没办完" in client.get(reverse("feedback_desk:inbox")).content.decode()
    gone(client, batch)
    for _ in range(2):
        client.post(at("batch_go", batch))
    with seeding():
        assert Event.objects.filter(case_id__in=ids, verb="note").count() == len(ids)
    assert "上次那一批没办完" not in client.get(reverse("feedback_desk:inbox")).content.decode()


def test_one_that_is_refused_does_not_stop_the_others(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, 3)
    batch = chosen(client, "accept", ids)
    asked(client, batch, text="{期限}前答复你。")
    with seeding():
        Case.objects.filter(pk=ids[0]).update(due_at=now() + timedelta(days=2))
        Case.objects.filter(pk=ids[1]).update(state="accepted")
    gone(client, batch)
    found = outcomes(batch)
    assert [outcome for outcome, _why in found] == ["done", "left", "left"]
    assert "已经受理了" in found[1][1]
    assert "{期限}" in found[2][1]
    with seeding():
        assert Case.objects.get(pk=ids[2]).state == "received"


@pytest.mark.row("000-21")
def test_sorting_is_taken_back_unless_somebody_sorted_again(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, 3, state="accepted")
    batch = chosen(client, "sort", ids)
    asked(client, batch, board="voice")
    assert "一起撤回" in gone(client, batch)
    with seeding():
        Case.objects.filter(pk=ids[2]).update(board="conditions")
    client.post(at("batch_undo", batch))
    with seeding():
        boards = dict(Case.objects.filter(pk__in=ids).values_list("pk", "board"))
    assert [boards[pk] for pk in ids] == ["welfare", "welfare", "conditions"]
    assert [outcome for outcome, _why in outcomes(batch)] == ["undone", "undone", "done"]


@pytest.mark.row("000-21")
def test_several_are_merged_into_one_and_taken_apart_together(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, 3, state="accepted")
    days = [now() + timedelta(days=n) for n in (3, 2, 4)]
    with seeding():
        for pk, due in zip(ids, days, strict=True):
            Case.objects.filter(pk=pk).update(due_at=due)
    batch = chosen(client, "merge", ids)
    missing = client.post(at("batch_ask", batch), {"key": "k", "text": "一起办，一起答复。"})
    assert missing.status_code == 422 and "选一件当主件" in missing.content.decode()
    page = asked(client, batch, main=str(ids[0]), text="一起办，一起答复。")
    assert "这件就是主件" in page and "办这 2 件" in page
    assert "一起撤回" in gone(client, batch)
    assert [outcome for outcome, _why in outcomes(batch)] == ["left", "done", "done"]
    with seeding():
        found = {case.pk: case for case in Case.objects.filter(pk__in=ids)}
    assert [found[pk].state for pk in ids] == ["accepted", "merged", "merged"]
    assert found[ids[0]].due_at == days[1]
    with seeding():
        Case.objects.filter(pk=ids[2]).update(state="answered")
    client.post(at("batch_undo", batch))
    with seeding():
        found = {case.pk: case for case in Case.objects.filter(pk__in=ids)}
    assert found[ids[1]].state == "accepted" and found[ids[1]].due_at == days[1]
    assert [outcome for outcome, _why in outcomes(batch)] == ["left", "undone", "done"]
    assert "没有动它" in outcomes(batch)[2][1]


def test_a_batch_is_merged_into_a_case_by_its_number(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, 3)
    with seeding():
        main = Case.objects.get(pk=ids[2])
    batch = chosen(client, "merge", ids[:2])
    wrong = client.post(at("batch_ask", batch), {"key": "k", "text": "一起办。", "number": "N-0"})
    assert wrong.status_code == 422 and "没有找到这个编号" in wrong.content.decode()
    asked(client, batch, number=main.number, text="一起办，一起答复。")
    gone(client, batch)
    with seeding():
        states = list(Case.objects.filter(pk__in=ids[:2]).values_list("state", flat=True))
    assert states == ["merged", "merged"]


@pytest.mark.row("000-21")
def test_offers_of_a_batch_are_taken_back_but_for_those_accepted(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, 3, state="accepted")
    batch = chosen(client, "forward", ids)
    asked(client, batch, to=str(small_world.orgs["a1"].id), text="归镇里管，请镇里来办。")
    assert "一起撤回" in gone(client, batch)
    with small_world.acting("a1.officer"):
        actions.take(actor(), case_id=ids[1])
    with small_world.acting(OFFICER):
        actions.take_back(actor(), case_id=ids[2])
        actions.forward(actor(), case_id=ids[2], to=small_world.orgs["a"].id, text="请区里来办。")
    page = client.post(at("batch_undo", batch), follow=True).content.decode()
    assert "对方已经接了，收不回来" in page
    assert [outcome for outcome, _why in outcomes(batch)] == ["undone", "done", "done"]
    with seeding():
        found = {case.pk: case for case in Case.objects.filter(pk__in=ids)}
    here, town = small_world.orgs["a1x"].id, small_world.orgs["a1"].id
    assert [(found[pk].org_id, found[pk].passing) for pk in ids] == [
        (here, ""),
        (town, ""),
        (here, "offered"),
    ]
    with seeding():
        told = Notice.objects.filter(title="不用接了，对方自己办")
        assert told.filter(person_id=small_world.people["a1.officer"].id).exists()


def test_offers_stay_after_ten_minutes(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, 1, state="accepted")
    batch = chosen(client, "forward", ids)
    asked(client, batch, to=str(small_world.orgs["a1"].id), text="归镇里管，请镇里来办。")
    gone(client, batch)
    with frozen(now() + timedelta(minutes=11)):
        client.post(at("batch_undo", batch))
    assert outcomes(batch)[0][0] == "done"


def test_after_ten_minutes_nothing_is_taken_back(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, 1, state="accepted")
    batch = chosen(client, "sort", ids)
    asked(client, batch, board="voice")
    gone(client, batch)
    with frozen(now() + timedelta(minutes=11)):
        client.post(at("batch_undo", batch))
    assert outcomes(batch)[0][0] == "done"


def test_what_the_author_was_told_is_not_taken_back(small_world: World) -> None:
    client, ids = small_world.client(OFFICER), crowd(small_world, 1, state="accepted")
    batch = chosen(client, "progress", ids)
    asked(client, batch, text="还在问。")
    assert "一起撤回" not in gone(client, batch)
    client.post(at("batch_undo", batch))
    assert outcomes(batch)[0][0] == "done"


def test_cases_out_of_sight_are_neither_shown_nor_touched(small_world: World) -> None:
    client, far = small_world.client(OFFICER), small_world.cases["b2y.own"]
    batch = chosen(client, "note", [far.pk])
    page = asked(client, batch, text="看得到吗")
    assert far.number not in page
    assert "已经看不到了" in page
    gone(client, batch)
    with seeding():
        assert not Event.objects.filter(case=far, verb="note").exists()


def test_a_colleague_has_no_part_in_it(small_world: World) -> None:
    batch = chosen(small_world.client(OFFICER), "note", crowd(small_world, 1))
    chair = small_world.client("a1x.chair")
    assert chair.get(at("batch", batch)).status_code == 404
    assert chair.post(at("batch_go", batch)).status_code == 404


@pytest.mark.parametrize("many", [0, desk_rules.MOST_AT_ONCE + 1])
def test_how_many_at_once(small_world: World, many: int) -> None:
    fields = {"verb": "note", "case": [str(new_id()) for _ in range(many)]}
    answer = small_world.client(OFFICER).post(reverse("feedback_desk:batches"), fields)
    assert answer.status_code == 422
    with seeding():
        person = small_world.hats[OFFICER].person.id
        assert not Batch.objects.filter(person_id=person, begun_at=None).exists()


FREE = rules.InBatch(True, False, frozenset({"accept", "forward"}), "welfare", "union", "33.1.2.")
JUDGED = [
    ("accept", {}, True),
    ("accept", {"verbs": frozenset()}, False),
    ("accept", {"mine": False}, False),
    ("note", {"mine": False, "closed": True}, True),
    ("progress", {"closed": True}, False),
    ("sort", {"target": "welfare"}, False),
    ("sort", {"target": "voice"}, True),
    ("forward", {"verbs": frozenset()}, False),
    ("forward", {"visibility": "upper", "to": "33.1.2.3."}, False),
    ("forward", {"visibility": "upper", "to": "33.1."}, True),
]


@pytest.mark.parametrize(("verb", "changed", "allowed"), JUDGED)
def test_who_is_left_out_and_why(verb: str, changed: dict[str, object], allowed: bool) -> None:
    fields = {name: getattr(FREE, name) for name in FREE.__slots__} | changed
    verdict = rules.in_batch(verb, rules.InBatch(**fields))
    assert bool(verdict) is allowed
    assert bool(verdict.reason) is not allowed
