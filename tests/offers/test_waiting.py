"""The waiting list: in order, across equal offers, for a time, and nobody overtakes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base import clock
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.offers import waiting
from niangjia.kernel.offers.models import Claim, Waiter
from niangjia.services.benefits.actions import claims
from niangjia.services.benefits.actions import offers as making
from tests.kit.sowing import seeding
from tests.kit.world import World

from .making import Made, balanced, claim, offer, said, share, standing

HOUR = timedelta(hours=1)


def wait(world: World, who: str, made: Made) -> UUID:
    with world.acting(who):
        return claims.wait(actor(), offer_id=made.id).id


def state(waiter_id: UUID) -> str:
    with seeding():
        return Waiter.objects.get(id=waiter_id).state


def cancel(world: World, who: str, made: Made) -> None:
    with world.acting(who):
        (row,) = Claim.objects.filter(offer_id=made.id, state="granted", person_id=actor().me)
        claims.cancel(actor(), claim_id=row.id)


def settled(world: World) -> None:
    with system("benefits"):
        claims.settle(actor())


def test_what_comes_back_goes_to_the_first_in_line_for_a_time(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1.chair", 1, waiting=True)
    claim(world, "a1x-asker", made)
    first = wait(world, "a1x-colleague", made)
    with clock.frozen(clock.now() + timedelta(seconds=1)):
        second = wait(world, "a1y-asker", made)
    cancel(world, "a1x-asker", made)
    assert (state(first), state(second)) == ("offered", "waiting")
    with seeding():
        told = Notice.objects.get(link=f"/benefits/waiting/{first}/")
    assert (told.title, told.text) == waiting.TURN
    assert said(world, "a1y-colleague", made) == "sold_out", "nobody overtakes"
    assert standing(world, made).popitem()[1] == (1, 0, 0, 1)
    with clock.frozen(clock.now() + timedelta(hours=25)):
        settled(world)
        assert (state(first), state(second)) == ("lapsed", "offered")
        with world.acting("a1y-asker"):
            claims.take(actor(), waiter_id=second)
    assert state(second) == "taken"
    assert standing(world, made).popitem()[1] == (1, 0, 1, 0)


def test_a_turn_is_over_when_its_time_is(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1x.chair", 1, waiting=True, offer_hours=1)
    claim(world, "a1x-asker", made)
    place = wait(world, "a1x-colleague", made)
    cancel(world, "a1x-asker", made)
    with (
        clock.frozen(clock.now() + 2 * HOUR),
        pytest.raises(Refusal) as refused,
        world.acting("a1x-colleague"),
    ):
        claims.take(actor(), waiter_id=place)
    assert refused.value.code == "lapsed"


def test_leaving_with_a_turn_passes_it_on(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1x.chair", 1, waiting=True)
    claim(world, "a1x-asker", made)
    place = wait(world, "a1x-colleague", made)
    cancel(world, "a1x-asker", made)
    with world.acting("a1x-colleague"):
        claims.leave(actor(), waiter_id=place)
    assert standing(world, made).popitem()[1] == (1, 1, 0, 0)


def test_one_list_for_equal_offers(small_world: World) -> None:
    world = small_world
    equal = uuid4()
    red = offer(world, "a1x.chair", 1, waiting=True, equals=equal)
    blue = offer(world, "a1x.chair", 1, waiting=True, equals=equal)
    for made in (red, blue):
        claim(world, "a1x-asker", made)
    place = wait(world, "a1x-colleague", red)
    cancel(world, "a1x-asker", blue)
    assert state(place) == "offered"
    with world.acting("a1x-colleague"):
        id = claims.take(actor(), waiter_id=place).id
        assert Claim.objects.get(id=id).offer_id == blue.id
    assert balanced(world, red) and balanced(world, blue)


def test_no_line_while_there_is_something(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1x.chair", 1, waiting=True)
    with pytest.raises(Refusal) as refused:
        wait(world, "a1x-asker", made)
    assert refused.value.code == "free"
    claim(world, "a1x-asker", made)
    with pytest.raises(Refusal) as refused:
        wait(world, "a1x-asker", made)
    assert refused.value.code == "already"
    wait(world, "a1x-colleague", made)
    with pytest.raises(Refusal) as refused:
        wait(world, "a1x-colleague", made)
    assert refused.value.code == "waits"


def test_new_units_go_to_those_who_may_take_them(small_world: World) -> None:
    """A unit of another town is no use to whoever waits here."""
    world = small_world
    made = offer(world, "a1.chair", 2, waiting=True)
    share(world, made, ("a1x", 1), ("a1y", 1))
    for who in ("a1x-asker", "a1y-asker"):
        claim(world, who, made)
    place = wait(world, "a1x-colleague", made)
    cancel(world, "a1y-asker", made)
    assert state(place) == "waiting"
    with world.acting(made.by):
        making.receive(actor(), offer_id=made.id, to=made.node, quantity=3, reason="又到了三份")
    assert state(place) == "waiting", (
        "the union's own node lends nothing to a share that borrows not"
    )
    share(world, made, ("a1x", 2))
    assert state(place) == "offered"
    assert balanced(world, made)


def test_places_close_when_the_offer_ends(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1x.chair", 1, waiting=True)
    claim(world, "a1x-asker", made)
    place = wait(world, "a1x-colleague", made)
    with world.acting(made.by):
        making.end(actor(), offer_id=made.id)
    with clock.frozen(clock.now() + HOUR):
        settled(world)
    assert state(place) == "closed"


def test_what_was_not_collected_lapses_and_is_told(small_world: World) -> None:
    world = small_world
    made = offer(world, "a1x.chair", 1)
    claim(world, "a1x-asker", made)
    with clock.frozen(clock.now() + timedelta(days=11)):
        settled(world)
    with world.acting("a1x-asker"):
        (row,) = Claim.objects.filter(offer_id=made.id)
        assert row.state == "lapsed" and row.given_back
        assert Notice.objects.filter(link=f"/benefits/claims/{row.id}/").exists()
    assert standing(world, made).popitem()[1] == (1, 1, 0, 0)
