"""Voucher codes: named when they cannot be taken, secret until opened, each issued once."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection, connections
from django.urls import reverse
from openpyxl import load_workbook

from niangjia.kernel.base.clock import frozen, now, today
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.offers import coupon_rules, coupons
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.models import Claim, Code, CodeBatch
from niangjia.kernel.people import sheets
from niangjia.services.benefits import tasks
from niangjia.services.benefits.actions import claims, codes
from niangjia.services.benefits.actions import offers as making
from niangjia.services.benefits.queries import codes as queries
from tests.benefits.test_points import everything_kept
from tests.kit.sowing import seeding
from tests.kit.world import World
from tests.offers.making import Made, balanced, claim, said, terms

BY = "a1x.officer"


def sheet(form: str, codes: list[str], head: tuple[str, ...] = ("券码",)) -> bytes:
    """A supplier's file."""
    return sheets.written(form, head, [(one,) for one in codes])


def delivered(content: bytes, name: str = "听书季卡.xlsx", days: int = 30) -> codes.Delivery:
    return codes.Delivery("听书网", name, content, today() + timedelta(days=days), 1_990)


@dataclass(frozen=True, slots=True)
class Cards:
    """An offer of codes with a pool."""

    made: Made
    codes: list[str]


def cards(world: World, n: int, **more: object) -> Cards:
    """Drafted, filled by a supplier, published."""
    held = [f"TS{number:04d}-{world.orgs['a1x'].id.hex[:6]}" for number in range(n)]
    with world.acting(BY):
        said = {"kind": "codes", "title": "听书季卡", "per_person": 0, **more}
        id = making.draft(actor(), terms=terms(**said)).id
        made = codes.bring(actor(), offer_id=id, delivery=delivered(sheet("xlsx", held)))
        assert (made.taken, made.bad) == (n, 0)
        making.publish(actor(), offer_id=id)
        node = offers.stock.standing([id])[0].id
    return Cards(Made(id, node, BY), held)


def claim_of(world: World, who: str, made: Made) -> UUID:
    assert claim(world, who, made).code == "ok"
    with seeding():
        person = world.people[who].pk
        return Claim.objects.filter(offer_id=made.id, person_id=person).latest("id").id


@pytest.mark.row("000-07")
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_bad_lines_are_named_and_no_good_one_is_lost(small_world: World, form: str) -> None:
    world = small_world
    found = cards(world, 2)
    url = reverse("benefits_desk:codes_bring", args=[found.made.id])
    rows = ["NEW-0001", "坏 码", "NEW-0001", found.codes[0], "NEW-0002"]
    file = io.BytesIO(sheet(form, rows))
    file.name = f"第二批.{form}"
    until = f"{today() + timedelta(days=9):%Y-%m-%d}"
    form_data = {
        "new-supplier": "听书网",
        "new-file": file,
        "new-until": until,
        "new-yuan": "19.90",
    }
    answer = world.client(BY).post(url, {**form_data, "key": "k"}, follow=True)
    page = answer.content.decode()
    assert "进了 2 张；3 行没进" in page
    with world.acting(BY):
        batch = queries.pool(actor(), found.made.id)["batches"][0]
        assert [one["line"] for one in batch["bad"]] == [3, 4, 5]
        assert batch["bad"][2]["why"] == coupon_rules.KNOWN
        total = queries.pool(actor(), found.made.id)["total"]
        assert total["pool"] == 4 == offers.stock.standing([found.made.id])[0].left
    assert "NEW-0001" not in page and found.codes[0] not in page
    with seeding():
        assert everything_kept("NEW-0001") == []
        assert not CodeBatch.objects.filter(file_name__contains="NEW").exists()


def test_a_code_is_secret_until_its_holder_opens_it(small_world: World) -> None:
    world = small_world
    found = cards(world, 2)
    mine = claim_of(world, "a1x-asker", found.made)
    client, url = world.client("a1x-asker"), reverse("benefits:code", args=[mine])
    assert (
        reverse("benefits:code", args=[mine])
        in client.get(reverse("benefits:claim_page", args=[mine])).content.decode()
    )
    closed = client.get(url).content.decode()
    give_up = reverse("benefits:cancel", args=[mine])
    assert give_up in client.get(reverse("benefits:claim_page", args=[mine])).content.decode()
    assert not any(one in closed for one in found.codes) and "打开看券码" in closed
    assert world.client("a1x-colleague").get(url).status_code == 404
    assert world.client(BY).get(url).status_code == 302, "not a page of that hat"
    assert client.post(url).status_code == 302
    opened = client.get(url).content.decode()
    assert give_up not in client.get(reverse("benefits:claim_page", args=[mine])).content.decode()
    refused = client.post(give_up, {"key": "k"})
    assert refused.status_code == 422 and "打开过了" in refused.content.decode()
    own = code_of(found, mine)
    assert [one for one in found.codes if one in opened] == [own]
    for hat in (BY, "a.officer"):
        pages = [
            reverse("benefits_desk:codes", args=[found.made.id]),
            reverse("benefits_desk:codes_list"),
        ]
        assert all(own not in world.client(hat).get(at).content.decode() for at in pages)


