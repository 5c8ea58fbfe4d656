"""Visits: 400,000 yuan over more than twenty places, and nobody lists who is hard up."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from niangjia.kernel.acts.models import Look
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.offers import campaigns, visiting
from niangjia.kernel.offers.models import Visit, VisitedHome
from niangjia.kernel.people.models import Membership
from niangjia.services.benefits.actions import campaigns as money
from niangjia.services.benefits.actions import visits
from tests.kit.sowing import seeding
from tests.kit.world import World

WHO = "a1x-asker"
BUDGET = 400_000_00
PLACES = 24


def plan(world: World) -> tuple[UUID, UUID]:
    """An approved campaign with one track of 400,000 yuan."""
    with world.acting("a.officer"):
        days = (today() - timedelta(days=9), today() + timedelta(days=30))
        one = campaigns.Plan("夏季走访", "", "纪要", *days, BUDGET, False, (("走访慰问", BUDGET),))
        made = money.draft(actor(), plan=one).id
    with world.acting("a.chair"):
        money.approve(actor(), campaign_id=made)
        [track] = campaigns.one(actor(), made).tracks
    return made, track.id


def given(line: UUID, fen: int, kind: str = "site", **more: object) -> visiting.Given:
    said = {"day": today(), "place": "环卫班组", "people": 12, "goods": "绿豆汤", "visitors": "周"}
    return visiting.Given(line, kind, fen=fen, **{**said, **more})  # type: ignore[arg-type]


def at_home(world: World, campaign: UUID, line: UUID, fen: int = 1_000_00) -> UUID:
    who = world.people[WHO]
    with seeding():
        Membership.objects.filter(person=who).update(number="A1XASKER")
    with world.acting("a.officer"):
        whom = visiting.Whom(who.name, "A1XASKER")
        made = visits.give(actor(), campaign_id=campaign, given=given(line, fen, "home"), whom=whom)
    return made.id


@pytest.mark.row("004-17")
def test_four_hundred_thousand_yuan_each_with_a_receipt(small_world: World) -> None:
    world = small_world
    campaign, line = plan(world)
    share = BUDGET // PLACES
    rest = BUDGET - share * (PLACES - 1)
    with world.acting("a.officer"):
        for n in range(PLACES):
            fen = rest if n == 0 else share
            made = visits.give(
                actor(),
                campaign_id=campaign,
                given=given(line, fen, place=f"第 {n} 个点"),
                whom=None,
            )
            visits.sign(actor(), visit_id=made.id, signer="班长")
        with pytest.raises(Refusal, match="over_budget"):
            visits.give(actor(), campaign_id=campaign, given=given(line, 1), whom=None)
        sums = visiting.sums(actor(), campaign)
        assert (sums.visits, sums.signed, sums.people) == (PLACES, PLACES, 12 * PLACES)
        assert sums.fen == sums.booked == campaigns.one(actor(), campaign).spent == BUDGET
    with seeding():
        receipts = Visit.objects.filter(campaign_id=campaign).values_list("number", "place")
        assert len({number for number, _ in receipts}) == len({p for _, p in receipts}) == PLACES


def test_what_was_not_handed_over_is_back_in_its_track(small_world: World) -> None:
    world = small_world
    campaign, line = plan(world)
    visit = at_home(world, campaign, line)
    with world.acting("a.chair"):
        visits.undo(actor(), visit_id=visit)
        found = campaigns.one(actor(), campaign)
        sums = visiting.sums(actor(), campaign)
    assert (found.committed, found.spent) == (0, 0)
    assert (sums.visits, sums.fen, sums.booked) == (0, 0, 0)


def test_only_who_was_there_the_chair_and_the_visited_know_whose_home(small_world: World) -> None:
    world = small_world
    campaign, line = plan(world)
    visit, name = at_home(world, campaign, line), world.people[WHO].name
    listed, page = f"/desk/benefits/campaigns/{campaign}/visits/", f"/desk/benefits/visits/{visit}/"
    money_page = f"/desk/benefits/campaigns/{campaign}/"
    for hat in ("a.officer", "a.chair"):
        client = world.client(hat)
        for address in (listed, page, f"{page}print/", money_page):
            assert name not in client.get(address).content.decode(), "closed until asked for"
        with seeding():
            before = Look.objects.filter(subject_id=world.people[WHO].id).count()
        assert name in client.post(f"{page}name/").content.decode()
        with seeding():
            assert Look.objects.filter(subject_id=world.people[WHO].id).count() == before + 1
    # Unions below and the firm do not even find the visit; a colleague's own list is empty.
    for hat in ("a1.chair", "a1x.chair", "b.officer", "a1x-firm.responder"):
        assert world.client(hat).get(page).status_code == 404
    assert "1,000" not in world.client("a1x-colleague").get("/benefits/visits/").content.decode()
    # Another cadre of the very union that made it: somebody else went.
    with seeding():
        VisitedHome.objects.filter(visit_id=visit).update(by_id=world.people["a.chair"].id)
    answer = world.client("a.officer").post(f"{page}name/").content.decode()
    assert name not in answer and "只有去的人和主席看得到" in answer


def test_the_visited_person_signs_or_says_that_it_is_not_right(small_world: World) -> None:
    world = small_world
    campaign, line = plan(world)
    visit = at_home(world, campaign, line)
    client, there = world.client(WHO), f"/benefits/visits/{visit}/"
    with seeding():
        told = Notice.objects.filter(person_id=world.people[WHO].id).latest("at")
    assert "1,000" not in told.text and told.link == "/benefits/visits/"
    assert "1,000 元" in client.get("/benefits/visits/").content.decode()
    with world.acting("a.officer"):
        visits.sign(actor(), visit_id=visit, signer="")
    # Somebody signed for them: they say so, and the chair hears of it.
    assert client.post(there, {"verb": "deny", "key": "k1"}).status_code == 302
    with world.acting("a.chair"):
        assert visiting.sums(actor(), campaign).denied == 1
        with pytest.raises(Refusal, match="state_changed"):
            visits.sign(actor(), visit_id=visit, signer="")
    with seeding():
        assert Notice.objects.filter(person_id=world.people["a.chair"].id, link__contains=visit)
    assert client.post(there, {"verb": "agree", "key": "k2"}).status_code == 302
    with seeding():
        row = Visit.objects.get(id=visit)
    assert (row.state, row.by_person) == ("signed", True)
    other = world.client("a1x-colleague").post(there, {"verb": "sign", "key": "k"})
    assert other.status_code == 404
