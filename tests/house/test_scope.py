"""Who sees what: the wall alone, over the whole world, against a plain Python predicate."""

from __future__ import annotations

import pytest

from niangjia.kernel.base.install import walled_models
from tests.kit import compared, scope
from tests.kit.world import World


@pytest.mark.row("000-21")
def test_the_wall_alone_shows_what_the_rules_say(small_world: World) -> None:
    assert compared.mismatches(small_world) == []


def test_every_model_has_a_rule_and_a_row(small_world: World) -> None:
    assert set(scope.RULES) == set(walled_models())
    assert not [model.__name__ for model in scope.RULES if not small_world.all(model)]
