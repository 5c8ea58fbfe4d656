"""A case about the same thing waits for another's answer: nobody is lost, nobody is told of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.clock import frozen, now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Refusal, Verdict
from niangjia.kernel.cases import rules
from niangjia.kernel.cases.models import Author, Case, Event, Merge, Telling
from niangjia.kernel.cases.rules import Side
from niangjia.kernel.notices.models import Notice
from niangjia.services.feedback import actions, tasks
from niangjia.services.feedback.queries import desk, firm, member
from tests.feedback.floods import case as another
from tests.kit.sowing import seeding
from tests.kit.world import World

pytestmark = pytest.mark.row("000-21")
DAY = timedelta(days=1)
WORDS, ANSWER = "工会已经在办了，答复时也会告诉你。", "空调周五装好，先放两台风扇。"
SECRET = "三号车间空调坏了，我发烧了还在干。"
FREE = Side(True, "accepted", False, False, False)
RULED: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any], bool]] = [
    ({}, {}, {}, True),
    ({"state": "received"}, {"state": "returned"}, {}, True),
    ({"state": "returned"}, {"state": "with_firm"}, {}, True),
    ({}, {"state": "answered"}, {}, True),
    ({}, {}, {"same": True}, False),
    ({}, {}, {"refused": True}, False),
    ({"own": False}, {}, {}, False),
    ({}, {"own": False}, {}, False),
    ({"state": "with_firm"}, {}, {}, False),
    ({"state": "answered"}, {}, {}, False),
    ({"state": "merged"}, {}, {}, False),
    ({"state": "closed"}, {}, {}, False),
    ({}, {"state": "closed"}, {}, False),
    ({}, {"state": "withdrawn"}, {}, False),
    ({}, {"state": "merged"}, {}, False),
    ({"away": True}, {}, {}, False),
    ({}, {"away": True}, {}, False),
    ({"talked": True}, {}, {}, False),
    ({}, {"talked": True}, {}, False),
    ({"paused": True}, {}, {}, False),
    ({}, {"paused": True}, {}, False),
]


def changed(**values: Any) -> Side:
    return Side(**{name: getattr(FREE, name) for name in Side.__slots__} | values)


@pytest.mark.parametrize(("one", "main", "more", "allowed"), RULED)
def test_what_may_be_merged_into_what(one: Any, main: Any, more: Any, allowed: bool) -> None:
    verdict: Verdict = rules.may_merge(changed(**one), changed(**main), **more)
    assert bool(verdict) is allowed
    assert allowed or (verdict.reason and verdict.clause)


def two(world: World) -> tuple[UUID, UUID]:
    """The asker's accepted case, and one of somebody else about the same."""
    mine, main = world.cases["a1x.own"].pk, another(world, 1, SECRET)
    return mine, main


def do(world: World, hat: str, verb: str, case_id: UUID, **words: Any) -> Any:
    with world.acting(hat):
        return getattr(actions, verb)(actor(), case_id=case_id, **words)


def merge(world: World, one: UUID, main: UUID, **more: Any) -> None:
    do(world, "a1x.officer", "merge", one, main_id=main, text=WORDS, **more)


def row(pk: UUID) -> Case:
    with seeding():
        return Case.objects.get(pk=pk)


def verbs(pk: UUID) -> list[str]:
    with seeding():
        found = Event.objects.filter(case=pk).order_by("at", "id")
        return list(found.values_list("verb", flat=True))


def answer(world: World, main: UUID) -> None:
    do(world, "a1x.officer", "reply", main, text=ANSWER, ask_verdict=True, claim="solved")
    with seeding():
        orders = list(Telling.objects.filter(main=main, finished_at=None).values_list("pk"))
    for (pk,) in orders:
        tasks.tell_on.func(str(pk))


