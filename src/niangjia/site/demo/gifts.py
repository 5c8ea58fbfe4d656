"""Six gifts for those who work on the road: one name over them, each claimed and counted alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers
from niangjia.kernel.people.models import Person
from niangjia.services.benefits.actions import campaigns, claims, rolls, splitting
from niangjia.services.benefits.actions import offers as actions

from . import helps, visits
from .actors import StandIn, worker

TITLE, BASIS = "新就业群体“六送”", "主席办公会第 5 号纪要"
TEXT = "跑在路上的人，工会一样一样送到：想要哪样领哪样，领一样不影响别的。"
#: Title, kind, how it is given, how many, price of one in fen, text.
SIX = (
    ("送清凉·藿香正气和毛巾", "goods", "first", 300, 35_00, "到任何一个服务驿站取，凭码就行。"),
    ("送健康·体检一次", "services", "review", 80, 260_00, "报名后工会排日子，去区人民医院做。"),
    ("送法律·劳动咨询一次", "services", "first", 120, 0, "工会律师一对一，半小时，说的事不外传。"),
    ("送技能·电动车维修课", "services", "first", 60, 180_00, "三个晚上，学完发结业证，包教具。"),
    ("送文化·电影票两张", "goods", "first", 200, 60_00, "南塘影城通用，年底前有效，驿站取票。"),
    ("送安心·头盔一顶", "goods", "first", 240, 88_00, "国标 3C 头盔，大小两种，来驿站试戴。"),
)
BUDGET = 100_000_00
COVER, INSURER = "会员意外和家财保障", "临江财险，保单 LJ2026-8801"
COVERS = (
    "意外身故、伤残最多十万元，意外门诊最多五千元；家里水淹、失火、失窃，家财最多两万元。"
    "出了事 48 小时内打 0599-8120001 报案，不用自己交钱。"
)


def plant(
    officer: Actor, chair: Actor, folk: Sequence[Person], standing_in: StandIn, days: int = 12
) -> None:
    """The visits of the summer; the hamper, and what some of them have taken of it so far."""
    visits.plant(officer, chair, folk, standing_in)
    helps.plant(_cover(officer, standing_in), officer, folk, standing_in)
    begun = (local(now()) - timedelta(days=days)).replace(hour=9, minute=5)
    hamper = _hamper(officer, chair, standing_in, begun)
    with standing_in(officer, begun + timedelta(hours=5)) as actor:
        [track] = offers.campaigns.one(actor, hamper).tracks
        money = {"campaign_id": hamper, "line_id": track.id}
        made = [_gift(actor, begun + timedelta(days=1), gift, money) for gift in SIX]
    for n, who in enumerate(folk):
        with standing_in(worker(who), begun + timedelta(days=2, minutes=11 * n)) as actor:
            for gift in (made[n % 6], made[(n + 4) % 6]):
                claims.claim(actor, wanted=claims.wish(gift))


def _cover(officer: Actor, standing_in: StandIn) -> UUID:
    """Everybody who was a member half a year ago, until half a year from now."""
    begun = (local(now()) - timedelta(days=180)).replace(hour=10, minute=0)
    with standing_in(officer, begun) as actor:
        first = begun.date() + timedelta(days=5)
        until = first + timedelta(days=364)
        head = offers.rolls.Head(COVER, COVERS, INSURER, first, until)
        made = rolls.cover(actor, head=head, day=begun.date()).id
        rolls.approve(actor, roll_id=made, approved_by="主席办公会")
    return made


def _hamper(officer: Actor, chair: Actor, standing_in: StandIn, at: datetime) -> UUID:
    with standing_in(officer, at) as actor:
        plan = offers.campaigns.Plan(
            TITLE,
            TEXT,
            BASIS,
            at.date(),
            at.date() + timedelta(days=90),
            BUDGET,
            shared=False,
            tracks=(("六样一起", BUDGET),),
        )
        made = campaigns.draft(actor, plan=plan).id
    with standing_in(chair, at + timedelta(hours=2)) as actor:
        campaigns.approve(actor, campaign_id=made)
    return made


def _gift(actor: Actor, opens: datetime, gift: Any, money: dict[str, UUID]) -> UUID:
    title, kind, mode, many, cost, text = gift
    terms = offers.Terms(
        kind=kind,
        mode=mode,
        title=title,
        text=text,
        opens_at=opens,
        closes_at=opens + timedelta(days=45),
        clauses=offers.packs.checked([offers.Clause("member", "eq", value=True)]),
        unit_cost=cost,
        pick_days=30,
        pick_where="就近的户外劳动者服务驿站，8 点到 20 点",
        **money,  # type: ignore[arg-type]  # the campaign and its one track
    )
    made = actions.draft(actor, terms=terms).id
    splitting.split(actor, offer_id=made, total=many, reason="六送采购", parts={}, borrow=True)
    actions.publish(actor, offer_id=made)
    return made
