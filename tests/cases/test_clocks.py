"""Reminders, escalation, and clocks that stand still."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.clock import SHANGHAI, frozen, local
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.kept import Kept
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.cases import pausing, watch
from niangjia.kernel.cases.models import Case, Event
from niangjia.kernel.cases.watch import Alarm, deserved
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.rules.calendar import Calendar
from niangjia.kernel.rules.models import CalendarYear
from niangjia.services.feedback import actions, tasks
from tests.kit.sowing import seeding
from tests.kit.world import World

LIBRARY = Calendar()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


#: A deadline on Friday 29 April 2022; people work again on Thursday 5 May.
FRIDAY = end_of(date(2022, 4, 29))
ALARMS = [
    ("2022-04-28 23:00", Alarm.NONE),
    ("2022-04-29 09:29", Alarm.NONE),
    ("2022-04-29 09:30", Alarm.REMINDED),
    ("2022-04-30 12:00", Alarm.REMINDED),
    ("2022-05-04 12:00", Alarm.REMINDED),
    ("2022-05-05 09:29", Alarm.REMINDED),
    ("2022-05-05 09:30", Alarm.ABOVE),
    ("2022-05-07 09:29", Alarm.ABOVE),
    ("2022-05-07 09:30", Alarm.TOP),
    ("2023-01-01 00:00", Alarm.TOP),
]


@pytest.mark.row("000-21")
@pytest.mark.parametrize(("at", "level"), ALARMS)
def test_alarms_are_raised_in_working_hours(at: str, level: Alarm) -> None:
    assert deserved(FRIDAY, moment(at), LIBRARY) == level


@given(
    day=st.dates(date(2015, 1, 1), date(2025, 10, 1)),
    minutes=st.integers(0, 20 * 1440),
    step=st.integers(-60, 60),
)
def test_a_clock_set_wrong_by_an_hour_raises_nothing_early(
    day: date, minutes: int, step: int
) -> None:
    """The true moment of an alarm is past whenever it is raised by a clock that runs ahead."""
    due, true = end_of(day), end_of(day) - timedelta(days=1) + timedelta(minutes=minutes)
    shown = true + timedelta(minutes=step)
    moments = {
        Alarm.NONE: true,
        Alarm.REMINDED: watch.morning(day),
        Alarm.ABOVE: watch.morning(watch.day_above(day, LIBRARY)),
        Alarm.TOP: watch.morning(watch.day_top(day, LIBRARY)),
    }
    assert moments[deserved(due, shown, LIBRARY)] <= true


def test_days_left_are_working_days() -> None:
    assert pausing.days_left(date(2022, 4, 28), date(2022, 5, 5), LIBRARY) == 2
    assert pausing.days_left(date(2022, 5, 5), date(2022, 5, 5), LIBRARY) == 0
    assert pausing.days_left(date(2022, 5, 9), date(2022, 5, 5), LIBRARY) == 0


def fresh(world: World, state: str = "accepted", due: datetime = FRIDAY) -> Case:
    """The case of the firm's union, in that state, due then; nothing else is."""
    pk = world.cases["a1x.seated"].pk
    with seeding():
        Case.objects.exclude(pk=pk).update(alarm=Alarm.TOP)
        Case.objects.filter(pk=pk).update(state=state, due_at=due, alarm=0, paused_at=None)
        return Case.objects.get(pk=pk)


def again(case: Case) -> Case:
    with seeding():
        return Case.objects.get(pk=case.pk)


def told() -> int:
    with seeding():
        return Notice.objects.count()


def run(at: str) -> None:
    with frozen(moment(at)):
        tasks.watch(0)


@pytest.mark.row("000-21", "003-10")
def test_late_work_is_told_upwards_once(small_world: World) -> None:
    case = fresh(small_world)
    seen = []
    for at in ("2022-04-29 09:30", "2022-05-05 09:30", "2022-05-07 09:30"):
        before = told()
        run(at)
        raised = told() - before
        run(at)
        assert told() - before == raised > 0, "the second run tells nobody again"
        seen.append(again(case).alarm)
    assert seen == [Alarm.REMINDED, Alarm.ABOVE, Alarm.TOP]
    with seeding():
        said = list(
            Event.objects.filter(case=case, verb__in=("remind", "escalate"))
            .order_by("at")
            .values_list("verb", "audience", "about")
        )
    assert [verb for verb, _audience, _about in said] == ["remind", "escalate", "escalate"]
    assert [audience for _verb, audience, _about in said] == ["staff", "author", "author"]
    assert said[1][2] != said[2][2], "first the town, then the district"


