"""The one clock. Stored UTC, shown Asia/Shanghai, freezable in tests and demo data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

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
    head = "" if there.year == today().year else f"{there.year}年"
    return f"{head}{there.month}月{there.day}日 {there:%H:%M}"


def date_text(day: date) -> str:
    """A date as people say it: 11月19日, with the year when it is another one."""
    head = "" if day.year == today().year else f"{day.year}年"
    return f"{head}{day.month}月{day.day}日"


def span_text(span: timedelta) -> str:
    """A length of time in at most two units: 1 天 3 小时, 40 分钟."""
    minutes = int(abs(span).total_seconds()) // 60
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} 天 {hours} 小时" if hours else f"{days} 天"
    if hours:
        return f"{hours} 小时 {minutes} 分" if minutes and hours < 3 else f"{hours} 小时"
    return f"{max(minutes, 1)} 分钟"
