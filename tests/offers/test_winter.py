"""The brief's own numbers: 400 packs by surveyed need, and 4,130 enrolments at 40 yuan each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.clock import frozen, now, today
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Post, Refusal
from niangjia.kernel.offers import campaigns, offering, rolls, stock
from niangjia.kernel.offers.eligibility import Clause, kept
from niangjia.kernel.offers.models import Claim, RollEntry
from niangjia.kernel.people import door as people
from niangjia.kernel.people.models import Account, Membership, Person, Session
from niangjia.kernel.people.sessions import SessionStore
from niangjia.kernel.surveys.models import Answer
from niangjia.services.benefits.actions import campaigns as money
from niangjia.services.benefits.actions import claims, splitting
from niangjia.services.benefits.actions import offers as actions
from niangjia.services.benefits.actions import rolls as lists
from niangjia.services.benefits.desk import offers as desk
from niangjia.services.benefits.desk import wizard
from tests.kit.hats import FAR, Hat
from tests.kit.sowing import seeding
from tests.kit.world import World
from tests.surveys.crowds import PACKS, opened


def members(world: World, union: str, many: int, *, log_in: bool = True) -> list[str]:
    """So many members of a union; keys of their hats."""
    org, keys = world.orgs[union], [f"{union}m{n}" for n in range(many)]
    place = {"home_org_id": org.id, "home_path": org.path, "home_root": org.root}
    rows = [Person(id=new_id(), name=key, identity=2, **place) for key in keys]
    at = {"org_id": org.id, "org_root": org.root, "org_path": org.path, "since": "2024-01-01"}
    with seeding():
        Person.objects.bulk_create(rows)
        Membership.objects.bulk_create([Membership(person=one, **at) for one in rows])
        if log_in:
            accounts = [
                Account(person_id=one.id, password="!", phone_verified=True) for one in rows
            ]
            Account.objects.bulk_create(accounts)
            Session.objects.bulk_create(
                [_session(key, one) for key, one in zip(keys, accounts, strict=True)]
            )
    for key, person in zip(keys, rows, strict=True):
        world.people[key] = person
        world.hats[key] = Hat(key, person, Post.WORKER, org)
    return keys


def _session(key: str, account: Account) -> Session:
    return Session(
        session_key=digest(f"cookie-of-{key}"),
        session_data=SessionStore().encode({"_auth_user_id": str(account.id)}),
        expire_date=FAR,
        person_id=account.person_id,
    )


def answered(world: World, keys: list[str]) -> UUID:
    """Everybody asks for one in a survey of the district, with their names."""
    survey = opened(world, PACKS, kind="named", hat="a.chair")
    org = world.orgs["a"]
    place = {"org_id": org.id, "org_root": org.root, "org_path": org.path, "at": now()}
    with seeding():
        Answer.objects.bulk_create(
            [
                Answer(survey_id=survey, person_id=world.people[key].id, said={"q1": 1}, **place)
                for key in keys
            ]
        )
    return survey


def terms(**more: Any) -> offering.Terms:
    times = {"opens_at": now() - timedelta(hours=1), "closes_at": now() + timedelta(days=20)}
    return offering.Terms(kind="goods", mode="first", title="留岗过年大礼包", **times, **more)


def by_need(world: World, roll: UUID, total: int) -> UUID:
    """A published offer for whoever is on a list, shared out to the towns by what it asks for."""
    with world.acting("a.officer"):
        clauses = kept([Clause("lists", "has", str(roll), "摸排办法")])
        offer = actions.draft(actor(), terms=terms(clauses=clauses)).id
        row = offering.of_mine(actor(), offer)
        below = list(people.orgs(people.unions_right_below(actor().org)).values())
        parts = wizard.shares(actor(), row, below, str(roll), total)
        splitting.split(
            actor(), offer_id=offer, total=total, reason="采购", parts=parts, borrow=False
        )
        actions.publish(actor(), offer_id=offer)
    return offer


def claim(world: World, key: str, offer: UUID) -> Refusal | None:
    try:
        with world.acting(key):
            claims.claim(actor(), wanted=claims.wish(offer))
    except Refusal as refused:
        return refused
    return None


@pytest.mark.row("000-01")
def test_four_hundred_packs_and_the_one_who_came_too_late(small_world: World) -> None:
    world = small_world
    keys = members(world, "a1x", 201) + members(world, "a2x", 200)
    survey = answered(world, keys)
    with world.acting("a.officer"):
        head = rolls.Head("相对困难的留岗员工", "摸排", "问卷", today(), survey_id=survey)
        roll = lists.gather(actor(), head=head, question_id="q1").id
        lists.approve(actor(), roll_id=roll, approved_by="主席会议")
    with seeding():
        on_it = RollEntry.objects.filter(roll_id=roll).values_list("person_id", flat=True)
        assert len(on_it) == len(set(on_it)) == 401
    offer = by_need(world, roll, 400)

    refused = [one for key in keys if (one := claim(world, key, offer))]
    assert [one.code for one in refused] == ["sold_out"] and refused[0].message
    again = claim(world, keys[0], offer)
    assert again is not None and again.message and again.code != "sold_out"
    stranger = claim(world, "a1x-colleague", offer)
    assert stranger is not None and stranger.code == "not_entitled"
    with seeding():
        held = Claim.objects.filter(offer_id=offer, state="granted")
        assert held.count() == held.values("person_id").distinct().count() == 400
    with world.acting("a.officer"):
        rows = desk.places(actor(), offering.of_mine(actor(), offer))
    assert {one["name"]: one["claimed"] for one in rows} == {
        world.orgs["a1"].name: 200,
        world.orgs["a2"].name: 200,
    }
    assert sum(one["granted"] for one in rows) == 400 and sum(one["left"] for one in rows) == 0


@pytest.mark.row("002-05")
def test_four_thousand_enrolments_at_forty_yuan(small_world: World) -> None:
    world = small_world
    keys = members(world, "a1x", 4130, log_in=False)
    with world.acting("a.officer"):
        plan = campaigns.Plan(
            "医疗互助",
            "",
            "纪要",
            today(),
            today() + timedelta(365),
            165_200_00,
            True,
            (("新就业形态", 165_200_00),),
        )
        campaign = money.draft(actor(), plan=plan).id
    with world.acting("a.chair"):
        money.approve(actor(), campaign_id=campaign)
    with world.acting("a.officer"):
        [line] = campaigns.one(actor(), campaign).tracks
        head = rolls.Head("新就业形态参保名单", "送一年互助保障", "名册", today())
        needs = {world.people[key].id: 1 for key in keys}
        made = rolls.gather(actor(), head=head, needs=needs)
        assert (made.people, made.need) == (4130, 4130)
        paid = {"campaign_id": campaign, "line_id": line.id, "unit_cost": 40_00}
        offer = actions.draft(actor(), terms=terms(**paid)).id
        many = {"reason": "按名单", "parts": {}, "borrow": False}
        splitting.split(actor(), offer_id=offer, total=4131, **many)
        with pytest.raises(Refusal, match="over_budget") as over:
            actions.publish(actor(), offer_id=offer)
        assert over.value.facts["room"] == 165_200_00
        splitting.split(actor(), offer_id=offer, total=made.people, **many)
        actions.publish(actor(), offer_id=offer)
        assert campaigns.one(actor(), campaign).committed == 4130 * 40_00 == 165_200_00
        [top] = stock.standing([offer])
        with pytest.raises(Refusal, match="over_budget"):
            actions.receive(actor(), offer_id=offer, to=top.id, quantity=1, reason="多一个")
        spent = campaigns.For(offer, "一年互助保障", "先付了一半多")
        money.book(actor(), line_id=line.id, verb="spend", fen=100_000_00, what=spent)
    # The house ends it: nobody took one, but what is paid stays paid.
    with frozen(now() + timedelta(days=21)), system("benefits"):
        claims.settle(actor())
    with world.acting("a.officer"):
        found = campaigns.one(actor(), campaign)
        assert (found.committed, found.spent) == (100_000_00, 100_000_00)
