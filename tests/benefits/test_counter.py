"""At the counter: by code, by proxy, undone; lists and labels; what is sent home."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.models import Look
from niangjia.kernel.acts.retention import run
from niangjia.kernel.base.clock import frozen, now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.offers import campaigns, parcel_rules
from niangjia.kernel.offers.models import Claim, Item, Parcel
from niangjia.kernel.offers.parcelling import Address
from niangjia.kernel.people import sheets
from niangjia.services.benefits import tasks
from niangjia.services.benefits.actions import handing, parcels, stock
from niangjia.services.benefits.queries import goods
from niangjia.services.benefits.queries import handing as queries
from niangjia.services.benefits.queries import parcels as of_parcels
from tests.benefits.test_points import everything_kept
from tests.kit.sowing import seeding
from tests.kit.world import World
from tests.offers.making import Made, claim, offer

from .goods import bought, place
from .test_hamper import campaign

BY = "a1x.officer"


def taken(world: World, who: str, made: Made) -> Claim:
    assert claim(world, who, made).code == "ok"
    with seeding():
        return Claim.objects.get(offer_id=made.id, person_id=world.people[who].pk)


def shelf(world: World, made: Made, n: int) -> tuple[UUID, UUID]:
    """Goods of an offer, counted at a point."""
    point = place(world, "工会大厅", "hall", BY)
    with world.acting(BY):
        item = stock.name_goods(actor(), name="大礼包", unit="份", cost=0, offer_id=made.id).id
    bought(world, point, item, n, hat=BY)
    return point, item


@pytest.mark.row("000-01")
def test_a_code_is_typed_handed_out_and_undone(small_world: World) -> None:
    world = small_world
    made = offer(world, BY, 5)
    row = taken(world, "a1x-asker", made)
    point, item = shelf(world, made, 1)
    client, url = world.client(BY), reverse("benefits_desk:counter", args=[made.id])
    typed = f" {row.pick_code[:3].lower()} {row.pick_code[3:]}"
    assert row.name in client.get(url, {"code": typed}).content.decode()
    assert row.name in client.get(url, {"code": row.number}).content.decode()
    assert "没有这个码" in client.get(url, {"code": "ZZZZZZ"}).content.decode()
    to = reverse("benefits_desk:collect", args=[made.id, row.id])
    page = client.post(to, {"point": point, "key": "k1"}, follow=True).content.decode()
    assert "发出去了" in page and "已取" in page
    with world.acting(BY):
        assert goods.account(actor(), item).total.left == 0
        with pytest.raises(Refusal, match="not_waiting"):
            handing.collect(actor(), offer_id=made.id, claim_id=row.id, point_id=point)
        handing.undo(actor(), offer_id=made.id, claim_id=row.id)
        assert goods.account(actor(), item).total.left == 1
        handing.collect(actor(), offer_id=made.id, claim_id=row.id, point_id=point, proxy="李四")
    with seeding():
        row = Claim.objects.get(id=row.id)
        told = Notice.objects.filter(person_id=row.person_id, title="有人替你取走了")
        assert (row.state, row.proxy_name) == ("collected", "李四") and told.count() == 1
        assert Look.objects.filter(subject_id=row.person_id, what="benefits.counter").exists()
    with frozen(now() + timedelta(days=2)), world.acting(BY), pytest.raises(Refusal):
        handing.undo(actor(), offer_id=made.id, claim_id=row.id)


def test_an_empty_point_hands_out_nothing_and_the_claim_still_waits(small_world: World) -> None:
    world = small_world
    made = offer(world, BY, 5)
    first, second = taken(world, "a1x-asker", made), taken(world, "a1x-colleague", made)
    point, _item = shelf(world, made, 1)
    with world.acting(BY):
        with pytest.raises(Refusal, match="which_point"):
            handing.collect(actor(), offer_id=made.id, claim_id=first.id, point_id=None)
        handing.collect(actor(), offer_id=made.id, claim_id=first.id, point_id=point)
        with pytest.raises(Refusal, match="none"):
            handing.collect(actor(), offer_id=made.id, claim_id=second.id, point_id=point)
    with seeding():
        assert Claim.objects.get(id=second.id).state == "granted"


def test_a_town_hands_out_to_its_own_people_and_to_no_others(small_world: World) -> None:
    world = small_world
    made = offer(world, "a.officer", 9)
    near, far = taken(world, "a1x-asker", made), taken(world, "a2x-asker", made)
    with world.acting("a1.officer"):
        assert [one.waits for one in queries.counters(actor()) if one.id == made.id] == [1]
        assert queries.found(actor(), made.id, far.pick_code) is None
        with pytest.raises(Hidden):
            handing.collect(actor(), offer_id=made.id, claim_id=far.id, point_id=None)
        handing.collect(actor(), offer_id=made.id, claim_id=near.id, point_id=None)
    with world.acting("b.officer"), pytest.raises(Hidden):
        queries.counter(actor(), made.id)


def test_lists_and_labels_leave_a_look_with_everybody(small_world: World) -> None:
    world = small_world
    made = offer(world, BY, 5)
    rows = [taken(world, who, made) for who in ("a1x-asker", "a1x-colleague")]
    client = world.client(BY)
    for kind in ("sign", "labels"):
        page = client.get(reverse("benefits_desk:pick_print", args=[made.id, kind]))
        assert all(row.number in page.content.decode() for row in rows)
    answer = client.get(reverse("benefits_desk:pick_export", args=[made.id]))
    cells = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert {row[1].value for row in cells.iter_rows(min_row=2)} >= {row.number for row in rows}
    with seeding():
        seen = Look.objects.filter(what="benefits.pick_list", object_id=made.id)
        assert seen.count() == 6


HOME = {
    "name": "王秀英",
    "phone": "139 0000 1234",
    "region": "贵州省毕节市",
    "street": "石门乡三组",
    "holds": "衣服",
    "clean_of": "on",
}


@pytest.mark.row("000-02")
def test_a_parcel_home_and_its_address_is_forgotten(small_world: World) -> None:
    world = small_world
    made = offer(world, BY, 5, mode="deliver", title="家乡包裹")
    row = taken(world, "a1x-asker", made)
    client, url = world.client("a1x-asker"), reverse("benefits:address", args=[row.id])
    assert "打火机" in client.get(url).content.decode()
    assert client.post(url, {**HOME, "phone": "12", "key": "k"}).status_code == 422
    assert client.post(url, {**HOME, "clean_of": "", "key": "k"}).status_code == 422
    assert client.post(url, {**HOME, "key": "k"}).status_code == 302
    assert world.client("a1x-colleague").get(url).status_code == 404
    with seeding():
        assert everything_kept("石门乡") == [] == everything_kept("13900001234")
    how = {"courier": "顺达", "grams": 10_000, "fen": 3_500, "bring": ""}
    number = row.number
    with world.acting(BY):
        with pytest.raises(Refusal, match="no_posting"):
            parcels.send_one(
                actor(), offer_id=made.id, number=number, waybill="SD12345678", grams=1
            )
        parcels.post_by(actor(), offer_id=made.id, **how)
        assert [one.to.street for one in of_parcels.labels(actor(), made.id)] == ["石门乡三组"]
        list_of = [
            ("编号", "运单号", "重量克"),
            (number, "SD12345678", "12000"),
            ("没有", "SD1", ""),
        ]
        content = sheets.written("xlsx", list_of[0], list_of[1:])
        sent = parcels.send(actor(), offer_id=made.id, name="单.xlsx", content=content)
        assert sent.sent == 0 and [line for line, _why in sent.bad] == [2, 3]
        assert "重 2000 克" in sent.bad[0][1]
        parcels.send_one(
            actor(), offer_id=made.id, number=number, waybill="SD12345678", grams=9_800
        )
        assert of_parcels.sending(actor(), made.id)["owed"] == "35.00"
        assert of_parcels.labels(actor(), made.id) == []
    with world.acting("a1x-asker"), pytest.raises(Refusal):
        to = Address("王", "13900001234", "贵州", "别处", "衣服")
        parcels.say(actor(), claim_id=row.id, to=to)
    assert "SD12345678" in client.get(url).content.decode()
    forgotten(world, row)


@pytest.mark.row("000-02")
def test_what_a_parcel_cost_is_paid_out_of_its_track(small_world: World) -> None:
    world = small_world
    hamper, line = campaign(world)
    paid = {"campaign_id": hamper, "line_id": line, "unit_cost": 30_00}
    made = offer(world, "a.officer", 2, mode="deliver", title="家乡包裹", **paid)
    with world.acting("a.officer"):
        parcels.post_by(actor(), offer_id=made.id, courier="顺达", grams=9_000, fen=35_00, bring="")
    spent = []
    for n, who in enumerate(("a1x-asker", "a1x-colleague")):
        row = taken(world, who, made)
        with world.acting(who):
            to = Address("王", "13900001234", "贵州", "石门", "衣服")
            parcels.say(actor(), claim_id=row.id, to=to)
        with world.acting("a.officer"):
            parcels.send_one(
                actor(), offer_id=made.id, number=row.number, waybill=f"SD{n}0000000", grams=1
            )
            spent.append(campaigns.one(actor(), hamper).spent)
    assert spent == [35_00, 60_00], "no more than was promised; the rest is owed"
    with world.acting("a.officer"):
        assert of_parcels.sending(actor(), made.id)["owed"] == "70.00"


def forgotten(world: World, row: Claim) -> None:
    """Nobody says that it came: after a while it has, and some days later its address goes."""
    with frozen(now() + timedelta(days=16)):
        tasks.watch_sent.func(0)
    with seeding():
        assert Claim.objects.get(id=row.id).state == "delivered"
        assert Parcel.objects.get(claim_id=row.id).sealed
    with frozen(now() + timedelta(days=24)), system("eraser"):
        run(actor())
    with seeding():
        left = Parcel.objects.get(claim_id=row.id)
        assert left.sealed == "" and left.waybill == "SD12345678"


def test_only_the_union_that_sends_reads_addresses(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1.officer", 5, mode="deliver", title="家乡包裹")
    row = taken(world, "a1x-asker", made)
    with world.acting("a1x-asker"):
        to = Address("王秀英", "13900001234", "贵州", "石门乡", "衣服")
        parcels.say(actor(), claim_id=row.id, to=to)
    for hat in (BY, "a.officer", "b.officer"):
        with world.acting(hat), pytest.raises(Hidden):
            of_parcels.labels(actor(), made.id)
        with world.acting(hat):
            assert not Parcel.objects.filter(claim_id=row.id).exists()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("K7QM-3XPA", "SD12345678", "9800"), ""),
        (("K7QM-3XPA", "sd12345678", ""), ""),
        (("", "SD12345678", ""), parcel_rules.NO_NUMBER),
        (("K7QM-3XPA", "SD1", ""), parcel_rules.BAD_WAYBILL),
        (("K7QM-3XPA", "SD12345678", "十斤"), parcel_rules.BAD_GRAMS),
    ],
)
def test_lines_of_a_courier(row: tuple[str, ...], why: str) -> None:
    good, bad = parcel_rules.read([("编号", "运单号", "重量克"), row])
    assert [one for _line, one in bad] == ([why] if why else [])
    assert len(good) == int(not why)


def test_a_table_without_headings_is_refused() -> None:
    with pytest.raises(parcel_rules.NoColumn):
        parcel_rules.read([("姓名", "电话"), ("王", "139")])


def test_goods_of_one_offer_are_one_kind(small_world: World) -> None:
    world = small_world
    made = offer(world, BY, 1)
    shelf(world, made, 1)
    with seeding():
        assert Item.objects.filter(offer_id=made.id).count() == 1
