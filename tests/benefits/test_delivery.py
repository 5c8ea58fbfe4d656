"""Large deliveries of codes: taken in slices, killed anywhere, stopped and gone on with."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from niangjia.kernel.base.clock import today
from niangjia.kernel.base.context import actor
from niangjia.kernel.offers import coupons
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.models import Code, CodeBatch, CodeSlice
from niangjia.services.benefits import tasks
from niangjia.services.benefits.actions import codes
from niangjia.services.benefits.actions import offers as making
from tests.benefits.test_points import everything_kept
from tests.kit.sowing import seeding
from tests.kit.world import World
from tests.offers.making import balanced, terms
from tests.offers.test_money import changed, lines, running

from .test_codes import BY, cards, delivered, sheet

pytestmark = pytest.mark.row("000-07")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three lines a slice."""
    monkeypatch.setattr(coupons, "SLICE", 3)


def numbers(n: int, prefix: str = "BIG") -> list[str]:
    return [f"{prefix}-{one:05d}" for one in range(n)]


def state(batch: UUID) -> tuple[int, int, int, int]:
    """Lines looked at, taken, codes there, slices that wait."""
    with seeding():
        row = CodeBatch.objects.get(id=batch)
        there = Code.objects.filter(batch=batch).count()
        return row.done, row.taken, there, CodeSlice.objects.filter(batch=batch).count()


class Killed(Exception):
    """The process is gone."""


def test_killed_anywhere_no_code_is_lost_and_none_is_there_twice(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is known lies in the last slice; it is named by its line, and never its code."""
    world = small_world
    found = cards(world, 2)
    client, url = world.client(BY), reverse("benefits_desk:codes_bring", args=[found.made.id])
    file = io.BytesIO(sheet("xlsx", [*numbers(9), found.codes[0]]))
    file.name = "大批.xlsx"
    until = f"{today() + timedelta(days=9):%Y-%m-%d}"
    form: dict[str, Any] = {"new-supplier": "听书网", "new-until": until, "new-yuan": "19.90"}
    answer = client.post(url, form | {"new-file": file, "key": "k"})
    batch = UUID(answer["Location"].rstrip("/").rpartition("/")[2])
    page = client.get(answer["Location"])
    assert page["Refresh"] == "4" and "3 / 10" in page.content.decode()
    assert state(batch) == (3, 3, 3, 3)
    with seeding():
        assert everything_kept("BIG-00007") == []
    real = coupons.stock.told

    def die(door: str, values: dict[str, Any]) -> None:
        real(door, values)
        raise Killed

    monkeypatch.setattr(coupons.stock, "told", die)
    with pytest.raises(Killed):
        tasks.take_codes(str(batch))
    monkeypatch.setattr(coupons.stock, "told", real)
    assert state(batch) == (3, 3, 3, 3)
    tasks.take_codes(str(batch))
    tasks.take_codes(str(batch))
    assert state(batch) == (10, 9, 9, 0)
    with world.acting(BY):
        assert offers.stock.standing([found.made.id])[0].left == 11
    assert balanced(world, found.made)
    page = client.get(answer["Location"])
    assert "Refresh" not in page and "都看过了" in page.content.decode()
    bad = client.get(reverse("benefits_desk:codes_bad", args=[found.made.id, batch]))
    book = load_workbook(io.BytesIO(bad.content)).active
    assert book is not None
    assert [str(row[0].value) for row in book.iter_rows(min_row=2)] == ["11"]
    assert found.codes[0] not in page.content.decode()


def test_without_money_it_stops_and_goes_on_when_there_is_some(small_world: World) -> None:
    world = small_world
    campaign = running(world, 50_00)
    (line,) = lines(world, campaign)
    with world.acting("a.chair"):
        said = {"kind": "codes", "campaign_id": campaign, "line_id": line, "unit_cost": 10_00}
        id = making.draft(actor(), terms=terms(**said)).id
        codes.bring(actor(), offer_id=id, delivery=delivered(sheet("csv", ["FIRST-1"]), "a.csv"))
        making.publish(actor(), offer_id=id)
        many = delivered(sheet("csv", numbers(5, "MORE")), "b.csv")
        made = codes.bring(actor(), offer_id=id, delivery=many)
    tasks.take_codes(str(made.id))
    assert state(made.id) == (3, 3, 3, 1)
    address = reverse("benefits_desk:delivery", args=[id, made.id])
    page = world.client("a.chair").get(address)
    assert "Refresh" not in page and "这条线只剩 10 元" in page.content.decode()
    assert changed(world, campaign, line, 10_00, True)
    resume = reverse("benefits_desk:codes_resume", args=[id, made.id])
    assert world.client("a1.chair").post(resume).status_code == 404
    assert world.client("a.chair").post(resume, {"key": "r"}).status_code == 302
    tasks.take_codes(str(made.id))
    assert state(made.id) == (5, 5, 5, 0)
    with world.acting("a.chair"):
        assert offers.campaigns.one(actor(), campaign).tracks[0].left == 0
