"""A campaign's money: five tracks, a million yuan, and nobody ever promises more."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.offers import campaigns, raising
from niangjia.kernel.offers.models import BudgetChange, BudgetEntry, BudgetLine, Campaign
from niangjia.services.benefits.actions import campaigns as actions
from tests.kit.sowing import seeding
from tests.kit.world import World

MILLION = 1_000_000_00
TRACKS = ("送文化", "送温暖", "送福利", "送培训", "送精神")


def plan(*parts: int, budget: int = MILLION, shared: bool = True) -> campaigns.Plan:
    tracks = tuple(zip(TRACKS, parts, strict=False))
    return campaigns.Plan(
        "娘家人陪您过大年",
        "留下来过年的，工会陪着。",
        "主席办公会第 3 号纪要",
        date(2026, 11, 1),
        date(2027, 2, 28),
        budget,
        shared,
        tracks,
    )


def running(world: World, *parts: int) -> UUID:
    """A campaign of the district, its money approved by the chair."""
    with world.acting("a.officer"):
        made = actions.draft(actor(), plan=plan(*parts)).id
    with world.acting("a.chair"):
        actions.approve(actor(), campaign_id=made)
    return made


def lines(world: World, campaign: UUID) -> list[UUID]:
    with world.acting("a.officer"):
        return [one.id for one in campaigns.one(actor(), campaign).tracks]


def book(world: World, line: UUID, verb: str, fen: int, what: UUID, hat: str = "a.officer") -> Any:
    with world.acting(hat):
        thing = campaigns.For(what, "一件事")
        return actions.book(actor(), line_id=line, verb=verb, fen=fen, what=thing)


def changed(world: World, campaign: UUID, line: UUID | None, fen: int, up: bool) -> bool:
    """Whether the chair could change the whole."""
    wanted = raising.Change(fen if up else -fen, "第 5 号纪要", "多来了一批人", line)
    try:
        with world.acting("a.chair"):
            actions.change(actor(), campaign_id=campaign, wanted=wanted)
    except Refusal as refused:
        assert refused.code == "over_budget" and refused.facts["room"] < fen
        return False
    return True


@pytest.mark.row("000-04")
def test_the_chair_raises_what_was_approved_on_a_paper(small_world: World) -> None:
    """On the page: raised for a track, lowered no further than what is promised; others may not."""
    world = small_world
    campaign = running(world, 50_00, 30_00)
    line = lines(world, campaign)[0]
    book(world, line, "commit", 40_00, new_id())
    url = reverse("benefits_desk:budget_change", args=[campaign])
    form = {"change-way": "1", "change-yuan": "100", "change-line": line}
    bare = world.client("a.chair").post(url, form)
    assert bare.status_code == 422 and 'value="100"' in bare.content.decode()
    form |= {"change-paper": "主席办公会第 5 号纪要", "change-reason": "多来了一批人"}
    assert world.client("a.officer").post(url, form).status_code == 404
    assert world.client("a1.chair").post(url, form).status_code in (404, 422)
    page = world.client("a.chair").post(url, form | {"key": "u"}, follow=True).content.decode()
    assert "1,000,000 → 1,000,100 元" in page and "第 5 号纪要" in page
    less = form | {"change-way": "-1", "change-yuan": "110.01"}
    refused = world.client("a.chair").post(url, less | {"key": "d"})
    assert refused.status_code == 422 and "只剩 110 元没有占用" in refused.content.decode()
    done = world.client("a.chair").post(url, less | {"change-yuan": "110", "key": "e"})
    assert done.status_code == 302
    with seeding():
        row = BudgetLine.objects.get(id=line)
        assert (row.allotted, row.committed) == (40_00, 40_00)
        assert Campaign.objects.get(id=campaign).budget == MILLION - 10_00


@pytest.mark.row("000-04")
def test_tracks_hold_no_more_than_was_approved(small_world: World) -> None:
    with small_world.acting("a.officer"), pytest.raises(Refusal) as over:
        actions.draft(actor(), plan=plan(MILLION, 1_00))
    assert over.value.code == "over_budget" and "多了 1 元" in over.value.message
    campaign = running(small_world, *[MILLION // 5] * 5)
    line = lines(small_world, campaign)[0]
    with pytest.raises(Refusal) as full:
        book(small_world, line, "allot", 1, campaign)
    assert full.value.facts["room"] == 0
    for wrong in ({"allotted": MILLION + 1}, {"budget": MILLION - 1}):
        with pytest.raises(IntegrityError), transaction.atomic(), seeding():
            Campaign.objects.filter(id=campaign).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic(), seeding():
        BudgetLine.objects.filter(id=line).update(committed=MILLION // 5 + 1)


@pytest.mark.row("000-04")
def test_only_the_chair_approves_and_before_that_nothing_is_promised(small_world: World) -> None:
    with small_world.acting("a.officer"):
        made = actions.draft(actor(), plan=plan(MILLION)).id
        with pytest.raises(Hidden):
            actions.approve(actor(), campaign_id=made)
    line = lines(small_world, made)[0]
    with pytest.raises(Refusal, match="not_running"):
        book(small_world, line, "commit", 1, new_id())
    for stranger in ("b.officer", "a1.officer"):
        with pytest.raises((Hidden, Refusal)):
            book(small_world, line, "free", 1, made, stranger)


MOVES = ["commit", "release", "spend", "refund", "allot", "free", "more", "less"]
VERBS = st.sampled_from(MOVES)
STEPS = st.lists(
    st.tuples(st.integers(0, 2), VERBS, st.integers(0, 2), st.integers(1, 60)), max_size=25
)


@pytest.mark.row("000-04")
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_whatever_is_booked_the_money_adds_up(
    small_world: World, steps: list[tuple[int, str, int, int]]
) -> None:
    """Against a model in plain Python: the same is let through, and the same stands at the end."""
    with transaction.atomic():
        campaign = running(small_world, 50, 30, 20)
        at, things = lines(small_world, campaign), [new_id() for _ in range(3)]
        free, allotted = MILLION - 100, [50, 30, 20]
        promised = [[0] * 3 for _ in at]
        paid = [[0] * 3 for _ in at]
        whole = MILLION
        for line, verb, thing, fen in steps:
            left = allotted[line] - sum(promised[line])
            if verb in ("more", "less"):
                # Every third time for no track: from what none of them holds.
                named, up = thing > 0, verb == "more"
                done = changed(small_world, campaign, at[line] if named else None, fen, up)
                assert done is (up or fen <= (left if named else free))
                step = (fen if up else -fen) if done else 0
                whole += step
                allotted[line] += step if named else 0
                free += 0 if named else step
                continue
            owed = promised[line][thing] - paid[line][thing]
            room = {"allot": free, "free": left, "commit": left, "refund": paid[line][thing]}
            try:
                book(small_world, at[line], verb, fen, things[thing])
                assert fen <= room.get(verb, owed)
            except Refusal as refused:
                assert refused.facts["room"] == room.get(verb, owed) < fen
                continue
            sign = -1 if verb in ("free", "release", "refund") else 1
            if verb in ("allot", "free"):
                free, allotted[line] = free - sign * fen, allotted[line] + sign * fen
            else:
                book_of = promised if verb in ("commit", "release") else paid
                book_of[line][thing] += sign * fen
        with seeding():
            rows = BudgetLine.objects.filter(campaign=campaign).order_by("position")
            found = [(one.allotted, one.committed, one.spent) for one in rows]
            entries = BudgetEntry.objects.filter(line__campaign=campaign)
            assert Campaign.objects.get(id=campaign).budget == whole == free + sum(allotted)
            changes = BudgetChange.objects.filter(campaign=campaign).order_by("id")
            assert sum(one.after - one.before for one in changes) == whole - MILLION
            assert entries.exclude(left__gte=0).count() == 0
        kept = zip(allotted, map(sum, promised), map(sum, paid), strict=True)
        assert found == list(kept)
        transaction.set_rollback(True)


@pytest.mark.row("000-04")
def test_many_at_once_promise_exactly_what_there_is(committed_world: World) -> None:
    """Twelve hands, five tracks, more asked for than there is: not a fen too much, nor too little
    where what was asked would have fitted."""
    campaign = running(committed_world, *[MILLION // 5] * 5)
    at = lines(committed_world, campaign)
    rng = random.Random(4)
    wishes = [(rng.choice(at), rng.choice([7_000_00, 9_500_00, 12_345_67])) for _ in range(180)]

    def ask(wish: tuple[UUID, int]) -> tuple[UUID, int]:
        try:
            book(committed_world, wish[0], "commit", wish[1], new_id())
            return wish
        except Refusal as refused:
            assert refused.facts["room"] < wish[1]
            return wish[0], 0
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(ask, wishes))
    with committed_world.acting("a.officer"):
        found = campaigns.one(actor(), campaign)
        said = campaigns.items(actor(), campaign)
    assert found.committed == sum(fen for _line, fen in done) <= MILLION
    assert sum(one.committed for one in said) == found.committed
    for track in found.tracks:
        assert track.committed == sum(fen for line, fen in done if line == track.id)
        refused = [w[1] for w, d in zip(wishes, done, strict=True) if w[0] == track.id and not d[1]]
        assert refused and 0 <= track.left < min(refused)