@pytest.mark.row("000-07")
def test_what_nobody_opened_returns_and_what_was_opened_is_spent(small_world: World) -> None:
    world = small_world
    found = cards(world, 2, closes_at=now() + timedelta(days=1))
    opened, closed = (claim_of(world, who, found.made) for who in ("a1x-asker", "a1x-colleague"))
    assert said(world, "a1x-asker", found.made) == "sold_out"
    with world.acting("a1x-asker"):
        codes.see(actor(), claim_id=opened)
    with frozen(now() + timedelta(days=12)):
        tasks.watch_sent.func(0)
    with seeding():
        assert Code.objects.get(claim_id=opened).state == "issued", "its supplier still takes it"
        free = Code.objects.get(offer_id=found.made.id, state="pool")
        assert Claim.objects.get(id=closed).state == "lapsed" and free.claim_id is None
    assert balanced(world, found.made)
    again = claim_of(world, "a1x-colleague", found.made)
    with seeding():
        assert Code.objects.get(claim_id=again).id == free.id
    with frozen(now() + timedelta(days=39)):
        tasks.watch_sent.func(0)
    with seeding():
        states = set(Code.objects.filter(offer_id=found.made.id).values_list("state", flat=True))
        assert states == {"expired"}
        assert Claim.objects.get(id=opened).given_back is False


@pytest.mark.row("000-05")
def test_what_the_supplier_says_was_used_is_settled(small_world: World) -> None:
    world = small_world
    found = cards(world, 4)
    mine = claim_of(world, "a1x-asker", found.made)
    own = code_of(found, mine)
    free, other = [one for one in found.codes if one != own][:2]
    used = ("券码", "使用时间", "门店")
    rows = [
        (own, "2026-11-20 10:30", "临江店"),
        (free, "2026-11-20", ""),
        ("NOT-OURS", "2026-11-20", ""),
        (own, "2026-11-20", ""),
        ("", "2026-11-20", ""),
    ]
    content = sheets.written("xlsx", used, rows)
    with world.acting(BY):
        told = codes.redeem(actor(), offer_id=found.made.id, name="用券.xlsx", content=content)
        assert (told.done, told.stray, told.unknown) == (1, (3,), (4,))
        assert [line for line, _why in told.bad] == [5, 6]
        again = codes.redeem(actor(), offer_id=found.made.id, name="用券.xlsx", content=content)
        assert (again.done, again.again, again.stray) == (0, 2, ())
        pool = queries.pool(actor(), found.made.id)
        assert (pool["owed"], pool["total"]["stray"]) == ("19.90", 1)
        batch = pool["batches"][0]["id"]
    with seeding():
        assert Claim.objects.get(id=mine).state == "redeemed"
    bill = reverse("benefits_desk:codes_bill", args=[found.made.id, batch])
    answer = world.client(BY).get(bill)
    sheet_of = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet_of.iter_rows()]
    assert [own, "2026-11-20 10:30", "临江店", "19.90"] in cells
    assert not any(other in row for row in cells)
    assert world.client("a1y.officer").get(bill).status_code == 404


def test_each_code_is_issued_once_however_many_ask_at_once(committed_world: World) -> None:
    world = committed_world
    found = cards(world, 12)

    def ask(n: int) -> str:
        try:
            return said(world, ("a1x-asker", "a1x-colleague")[n % 2], found.made)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        became = list(pool.map(ask, range(20)))
    assert became.count("ok") == 12 and became.count("sold_out") == 8
    with seeding():
        rows = Code.objects.filter(offer_id=found.made.id)
        held = list(rows.values_list("claim_id", flat=True))
        assert None not in held and len(set(held)) == 12
        assert set(rows.values_list("state", flat=True)) == {"issued"}
    connection.close()


def test_only_the_union_that_offers_reaches_its_codes(small_world: World) -> None:
    world = small_world
    found = cards(world, 1)
    for hat in ("a1.officer", "a1y.officer", "b.officer"):
        with world.acting(hat), pytest.raises(Hidden):
            queries.pool(actor(), found.made.id)
    with world.acting(BY), pytest.raises(Refusal, match="sheet"):
        codes.bring(actor(), offer_id=found.made.id, delivery=delivered(b"x,y\n1,2", "a.csv"))
    with world.acting("a1x-asker"), pytest.raises(Hidden):
        claims.cancel(actor(), claim_id=found.made.id)


def code_of(found: Cards, claim_id: UUID) -> str:
    """The code a claim was issued with."""
    with seeding():
        index = Code.objects.get(claim_id=claim_id).index
    return next(one for one in found.codes if coupons.index_of(one) == index)


DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("ABCD-1", ""), ""),
        (("ABCD-1", "2026/12/1"), ""),
        (("ABCD-1", "20261201"), ""),
        (("ABCD-1", "2026年12月1日"), ""),
        (("ABCD-1", "明年"), coupon_rules.BAD_DAY),
        (("ABCD-1", "2026-11-19"), coupon_rules.OVER),
        (("ABC", ""), coupon_rules.BAD_CODE),
        (("", "2026-12-01"), coupon_rules.NO_CODE),
        (("", ""), ""),
    ],
)
def test_lines_of_a_delivery(cells: tuple[str, str], why: str) -> None:
    good, bad = coupon_rules.new_codes([("兑换码", "有效期"), cells], DAY, DAY)
    assert [one for _line, one in bad] == ([why] if why else [])
    assert len(good) == int(not why and bool(cells[0]))
