"""Summer visits of the district: to places of work, and to a few homes nobody can list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import visiting
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Person
from niangjia.services.benefits.actions import campaigns, visits

from .actors import StandIn, worker

TITLE, BASIS = "走访慰问一线职工和困难职工", "主席办公会第 4 号纪要"
BUDGET = 400_000_00
TRACKS = (("一线岗位", 280_000_00), ("困难职工家庭", 120_000_00))
SITES = (
    ("南塘路环卫班组", 26, 18_000_00, "绿豆汤、毛巾、藿香正气"),
    ("东港公交总站", 41, 24_600_00, "凉茶、防暑药"),
    ("临江大桥养护工区", 33, 22_000_00, "遮阳帽、饮料"),
    ("区人民医院急诊", 52, 26_000_00, "水果、凉茶"),
    ("城东快递分拨中心", 64, 28_800_00, "西瓜、毛巾"),
    ("滨江隧道项目部", 87, 30_400_00, "大米、食用油"),
    ("供电局带电作业班", 18, 12_600_00, "防暑药、毛巾"),
    ("百川纺织三车间", 45, 20_250_00, "绿豆、白糖"),
    ("外卖骑手当河站", 38, 19_000_00, "头盔内衬、饮料"),
)
HOMES = (1_500_00, 2_000_00, 1_000_00, 3_000_00, 1_200_00)
WENT = "赵晓燕、沈国平"


def plant(
    officer: Actor, chair: Actor, homes: Sequence[Person], standing_in: StandIn, days: int = 20
) -> None:
    """Nine places and five homes; two receipts are still open, one is the first account's."""
    begun = (local(now()) - timedelta(days=days)).replace(hour=8, minute=40)
    plan = _plan(officer, chair, standing_in, begun)
    with standing_in(officer, begun + timedelta(days=1)) as actor:
        site, house = (one.id for one in offers.campaigns.one(actor, plan).tracks)
    for n, (place, people, fen, goods) in enumerate(SITES):
        with standing_in(officer, begun + timedelta(days=2 + n, hours=n)) as actor:
            day = local(now()).date()
            given = visiting.Given(site, "site", day, place, people, fen, goods, WENT)
            made = visits.give(actor, campaign_id=plan, given=given, whom=None).id
            if n < len(SITES) - 1:
                visits.sign(actor, visit_id=made, signer="班组长")
    for n, (person, fen) in enumerate(zip(homes, HOMES, strict=False)):
        at = begun + timedelta(days=len(SITES) + 3 + n)
        made = _home(officer, person, fen, house, plan, standing_in, at)
        if n:
            with standing_in(worker(person), at + timedelta(hours=4)) as actor:
                visits.answer(actor, visit_id=made, verb="sign")


def _home(
    officer: Actor,
    person: Person,
    fen: int,
    line: UUID,
    plan: UUID,
    standing_in: StandIn,
    at: datetime,
) -> UUID:
    with standing_in(officer, at) as actor:
        whom = visiting.Whom(person.name, sealing.phone_of(person))
        day = local(now()).date()
        given = visiting.Given(line, "home", day, "", 1, fen, "米、油、被子", WENT)
        return visits.give(actor, campaign_id=plan, given=given, whom=whom).id


def _plan(officer: Actor, chair: Actor, standing_in: StandIn, at: datetime) -> UUID:
    until = at.date() + timedelta(days=60)
    with standing_in(officer, at) as actor:
        plan = offers.campaigns.Plan(
            TITLE, "", BASIS, at.date(), until, BUDGET, shared=False, tracks=TRACKS
        )
        made = campaigns.draft(actor, plan=plan).id
    with standing_in(chair, at + timedelta(hours=1)) as actor:
        campaigns.approve(actor, campaign_id=made)
    return made
