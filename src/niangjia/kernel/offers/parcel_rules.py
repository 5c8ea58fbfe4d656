"""What may be sent, how heavy, and how a courier's list of numbers is read. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Verdict
from niangjia.kernel.base.wording import phrase

FORBIDDEN = noop("《邮政法》第三十七条、《禁止寄递物品管理规定》")
#: What people would most likely put in without knowing.
PROHIBITED = (
    noop("烟花爆竹"),
    noop("打火机、酒精、气罐"),
    noop("管制刀具"),
    noop("现金、存折、身份证"),
    noop("活的动物"),
    noop("没封口的液体"),
)
WAYBILL = re.compile(r"[0-9A-Z]{8,30}")
#: Headings as couriers write them.
NUMBERS = ("单号", "领取编号", "编号", "订单号", "number")
WAYBILLS = ("运单号", "快递单号", "物流单号", "waybill")
GRAMS = ("重量", "重量克", "克", "grams")
#: Parcels in one list.
MOST = 5000

NO_COLUMN = noop("第一行要有“编号”和“运单号”两栏")
TOO_MANY = noop("一次最多五千行，请分成几份")
NO_NUMBER = noop("这一行没有编号")
NO_SUCH = noop("没有这个编号，或者还没留地址、已经寄出")
BAD_WAYBILL = noop("运单号应是 8 到 30 位字母和数字")
BAD_GRAMS = noop("重量请填整数，单位是克")
TWICE = noop("和前面的一行重复")


class NoColumn(ValueError):
    """The table cannot be read; the message says why."""


def may_send(grams: int | None, cap: int) -> Verdict:
    """Not heavier than the union pays for; weighed at the counter, so nothing is known before."""
    if grams is None or grams <= cap:
        return Verdict(True)
    return Verdict(
        False,
        "",
        phrase(noop("超过 %(kg)s 公斤了，重 %(more)d 克"), kg=kilos(cap), more=grams - cap),
        noop("请拿出一些，或者自己补超重的钱"),
        {"grams": grams, "cap": cap},
    )


def kilos(grams: int) -> str:
    """A weight as people say it: 10, 2.5."""
    return f"{grams / 1000:g}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a courier's list."""

    line: int
    number: str
    waybill: str
    grams: int | None


Bad = tuple[int, str]


def read(rows: Iterable[Sequence[str]]) -> tuple[list[Line], list[Bad]]:
    """Numbers of claims and of the courier. Raises NoColumn."""
    lines = list(rows)
    columns = _columns(lines)
    good: list[Line] = []
    bad: list[Bad] = []
    seen: set[str] = set()
    for at, row in enumerate(lines[1:], 2):
        if not any(row):
            continue
        found = {name: _cell(row, column) for name, column in columns.items()}
        if why := _wrong(found, seen):
            bad.append((at, why))
            continue
        seen.add(found["number"])
        grams = int(found["grams"]) if found["grams"] else None
        good.append(Line(at, found["number"], found["waybill"].upper(), grams))
    return good, bad


def _columns(lines: Sequence[Sequence[str]]) -> dict[str, int]:
    head = [cell.strip().lower() for cell in lines[0]] if lines else []
    wanted = {"number": NUMBERS, "waybill": WAYBILLS, "grams": GRAMS}
    found = {
        name: next((n for n, cell in enumerate(head) if cell in names), -1)
        for name, names in wanted.items()
    }
    if found["number"] < 0 or found["waybill"] < 0:
        raise NoColumn(NO_COLUMN)
    if len(lines) > MOST + 1:
        raise NoColumn(TOO_MANY)
    return found


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if 0 <= column < len(row) else ""


def _wrong(found: Mapping[str, str], seen: set[str]) -> str:
    if not found["number"]:
        return NO_NUMBER
    if found["number"] in seen:
        return TWICE
    if not WAYBILL.fullmatch(found["waybill"].upper()):
        return BAD_WAYBILL
    return BAD_GRAMS if found["grams"] and not found["grams"].isdecimal() else ""
