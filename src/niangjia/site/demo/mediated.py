"""A mediation of the demo that is under way: asked for, agreed to by both, one talk behind it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from niangjia.kernel.base.clock import SHANGHAI
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.models import Case
from niangjia.kernel.mediation import actions as mediation

#: Acting as somebody at a moment, as the planting does it.
Standing = Callable[[Actor, datetime], AbstractContextManager[Actor]]
CLAIM = "补发九月到十一月的夜班津贴，一共两千四百元；以后每月随工资一起发。"
PLACE = "街道总工会调解室（二楼东）"
CAME = "本人、公司行政部、调解员"
SAID = "公司说系统换了以后漏算，愿意补；本人希望年前到账。公司回去核对每个人的班次，下次带数来。"


@dataclass(frozen=True, slots=True)
class Parts:
    """Who plays: the worker, the chair of the firm's union, the firm, a mediator of the town's."""

    worker: Actor
    chair: Actor
    firm: Actor
    mediator: Actor


def go(parts: Parts, standing: Standing, today: date) -> None:
    """All of it, told day by day before today."""

    def at(days: int, hour: int = 10) -> datetime:
        return datetime.combine(today - timedelta(days=days), time(hour), SHANGHAI)

    mine = Case.objects.filter(author__person_id=parts.worker.me, org_id=parts.chair.org)
    case = mine.filter(created_at__lt=at(6), visibility="union").order_by("-created_at").first()
    if case is None:
        raise LookupError("the demo's worker has no case to talk about")
    with standing(parts.worker, at(6)) as actor:
        found = mediation.ask(actor, case_id=case.id, claim=CLAIM).id
    with standing(parts.chair, at(6, 15)) as actor:
        mediation.invite(actor, mediation_id=found, mediator=parts.mediator.me)
    with standing(parts.firm, at(5)) as actor:
        mediation.accept(actor, mediation_id=found)
    with standing(parts.mediator, at(4)) as actor:
        first = mediation.arrange(actor, mediation_id=found, at=at(3, 14), place=PLACE)
    with standing(parts.mediator, at(3, 16)) as actor:
        mediation.record(actor, sitting_id=first.id, came=CAME, text=SAID)
        mediation.arrange(actor, mediation_id=found, at=at(-2, 14), place=PLACE)
    with standing(parts.firm, at(1)) as actor:
        mediation.want_more(actor, mediation_id=found, wants=True)
