"""Units that come out at a day and hour: not a second early, not one late, each with its line."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.clock import frozen, local, now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.models import Portion, Quota, StockLine, Waiter
from niangjia.services.benefits import tasks
from niangjia.services.benefits.actions import claims, codes, portions
from niangjia.services.benefits.actions import offers as making
from tests.benefits.test_codes import delivered, sheet
from tests.kit.sowing import seeding
from tests.kit.world import World

from .making import Made, balanced, offer, said, share, terms
from .test_at_once import at_once
from .test_money import lines, running

pytestmark = pytest.mark.row("000-04")
IN_A_MINUTE = timedelta(minutes=1)


def planned(
    world: World, made: Made, quantity: int, at: datetime, node: UUID | None = None
) -> UUID:
    """A portion; its id."""
    with world.acting(made.by):
        portions.plan(actor(), offer_id=made.id, node=node or made.node, quantity=quantity, at=at)
        found = Portion.objects.filter(offer_id=made.id).order_by("-id").first()
    assert found is not None
    return found.id


def told(world: World, who: str, made: Made) -> str:
    """What a claim is told by a process that remembers what it was told before."""
    act = world.act(who, "benefits.claim")
    act.once_key, act.once_hash = f"form:{uuid4().hex}", digest("")
    try:
        return claims.drop_for_program(act, claims.wish(made.id)).code
    except Refusal as refused:
        return f"{refused.code} {refused.message}"


def ledger(made: Made) -> list[tuple[str, int]]:
    with seeding():
        rows = StockLine.objects.filter(offer_id=made.id).order_by("id")
        return list(rows.values_list("verb", "quantity"))


def test_exactly_at_its_time_without_any_job(small_world: World) -> None:
    """The last second before says when; the second itself gives, also where "gone" was known."""
    world, at = small_world, now().replace(microsecond=0) + IN_A_MINUTE
    made = offer(world, "a1.chair", 3)
    planned(world, made, 2, at)
    assert said(world, "a1x-asker", made) == "ok"
    with frozen(at - timedelta(milliseconds=1)):
        first = told(world, "a1x-colleague", made)
        again = told(world, "a1x-colleague", made)
        page = world.client("a1x-colleague").get(f"/benefits/{made.id}/").content.decode()
    assert f"{local(at):%H:%M}" in first and first.startswith("sold_out") and "下一批" in first
    assert again.startswith("sold_out") and f"{local(at):%H:%M}" in again
    assert "再放 2 份" in page and "这一批领完了" in page
    with frozen(at):
        assert told(world, "a1x-colleague", made) == "ok"
        assert told(world, "a1y-asker", made) == "ok"
        assert told(world, "a1y-colleague", made).startswith("sold_out 领完了")
    assert ledger(made) == [("receive", 3), ("reserve", 2), ("release", 2)]
    assert balanced(world, made)


def test_where_nobody_asks_the_house_does_and_those_who_wait_are_first(
    small_world: World,
) -> None:
    world, at = small_world, now() + IN_A_MINUTE
    made = offer(world, "a1.chair", 3, waiting=True)
    planned(world, made, 2, at)
    assert said(world, "a1x-asker", made) == "ok"
    with world.acting("a1y-asker"):
        claims.wait(actor(), offer_id=made.id)
    tasks.settle(0)
    assert ledger(made)[-1] == ("reserve", 2)
    with frozen(at):
        tasks.settle(0)
        assert ledger(made)[-1] == ("release", 2)
        assert said(world, "a1x-colleague", made) == "ok"
        assert said(world, "a1y-colleague", made) == "sold_out"
    with seeding():
        assert Waiter.objects.get(offer_id=made.id).state == "offered"
    assert balanced(world, made)


def test_everybody_at_once_in_that_second(committed_world: World) -> None:
    world, at = committed_world, now() + IN_A_MINUTE
    made = offer(world, "a1.chair", 12, per_person=0, counters=4)
    share(world, made, ("a1x", 2), borrow=True)
    planned(world, made, 5, at)
    planned(world, made, 5, at)
    workers = ("a1x-asker", "a1x-colleague", "a1y-asker", "a1y-colleague")

    def claims_of(n: int) -> Any:
        def work() -> str:
            with frozen(at):
                return " ".join(said(world, workers[(n + m) % 4], made) for m in range(6))

        return work

    answers = at_once([claims_of(n) for n in range(5)])
    # Two of them stand at the firm's own union, and workers of the other one cannot reach those.
    got = Counter(" ".join(answers.elements()).split())
    assert got["ok"] + got["sold_out"] == 30 and got["ok"] == 12
    assert [verb for verb, _n in ledger(made)].count("release") == 2
    assert balanced(world, made)


def test_called_off_it_stays_aside_until_somebody_lets_it_out(small_world: World) -> None:
    """No side door: what was promised for Wednesday is not claimed on Monday by a call-off."""
    world, at = small_world, now() + timedelta(hours=2)
    made = offer(world, "a1.chair", 5)
    desk = world.client("a1.chair")
    form = {"portion-node": made.node, "portion-quantity": 6, "portion-fresh": ""}
    form |= {"portion-on": f"{local(at):%Y-%m-%d}", "portion-at": f"{local(at):%H:%M}"}
    plan = reverse("benefits_desk:portion_plan", args=[made.id])
    more = desk.post(plan, form)
    assert more.status_code == 422 and "剩下的不够" in more.content.decode()
    assert desk.post(plan, form | {"portion-quantity": 5, "key": "k2"}).status_code == 302
    with seeding():
        portion = Portion.objects.get(offer_id=made.id)
    off = reverse("benefits_desk:portion_off", args=[made.id])
    assert desk.post(off, {"portion": portion.id, "reason": " "}).status_code == 422
    words = {"portion": portion.id, "reason": "车坏在路上", "key": "k3"}
    assert desk.post(off, words).status_code == 302
    assert said(world, "a1x-asker", made) == "sold_out"
    with seeding():
        kept = Quota.objects.get(offer_id=made.id, kind="reserve", granted=5)
    move = {"move-verb": "move", "move-from_": kept.id, "move-to": made.node, "key": "k4"}
    move |= {"move-quantity": 2, "move-reason": "修好了"}
    answer = desk.post(reverse("benefits_desk:stock_move", args=[made.id]), move)
    assert answer.status_code == 302, answer.content.decode()
    assert said(world, "a1x-asker", made) == "ok"
    page = desk.get(reverse("benefits_desk:stock", args=[made.id])).content.decode()
    assert "预留：车坏在路上" in page and "修好了" in page and "放出预留" in page
    assert balanced(world, made)


@pytest.mark.parametrize(
    ("after", "why"), [(-IN_A_MINUTE, "past"), (timedelta(days=3, minutes=1), "too_late")]
)
def test_only_while_it_lasts(small_world: World, after: timedelta, why: str) -> None:
    made = offer(small_world, "a1.chair", 5)
    with pytest.raises(Refusal) as refused:
        planned(small_world, made, 1, now() + after)
    assert refused.value.code == why


def test_what_waits_is_not_moved_by_hand(small_world: World) -> None:
    made = offer(small_world, "a1.chair", 5)
    planned(small_world, made, 2, now() + IN_A_MINUTE)
    with small_world.acting("a1.chair"):
        kept = next(n for n in offers.stock.standing([made.id]) if n.kind == "portion")
    with small_world.acting("a1.chair"), pytest.raises(Refusal) as refused:
        ends = {"from_": kept.id, "to": made.node}
        making.shift(actor(), offer_id=made.id, verb="release", **ends, quantity=1, reason="x")
    assert refused.value.code == "no_such_move"


def test_nothing_comes_in_without_its_money(small_world: World) -> None:
    """Whoever calls it: by hand, with a portion, with a supplier's codes."""
    world = small_world
    campaign = running(world, 100_00)
    (line,) = lines(world, campaign)
    with world.acting("a.chair"):
        said = {"kind": "codes", "campaign_id": campaign, "line_id": line, "unit_cost": 10_00}
        id = making.draft(actor(), terms=terms(**said)).id
        codes.bring(
            actor(), offer_id=id, delivery=delivered(sheet("xlsx", ["CARD-0001", "CARD-0002"]))
        )
        making.publish(actor(), offer_id=id)

    def left() -> int:
        with world.acting("a.chair"):
            return offers.campaigns.one(actor(), campaign).tracks[0].left

    assert left() == 80_00
    with world.acting("a.chair"):
        codes.bring(actor(), offer_id=id, delivery=delivered(sheet("csv", ["CARD-0003"]), "b.csv"))
    with world.acting("a.chair"):
        root = offers.stock.standing([id])[0].id
        at = now() + IN_A_MINUTE
        portions.plan(actor(), offer_id=id, node=root, quantity=5, at=at, fresh="第二车")
    assert left() == 20_00
    with world.acting("a.chair"), pytest.raises(Refusal) as refused:
        making.receive(actor(), offer_id=id, to=root, quantity=3, reason="第三车")
    assert (refused.value.code, refused.value.facts["room"]) == ("over_budget", 20_00)
    assert left() == 20_00
