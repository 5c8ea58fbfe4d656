"""Rows go when their declared time is over, and not before."""

from __future__ import annotations

from datetime import timedelta

from niangjia.kernel.acts import retention
from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.models import Look, Once
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.models import Rate
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.people.models import Session
from tests.kit.sowing import seeding
from tests.kit.world import World


def age(days: int) -> None:
    """Move what exists into the past."""
    past = timedelta(days=days)
    with seeding():
        for model, name in ((Once, "at"), (Look, "at"), (Notice, "at"), (Session, "expire_date")):
            for row in model._default_manager.all():
                setattr(row, name, now() - past)
                row.save(update_fields=[name])


def left() -> dict[str, int]:
    with seeding():
        return {m.__name__: m._default_manager.count() for m in (Once, Look, Notice, Session)}


def test_what_is_over_goes_and_the_rest_stays(small_world: World) -> None:
    age(100)
    before = left()
    with system("eraser"):
        gone = retention.erase()
    assert gone["Once"] == before["Once"]
    assert gone["Session"] == before["Session"]
    assert left() == {**before, "Once": 0, "Session": 0}


def test_everything_dated_goes_in_the_end(small_world: World) -> None:
    age(2000)
    with system("eraser"):
        retention.erase()
    assert left() == {"Once": 0, "Look": 0, "Notice": 0, "Session": 0}


def test_counters_of_windows_and_gaps_go_after_two_days(db: None) -> None:
    moment, day = int(now().timestamp()), 86400
    rows = [
        Rate(key="old window", seconds=60, period=(moment - 3 * day) // 60, hits=1),
        Rate(key="new window", seconds=60, period=moment // 60, hits=1),
        Rate(key="long window", seconds=30 * day, period=moment // (30 * day), hits=1),
        Rate(key="old gap", seconds=60, period=moment - 3 * day, hits=1),
        Rate(key="new gap", seconds=60, period=moment - 30, hits=1),
    ]
    with seeding():
        Rate.objects.bulk_create(rows)
    with system("eraser"):
        assert retention.erase()["Rate"] == 2
    with seeding():
        kept = set(Rate.objects.values_list("key", flat=True))
    assert kept == {"new window", "long window", "new gap"}
