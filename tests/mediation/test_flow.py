"""The flow of a mediation: its table, and its moves on a real row."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from niangjia.kernel.acts.flow import Due
from niangjia.kernel.base.types import Post
from niangjia.kernel.mediation import clocks, flow
from niangjia.kernel.mediation.flow import FLOW
from niangjia.kernel.mediation.models import Mediation
from tests.kit import flows
from tests.kit.flows import Subject
from tests.kit.world import World

HATS = {
    Post.WORKER: "a1x-asker",
    Post.OFFICER: "a1x.officer",
    Post.CHAIR: "a1x.chair",
    Post.RESPONDER: "a1x-firm.responder",
    Post.SYSTEM: "clocks",
}


def due(row: Mediation, start: datetime) -> Due:
    return clocks.due(row, start)


def row_of(world: World, state: str = "drafted") -> Mediation:
    org = world.orgs["a1x"]
    return next(m for m in world.all(Mediation) if m.org_id == org.id and m.state == state)


@pytest.mark.row("000-23")
def test_every_waiting_state_has_an_owner_and_a_deadline() -> None:
    flows.check_table(FLOW)


def test_mediations_move_as_the_table_says(small_world: World) -> None:
    pk = row_of(small_world).pk
    flows.check_moves(Subject(FLOW, small_world, Mediation, pk, HATS, due))


def test_of_moves_at_once_one_wins(committed_world: World) -> None:
    one = Subject(FLOW, committed_world, Mediation, row_of(committed_world).pk, HATS, due)
    one.reset()
    flows.check_race(one, [(Post.WORKER, "decline"), (Post.SYSTEM, "lapse")])


def test_only_move_writes_a_state() -> None:
    room = Path(flow.__file__).parent
    code = "".join(path.read_text() for path in room.rglob("*.py"))
    assert not re.search(r"Mediation\.objects[^\n]*update\([^)]*\bstate=", code)
    assert not re.search(r"\bfound\.state = ", code)
