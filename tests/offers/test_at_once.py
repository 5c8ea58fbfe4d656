"""Claims at the same moment, on real connections that commit."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.db import connections

from niangjia.kernel.offers.models import Claim
from tests.kit.sowing import seeding
from tests.kit.world import World

from .making import Made, balanced, offer, said, share
from .test_claims import keep_house

WORKERS = ("a1x-asker", "a1x-colleague", "a1y-asker", "a1y-colleague")


def at_once(works: list[Callable[[], str]]) -> Counter[str]:
    """What each said; they begin together."""
    start, answers = threading.Barrier(len(works)), list[str]()

    def run(work: Callable[[], str]) -> None:
        try:
            start.wait(20)
            answers.append(work())
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(answers) == len(works)
    return Counter(answers)


def many(world: World, made: Made, times: int, key: str = "") -> Callable[[], str]:
    """One worker after the other, as fast as they can; what they were told, counted."""

    def work() -> str:
        told = [said(world, WORKERS[n % 4], made, key=key or uuid4().hex) for n in range(times)]
        return " ".join(told)

    return work


@pytest.mark.parametrize("counters", [1, 16])
def test_never_one_more_than_there_are(committed_world: World, counters: int) -> None:
    world = committed_world
    made = offer(world, "a1.chair", 30, counters=counters, per_person=0)
    share(world, made, ("a1x", 7), borrow=True)
    told = at_once([many(world, made, 10) for _ in range(6)])
    said_to = Counter(" ".join(told.elements()).split())
    assert (said_to["ok"], said_to["sold_out"]) == (30, 30)
    assert balanced(world, made)


def test_the_same_key_at_once_is_one_claim(committed_world: World) -> None:
    world = committed_world
    made = offer(world, "a1.chair", 30, per_person=0)
    told = at_once([lambda: said(world, "a1x-asker", made, key="k")] * 6)
    assert told == Counter({"ok": 1, "replay": 5})
    with seeding():
        assert Claim.objects.filter(offer_id=made.id).count() == 1


def test_one_person_with_many_keys_at_once_has_one(committed_world: World) -> None:
    world = committed_world
    made = offer(world, "a1.chair", 30)
    told = at_once([lambda: said(world, "a1x-asker", made)] * 6)
    assert told == Counter({"ok": 1, "already": 5})
    assert balanced(world, made)


@pytest.mark.row("000-05")
def test_five_hundred_requests_of_a_hundred_keys_are_a_hundred_claims(
    committed_world: World,
) -> None:
    world = committed_world
    made = offer(world, "a1.chair", 150, counters=16, per_person=0)

    def everybody() -> str:
        """Every key once, each by the one worker it belongs to."""
        return " ".join(said(world, WORKERS[n % 4], made, key=f"k{n}") for n in range(100))

    told = at_once([everybody] * 5)
    counted = Counter(" ".join(told.elements()).split())
    assert counted == Counter({"ok": 100, "replay": 400})
    with seeding():
        assert Claim.objects.filter(offer_id=made.id).count() == 100
    assert balanced(world, made)


def test_one_household_at_once_has_no_more_than_it_may(committed_world: World) -> None:
    world = committed_world
    keep_house(world, "a1x-asker", "a1x-colleague", "a1y-asker", "a1y-colleague")
    made = offer(world, "a1.chair", 30, per_household=2, counters=16)
    told = at_once([partial(said, world, who, made) for who in WORKERS])
    assert told == Counter({"ok": 2, "household": 2})
    assert balanced(world, made)
