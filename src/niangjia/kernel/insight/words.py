"""How figures are worded: periods, rates, and boards of services known here by key only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.clock import today

from . import rules
from .rules import Counts

#: Service -> titles of its boards; the house fills it at start-up.
boards: dict[str, Callable[[], dict[str, str]]] = {}


def board_titles(service: str) -> dict[str, str]:
    """Key -> title of a service's boards."""
    return boards[service]() if service in boards else {}


@dataclass(frozen=True, slots=True)
class Share:
    """One rate as it is read: 96.1%, 123 of 128; "" where it is not shown."""

    key: str
    title: str
    percent: str
    fraction: str
    part: int = 0
    whole: int = 0
    counts: str = ""


#: Rate -> its name, and its numerator and denominator in words.
RATES: dict[str, tuple[str, str]] = {
    "response": (
        noop("响应率"),
        noop("按时有回应的 %(part)s 件，应该回应的 %(whole)s 件"),
    ),
    "resolution": (
        noop("解决率"),
        noop("本人说解决了的 %(part)s 件，应该有结果的 %(whole)s 件"),
    ),
    "satisfaction": (
        noop("满意率"),
        noop("打四星五星的 %(part)s 件，请本人打分的 %(whole)s 件"),
    ),
}
#: What is counted, what is not; printed wherever rates are.
METHOD: tuple[str, ...] = (
    noop("一件事算在它提交的那个季度；数字每天夜里从办件的每一步重算一遍。"),
    noop("响应率：在说好的工作日里给了第一次回应的，除以全部到了该回应的日子的。"),
    noop("转给别的工会，不能让已经过了的日子不算。"),
    noop("解决率：本人亲口说解决了的（或者对没经手的回访人说的），除以全部该有结果的。"),
    noop("没人回访的、没打分的、退回的、超时的都留在分母里，不算解决。"),
    noop("部分解决、讲清政策或指了路的，不算解决，另外列出。"),
    noop("满意率：打四星或五星的，除以全部请本人打分的。到期没打分的留在分母里。"),
    noop("还没到期的先不算，撤回的不算，从旧信箱导入的不算。"),
    noop("不满 5 件或 5 个人的不公布；为了不让人倒推出来，旁边的数有时也不公布。"),
)


def share(key: str, part: int, whole: int) -> Share:
    """A rate with both its numbers."""
    title, counts = RATES[key]
    percent = rules.Rate(part, whole).percent
    return Share(
        key,
        _(title),
        "" if percent is None else f"{percent:g}%",
        f"{part}/{whole}",
        part,
        whole,
        _(counts) % {"part": part, "whole": whole},
    )


def unseen(key: str) -> Share:
    """A rate that is not shown."""
    return Share(key, _(RATES[key][0]), "", "")


def shares(counts: Counts) -> list[Share]:
    """All three."""
    rates = (rules.response(counts), rules.resolution(counts), rules.satisfaction(counts))
    return [share(key, rate.part, rate.whole) for key, rate in zip(RATES, rates, strict=True)]


def period(start: date, months: int) -> str:
    """2026年第三季度, 2026年9月, 2026年7月至9月."""
    year = _("%d年") % start.year
    if months == 3 and start == rules.quarter_of(start):
        return year + _(QUARTERS[(start.month - 1) // 3])
    if months == 1:
        return year + _("%d月") % start.month
    last = start.month + months - 1
    end = _("%d月") % last if last <= 12 else _("%d年") % (start.year + 1) + _("%d月") % (last - 12)
    return year + _("%d月") % start.month + _("至") + end


def days(start: str, months: int, last: str = "") -> str:
    """A period as figures keep it: a month, a quarter, or the days of one's own choice."""
    first = date.fromisoformat(start)
    return span(first, date.fromisoformat(last)) if last else period(first, months)


def span(first: date, last: date) -> str:
    """2026年7月1日至9月12日; whole months without their days."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return period(first, months)
    begin = _("%(y)d年%(m)d月%(d)d日") % {"y": first.year, "m": first.month, "d": first.day}
    year = "" if last.year == first.year else _("%d年") % last.year
    return begin + _("至") + year + _("%(m)d月%(d)d日") % {"m": last.month, "d": last.day}


QUARTERS = (noop("第一季度"), noop("第二季度"), noop("第三季度"), noop("第四季度"))


def running(start: date, months: int) -> bool:
    """True while the period is not over."""
    at = today()
    return (at.year - start.year) * 12 + at.month - start.month < months
