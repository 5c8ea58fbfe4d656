"""Goods at points: what came is what went and what is left, whatever happens."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.clock import frozen, today
from niangjia.kernel.base.codes import BadCode
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.install import walled_models
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.offers import plates, stock_rules, stocking
from niangjia.kernel.offers.models import HandOut
from niangjia.services.benefits import tasks
from niangjia.services.benefits.actions import stock
from niangjia.services.benefits.actions.stock import Came
from niangjia.services.benefits.queries import goods as queries
from tests.kit import flows
from tests.kit.sowing import seeding
from tests.kit.world import World

from .goods import OFFICER, bought, kind_of, place

GATES = {"东港卡口": (30_000, 8_000), "西山卡口": (30_000, 6_500), "北门卡口": (20_000, 4_000)}


def test_the_receipt_of_a_firm_has_an_owner_and_a_deadline() -> None:
    flows.check_table(stock_rules.RECEIPT)


@pytest.mark.row("004-18")
def test_eighty_thousand_in_and_what_is_left_at_each_gate(small_world: World) -> None:
    world = small_world
    item, store = kind_of(world, "司机暖心包"), place(world, "总仓", "store")
    bought(world, store, item, 80_000, today() + timedelta(days=30))
    for name, (there, handed) in GATES.items():
        gate = place(world, name)
        with world.acting(OFFICER):
            stock.send(actor(), point_id=store, to_id=gate, item_id=item, quantity=there)
            said = stock.hand_offline(
                actor(), point_id=gate, item_id=item, quantity=handed, reason="高速上没信号"
            )
            assert said.more == 0
    with world.acting(OFFICER):
        found = queries.account(actor(), item)
    assert (found.total.came, found.total.handed, found.total.left) == (80_000, 18_500, 61_500)
    assert found.total.share == 23.1
    left = {part.point: part.sums.left for part in found.parts}
    assert left == {"总仓": 0, "东港卡口": 22_000, "西山卡口": 23_500, "北门卡口": 16_000}
    assert sum(n for _point, _day, n in found.days) == 18_500


@pytest.mark.row("000-18")
def test_loaves_received_are_handed_out_and_left(small_world: World) -> None:
    world = small_world
    item, gate = kind_of(world, "面包"), place(world, "闲林值守点", "other")
    with world.acting(OFFICER):
        gift = Came(500, "donor", "爱心面包房", "", today())
        with pytest.raises(Refusal, match="receive"):
            stock.receive(actor(), point_id=gate, item_id=item, came=gift)
        gift = Came(500, "donor", "爱心面包房", "捐-0012", today())
        stock.receive(actor(), point_id=gate, item_id=item, came=gift)
        for n in range(7):
            stock.hand_at_gate(
                actor(), point_id=gate, item_id=item, blinded=plates.blinded(f"浙A1234{n}")
            )
        stock.take(actor(), point_id=gate, item_id=item, quantity=3, verb="spoil", reason="淋湿了")
        found = queries.point(actor(), gate).stocks[0].item.sums
    assert (found.came, found.handed, found.spoiled, found.left) == (500, 7, 3, 490)
    late = frozen(datetime.now(UTC) + timedelta(days=1))
    with late, world.acting(OFFICER), pytest.raises(Refusal, match="none") as old:
        stock.hand_at_gate(actor(), point_id=gate, item_id=item, blinded=plates.blinded("浙A12345"))
    assert "过期" in old.value.message


@pytest.mark.row("004-08")
def test_forty_one_firms_sign_for_what_they_got(small_world: World) -> None:
    world = small_world
    item, store = kind_of(world, "清凉包", cost=4_400), place(world, "总仓", "store")
    bought(world, store, item, 1_700)
    firms = [key for key in world.orgs if key.endswith("-firm") and key.startswith("a")]
    made = []
    for n in range(41):
        with world.acting(OFFICER):
            firm = world.orgs[firms[n % len(firms)]].id
            where = {"point_id": store, "item_id": item, "firm_id": firm}
            made.append(stock.hand_to_firm(actor(), quantity=40, **where).id)
    with world.acting("a1x-firm.responder"):
        mine = queries.for_firm(actor())
        assert mine and all(one.firm == world.orgs["a1x-firm"].name for one in mine)
        for one in mine:
            stock.sign(actor(), receipt_id=one.id)
        with pytest.raises(Hidden):
            other = next(key for key in made if key not in {one.id for one in mine})
            stock.sign(actor(), receipt_id=other)
    with world.acting(OFFICER):
        for one in queries.slips(actor(), item):
            if one.state == "handed":
                stock.sign_on_paper(actor(), receipt_id=one.id, signer="张师傅")
        found = queries.account(actor(), item)
    assert (found.signed, found.unsigned) == (41, 0)
    assert found.fen >= 7_200_000
    assert found.total.left == 1_700 - 41 * 40


def test_an_unsigned_receipt_is_undone_and_the_goods_stand_where_they_stood(
    small_world: World,
) -> None:
    world = small_world
    item, store = kind_of(world, "绿豆汤", cost=300), place(world, "总仓", "store")
    bought(world, store, item, 6, today())
    bought(world, store, item, 6, today() + timedelta(days=9))
    with world.acting(OFFICER):
        firm = world.orgs["a1x-firm"].id
        made = stock.hand_to_firm(actor(), point_id=store, item_id=item, firm_id=firm, quantity=8)
        stock.undo_receipt(actor(), receipt_id=made.id)
        with pytest.raises(Refusal):
            stock.sign_on_paper(actor(), receipt_id=made.id, signer="张师傅")
        shelves = {one.expires: one.left for one in stocking.shelves(store)}
    assert shelves == {today(): 6, today() + timedelta(days=9): 6}


def test_one_pack_a_driver_a_day_at_every_gate_and_undo(small_world: World) -> None:
    world = small_world
    item = kind_of(world, "司机暖心包")
    east, west = place(world, "东港卡口"), place(world, "西山卡口")
    bought(world, east, item, 5)
    bought(world, west, item, 5)
    with world.acting(OFFICER):
        first = plates.blinded("浙a·12345挂")
        key = stock.hand_at_gate(actor(), point_id=east, item_id=item, blinded=first).key
        with pytest.raises(Refusal, match="again"):
            again = plates.blinded("浙A 12345 挂")
            stock.hand_at_gate(actor(), point_id=west, item_id=item, blinded=again)
        stock.undo_at_gate(actor(), key=key)
        with pytest.raises(Refusal, match="nothing_to_undo"):
            stock.undo_at_gate(actor(), key=key)
        stock.hand_at_gate(actor(), point_id=west, item_id=item, blinded=first)
    with frozen(datetime.now(UTC) + timedelta(days=1)), world.acting(OFFICER):
        stock.hand_at_gate(actor(), point_id=east, item_id=item, blinded=first)
        assert queries.account(actor(), item).total.handed == 2
    with world.acting("a1x.officer"), pytest.raises(Hidden):
        stock.hand_at_gate(actor(), point_id=east, item_id=item, blinded=first)


def everything_kept(needle: str) -> list[str]:
    """Tables of the house in which a text stands, in any column."""
    found = []
    with connection.cursor() as cursor:
        for table in {model._meta.db_table for model in walled_models()}:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table} t WHERE t::text ~ %s)", [needle])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_the_plate_is_kept_nowhere_and_the_salt_dies_with_the_day(
    small_world: World, caplog: Any
) -> None:
    world = small_world
    item, gate = kind_of(world, "司机暖心包"), place(world, "东港卡口")
    bought(world, gate, item, 3)
    url = reverse("benefits_desk:gate", args=[gate, item])
    client = world.client(OFFICER)
    with caplog.at_level("DEBUG"):
        answer = client.post(url, {"plate": "浙A98Z76"})
    assert answer.status_code == 200 and "发出一份" in answer.content.decode()
    assert "98Z76" not in answer.content.decode()
    assert client.post(url, {"plate": "浙A98Z76"}).status_code == 422
    assert client.post(url, {"plate": "什么牌"}).status_code == 422
    assert "98Z76" not in caplog.text
    blinded = plates.blinded("浙A98Z76")
    with seeding():
        assert everything_kept("98Z76") == [] == everything_kept(blinded)
        token = HandOut.objects.get(item_id=item).token
        assert everything_kept(token) == ["offers_handout"]
        assert everything_kept(str(gate)), "the search finds what is there"
    tasks.forget_day.func(0)
    with frozen(datetime.now(UTC) + timedelta(days=1)):
        with system("benefits"):
            assert stocking.ask("api.forget_salts(%s)", [today()]) == 1, (
                "yesterday's, kept till now"
            )
        tasks.forget_day.func(0)


def test_what_was_handed_out_beyond_the_books_is_said(small_world: World) -> None:
    world = small_world
    item, gate = kind_of(world, "司机暖心包"), place(world, "东港卡口")
    bought(world, gate, item, 100)
    form = {"out-item": item, "out-verb": "offline", "out-quantity": 120, "out-reason": "断网"}
    url = reverse("benefits_desk:move", args=[gate])
    page = world.client(OFFICER).post(url, {**form, "key": "k1"}, follow=True).content.decode()
    assert "多发 20 份" in page
    with world.acting(OFFICER):
        sums = queries.account(actor(), item).total
        assert (sums.handed, sums.beyond, sums.left) == (120, 20, 0)
        assert stock.count(actor(), point_id=gate, item_id=item, counted=4).more == 4
        assert queries.account(actor(), item).total.left == 4


def test_a_union_below_works_with_what_the_district_bought_and_no_other_sees_it(
    small_world: World,
) -> None:
    world = small_world
    item, store = kind_of(world, "年货"), place(world, "总仓", "store")
    hall = place(world, "工会大厅", "hall", "a1x.officer")
    bought(world, store, item, 10)
    with world.acting(OFFICER):
        stock.send(actor(), point_id=store, to_id=hall, item_id=item, quantity=4)
    with world.acting("a1x.officer"):
        assert {one.name for one in queries.points(actor())} == {"[point:a1x]", "工会大厅"}
        assert queries.account(actor(), item).total.left == 4
        with pytest.raises(Hidden):
            stock.send(actor(), point_id=store, to_id=hall, item_id=item, quantity=1)
    for stranger in ("a1y.officer", "b.officer"):
        with world.acting(stranger), pytest.raises(Hidden):
            queries.point(actor(), hall)
    with world.acting("b.officer"), pytest.raises(Hidden):
        queries.account(actor(), item)


DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("source", "who", "paper", "expires", "clause"),
    [
        ("purchase", "", "", None, ""),
        ("donor", "面包房", "捐-1", DAY, ""),
        ("donor", "面包房", "", None, stock_rules.DONATION),
        ("donor", "", "捐-1", None, stock_rules.DONATION),
        ("purchase", "粮油", "F", DAY - timedelta(days=1), stock_rules.FOOD),
    ],
)
def test_what_may_be_taken_in(
    source: str, who: str, paper: str, expires: date | None, clause: str
) -> None:
    verdict = stock_rules.may_receive(source, who, paper, expires, DAY)
    assert (bool(verdict), verdict.clause) == (not clause, clause)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("浙A12345", "浙A12345"),
        ("浙a·1 23-45", "浙A12345"),
        ("浙ＡＤ12345", "浙AD12345"),
        ("浙A1234挂", "浙A1234挂"),
        ("A12345", ""),
        ("浙I12345", ""),
        ("浙A1234", ""),
        ("", ""),
    ],
)
def test_plates_as_people_type_them(typed: str, read: str) -> None:
    if read:
        assert plates.plate(typed) == read
    else:
        with pytest.raises(BadCode):
            plates.plate(typed)


STEP = st.tuples(
    st.sampled_from(["receive", "send", "spoil", "back", "offline", "count", "gate"]),
    st.integers(0, 1),
    st.integers(1, 9),
)


def test_the_shelves_are_the_sum_of_their_lines(small_world: World) -> None:
    """Whatever is done, and refused, in whatever order."""
    world = small_world
    points = [place(world, "东港卡口"), place(world, "西山卡口")]
    item = kind_of(world, "司机暖心包")

    @settings(max_examples=25, deadline=None, database=None)
    @given(steps=st.lists(STEP, max_size=14))
    def run(steps: list[tuple[str, int, int]]) -> None:
        for verb, at, n in steps:
            with suppress(Refusal), world.acting(OFFICER):
                _do(points, item, verb, at, n)
        with world.acting(OFFICER):
            for point in points:
                lines = stocking.sums_by_point(actor(), item).get(point, stock_rules.Sums())
                held = sum(one.left for one in stocking.shelves(point))
                assert lines.left == held >= 0

    run()


def _do(points: list[UUID], item: UUID, verb: str, at: int, n: int) -> None:
    here = {"point_id": points[at], "item_id": item}
    me = actor()
    if verb == "receive":
        came = Came(n, "purchase", "", "", today() + timedelta(days=n) if n % 2 else None)
        stock.receive(me, came=came, **here)
    elif verb == "send":
        stock.send(me, to_id=points[1 - at], quantity=n, **here)
    elif verb == "count":
        stock.count(me, counted=n, **here)
    elif verb == "offline":
        stock.hand_offline(me, quantity=n, reason="断网", **here)
    elif verb == "gate":
        stock.hand_at_gate(me, blinded=str(n), **here)
    else:
        stock.take(me, quantity=n, verb=verb, reason="坏了", **here)
