"""A claim: in time and out of it, once a person, never one more than there are."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from niangjia.kernel.acts.models import Audit
from niangjia.kernel.acts.page import digest
from niangjia.kernel.base import clock
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.offers.models import Claim, Household
from niangjia.services.benefits.actions import claims
from niangjia.services.benefits.actions import offers as making
from tests.kit.hats import LONG_AGO
from tests.kit.sowing import seeding
from tests.kit.world import World

from .making import Made, balanced, claim, offer, said, share, standing


def test_one_is_claimed_with_a_number_and_a_code(small_world: World) -> None:
    made = offer(small_world, "a1x.chair", 2)
    found = claim(small_world, "a1x-asker", made)
    assert found.code == "ok" and found.reply is not None and found.reply.status == 201
    (one,) = json.loads(found.reply.body)["claims"]
    with seeding():
        row = Claim.objects.select_related("offer").get(id=one["id"])
        audit = Audit.objects.get(object_id=row.id)
    assert (row.number, row.pick_code, row.state) == (one["number"], one["pick_code"], "granted")
    assert row.name == small_world.people["a1x-asker"].name
    assert (audit.action, audit.post) == ("benefits.claimed", "worker")
    assert row.due_at == row.offer.closes_at + timedelta(days=row.offer.pick_days)
    assert balanced(small_world, made)


def test_early_late_paused_and_out_of_sight(small_world: World) -> None:
    world = small_world
    hour = timedelta(hours=1)
    soon = offer(world, "a1x.chair", 1, opens_at=clock.now() + hour)
    assert said(world, "a1x-asker", soon) == "early"
    with clock.frozen(clock.now() + hour):
        assert said(world, "a1x-asker", soon) == "ok"
    with clock.frozen(clock.now() + timedelta(days=4)):
        assert said(world, "a1x-colleague", soon) == "late"
    made = offer(world, "a1x.chair", 1)
    with world.acting(made.by):
        making.pause(actor(), offer_id=made.id)
    assert said(world, "a1x-asker", made) == "paused"
    assert said(world, "b2y-asker", made) == "no_offer"
    assert said(world, "a1x.officer", made) == "no_permit"


def test_once_a_person_and_a_day(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1x.chair", 5, period="day")
    assert [said(world, "a1x-asker", made) for _ in "12"] == ["ok", "already"]
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert said(world, "a1x-asker", made) == "ok"
    two = offer(world, "a1x.chair", 5, per_person=2)
    assert [said(world, "a1x-asker", two) for _ in "123"] == ["ok", "ok", "already"]


def test_the_last_one_and_no_more(small_world: World) -> None:
    made = offer(small_world, "a1x.chair", 1)
    assert said(small_world, "a1x-asker", made) == "ok"
    with pytest.raises(Refusal) as refused:
        claim(small_world, "a1x-colleague", made)
    assert refused.value.code == "sold_out"
    assert balanced(small_world, made)


def test_who_may_not_is_told_by_which_rule(small_world: World) -> None:
    clause = {"fact": "member_days", "op": "ge", "value": 100000, "say": ""}
    made = offer(small_world, "a1x.chair", 1, clauses=[clause])
    with pytest.raises(Refusal) as refused:
        claim(small_world, "a1x-asker", made)
    assert refused.value.code == "not_entitled" and "入会满" in refused.value.message
    assert refused.value.facts["fails"] == [0]


def test_the_same_request_is_done_once(small_world: World) -> None:
    made = offer(small_world, "a1x.chair", 5, per_person=0)
    first = claim(small_world, "a1x-asker", made, key="k")
    again = claim(small_world, "a1x-asker", made, key="k")
    assert (first.code, again.code) == ("ok", "replay")
    assert first.reply == again.reply
    assert said(small_world, "a1x-asker", made, key="k", words="other") == "once_mismatch"
    assert standing(small_world, made).popitem()[1] == (5, 4, 1, 0)


def test_a_key_that_won_gets_its_answer_when_everything_is_gone(small_world: World) -> None:
    made = offer(small_world, "a1x.chair", 1)
    claim(small_world, "a1x-asker", made, key="k")
    assert said(small_world, "a1x-colleague", made) == "sold_out"
    act = small_world.act("a1x-asker", "benefits.claim")
    act.once_key, act.once_hash = "form:k", digest("")
    assert claims.drop_for_program(act, claims.wish(made.id)).code == "replay"


def test_own_quota_first_then_what_may_be_borrowed(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1.chair", 3)
    share(world, made, ("a1x", 1), borrow=True)
    share(world, made, ("a1y", 1))
    assert said(world, "a1x-asker", made) == "ok"
    assert said(world, "a1x-colleague", made) == "ok", "borrowed from the town"
    assert said(world, "a1y-asker", made) == "ok"
    assert said(world, "a1y-colleague", made) == "sold_out", "may not borrow, and none is left"
    names = {key: world.orgs[key].name for key in ("a1", "a1x", "a1y")}
    found = standing(world, made)
    assert [found[names[key]] for key in names] == [(1, 0, 1, 0), (1, 0, 1, 0), (1, 0, 1, 0)]


def test_what_is_kept_aside_is_seen_and_not_claimed(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1x.chair", 2)
    with world.acting(made.by):
        org = world.orgs["a1x"].id
        making.reserve(
            actor(), offer_id=made.id, from_=made.node, org_id=org, quantity=2, reason="慰问环卫工"
        )
    assert said(world, "a1x-asker", made) == "sold_out"
    assert any("慰问环卫工" in name for name in standing(world, made))


def test_stock_never_goes_below_nothing(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1.chair", 2)
    with pytest.raises(Refusal) as refused:
        share(world, made, ("a1x", 2), ("a1y", 1))
    assert refused.value.code == "not_enough"


def test_given_up_is_there_again(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1x.chair", 1)
    claim(world, "a1x-asker", made)
    with world.acting("a1x-asker"):
        (row,) = Claim.objects.filter(offer_id=made.id)
        claims.cancel(actor(), claim_id=row.id)
    assert said(world, "a1x-colleague", made) == "ok"
    assert balanced(world, made)


def test_reviewed_claims_take_a_unit_when_approved(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1x.chair", 1, mode="review")
    for who in ("a1x-asker", "a1x-colleague"):
        assert said(world, who, made) == "ok"
    with world.acting(made.by):
        first, second = Claim.objects.filter(offer_id=made.id).order_by("id")
        claims.approve(actor(), claim_id=first.id)
    with pytest.raises(Refusal) as refused, world.acting(made.by):
        claims.approve(actor(), claim_id=second.id)
    assert refused.value.code == "sold_out"
    with world.acting(made.by):
        claims.refuse(actor(), claim_id=second.id, why="先给更困难的")
    assert standing(world, made).popitem()[1] == (1, 0, 1, 0)


def keep_house(world: World, *keys: str) -> tuple[UUID, ...]:
    """These keep house together; their ids."""
    home = new_id()
    people = [world.people[key] for key in keys]
    with seeding():
        Household.objects.filter(person_id__in=[one.id for one in people]).delete()
        Household.objects.bulk_create(
            Household(
                household_id=home,
                person_id=one.id,
                by_name="登记",
                since=LONG_AGO,
                org_root=one.home_root,
                org_path=one.home_path,
            )
            for one in people
        )
    return tuple(one.id for one in people)


def test_of_a_family_everybody_or_nobody(small_world: World) -> None:
    world = small_world
    family = keep_house(world, "a1x-asker", "a1x-colleague", "a1y-asker")
    made = offer(world, "a1.chair", 3)
    share(world, made, ("a1x", 2))
    assert said(world, "a1x-asker", made, people=(*family[:2],)) == "ok"
    assert standing(world, made)[world.orgs["a1x"].name] == (2, 0, 2, 0)
    assert said(world, "a1y-asker", made, people=family) == "already"
    two = offer(world, "a1.chair", 2)
    assert said(world, "a1y-asker", two, people=family) == "sold_out"
    assert standing(world, two).popitem()[1] == (2, 2, 0, 0), "nobody got any"
    stranger = world.people["a2x-asker"].id
    assert said(world, "a1x-asker", two, people=(stranger,)) == "not_family"


def codes_on_page(world: World, who: str, made: Made) -> set[str]:
    """Whose pick-up codes somebody's own page shows."""
    with seeding():
        rows = list(Claim.objects.filter(offer_id=made.id))
    own = next(row for row in rows if row.person_id == world.people[who].id)
    page = world.client(who).get(f"/benefits/claims/{own.id}/").content.decode()
    return {row.name for row in rows if row.pick_code in page}


