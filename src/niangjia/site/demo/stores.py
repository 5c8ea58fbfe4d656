"""A winter's goods: packs at gates, loaves, what firms signed for, codes, dumplings, parcels.

All of it is the district's, done through the actions its cadres use.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from niangjia.kernel.base.clock import local, now, today
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.parcelling import Address
from niangjia.kernel.people import sheets
from niangjia.services.benefits.actions import codes, handing, parcels, stock
from niangjia.services.benefits.actions import offers as benefits
from niangjia.services.benefits.actions.stock import Came

from .actors import StandIn

#: Gate, packs brought there, packs handed out before the net came back.
GATES = (
    ("东港高速卡口", "东港路 1 号", 30_000, 8_000),
    ("西山高速卡口", "西山大道收费站", 30_000, 6_500),
    ("北门高速卡口", "北门互通", 20_000, 4_000),
)
STORE, HALL = ("区总仓", "store", "物流园 3 号库"), ("区职工服务中心", "hall", "临江大道 88 号")
ALL_DAY, OFFICE = "全天", "周一到周六 9:00 到 17:00"
PACKS, LOAVES, COOLERS = 80_000, 500, 400
#: Fen for one, packs for each firm.
COOLER_COST, EACH = 4_400, 40
CARDS = 60
DUMPLINGS = 40


def plant(
    district: Actor, workers: Sequence[Actor], firms: Sequence[UUID], standing_in: StandIn
) -> None:
    """The whole winter; the first worker is the one visitors are."""
    begun = local(now()).replace(hour=9, minute=0) - timedelta(days=10)
    with standing_in(district, begun) as actor:
        points = _points(actor)
    _packs(district, points, standing_in, begun)
    _loaves(district, points["东港高速卡口"], standing_in, begun)
    _coolers(district, points[STORE[0]], firms, standing_in, begun)
    _cards(district, workers, standing_in, begun)
    _dumplings(district, points[HALL[0]], workers, standing_in, begun)
    _parcels(district, workers, standing_in, begun)


def _points(actor: Actor) -> dict[str, UUID]:
    places = [(*STORE, ALL_DAY), (*HALL, OFFICE)]
    places += [(name, "gate", address, ALL_DAY) for name, address, _in, _out in GATES]
    return {
        name: stock.open_point(actor, name=name, kind=kind, address=address, hours=hours).id
        for name, kind, address, hours in places
    }


def _packs(district: Actor, points: dict[str, UUID], standing_in: StandIn, begun: datetime) -> None:
    """Bought, brought to the gates, handed out: much of it where no net was."""
    store = points[STORE[0]]
    with standing_in(district, begun) as actor:
        item = stock.name_goods(actor, name="货车司机暖心包", unit="份", cost=1_800).id
        came = Came(PACKS, "purchase", "临江粮油公司", "临发票 20618", today() + timedelta(days=60))
        stock.receive(actor, point_id=store, item_id=item, came=came)
        for name, _address, brought, _out in GATES:
            there: dict[str, Any] = {"to_id": points[name], "item_id": item, "quantity": brought}
            stock.send(actor, point_id=store, **there)
    for day, (name, _address, _brought, handed) in enumerate(GATES, 1):
        with standing_in(district, begun + timedelta(days=day)) as actor:
            where: dict[str, Any] = {"point_id": points[name], "item_id": item}
            stock.hand_offline(actor, quantity=handed, reason="卡口没有信号，按登记本补记", **where)


def _loaves(district: Actor, gate: UUID, standing_in: StandIn, begun: datetime) -> None:
    """Given by a bakery, handed out by hand, a few got wet."""
    with standing_in(district, begun + timedelta(days=2)) as actor:
        item = stock.name_goods(actor, name="爱心面包", unit="个", cost=500).id
        came = Came(LOAVES, "donor", "麦香面包房", "捐收 0012", today() + timedelta(days=3))
        where: dict[str, Any] = {"point_id": gate, "item_id": item}
        stock.receive(actor, came=came, **where)
        stock.hand_offline(actor, quantity=452, reason="志愿者随车发，按登记本补记", **where)
        stock.take(actor, quantity=8, verb="spoil", reason="淋湿了", **where)


def _coolers(
    district: Actor, store: UUID, firms: Sequence[UUID], standing_in: StandIn, begun: datetime
) -> None:
    """Handed to firms, signed for on paper by all but the last."""
    with standing_in(district, begun) as actor:
        item = stock.name_goods(actor, name="防寒包", unit="份", cost=COOLER_COST).id
        came = Came(COOLERS, "purchase", "临江百货", "临发票 20631", None)
        stock.receive(actor, point_id=store, item_id=item, came=came)
        what: dict[str, Any] = {"point_id": store, "item_id": item, "quantity": EACH}
        slips = [stock.hand_to_firm(actor, firm_id=firm, **what) for firm in firms]
    with standing_in(district, begun + timedelta(days=3)) as actor:
        for one in slips[:-1]:
            stock.sign_on_paper(actor, receipt_id=one.id, signer="办公室代收")


def _terms(title: str, kind: str, mode: str, text: str, begun: datetime) -> offers.Terms:
    return offers.Terms(
        kind=kind,
        mode=mode,
        title=title,
        text=text,
        opens_at=begun,
        closes_at=begun + timedelta(days=40),
        pick_where="区职工服务中心一楼，周一到周六 9:00 到 17:00" if kind == "goods" else "",
    )


def _claim(worker: Actor, offer: UUID, at: datetime, standing_in: StandIn) -> UUID:
    with standing_in(worker, at) as actor:
        wish = offers.Wish("benefits", offer)
        return UUID(offers.claiming.claimed(actor, wish)[0]["id"])


def _cards(
    district: Actor, workers: Sequence[Actor], standing_in: StandIn, begun: datetime
) -> None:
    """A supplier's codes: some opened, one used, two lines of the file were wrong."""
    held = [f"TS{n:04d}-{n * 7919 % 99991:05d}" for n in range(CARDS)]
    rows = [(one,) for one in [*held, held[3], "坏 码"]]
    content = sheets.written("xlsx", ("券码",), rows)
    until = today() + timedelta(days=120)
    delivery = codes.Delivery("听书网", "听书季卡.xlsx", content, until, 1_990)
    with standing_in(district, begun) as actor:
        text = "一个季度的听书会员，领到后在“看券码”里打开。"
        terms = _terms("听书会员季卡", "codes", "first", text, begun)
        offer = benefits.draft(actor, terms=terms).id
        codes.bring(actor, offer_id=offer, delivery=delivery)
        benefits.publish(actor, offer_id=offer)
    for n, worker in enumerate(workers[:12]):
        at = begun + timedelta(hours=2 + n)
        claim = _claim(worker, offer, at, standing_in)
        if n % 3 == 1:
            with standing_in(worker, at) as actor:
                codes.see(actor, claim_id=claim)


