"""When things happen: workers write around their shifts, unions and firms in office hours."""

import random
from datetime import date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
FIXED_HOLIDAYS = frozenset(
    {(1, 1), *((5, d) for d in range(1, 6)), *((10, d) for d in range(1, 8))}
)
NEW_YEARS_EVE = {  # Gregorian date of the eve of Spring Festival; eight days are free from it
    2024: (2, 9), 2025: (1, 28), 2026: (2, 16), 2027: (2, 5), 2028: (1, 25), 2029: (2, 12),
    2030: (2, 2), 2031: (1, 22), 2032: (2, 10),
}  # fmt: skip
MORNING = (8 * 60 + 31, 11 * 60 + 50)  # minutes of the day
AFTERNOON = (13 * 60 + 10, 17 * 60 + 28)
WORKER_HOURS = (  # minutes of the day, and how often workers write then
    ((20 * 60, 23 * 60 + 50), 9),
    ((0, 100), 3),
    ((6 * 60 + 20, 7 * 60 + 45), 2),
    ((12 * 60, 12 * 60 + 55), 3),
    ((17 * 60 + 30, 20 * 60), 2),
)


def is_workday(day: date) -> bool:
    """Tell roughly: Monday to Friday without Spring Festival and the fixed holidays."""
    return (
        day.weekday() < 5
        and (day.month, day.day) not in FIXED_HOLIDAYS
        and not _in_spring_festival(day)
    )


def _in_spring_festival(day: date) -> bool:
    eve = NEW_YEARS_EVE.get(day.year)
    return eve is not None and 0 <= (day - date(day.year, *eve)).days < 8


def at_minute(day: date, minute: int, second: int) -> datetime:
    """Return the moment ``minute`` minutes into a day, in China time."""
    return datetime.combine(day, time(minute // 60, minute % 60, second), CHINA)


def worker_moment(rng: random.Random, day: date) -> datetime:
    """Return a moment of this day at which a worker would sit down and write."""
    spans = [span for span, _ in WORKER_HOURS]
    low, high = rng.choices(spans, [weight for _, weight in WORKER_HOURS])[0]
    return at_minute(day, rng.randint(low, high - 1), rng.randrange(60))


def worker_after(rng: random.Random, after: datetime, days: tuple[int, int]) -> datetime:
    """Return a worker's moment between so many days later, and always later than ``after``."""
    day = after.date() + timedelta(days=rng.randint(*days))
    moment = worker_moment(rng, day)
    while moment <= after + timedelta(minutes=20):
        day += timedelta(days=1)
        moment = worker_moment(rng, day)
    return moment


def office_moment(rng: random.Random, day: date) -> datetime:
    """Return a moment of this day within office hours, 8:30 to 17:30 without lunch."""
    low, high = rng.choice((MORNING, AFTERNOON))
    return at_minute(day, rng.randint(low, high), rng.randrange(60))


def office_after(rng: random.Random, after: datetime, workdays: tuple[int, int]) -> datetime:
    """Return an office moment so many working days later (0 may be the same day)."""
    day = workday_after(after.date(), rng.randint(*workdays))
    while not is_workday(day) or at_minute(day, AFTERNOON[1], 0) <= after + timedelta(minutes=45):
        day += timedelta(days=1)
    return _later_that_day(rng, day, after)


def _later_that_day(rng: random.Random, day: date, after: datetime) -> datetime:
    moment = office_moment(rng, day)
    while moment <= after + timedelta(minutes=15):
        moment = office_moment(rng, day)
    return moment


def workday_after(day: date, count: int) -> date:
    """Return the day so many working days later."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def spoken_date(day: date) -> str:
    """Return a date as people write it: 6月12日."""
    return f"{day.month}月{day.day}日"
