"""The flow of cases: its table, its moves on a real row, and who wins a race."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from niangjia.kernel.acts.flow import Due
from niangjia.kernel.base.types import Post
from niangjia.kernel.cases import clocks, flow
from niangjia.kernel.cases.flow import FLOW
from niangjia.kernel.cases.models import Case
from tests.kit import flows
from tests.kit.flows import Subject
from tests.kit.world import World

HATS = {
    Post.WORKER: "a1x-asker",
    Post.OFFICER: "a1x.officer",
    Post.CHAIR: "a1.chair",
    Post.CALLER: "a.caller",
    Post.RESPONDER: "a1x-firm.responder",
}


def due(row: Case, start: datetime) -> Due:
    return clocks.due(row.org_path, start)


def subject(world: World) -> Subject:
    return Subject(FLOW, world, Case, world.cases["a1x.seated"].pk, HATS, due)


@pytest.mark.row("000-21", "003-10")
def test_every_waiting_state_has_an_owner_and_a_deadline() -> None:
    flows.check_table(FLOW)


def test_moves_follow_the_table(small_world: World) -> None:
    flows.check_moves(subject(small_world))


@pytest.mark.deep
def test_many_moves_follow_the_table(small_world: World) -> None:
    flows.check_moves(subject(small_world), examples=400)


def test_of_moves_at_once_one_wins(committed_world: World) -> None:
    one = subject(committed_world)
    one.reset()
    flows.check_race(
        one,
        [(Post.OFFICER, "accept")] * 3 + [(Post.WORKER, "withdraw")] * 2 + [(Post.CHAIR, "accept")],
    )


def test_only_move_writes_a_state() -> None:
    """A statement that wrote it beside `move()` would skip the table and the compare-and-set."""
    room = Path(flow.__file__).parent
    doors = "".join(path.read_text() for path in room.glob("sql/*.sql"))
    updates = re.findall(r"UPDATE cases_case SET(.*?);", doors, re.DOTALL)
    assert updates
    assert not [text for text in updates if re.search(r"\bstate\s*=", text.partition("WHERE")[0])]
    code = "".join(path.read_text() for path in room.glob("*.py"))
    assert not re.search(r"Case\.objects[^\n]*update\([^)]*\bstate=", code)
    assert not re.search(r"\bcase\.state = ", code)
