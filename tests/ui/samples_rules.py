"""Sample contexts of time limits and the calendar, drawn from the room's own records."""

from __future__ import annotations

from datetime import date, timedelta

from niangjia.kernel.rules import forms, packs, rules
from niangjia.kernel.rules.calendar import Calendar
from tests.ui.samples_desk import desk
from tests.ui.stage import rec


def limits():
    """Those of the packs, one of them made shorter by a union."""
    for clock in packs.in_force("33.01.", date(2026, 1, 1)):
        own = clock.key == "case.accepted"
        yield rec(
            key=clock.key,
            title=clock.title,
            length=rules.in_words(clock.period),
            basis="本工会职工点评办理办法第三条" if own else clock.period.clause,
            clause="",
            whose="本工会定的" if own else "法律规定" if clock.by_law else "娘家的约定",
            since="3月1日起" if own else "",
            own=own,
            law=rules.in_words(clock.period),
            by_law=clock.by_law,
        )


def day_of(found: Calendar, day: date):
    """A day as the page shows it."""
    working, weekday = found.working(day), day.weekday() < 5
    kind = ("work" if weekday else "moved") if working else ("holiday" if weekday else "rest")
    return rec(day=day, kind=kind, name=found.name(day), today=day == date(2025, 11, 20))


def months(year: int):
    """A year of the library."""
    found = Calendar()
    for n in range(1, 13):
        first = date(year, n, 1)
        days = [first + timedelta(days=k) for k in range(31)]
        cells = [None] * first.weekday()
        cells += [day_of(found, day) for day in days if day.month == n]
        cells += [None] * (-len(cells) % 7)
        yield rec(name=f"{n} 月", weeks=[cells[k : k + 7] for k in range(0, len(cells), 7)])


ROWS = list(limits())
YEARS = [rec(year=n, current=n == 2025) for n in range(2023, 2028)]
KNOWN = rec(year=2025, known=True, source="", working_days=248)
UNKNOWN = rec(year=2027, known=False, source="", working_days=0)
BAD = {"source": "国务院办公厅通知", "lines": "01-01 休 元旦\n01-02 休"}
PAGES = [
    desk("rules-promises", "rules/promises.html", rows=ROWS, may_set=True),
    desk("rules-promise", "rules/promise.html", row=ROWS[1], form=forms.PromiseForm()),
    desk("rules-promise-error", "rules/promise.html", row=ROWS[1], form=forms.PromiseForm({})),
    desk(
        "rules-calendar",
        "rules/calendar.html",
        year=KNOWN,
        months=list(months(2025)),
        years=YEARS,
        may_edit=True,
    ),
    desk(
        "rules-calendar-unknown",
        "rules/calendar.html",
        year=UNKNOWN,
        months=[],
        years=YEARS,
        may_edit=True,
    ),
    desk("rules-year", "rules/year.html", form=forms.YearForm(year=2027), number=2027, known=False),
    desk(
        "rules-year-error",
        "rules/year.html",
        form=forms.YearForm(BAD, year=2027),
        number=2027,
        known=False,
    ),
]
