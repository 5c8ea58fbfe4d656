"""Pure rules of the room: how an officer's lines become days. No database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.kernel.base.periods import Period, Unit

#: How an officer writes a day on which people work, or rest, other than its weekday says; `work`
#: and `off` are read as well.
WORK, REST = "班", "休"
LINE = re.compile(
    rf"^(?:(\d{{4}})[-/.年])?(\d{{1,2}})[-/.月](\d{{1,2}})日?\s+({WORK}|{REST}|work|off)(?:\s+(\S{{1,30}}))?$"
)


def line(day: date, *, working: bool, name: str) -> str:
    """A day as an officer writes it."""
    return f"{day:%m-%d} {WORK if working else REST} {name}".strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of a notice."""

    day: date
    working: bool
    name: str


@dataclass(frozen=True, slots=True)
class Read:
    """What lines said: the days, and one sentence per line that could not be read."""

    entries: tuple[Entry, ...]
    wrong: tuple[str, ...]


def read_lines(year: int, text: str) -> Read:
    """Days from lines such as `01-01 休 元旦` or `2027-02-07 班`; empty lines are passed over."""
    entries: dict[date, Entry] = {}
    wrong: list[str] = []
    for number, words in enumerate(text.splitlines(), 1):
        if not words.strip():
            continue
        entry = _entry(year, words.strip())
        if isinstance(entry, str):
            wrong.append(_("第 %(n)d 行：%(why)s") % {"n": number, "why": entry})
        elif entry.day in entries:
            wrong.append(_("第 %(n)d 行：%(why)s") % {"n": number, "why": _("这一天写了两次")})
        else:
            entries[entry.day] = entry
    return Read(tuple(sorted(entries.values(), key=lambda one: one.day)), tuple(wrong))


def _entry(year: int, words: str) -> Entry | str:
    found = LINE.match(" ".join(words.replace("\u3000", " ").split()))
    if found is None:
        return _("写成“01-01 休 元旦”或“02-07 班”这样")
    said, month, day, kind, name = found.groups()
    if said and int(said) != year:
        return _("这一天不在 %d 年") % year
    try:
        there = date(year, int(month), int(day))
    except ValueError:
        return _("没有这一天")
    working = kind in (WORK, "work")
    if working == (there.weekday() < 5):
        return _("%s本来就是这样，不用写") % (_("工作日") if working else _("周末"))
    return Entry(there, working, name or "")


#: The State Council gives 13 statutory days since 2025; a notice with fewer is not whole.
LEAST_REST_DAYS = 7


def looks_whole(entries: tuple[Entry, ...]) -> bool:
    """True when a year's notice has at least a holiday's worth of days of rest on weekdays."""
    return sum(not one.working for one in entries) >= LEAST_REST_DAYS


def in_words(period: Period) -> str:
    """A period as people say it: 5 个工作日, 30 天."""
    words = (
        ngettext("%(n)d 个工作日", "%(n)d 个工作日", period.length)
        if period.unit == Unit.WORKING
        else ngettext("%(n)d 天", "%(n)d 天", period.length)
    )
    return words % {"n": period.length}
