"""What a union of the demo wrote to its firm: a proposal that came to something, one on its way,
a draft. Through the actions, as the people who would have clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from niangjia.kernel.base.clock import SHANGHAI
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.cases.models import Case
from niangjia.kernel.letters import actions as letters
from niangjia.kernel.letters.actions.settings import Charge
from niangjia.kernel.letters.answering import Answer
from niangjia.kernel.letters.rules import Decided
from niangjia.kernel.people import door as people
from niangjia.kernel.people.models import Org
from niangjia.services.feedback import actions as feedback
from niangjia.services.feedback.actions import propose
from niangjia.services.feedback.actions.proposals import Estimate, Proposal
from niangjia.services.feedback.queries import proposals

from . import climbed, mediated

#: Acting as somebody at a moment, as the planting does it.
Standing = Callable[[Actor, datetime], AbstractContextManager[Actor]]
NONE = Estimate(None, "")


@dataclass(frozen=True, slots=True)
class Parts:
    """Who plays: the chair of the firm's union, the firm, the district's chair and its finance."""

    chair: Actor
    firm: Actor
    district: Actor
    finance: Actor


def plant(
    orgs: Mapping[str, Org],
    acts_for: Mapping[str, Actor],
    town: str,
    worker: Actor,
    standing: Standing,
    day: date,
) -> None:
    """What the first firm's union wrote to it, and a mediation between `worker` and the firm."""

    def who(org: str, post: Post) -> Actor:
        return acts_for[f"{orgs[org].id}:{post}"]

    chair, firm = who("firm-BCFZ", Post.CHAIR), who("employer-0", Post.RESPONDER)
    district, finance = who("district", Post.CHAIR), who("district", Post.OFFICER)
    write(Parts(chair, firm, district, finance), orgs["employer-0"].id, standing, day)
    climbed.climb(climbed.Parts(chair, firm, district, finance), standing, day)
    _cannot(firm, chair, standing, day)
    mediator = who(town, Post.OFFICER)
    mediated.go(mediated.Parts(worker, chair, firm, mediator), standing, day)


def _cannot(firm: Actor, chair: Actor, standing: Standing, today: date) -> None:
    """The firm says of one thing that it cannot be done: the house asks for its reason in writing
    as soon as it runs."""
    moment = datetime.combine(today - timedelta(days=1), time(15, 20), SHANGHAI)
    asked = Case.objects.filter(org_id=chair.org, firm_id=firm.org_id, state="with_firm")
    about = asked.filter(pressed=False, visibility="union").order_by("-created_at").first()
    if about is None:
        raise LookupError("the demo has nothing the first firm could say no to")
    with standing(firm, moment) as actor:
        feedback.firm_reply(actor, case_id=about.id, text=NO, done=False, cannot=True)


def write(parts: Parts, firm_id: UUID, standing: Standing, today: date) -> None:
    """All of it, told day by day before today."""

    def at(days: int) -> datetime:
        return datetime.combine(today - timedelta(days=days), time(10), SHANGHAI)

    with standing(parts.district, at(300)) as actor:
        _charge(actor, parts.finance, at(300).date())
    with standing(parts.chair, at(45)) as actor:
        first = _propose(actor, firm_id, "welfare", at(45).date(), CANTEEN)
        letters.issue(actor, letter_id=first, sure=False)
    with standing(parts.firm, at(38)) as actor:
        letters.receive(actor, letter_id=first)
        letters.answer(actor, letter_id=first, said=Answer("adopt", ADOPTED, at(32).date()))
    with standing(parts.chair, at(36)) as actor:
        letters.close(actor, letter_id=first, text=TOLD)
        benefit = letters.claim_benefit(actor, letter_id=first, said=_gain(at(37).date())).id
    with standing(parts.chair, at(31)) as actor:
        letters.keep(actor, letter_id=first)
    with standing(parts.finance, at(30)) as actor:
        letters.check_benefit(actor, benefit_id=benefit, right=True, note="看了合同、发票和考勤。")
    with standing(parts.chair, at(6)) as actor:
        second = _propose(actor, firm_id, "conditions", at(6).date(), SHOP_FLOOR)
        letters.issue(actor, letter_id=second, sure=False)
    with standing(parts.firm, at(5)) as actor:
        letters.receive(actor, letter_id=second)
    with standing(parts.chair, at(1)) as actor:
        _propose(actor, firm_id, "voice", at(1).date(), TALKS)


def _charge(actor: Actor, finance: Actor, day: date) -> None:
    until = day + timedelta(days=730)
    charge = Charge(finance.me, "finance", "LJ-CW-018", day, until)
    letters.give_mandate(actor, charge=charge)


@dataclass(frozen=True, slots=True)
class Words:
    """What one proposal says."""

    situation: str
    ask: str
    cost: Estimate = NONE
    saving: Estimate = NONE


def _propose(actor: Actor, firm_id: UUID, board: str, day: date, words: Words) -> UUID:
    firm = people.org(firm_id)
    if firm is None:
        raise LookupError("the demo's firm is not there")
    choice = proposals.Choice(firm, board, day - timedelta(days=180), day)
    found = proposals.picked(actor, choice)
    said = Proposal(
        firm,
        found.chosen,
        found.summary.text,
        words.situation,
        words.ask,
        words.cost,
        words.saving,
    )
    return propose(actor, said=said).id


CANTEEN = Words(
    "上夜班的人吃不上热的，宿舍热水到点就没有；新来的人住几个星期就走，说的多是这两样。",
    "一、夜班食堂热餐供应到凌晨一点；二、给一、二号宿舍楼换空气能热水器；三、每月请职工代表尝一次菜。",
    Estimate(Decimal(186000), "两家供应商的报价"),
    Estimate(Decimal(260000), "上一年度招工和培训的支出"),
)
SHOP_FLOOR = Words(
    "几个车间通风跟不上，热天难熬、冷天灰大；排班表出得晚，家里有事调不开。",
    "一、织造车间加装六台工业排风扇；二、排班表提前一周张贴，调班当天答复。",
    Estimate(Decimal(54000), "设备科估算"),
)
TALKS = Words(
    "涨不涨、怎么算，多数人是发钱那天才知道；提过的意见没有下文。",
    "一、调薪方案先在职工代表会上说一遍；二、每季度公布一次意见的答复。",
)
NO = "设备改造今年没有预算，明年也排不上，这件事公司办不到。"
ADOPTED = "经总经理办公会研究，三条都采纳。热水器本月安装，夜班热餐从下月一日起。"
TOLD = "公司三条都同意了：热水器装好了，夜班热餐也开始了。哪里还不行，随时再说。"


def _gain(day: date) -> Decided:
    return Decided(
        "更换两栋宿舍楼热水器，夜班供应热餐",
        day,
        18_600_000,
        26_000_000,
        "总经理办公会纪要第 14 号；安装合同和发票在工会档案柜；离职人数见人事月报",
    )
