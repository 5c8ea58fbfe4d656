"""How suppliers' tables of voucher codes are read. Pure functions: rows in, good and bad lines out.

No reason ever repeats a code: what is wrong with a line is said by its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.clock import SHANGHAI

#: Codes in one file.
MOST = 20_000
CODE = re.compile(r"[!-~]{4,60}")
DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2}).*)?")
#: Headings as suppliers write them, of the code, the last day, when and where it was used.
CODES = ("券码", "兑换码", "卡密", "卡号", "码", "code")
DAYS = ("有效期", "有效期至", "到期日", "截止日期", "expires", "until")
TIMES = ("使用时间", "核销时间", "兑换时间", "time", "used")
SHOPS = ("门店", "商户", "店名", "shop")
#: Days after the last day in which a supplier's list still comes.
GRACE = 7

NO_CODE = noop("这一行没有券码")
BAD_CODE = noop("券码要 4 到 60 个字母、数字或符号，中间不能有空格")
TWICE = noop("和前面的一行重复")
KNOWN = noop("这张券码以前导过了")
BAD_DAY = noop("到期日看不懂，请写成 2027-01-31")
OVER = noop("已经过期了")
BAD_TIME = noop("使用时间看不懂，请写成 2027-01-31 10:30")


class NoColumn(ValueError):
    """The table has no column of codes; or too many lines. The message says it in words."""


@dataclass(frozen=True, slots=True)
class Read:
    """A line that can be taken."""

    line: int
    code: str
    until: date


@dataclass(frozen=True, slots=True)
class Used:
    """A line of a list of used codes."""

    line: int
    code: str
    at: datetime
    shop: str


Bad = tuple[int, str]
NEEDS_CODES = noop("第一行要有“券码”一栏")
TOO_MANY = noop("一次最多两万张，请分成几份")


def new_codes(
    rows: Iterable[Sequence[str]], until: date, today: date
) -> tuple[list[Read], list[Bad]]:
    """Codes of a delivery. A line without a day of its own has the delivery's. Raises NoColumn."""
    lines = list(rows)
    code, day = _columns(lines, CODES, DAYS)
    good: list[Read] = []
    bad: list[Bad] = []
    seen: set[str] = set()
    for number, row in enumerate(lines[1:], 2):
        text = _cell(row, code)
        last = _last(_cell(row, day), until)
        why = _wrong(row, text, seen, last, today)
        if why:
            bad.append((number, why))
        elif last and text:
            seen.add(text)
            good.append(Read(number, text, last))
    return good, bad


def _wrong(row: Sequence[str], text: str, seen: set[str], until: date | None, today: date) -> str:
    """Why a line is not taken; nothing for a good one and for an empty line."""
    if not any(row):
        return ""
    if not text:
        return NO_CODE
    if not CODE.fullmatch(text):
        return BAD_CODE
    if text in seen:
        return TWICE
    if until is None:
        return BAD_DAY
    return OVER if until < today else ""


def used_codes(rows: Iterable[Sequence[str]], now: datetime) -> tuple[list[Used], list[Bad]]:
    """Lines of what a supplier says was used. Without a time, it is taken as now."""
    lines = list(rows)
    code, at, shop = _columns(lines, CODES, TIMES, SHOPS)
    good: list[Used] = []
    bad: list[Bad] = []
    seen: set[str] = set()
    for number, row in enumerate(lines[1:], 2):
        text, when = _cell(row, code), _moment(_cell(row, at), now)
        if not any(row):
            continue
        why = NO_CODE if not text else TWICE if text in seen else "" if when else BAD_TIME
        if why or when is None:
            bad.append((number, why))
            continue
        seen.add(text)
        good.append(Used(number, text, when, _cell(row, shop)[:60]))
    return good, bad


def _columns(lines: Sequence[Sequence[str]], *wanted: Sequence[str]) -> list[int]:
    """Where each heading stands, -1 for none; the first must be there."""
    head = [cell.strip().lower() for cell in lines[0]] if lines else []
    found = [next((n for n, cell in enumerate(head) if cell in names), -1) for names in wanted]
    if found[0] < 0:
        raise NoColumn(NEEDS_CODES)
    if len(lines) > MOST + 1:
        raise NoColumn(TOO_MANY)
    return found


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if 0 <= column < len(row) else ""


def _last(text: str, otherwise: date) -> date | None:
    if not text:
        return otherwise
    found = DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _moment(text: str, otherwise: datetime) -> datetime | None:
    if not text:
        return otherwise
    found = DAY.fullmatch(text)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3])) if found else None
        hour = time(int(found[4] or 12), int(found[5] or 0)) if found else time(12)
    except ValueError:
        return None
    return datetime.combine(day, hour, tzinfo=SHANGHAI) if day else None