def page(world: World, pk: UUID) -> str:
    answer = world.client("a1x-asker").get(f"/feedback/{pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_are_taken_on_and_due_on_the_earlier_day(small_world: World) -> None:
    mine, main = two(small_world)
    early = now() + 2 * DAY
    with seeding():
        Case.objects.filter(pk=mine).update(due_at=early)
    merge(small_world, mine, main)
    one, other = row(mine), row(main)
    assert (one.state, other.state) == ("merged", "accepted")
    assert one.due_at == early == other.due_at
    assert verbs(main)[-2:] == ["accept", "gather"]


def test_the_clock_of_a_late_case_does_not_escape(small_world: World) -> None:
    mine, main = two(small_world)
    late = now() - 3 * DAY
    with seeding():
        Case.objects.filter(pk=mine).update(due_at=late)
    merge(small_world, mine, main)
    assert row(mine).due_at == late
    with system("clocks"):
        actions.watch_round(actor(), after=None)
    assert "escalate" in verbs(mine), "the union above is told as ever"


def test_one_answer_reaches_both_and_each_judges_alone(small_world: World) -> None:
    mine, main = two(small_world)
    merge(small_world, mine, main)
    answer(small_world, main)
    assert (row(mine).state, row(main).state) == ("answered", "answered")
    assert ANSWER in page(small_world, mine)
    do(small_world, "a1x-asker", "verdict", mine, said="back", stars=2, text="风扇没有来")
    assert (row(mine).state, row(main).state) == ("returned", "answered")
    assert row(mine).outcome == "", "merging solves nothing"


def test_neither_author_learns_of_the_other_nor_the_firm_of_anything(small_world: World) -> None:
    mine, main = two(small_world)
    with seeding():
        Author.objects.filter(case=mine).update(person_id=small_world.people["a1x-asker"].id)
    merge(small_world, mine, main)
    shown = page(small_world, mine)
    assert WORDS in shown and "不是一回事" in shown
    assert SECRET not in shown and SECRET[:20] not in shown and row(main).number not in shown
    with small_world.acting("a1x-asker"):
        events = member.my_case(actor(), mine).steps
    assert not any(row(main).number in step.title + step.text for step in events)
    with seeding(), transaction.atomic():
        mine_events = Event.objects.filter(case=main).exclude(audience="staff")
        assert not mine_events.filter(verb__in=("gather", "merge", "into")).exists()


def test_a_firm_at_the_table_reads_it_as_a_case_the_union_has(small_world: World) -> None:
    seated, main = small_world.cases["a1x.seated"].pk, another(small_world, 1, SECRET)
    do(small_world, "a1x-firm.responder", "firm_reply", seated, text="修好了", done=True)
    merge(small_world, seated, main)
    do(small_world, "a1x.officer", "reply", seated, text="还在等配件", ask_verdict=False)
    with small_world.acting("a1x-firm.responder"):
        found = firm.case(actor(), seated)
    assert found.case.status.label == "工会已受理"
    said = small_world.client("a1x-firm.responder").get(f"/firm/feedback/{seated}/")
    assert "并" not in said.content.decode().partition("<main")[2]
    bearer = small_world.bearer("a1x-firm.responder")
    told = small_world.client("").get(f"/api/v1/cases/{seated}", headers=bearer)
    assert told.status_code == 200 and "merge" not in told.content.decode()


@pytest.mark.parametrize("hat", ["a1x-asker", "a1x-firm.responder", "a.admin"])
def test_who_is_no_union_cannot_even_ask_for_the_table(small_world: World, hat: str) -> None:
    with (
        small_world.acting(hat),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        Merge.objects.count()


def test_the_author_takes_it_out_and_the_clock_is_what_it_was(small_world: World) -> None:
    mine, main = two(small_world)
    with seeding():
        Case.objects.filter(pk=main).update(state="accepted", due_at=now() + DAY)
    before = row(mine).due_at
    merge(small_world, mine, main)
    assert row(mine).due_at != before
    do(small_world, "a1x-asker", "apart", mine, text="我说的是宿舍的空调")
    assert (row(mine).state, row(mine).due_at) == ("accepted", before)
    with pytest.raises(Refusal, match="not_to_merge"):
        merge(small_world, mine, main)
    answer(small_world, main)
    assert row(mine).state == "accepted", "whoever took it out is not answered by the other"


def test_an_answer_on_its_way_passes_over_who_took_it_out(small_world: World) -> None:
    mine, main = two(small_world)
    merge(small_world, mine, main)
    do(small_world, "a1x.officer", "reply", main, text=ANSWER, ask_verdict=True, claim="solved")
    do(small_world, "a1x-asker", "apart", mine, text="")
    with seeding():
        order = Telling.objects.get(main=main)
    tasks.tell_on.func(str(order.pk))
    assert row(mine).state == "accepted"
    assert "reply" not in verbs(mine)


def test_the_union_takes_it_apart_and_both_clocks_are_what_they_were(small_world: World) -> None:
    mine, main = two(small_world)
    with seeding():
        Case.objects.filter(pk=mine).update(due_at=now() + DAY)
        Case.objects.filter(pk=main).update(state="accepted", due_at=now() + 4 * DAY)
    before = row(mine).due_at, row(main).due_at
    merge(small_world, mine, main)
    assert row(main).due_at == before[0]
    do(small_world, "a1x.chair", "unmerge", mine, text="看错了，单独办。")
    assert (row(mine).due_at, row(main).due_at) == before
    assert row(mine).state == "accepted" and "看错了" in page(small_world, mine)


def test_there_are_no_chains(small_world: World) -> None:
    mine, main = two(small_world)
    third = another(small_world, 2, SECRET)
    merge(small_world, mine, main)
    merge(small_world, third, mine)
    with seeding():
        assert Merge.objects.get(case=third).main_id == main, "into the main case of a merged one"
    top = another(small_world, 3, SECRET)
    merge(small_world, main, top)
    with seeding():
        assert set(Merge.objects.filter(main=top).values_list("case_id", flat=True)) == {
            mine,
            third,
            main,
        }
    answer(small_world, top)
    assert {row(pk).state for pk in (mine, third, main, top)} == {"answered"}


def test_never_into_itself(small_world: World) -> None:
    mine, main = two(small_world)
    with pytest.raises(Refusal, match="not_to_merge"):
        merge(small_world, mine, mine)
    merge(small_world, mine, main)
    with pytest.raises(Refusal, match="not_to_merge"):
        merge(small_world, main, mine)


def test_an_answered_main_case_asks_for_words_to_this_author(small_world: World) -> None:
    mine, main = two(small_world)
    do(small_world, "a1x.officer", "accept", main, text="")
    answer(small_world, main)
    with pytest.raises(Refusal, match="no_answer"):
        merge(small_world, mine, main)
    merge(small_world, mine, main, answer="空调周五装好。")
    assert row(mine).state == "answered" and row(mine).claim == "solved"
    assert "空调周五装好。" in page(small_world, mine)


def leave(world: World, main: UUID) -> None:
    with seeding():
        asker = world.people["a1x-colleague"].id
        Author.objects.filter(case=main).update(person_id=asker)
    do(world, "a1x-colleague", "withdraw", main, text="")


def test_who_waits_for_a_case_that_went_away_goes_on_alone(small_world: World) -> None:
    mine, main = two(small_world)
    before = row(mine).due_at
    merge(small_world, mine, main)
    leave(small_world, main)
    tasks.watch.func(0)
    assert (row(mine).state, row(mine).due_at) == ("accepted", before)
    with seeding():
        asker = small_world.people["a1x-asker"].id
        assert Notice.objects.filter(person_id=asker, title="你的事单独办了").exists()


def test_taken_up_by_the_author_nothing_of_the_merge_is_left(small_world: World) -> None:
    mine, main = two(small_world)
    merge(small_world, mine, main)
    do(small_world, "a1x-asker", "press", mine, text="有人来找我谈话")
    assert row(mine).state == "received"
    with seeding():
        assert not Merge.objects.filter(case=mine).exists()
    answer(small_world, main)
    assert row(mine).state == "received"


@pytest.mark.parametrize("hat", ["a1.officer", "b2y.officer", "a1x-colleague"])
def test_nobody_else_merges(small_world: World, hat: str) -> None:
    mine, main = two(small_world)
    with pytest.raises(Refusal):
        do(small_world, hat, "merge", mine, main_id=main, text=WORDS)
    assert row(mine).state == "accepted"


def test_only_the_author_walks_through_the_door(small_world: World) -> None:
    mine, main = two(small_world)
    merge(small_world, mine, main)
    with small_world.acting("a1x-colleague"):
        with pytest.raises(Hidden):
            actions.apart(actor(), case_id=mine, text="")
        with connection.cursor() as cursor:
            cursor.execute("SELECT own_due FROM api.stand_alone(%s)", [mine])
            assert cursor.fetchone() == (None,)
    with seeding():
        assert not Merge.objects.get(case=mine).refused


def test_the_desk_says_what_waits_for_what(small_world: World) -> None:
    mine, main = two(small_world)
    merge(small_world, mine, main)
    with small_world.acting("a1x.officer"):
        one, other = desk.case(actor(), mine), desk.case(actor(), main)
        assert "todo" in [tab.url.partition("=")[2] for tab in desk.tabs(actor(), "todo", {})]
    assert one.merged and one.merged.main and one.merged.main.number == row(main).number
    assert other.merged and [link.number for link in other.merged.waiting] == [row(mine).number]
    assert one.case.status.label == "重复合并" and one.can.unmerge and not other.can.unmerge
    client = small_world.client("a1x.officer")
    printed = client.get(f"/desk/feedback/{mine}/print/").content.decode()
    assert "重复合并" in printed and row(main).number in printed
    told = small_world.client("").get(
        f"/api/v1/cases/{mine}", headers=small_world.bearer("a1x.officer")
    )
    assert told.json()["state"] == "merged"
    todo = client.get("/desk/feedback/?tab=todo").content.decode()
    assert str(mine) not in todo and str(main) in todo


def test_ten_minutes_later_the_clock_still_runs(small_world: World) -> None:
    mine, main = two(small_world)
    merge(small_world, mine, main)
    with frozen(now() + 60 * DAY):
        tasks.watch.func(0)
    assert "escalate" in verbs(mine)


def test_the_page_shows_both_and_forgets_nothing(small_world: World) -> None:
    mine, main = two(small_world)
    client, here = small_world.client("a1x.officer"), f"/desk/feedback/{mine}/merge/"
    assert SECRET[:20] in client.get(here).content.decode(), "about the same firm: put forward"
    beside = client.get(here, {"number": row(main).number}).content.decode()
    assert SECRET in beside and "并过去" in beside
    wrong = client.post(here, {"main": str(main), "text": "短", "key": "m"})
    assert wrong.status_code == 422 and SECRET in wrong.content.decode()
    done = client.post(here, {"main": str(main), "text": WORDS, "key": "m"})
    assert done.status_code == 302 and row(mine).state == "merged"
    again = client.post(here, {"main": str(main), "text": WORDS, "key": "m"})
    assert again.status_code in (302, 303), "pressed twice it is done once"
    assert verbs(mine).count("merge") == 1
    away = client.get(here, {"main": str(small_world.cases["b2y.own"].pk)})
    assert away.status_code == 404
