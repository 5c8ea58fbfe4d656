"""Four hundred packs by what towns asked for: the 401st is refused, and the towns add up."""

from __future__ import annotations

import pytest

from niangjia.kernel.base.types import Refusal
from niangjia.kernel.offers.models import Claim
from tests.kit.sowing import seeding
from tests.kit.world import World
from tests.surveys.crowds import crowd

from .making import claim, offer, said, share, standing

PACKS, OTHER_TOWN = 400, 3


@pytest.mark.row("000-01")
def test_four_hundred_and_not_one_more(small_world: World) -> None:
    world = small_world
    made = offer(world, "a.chair", PACKS, counters=16)
    share(world, made, ("a1", PACKS - OTHER_TOWN), ("a2", OTHER_TOWN))
    (workers,) = crowd(world, PACKS - OTHER_TOWN - 2)
    everybody = [*workers, "a1x-asker", "a1y-asker", "a2x-asker", "a2y-asker", "a2x-colleague"]
    assert {said(world, who, made) for who in everybody} == {"ok"}
    with pytest.raises(Refusal) as refused:
        claim(world, "a1x-colleague", made)
    assert refused.value.code == "sold_out" and "领完了" in refused.value.message
    assert said(world, workers[0], made) == "already"
    towns = {name: found[2] for name, found in standing(world, made).items()}
    assert sorted(towns.values()) == [0, OTHER_TOWN, PACKS - OTHER_TOWN]
    assert sum(towns.values()) == PACKS
    with seeding():
        rows = Claim.objects.filter(offer_id=made.id)
        assert rows.count() == rows.values("person_id").distinct().count() == PACKS
        assert rows.values("pick_code").distinct().count() == PACKS