def _dumplings(
    district: Actor,
    hall: UUID,
    workers: Sequence[Actor],
    standing_in: StandIn,
    begun: datetime,
) -> None:
    """Claimed first come first served, collected at the hall; one by somebody else."""
    with standing_in(district, begun) as actor:
        text = "两斤装，鲜肉和三鲜各一半。"
        terms = _terms("冬至饺子礼盒", "goods", "first", text, begun)
        offer = benefits.draft(actor, terms=terms).id
        node = offers.stock.standing([offer])[0].id
        benefits.receive(actor, offer_id=offer, to=node, quantity=DUMPLINGS, reason="采购")
        benefits.publish(actor, offer_id=offer)
        goods: dict[str, Any] = {"name": "饺子礼盒", "unit": "盒", "cost": 3_600, "offer_id": offer}
        item = stock.name_goods(actor, **goods).id
        came = Came(
            DUMPLINGS, "purchase", "临江食品厂", "临发票 20644", today() + timedelta(days=45)
        )
        stock.receive(actor, point_id=hall, item_id=item, came=came)
    claims = [
        _claim(worker, offer, begun + timedelta(hours=3 + n), standing_in)
        for n, worker in enumerate(workers[:24])
    ]
    with standing_in(district, begun + timedelta(days=3)) as actor:
        for n, claim in enumerate(claims[1:11]):
            proxy = "陈桂兰" if n == 4 else ""
            where: dict[str, Any] = {"offer_id": offer, "point_id": hall}
            handing.collect(actor, claim_id=claim, proxy=proxy, **where)


HOMES = (
    ("王秀英", "13900001234", "贵州省毕节市威宁县", "石门乡三组 8 号", "衣服、药"),
    ("李明", "13900001235", "四川省达州市宣汉县", "南坝镇沿河路 21 号", "年货"),
    ("张桂香", "13900001236", "河南省周口市太康县", "老冢镇王庄村", "给孩子的书"),
    ("周福", "13900001237", "安徽省阜阳市颍上县", "半岗镇前街 5 号", "棉被"),
)


def _parcels(
    district: Actor, workers: Sequence[Actor], standing_in: StandIn, begun: datetime
) -> None:
    """Home for those who stay: some are on their way, some wait for the courier."""
    with standing_in(district, begun) as actor:
        text = "不回家过年的，给家里寄一件，邮费工会付。"
        terms = _terms("家乡包裹", "services", "deliver", text, begun)
        offer = benefits.draft(actor, terms=terms).id
        node = offers.stock.standing([offer])[0].id
        benefits.receive(actor, offer_id=offer, to=node, quantity=100, reason="预算 100 件")
        benefits.publish(actor, offer_id=offer)
        how: dict[str, Any] = {"courier": "顺达快递", "grams": 10_000, "fen": 3_500}
        parcels.post_by(actor, offer_id=offer, bring="拿到区职工服务中心一楼", **how)
    claims = [
        _claim(worker, offer, begun + timedelta(hours=4 + n), standing_in)
        for n, worker in enumerate(workers[:6])
    ]
    for worker, claim, home in zip(workers[1:], claims[1:], HOMES, strict=False):
        _say(worker, claim, home, begun, standing_in)
    with standing_in(district, begun + timedelta(days=4)) as actor:
        numbers = {row.id: row.number for row in offers.Claim.objects.filter(id__in=claims)}
        for n, claim in enumerate(claims[1:3]):
            waybill: dict[str, Any] = {"waybill": f"SD20260000{n:02d}", "grams": 8_200 + 300 * n}
            parcels.send_one(actor, offer_id=offer, number=numbers[claim], **waybill)


def _say(
    worker: Actor, claim: UUID, home: tuple[str, ...], begun: datetime, standing_in: StandIn
) -> None:
    with standing_in(worker, begun + timedelta(days=1)) as actor:
        parcels.say(actor, claim_id=claim, to=Address(*home))