def show(world: World, who: str, made: Made, on: str) -> int:
    with seeding():
        own = Claim.objects.get(offer_id=made.id, person_id=world.people[who].id)
    there = f"/benefits/claims/{own.id}/share/"
    return world.client(who).post(there, {"key": uuid4().hex, "on": on}).status_code


def test_a_family_sees_the_codes_of_those_who_let_it(small_world: World) -> None:
    world = small_world
    family = keep_house(world, "a1x-asker", "a1x-colleague", "a1y-asker")
    me, other, third = (world.people[k].name for k in ("a1x-asker", "a1x-colleague", "a1y-asker"))
    made = offer(world, "a1.chair", 4, per_person=2)
    assert said(world, "a1x-asker", made, people=family) == "ok"
    assert codes_on_page(world, "a1x-asker", made) == {me}
    assert show(world, "a1x-colleague", made, "1") == 302
    assert codes_on_page(world, "a1x-asker", made) == {me, other}
    assert codes_on_page(world, "a1y-asker", made) == {other, third}
    assert codes_on_page(world, "a1x-colleague", made) == {other}, "each says so for themselves"
    with seeding():
        Household.objects.filter(person_id=world.people["a1y-asker"].id).update(until=clock.today())
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert codes_on_page(world, "a1y-asker", made) == {third}, "they keep house no more"
        assert codes_on_page(world, "a1x-asker", made) == {me, other}
    assert show(world, "a1x-colleague", made, "0") == 302
    assert codes_on_page(world, "a1x-asker", made) == {me}
    alone = offer(world, "a1.chair", 1)
    assert said(world, "a1x-asker", alone) == "ok"
    assert show(world, "a1x-asker", alone, "1") == 404


