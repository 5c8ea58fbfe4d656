"""The one clock. Stored UTC, shown Asia/Shanghai, freezable in tests and demo data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as written
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

SHANGHAI = ZoneInfo("Asia/Shanghai")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in Shanghai."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment on a Shanghai clock."""
    return moment.astimezone(SHANGHAI)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stop the clock at an aware `moment` for the current context."""
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def day_text(moment: datetime) -> str:
    """A moment as people say it: 11月19日 08:40, with the year when it is another one."""
    there = local(moment)
    this_year = there.year == today().year
    return written(there, _("n月j日 H:i") if this_year else _("Y年n月j日 H:i"))


def date_text(day: date) -> str:
    """A date as people say it: 11月19日, with the year when it is another one."""
    return written(day, _("n月j日") if day.year == today().year else _("Y年n月j日"))


def span_text(span: timedelta) -> str:
    """A length of time in at most two units: 1 天 3 小时, 40 分钟."""
    return _spoken(int(abs(span).total_seconds()) // 60, get_language())


@lru_cache(maxsize=4096)
def _spoken(minutes: int, _language: str | None) -> str:
    """Kept per language: a list says twenty of them on every page."""
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{_days(days)} {_hours(hours)}" if hours else _days(days)
    if hours:
        short = _("%(n)d 分") % {"n": minutes}
        return f"{_hours(hours)} {short}" if minutes and hours < 3 else _hours(hours)
    return _("%(n)d 分钟") % {"n": max(minutes, 1)}


def _days(n: int) -> str:
    return ngettext("%(n)d 天", "%(n)d 天", n) % {"n": n}


def _hours(n: int) -> str:
    return ngettext("%(n)d 小时", "%(n)d 小时", n) % {"n": n}
