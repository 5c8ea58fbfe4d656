"""Working days: the State Council's yearly notice, from the library or from an officer's table.

Source: docs/requirements.md 000-21 (clocks); the notice moves weekends to make long holidays, so
no weekday arithmetic is right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from chinese_calendar.constants import holidays, workdays
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Refusal

SATURDAY = 5
#: Years the library brings. A later one is known once an officer entered its notice.
LIBRARY_YEARS = frozenset({day.year for day in holidays})


UNKNOWN = noop("%d 年的放假安排还没有录入，现在算不出准确的日期。请管理员按国务院的通知录入。")


class UnknownYear(Refusal):
    """Nobody announced this year's holidays yet: a date in it would be a guess."""

    def __init__(self, year: int) -> None:
        super().__init__(
            "calendar_unknown",
            _(UNKNOWN) % year,
            year=year,
        )


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days as the officers' table has them, over the library's years.

    `years` are those an officer entered whole: there the library is not asked. `days` maps a date
    to True (people work) or False (people rest).
    """

    years: frozenset[int] = frozenset()
    days: dict[date, bool] = field(default_factory=dict)
    names: dict[date, str] = field(default_factory=dict)

    def knows(self, year: int) -> bool:
        """True when this year's holidays were announced."""
        return year in self.years or year in LIBRARY_YEARS

    def working(self, day: date) -> bool:
        """True when people work on `day`. Raises UnknownYear rather than guess."""
        if not self.knows(day.year):
            raise UnknownYear(day.year)
        if (told := self.days.get(day)) is not None:
            return told
        if day.year not in self.years:
            if day in workdays:
                return True
            if day in holidays:
                return False
        return day.weekday() < SATURDAY

    def name(self, day: date) -> str:
        """What the notice calls the day; "" for a plain one. To be put into the reader's words."""
        if day in self.names:
            return self.names[day]
        if day.year in self.years:
            return ""
        return NAMES.get(holidays.get(day) or workdays.get(day) or "", "")


#: The library's names of the statutory holidays, as people say them.
NAMES = {
    "New Year's Day": noop("元旦"),
    "Spring Festival": noop("春节"),
    "Tomb-sweeping Day": noop("清明节"),
    "Labour Day": noop("劳动节"),
    "Dragon Boat Festival": noop("端午节"),
    "National Day": noop("国庆节"),
    "Mid-autumn Festival": noop("中秋节"),
    "Anti-Fascist 70th Day": noop("抗战胜利七十周年"),
}