def test_a_clock_set_back_tells_nobody_twice(small_world: World) -> None:
    fresh(small_world)
    run("2022-05-05 10:00")
    before = told()
    run("2022-05-05 09:00")
    run("2022-05-05 10:00")
    assert told() == before


def test_an_answer_that_waits_for_the_author_is_never_late(small_world: World) -> None:
    case = fresh(small_world, "answered")
    before = told()
    run("2022-06-01 10:00")
    assert (told(), again(case).alarm) == (before, Alarm.NONE)


def acts(world: World, hat: str) -> Actor:
    with world.acting(hat) as act:
        assert act.actor
        return act.actor


@pytest.mark.row("000-21")
def test_a_pause_keeps_the_working_days_that_were_left(small_world: World) -> None:
    case = fresh(small_world)
    with frozen(moment("2022-04-27 10:00")), small_world.acting("a1x.officer"):
        actions.pause(actor(), case_id=case.pk, reason="office", text="等住建局的鉴定，大约十天")
    still = again(case)
    assert (still.due_at, still.days_left, still.paused_for) == (None, 2, "office")
    run("2022-05-30 10:00")
    assert again(case).alarm == Alarm.NONE, "nobody is late while the clock stands still"
    with frozen(moment("2022-06-01 10:00")), small_world.acting("a1x.officer"):
        actions.resume(actor(), case_id=case.pk, text="鉴定出来了")
    due = again(case).due_at
    assert due is not None and local(due).date() == date(2022, 6, 6), "the Dragon Boat days are off"


def test_the_author_contests_and_the_union_above_lets_it_run(small_world: World) -> None:
    case = fresh(small_world)
    with small_world.acting("a1x.officer"):
        actions.pause(actor(), case_id=case.pk, reason="work", text="等空调到货")
    with small_world.acting("a1x-asker"):
        actions.contest(actor(), case_id=case.pk, text="货上周就到了")
    with small_world.acting("a1.chair"):
        actions.resume(actor(), case_id=case.pk, text="货到了，接着办")
    assert again(case).due_at is not None


@pytest.mark.parametrize("hat", ["b.officer", "a2.officer", "a1x-firm.responder", "b2y-colleague"])
def test_nobody_else_stops_or_starts_a_clock(small_world: World, hat: str) -> None:
    if hat not in small_world.hats:
        pytest.skip(f"no {hat} in this world")
    case = fresh(small_world)
    with pytest.raises((Hidden, Refusal)), small_world.acting(hat):
        actions.pause(actor(), case_id=case.pk, reason="work", text="等空调到货")
    assert again(case).paused_at is None


def test_a_pause_is_over_with_the_next_step(small_world: World) -> None:
    case = fresh(small_world)
    with small_world.acting("a1x.officer"):
        actions.pause(actor(), case_id=case.pk, reason="work", text="等空调到货")
        actions.reply(actor(), case_id=case.pk, text="装好了", ask_verdict=True)
    moved = again(case)
    assert (moved.paused_at, moved.paused_for, moved.days_left) == (None, "", 0)
    assert moved.due_at is not None


def test_an_unknown_year_is_dated_once_it_is_announced(small_world: World) -> None:
    case = fresh(small_world, due=end_of(date(2097, 12, 31)))
    with seeding():
        CalendarYear.objects.filter(year__gte=2097).delete()
        Case.objects.filter(pk=case.pk).update(due_at=None, moved_at=moment("2097-12-30 10:00"))
    Kept.forget_all()
    tasks.settle(0)
    assert again(case).due_at is None, "nobody guesses"
    with seeding():
        CalendarYear.objects.bulk_create(
            [CalendarYear(year=y, source="通知", entered_at=FRIDAY) for y in (2097, 2098)]
        )
    Kept.forget_all()
    tasks.settle(0)
    assert again(case).due_at is not None
    with system("clocks"):
        assert actions.settle_clocks(actor()) == 0