@pytest.mark.parametrize("kind", ["goods", "passes", "services"])
def test_each_kind_of_thing_is_claimed_and_given_back(small_world: World, kind: str) -> None:
    world = small_world
    made = offer(world, "a1.chair", 1, kind=kind)
    found = claim(world, "a1x-asker", made)
    assert found.reply is not None and said(world, "a1x-colleague", made) == "sold_out"
    (one,) = json.loads(found.reply.body)["claims"]
    with world.acting("a1x-asker"):
        claims.cancel(actor(), claim_id=UUID(one["id"]))
    assert said(world, "a1x-colleague", made) == "ok"
    assert balanced(world, made)


def test_so_many_a_household(small_world: World) -> None:
    world = small_world
    family = keep_house(world, "a1x-asker", "a1x-colleague", "a1y-asker")
    made = offer(world, "a1.chair", 9, per_household=2)
    assert said(world, "a1x-asker", made, people=family) == "household"
    assert said(world, "a1x-asker", made) == "ok"
    assert said(world, "a1x-colleague", made) == "ok"
    assert said(world, "a1y-asker", made) == "household"
    assert said(world, "a1y-colleague", made) == "ok", "a household of one"
    assert balanced(world, made)


def test_the_page_offers_the_family(small_world: World) -> None:
    world = small_world
    me, other = keep_house(world, "a1x-asker", "a1x-colleague")
    made = offer(world, "a1.chair", 3)
    client = world.client("a1x-asker")
    page = client.get(f"/benefits/{made.id}/").content.decode()
    assert world.people["a1x-colleague"].name in page
    client.post(f"/benefits/{made.id}/claim/", {"key": "k", "me": str(me), "people": [str(other)]})
    assert standing(world, made).popitem()[1] == (3, 1, 2, 0)
