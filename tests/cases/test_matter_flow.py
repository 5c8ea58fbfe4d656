"""The flow of matters: its table, its moves on a real row, and who wins a race."""

from __future__ import annotations

from datetime import datetime

import pytest

from niangjia.kernel.acts.flow import Due
from niangjia.kernel.base.types import Post
from niangjia.kernel.cases import clocks
from niangjia.kernel.cases.matter_flow import FLOW
from niangjia.kernel.cases.models import Matter
from tests.kit import flows
from tests.kit.flows import Subject
from tests.kit.world import World

HATS = {Post.OFFICER: "a1x.officer", Post.CHAIR: "a1x.chair", Post.CALLER: "a.caller"}


def due(row: Matter, start: datetime) -> Due:
    return clocks.due(row.org_path, start)


def subject(world: World) -> Subject:
    several = next(row for row in world.all(Matter) if row.title == "[matter:several]")
    return Subject(FLOW, world, Matter, several.pk, HATS, due)


@pytest.mark.row("000-21")
def test_every_waiting_state_has_an_owner_and_a_deadline() -> None:
    flows.check_table(FLOW)


def test_moves_follow_the_table(small_world: World) -> None:
    flows.check_moves(subject(small_world))


def test_of_moves_at_once_one_wins(committed_world: World) -> None:
    one = subject(committed_world)
    one.reset()
    flows.check_race(one, [(Post.OFFICER, "close")] * 3 + [(Post.CHAIR, "close")] * 2)
