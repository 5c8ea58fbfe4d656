"""A merged case has its main case's day: never late while that one is on time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from niangjia.kernel.base.clock import date_text, frozen, local, now
from niangjia.kernel.base.context import act, actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.cases import rules
from niangjia.kernel.cases.models import Case
from niangjia.kernel.notices.models import Notice
from niangjia.services.feedback import actions as feedback
from niangjia.services.feedback import tasks
from tests.kit.sowing import seeding
from tests.kit.world import World

from .test_merging import FREE, answer, changed, do, merge, page, row, two, verbs

pytestmark = pytest.mark.row("000-21")
DAY = timedelta(days=1)
SOON, LATER = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "own", "main", "day"),
    [
        ("accepted", SOON, LATER, SOON),
        ("accepted", LATER, SOON, SOON),
        ("accepted", None, LATER, LATER),
        ("with_firm", SOON, LATER, LATER),
        ("with_firm", LATER, SOON, SOON),
        ("with_firm", SOON, None, SOON),
        ("answered", SOON, LATER, SOON),
    ],
)
def test_by_when_two_together(state: str, own: datetime, main: datetime, day: datetime) -> None:
    assert rules.day_together(state, own, main) == day


@pytest.mark.parametrize(
    ("late", "state", "allowed"),
    [
        (False, "with_firm", True),
        (True, "accepted", True),
        (True, "with_firm", False),
        (True, "answered", True),
    ],
)
def test_a_late_case_is_not_put_off_by_the_firms_day(late: bool, state: str, allowed: bool) -> None:
    assert bool(rules.may_merge(changed(late=late), changed(state=state))) is allowed
    assert rules.may_merge(FREE, FREE)


def same_day(mine: UUID, main: UUID) -> datetime:
    one, other = row(mine), row(main)
    assert one.state == "merged" and one.due_at == other.due_at and one.due_at is not None
    return one.due_at


def told(world: World, title: str) -> int:
    with seeding():
        asker = world.people["a1x-asker"].id
        return Notice.objects.filter(person_id=asker, title=title).count()


def test_it_goes_with_the_main_case_to_the_firm_and_back(small_world: World) -> None:
    mine, main = two(small_world)
    merge(small_world, mine, main)
    first = same_day(mine, main)
    do(small_world, "a1x.officer", "ask_firm", main, text="请行政部看看空调")
    then = same_day(mine, main)
    assert then != first and verbs(mine)[-1] == "follow"
    assert told(small_world, "说好的日子换了") == 1
    shown = page(small_world, mine)
    assert f"{date_text(local(then).date())}前告诉你下文" in shown
    assert "行政部" not in shown, "no word of the main case"
    with frozen(now() + DAY):
        with small_world.acting("a1x-firm.responder"):
            feedback.firm_reply(actor(), case_id=main, text="修好了", done=True)
            asked = [job["task"] for job in act().jobs]
        assert "feedback.follow" in asked, "at once, not with the next watch"
        tasks.follow.func()
        assert same_day(mine, main) != then
        tasks.watch.func(0)
        assert verbs(mine).count("follow") == 2, "once a change"
        answer(small_world, main)
    assert row(mine).state == "answered"


def test_merged_into_what_the_firm_has_it_waits_as_long(small_world: World) -> None:
    mine, main = two(small_world)
    do(small_world, "a1x.officer", "accept", main, text="")
    do(small_world, "a1x.officer", "ask_firm", main, text="请看看")
    with seeding():
        Case.objects.filter(pk=mine).update(due_at=now() + timedelta(hours=2))
    merge(small_world, mine, main)
    same_day(mine, main)
    with frozen(now() + DAY):
        tasks.watch.func(0)
    assert "escalate" not in verbs(mine), "not late while the main one is on time"
    before = row(main).due_at
    do(small_world, "a1x.chair", "unmerge", mine, text="看错了，单独办。")
    assert row(main).due_at == before, "the firm's day stays the firm's"
    with pytest.raises(Refusal, match="not_to_merge"), frozen(now() + 2 * DAY):
        merge(small_world, mine, main)


def test_nothing_stands_still_by_way_of_another(small_world: World) -> None:
    mine, main = two(small_world)
    merge(small_world, mine, main)
    with pytest.raises(Refusal, match="others_wait"):
        do(small_world, "a1x.officer", "pause", main, reason="work", text="等施工队进场。")


def test_whoever_stays_gets_back_the_day_another_brought(small_world: World) -> None:
    mine, main = two(small_world)
    from_firm = small_world.cases["a1x.seated"].pk
    do(small_world, "a1x-firm.responder", "firm_reply", from_firm, text="修好了", done=True)
    days = {mine: 1, from_firm: 3, main: 6}
    with seeding():
        for pk, days_on in days.items():
            Case.objects.filter(pk=pk).update(state="accepted", due_at=now() + days_on * DAY)
    due = {pk: row(pk).due_at for pk in days}
    merge(small_world, from_firm, main)
    merge(small_world, mine, main)
    assert same_day(from_firm, main) == due[mine]
    do(small_world, "a1x.chair", "unmerge", mine, text="看错了，单独办。")
    assert same_day(from_firm, main) == due[from_firm]
    do(small_world, "a1x.chair", "unmerge", from_firm, text="看错了，单独办。")
    assert {pk: row(pk).due_at for pk in days} == due
