"""The clock jumps by an hour, back and forth, while people write and the watch goes round."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from uuid import UUID

import pytest
from django.db import connections

from niangjia.kernel.base import clock
from niangjia.kernel.base.clock import SHANGHAI
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.cases import clocks, watch
from niangjia.kernel.cases.flow import FLOW
from niangjia.kernel.cases.models import Case, Event
from niangjia.kernel.cases.watch import Alarm
from niangjia.kernel.rules.calendar import Calendar
from niangjia.services.feedback import actions, tasks
from niangjia.services.feedback.actions import Review
from tests.kit.sowing import seeding
from tests.kit.world import World

LIBRARY, HOUR = Calendar(), timedelta(hours=1)
#: A Monday; the deadlines of what is watched lie on the two days after it.
START = datetime(2026, 11, 9, 16, 0, tzinfo=SHANGHAI)
DAYS = (date(2026, 11, 10), date(2026, 11, 11))
END = datetime(2026, 11, 17, 12, 0, tzinfo=SHANGHAI)
WATCHED = 12
WRITERS = ("a1x-asker", "a1x-colleague", "b1x-asker")


@dataclass(slots=True)
class Jumping:
    """A clock everybody reads: the true time, and by how much it is set wrong just now."""

    true: datetime = START
    wrong: timedelta = timedelta()
    stopped: bool = False
    lots: random.Random = field(default_factory=lambda: random.Random(330199))

    def now(self, zone: tzinfo | None = None) -> datetime:
        """In place of `datetime.now`."""
        return (self.true + self.wrong).astimezone(zone)

    def jump(self) -> None:
        """Set it wrong anew, as fast as the others can read it."""
        while not self.stopped:
            self.wrong = self.lots.choice((-HOUR, timedelta(), HOUR))
            threading.Event().wait(0.001)


@contextmanager
def beside(*works: Callable[[], None]) -> Iterator[None]:
    """Threads of their own, each with its connection; their errors are ours."""
    errors: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for one in threads:
        one.start()
    yield
    for one in threads:
        one.join()
    assert not errors, errors


@dataclass(slots=True)
class Writer:
    """A worker who writes, and the union that takes it on, until the clock stops."""

    world: World
    time: Jumping
    hat: str
    done: list[UUID] = field(default_factory=list)

    def __call__(self) -> None:
        """Write, and keep the id of what was acknowledged."""
        while not self.time.stopped:
            with self.world.acting(self.hat):
                opened = actions.open_review(actor(), review=self.review())
            self.done.append(opened.id)
            with self.world.acting(f"{self.hat[:3]}.officer"):
                actions.accept(actor(), case_id=opened.id)

    def review(self) -> Review:
        """No two alike."""
        firm = self.world.orgs[f"{self.hat[:3]}-firm"].id
        return Review(firm, "conditions", 2, (), f"{self.hat}：第 {len(self.done)} 件，空调坏了。")


def plant(world: World) -> list[UUID]:
    """Cases that wait for their union, half of them due on each day; nothing else is watched."""
    pattern = world.cases["a1x.seated"]
    with seeding():
        Case.objects.update(alarm=Alarm.TOP)
        made = [
            Case(**copied(pattern, n), due_at=end_of(DAYS[n % 2]), alarm=0, state="accepted")
            for n in range(WATCHED)
        ]
        Case.objects.bulk_create(made)
    return [case.pk for case in made]


def copied(pattern: Case, n: int) -> dict[str, object]:
    """The columns of another case like `pattern`."""
    own = {"id", "number", "source_id", "due_at", "alarm", "state", "paused_at"}
    names = [one.attname for one in Case._meta.concrete_fields if one.attname not in own]
    return {name: getattr(pattern, name) for name in names} | {"number": f"步进{n:04}"}


def moments(day: date) -> dict[int, datetime]:
    """When each alarm of a deadline is true."""
    return {
        Alarm.NONE: START,
        Alarm.REMINDED: watch.morning(day),
        Alarm.ABOVE: watch.morning(watch.day_above(day, LIBRARY)),
        Alarm.TOP: watch.morning(watch.day_top(day, LIBRARY)),
    }


def levels(ids: list[UUID]) -> dict[UUID, int]:
    with seeding():
        return dict(Case.objects.filter(pk__in=ids).values_list("id", "alarm"))


def twice() -> None:
    """Two watches at once: a worker that was thought dead and the one in its place."""
    with beside(lambda: tasks.watch(0), lambda: tasks.watch(0)):
        pass


def go_round(time: Jumping, ids: list[UUID]) -> None:
    """True time goes on in uneven steps; after each round nothing is told before its moment."""
    due = {pk: DAYS[n % 2] for n, pk in enumerate(ids)}
    while time.true < END:
        time.true += timedelta(minutes=time.lots.randint(60, 240))
        twice()
        for pk, level in levels(ids).items():
            assert moments(due[pk])[level] <= time.true, "told before its time"
    time.stopped = True


def said(pk: UUID, verb: str) -> int:
    return Event.objects.filter(case_id=pk, verb=verb).count()


@pytest.mark.row("000-21")
def test_a_jumping_clock_under_load_fires_nothing_early_and_loses_nothing(
    committed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, time = plant(committed_world), Jumping()
    monkeypatch.setattr(clock, "datetime", time)
    writers = [Writer(committed_world, time, hat) for hat in WRITERS]
    try:
        with beside(time.jump, *writers):
            go_round(time, ids)
    finally:
        time.stopped = True
    time.wrong = timedelta()
    tasks.watch(0)
    with seeding():
        for pk in ids:
            assert (said(pk, "remind"), said(pk, "escalate")) == (1, 2), "each told once"
        written = [pk for one in writers for pk in one.done]
        kept = list(Case.objects.filter(pk__in=written))
        assert all(case.due_at in promises(case) for case in kept)
    assert all(one.done for one in writers)
    assert sorted(case.pk for case in kept) == sorted(written), "nothing acknowledged is lost"


def promises(case: Case) -> set[datetime | None]:
    """The deadlines of a step taken when the clock showed this, by a clock an hour off at most."""
    starts = [case.moved_at + n * HOUR for n in range(-2, 3)]
    return {clocks.due(case.org_path, at)(FLOW.waits[case.state].clock) for at in starts}
