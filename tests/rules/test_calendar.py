"""The official calendar and the periods that run on it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.base.clock import SHANGHAI
from niangjia.kernel.base.periods import Period, Unit, deadline, last_day, working_from
from niangjia.kernel.rules import packs, rules
from niangjia.kernel.rules.calendar import Calendar, UnknownYear

LIBRARY = Calendar()
W, D = Unit.WORKING, Unit.DAY

#: Start, period, last day. The first five are those of docs/requirements.md (dates of 2022).
VECTORS = [
    ("2022-04-18", Period(10, W), "2022-04-29"),
    ("2022-04-18", Period(15, W), "2022-05-10"),
    ("2022-04-18", Period(10, D), "2022-04-28"),
    ("2022-04-28", Period(15, D), "2022-05-13"),
    ("2022-05-13", Period(5, W), "2022-05-20"),
    # The last day of a period of days moves behind a holiday (Civil Code art. 203) ...
    ("2022-04-20", Period(10, D), "2022-05-05"),
    # ... but not before one, and a working Saturday is a day like another.
    ("2022-04-27", Period(10, D), "2022-05-07"),
    ("2022-04-22", Period(1, W), "2022-04-24"),
    # Begun on a day of rest: the next working day is the first that counts.
    ("2022-05-01", Period(1, W), "2022-05-05"),
    # The long week of 2023 and the working days behind it.
    ("2023-09-28", Period(2, W), "2023-10-08"),
    ("2025-09-30", Period(1, W), "2025-10-09"),
    # 2025 gave two more days of rest than the years before.
    ("2025-04-30", Period(1, W), "2025-05-06"),
]


@pytest.mark.row("000-21")
@pytest.mark.parametrize(("start", "period", "end"), VECTORS)
def test_last_day(start: str, period: Period, end: str) -> None:
    assert last_day(date.fromisoformat(start), period, LIBRARY) == date.fromisoformat(end)


def test_a_period_ends_at_midnight_in_shanghai() -> None:
    late = datetime(2022, 4, 18, 23, 59, tzinfo=SHANGHAI)
    end = deadline(late, Period(10, W), LIBRARY)
    assert end == datetime(2022, 4, 29, 23, 59, 59, tzinfo=SHANGHAI)
    after_midnight = late + timedelta(minutes=2)
    assert deadline(after_midnight, Period(10, W), LIBRARY).date() == date(2022, 5, 5)


def test_an_unknown_year_is_refused() -> None:
    with pytest.raises(UnknownYear) as refused:
        last_day(date(2098, 12, 30), Period(5, W), LIBRARY)
    assert refused.value.code == "calendar_unknown"
    assert refused.value.facts == {"year": 2098}
    with pytest.raises(UnknownYear):
        last_day(date(2098, 12, 1), Period(40, D), LIBRARY)


def test_an_officers_year_is_known_whole() -> None:
    told = Calendar(
        frozenset({2098}),
        {date(2098, 1, 1): False, date(2098, 1, 4): True},
        {date(2098, 1, 1): "元旦"},
    )
    assert not told.working(date(2098, 1, 1))
    assert told.working(date(2098, 1, 2))
    assert told.working(date(2098, 1, 4)), "a Saturday on which people work"
    assert not told.working(date(2098, 1, 5))
    assert told.name(date(2098, 1, 1)) == "元旦"


def test_an_officer_amends_a_day_of_the_librarys() -> None:
    amended = Calendar(days={date(2022, 9, 14): False})
    assert LIBRARY.working(date(2022, 9, 14))
    assert not amended.working(date(2022, 9, 14))
    assert not amended.working(date(2022, 5, 2)), "the rest of the year is the library's"


DAYS = st.dates(date(2010, 1, 1), date(2025, 12, 31))


@given(start=DAYS, length=st.integers(1, 60))
def test_working_days_are_counted_one_by_one(start: date, length: int) -> None:
    end = last_day(start, Period(length, W), LIBRARY)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(LIBRARY.working(day) for day in between) == length
    assert LIBRARY.working(end)


@given(start=DAYS, length=st.integers(1, 60))
def test_days_end_on_a_working_day_and_never_early(start: date, length: int) -> None:
    end = last_day(start, Period(length, D), LIBRARY)
    assert end >= start + timedelta(days=length)
    assert LIBRARY.working(end)
    assert end == working_from(start + timedelta(days=length), LIBRARY)


LINES = [
    ("01-01 休 元旦", True),
    ("2027-02-07 班", True),
    ("2月8日 休 春节", True),
    ("2027.02.09　休　春节", True),
    ("", True),
    ("01-01 off", True),
    ("02-07 work", True),
    ("01-02 休", False),  # a Saturday rests anyway
    ("01-04 班", False),  # a Monday works anyway
    ("02-30 休", False),
    ("2026-01-01 休", False),
    ("元旦放假", False),
]


@pytest.mark.parametrize(("line", "fits"), LINES)
def test_lines_of_a_notice(line: str, fits: bool) -> None:
    read = rules.read_lines(2027, line)
    assert (not read.wrong) is fits
    if not fits:
        assert "1" in read.wrong[0], "the line is named"


def test_a_day_written_twice_is_said() -> None:
    assert len(rules.read_lines(2027, "01-01 休\n01-01 休 元旦").wrong) == 1


PROMISES = [
    ("supervision.answer", Period(15, W), True),
    ("supervision.answer", Period(10, W), True),
    ("supervision.answer", Period(16, W), False),
    ("supervision.answer", Period(21, D), True),
    ("supervision.answer", Period(22, D), False),
    ("proposal.answer", Period(31, D), False),
    ("case.accepted", Period(60, D), True),
]


@pytest.mark.parametrize(("key", "period", "allowed"), PROMISES)
def test_faster_than_the_law_not_slower(key: str, period: Period, allowed: bool) -> None:
    verdict = packs.may_promise(period, packs.clock(key, "33.01.99.", date(2026, 1, 1)))
    assert bool(verdict) is allowed
    assert allowed or "第" in verdict.clause


IN_FORCE = [
    ("supervision.answer", "33.01.", "2016-12-01", True),
    ("supervision.answer", "33.01.", "2016-11-30", False),
    ("supervision.answer", "32.01.", "2020-01-01", False),
    ("mediation.end", "32.01.", "2008-05-01", True),
    ("mediation.end", "33.01.", "2008-04-30", False),
    ("case.received", "", "2020-01-01", True),
]


@pytest.mark.parametrize(("key", "path", "day", "known"), IN_FORCE)
def test_packs_are_dated_and_placed(key: str, path: str, day: str, known: bool) -> None:
    keys = {one.key for one in packs.in_force(path, date.fromisoformat(day))}
    assert (key in keys) is known
