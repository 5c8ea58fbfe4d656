"""The demo's ladder: a prompt, an opinion two supervisors signed, a recommendation on its way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from niangjia.kernel.base.clock import SHANGHAI
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.models import Case
from niangjia.kernel.letters import actions as letters
from niangjia.kernel.letters.actions.settings import Charge
from niangjia.kernel.letters.answering import Answer
from niangjia.kernel.letters.models import Letter
from niangjia.kernel.letters.rules import marked
from niangjia.kernel.letters.wordings import SITUATION, WANTED

#: Acting as somebody at a moment, as the planting does it.
Standing = Callable[[Actor, datetime], AbstractContextManager[Actor]]
TO = "临江区人力资源和社会保障局"
FOUND = "七月起织造车间排班改成两班，超过法定时间的部分没有按加班计算，涉及两个班组。"
MEND = "一、按考勤补发七月以来的加班费；二、排班恢复三班，或者另行招人；三、把加班记录给本人核对。"
LOOKED_INTO = "两位监督员查了三个月的排班表和工资条，又找两个班组各谈了一次，情况属实。"
WEAK = "订单季节性强，等旺季过去再统一研究。"
WEAKER = "正在和生产部门沟通，暂时没有补发的安排。"
NOT_ENOUGH = "答复里没有说补不补、什么时候补。"
STILL_NOT = "过了答复期限，公司仍然没有改正的安排。"


@dataclass(frozen=True, slots=True)
class Parts:
    """Who plays: the chair of the firm's union, the firm, and two supervisors of the district."""

    chair: Actor
    firm: Actor
    first: Actor
    second: Actor


def climb(parts: Parts, standing: Standing, today: date) -> None:
    """All of it, told day by day before today."""

    def at(days: int) -> datetime:
        return datetime.combine(today - timedelta(days=days), time(10), SHANGHAI)

    case = Case.objects.filter(
        org_id=parts.chair.org, firm_id=parts.firm.org_id, created_at__lt=at(62), pressed=False
    )
    about = case.filter(visibility="union").order_by("-created_at").first()
    if about is None:
        raise LookupError("the demo has no old case to begin the ladder with")
    with standing(parts.first, at(290)) as actor:
        for number, who in (("LJ-JD-007", parts.first), ("LJ-JD-021", parts.second)):
            _certify(actor, who, number, at(290).date())
    with standing(parts.chair, at(60)) as actor:
        prompt = letters.prompt(actor, case_id=about.id)
        _send(actor, prompt, "关于织造车间加班费的监督提示函", FOUND)
    _answered(standing, parts.firm, prompt.id, at(54), WEAK)
    with standing(parts.chair, at(52)) as actor:
        opinion = letters.escalate(actor, letter_id=prompt.id, text=NOT_ENOUGH, authority="")
        _write(actor, opinion, "关于织造车间加班费的劳动法律监督意见书", LOOKED_INTO)
    for who, days in ((parts.first, 51), (parts.second, 50)):
        with standing(who, at(days)) as actor:
            letters.sign(actor, letter_id=opinion.id)
    with standing(parts.chair, at(49)) as actor:
        letters.issue(actor, letter_id=opinion.id, sure=False)
    _answered(standing, parts.firm, opinion.id, at(30), WEAKER)
    with standing(parts.chair, at(5)) as actor:
        last = letters.escalate(actor, letter_id=opinion.id, text=STILL_NOT, authority=TO)
        _send(actor, last, "关于提请依法处理加班费问题的监督建议书", LOOKED_INTO)


def _certify(actor: Actor, who: Actor, number: str, day: date) -> None:
    charge = Charge(who.me, "supervisor", number, day, day + timedelta(days=1095))
    letters.give_mandate(actor, charge=charge)


def _write(actor: Actor, letter: Letter, title: str, found: str) -> None:
    body = letter.body.replace(marked(SITUATION), found).replace(marked(WANTED), MEND)
    letters.edit(actor, letter_id=letter.id, title=title, body=body)


def _send(actor: Actor, letter: Letter, title: str, found: str) -> None:
    _write(actor, letter, title, found)
    letters.issue(actor, letter_id=letter.id, sure=False)


def _answered(
    standing: Standing, firm: Actor, letter_id: UUID, moment: datetime, text: str
) -> None:
    with standing(firm, moment) as actor:
        letters.receive(actor, letter_id=letter_id)
        letters.answer(actor, letter_id=letter_id, said=Answer("", text))
