"""Pure rules of 职工点评: boards, topics, who answers, what is promised. No database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Verdict

SERVICE = "feedback"
KIND = "review"

#: The three boards of the reports (docs/requirements.md 000-21); a union may add its own.
BOARDS: tuple[tuple[str, str], ...] = (
    ("welfare", noop("福利待遇")),
    ("voice", noop("民主协商")),
    ("conditions", noop("劳动条件")),
)
#: Messages of an imported mailbox stand on no board until somebody sorts them.
UNSORTED, UNSORTED_TITLE = "unsorted", noop("未分类")
TOPICS = (
    noop("食堂伙食"),
    noop("住宿"),
    noop("工资发放"),
    noop("加班工时"),
    noop("休息休假"),
    noop("社保公积金"),
    noop("安全防护"),
    noop("冷暖通风"),
    noop("上下班"),
    noop("女职工"),
    noop("沟通公开"),
    noop("其他"),
)
#: The own union does not get the matter, and the firm never hears of it.
UPPER = "upper"
#: Who can see that it was you. The first is the default: real name, hidden from the firm.
WHO: tuple[tuple[str, str], ...] = (
    ("union", noop("实名·公司看不到姓名")),
    ("firm", noop("实名·公司看得到姓名")),
    (UPPER, noop("不给本单位工会，只给上级工会")),
)
WHO_HINTS = {
    "union": noop("只有办这件事的工会能联系你，谁看过都有记录。"),
    "firm": noop("公司知道是你说的，适合想当面谈的事。"),
    UPPER: noop("本单位工会和公司都看不到，由镇街工会来办。"),
}
ORIGINS: tuple[tuple[str, str], ...] = (
    ("paper", noop("意见箱纸条")),
    ("phone", noop("来电")),
    ("visit", noop("来访")),
)

#: Below this many people a chair is as good as the boss: the town's union answers.
SMALL_FIRM = 30
TEXT_MIN, TEXT_MAX = 5, 500


@dataclass(frozen=True, slots=True)
class Union:
    """A union that could answer."""

    id: UUID
    name: str
    path: str
    root: str
    level: str


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers, and why."""

    union: Union
    why: Verdict


def route(headcount: int, own: Union | None, above: Sequence[Union], who: str) -> Route | None:
    """Choose the union that answers a review; None when no union is known at all.

    `own` is the union of the firm's workers, `above` the unions over the firm from the operating
    one down to the town's. Source: docs/requirements.md 000-21, 003-10.
    """
    town = above[-1] if above else None
    if town is None:
        return Route(own, Verdict(True, "000-21", noop("本单位工会"))) if own else None
    if own is None:
        return Route(town, Verdict(True, "000-21", noop("单位还没有工会，由镇街工会来办")))
    if who == UPPER:
        return Route(town, Verdict(True, "000-21", noop("按你的意思，由镇街工会来办")))
    if headcount < SMALL_FIRM:
        return Route(town, Verdict(True, "000-21", noop("人少的单位由镇街工会来办")))
    return Route(own, Verdict(True, "003-10", noop("本单位工会")))
