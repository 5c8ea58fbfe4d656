"""The flows of letters and benefits: their tables, and their moves on real rows."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from niangjia.kernel.acts.flow import Due
from niangjia.kernel.base.types import Post
from niangjia.kernel.letters import clocks, flow
from niangjia.kernel.letters.flow import BENEFIT, LETTER
from niangjia.kernel.letters.models import Benefit, Letter
from tests.kit import flows
from tests.kit.flows import Subject
from tests.kit.world import World

HATS = {
    Post.OFFICER: "a1x.officer",
    Post.CHAIR: "a1x.chair",
    Post.RESPONDER: "a1x-firm.responder",
    Post.SYSTEM: "clocks",
}


def letter_due(row: Letter, start: datetime) -> Due:
    return clocks.due(row.kind, row.org_path, start)


def benefit_due(row: Benefit, start: datetime) -> Due:
    return clocks.plain(row.org_path, start)


def sent(world: World) -> Letter:
    """The letter the union of the world sent to its firm."""
    org = world.orgs["a1x"]
    return next(one for one in world.all(Letter) if one.org_id == org.id and one.issued_at)


@pytest.mark.row("000-23")
@pytest.mark.parametrize("table", [LETTER, BENEFIT], ids=["letter", "benefit"])
def test_every_waiting_state_has_an_owner_and_a_deadline(table: flow.Flow) -> None:
    flows.check_table(table)


def test_letters_move_as_the_table_says(small_world: World) -> None:
    hats = HATS
    flows.check_moves(Subject(LETTER, small_world, Letter, sent(small_world).pk, hats, letter_due))


def test_benefits_move_as_the_table_says(small_world: World) -> None:
    row = next(b for b in small_world.all(Benefit) if b.letter_id == sent(small_world).id)
    hats = {post: HATS[post] for post in (Post.OFFICER, Post.CHAIR)}
    flows.check_moves(Subject(BENEFIT, small_world, Benefit, row.pk, hats, benefit_due))


def test_of_moves_at_once_one_wins(committed_world: World) -> None:
    one = Subject(LETTER, committed_world, Letter, sent(committed_world).pk, HATS, letter_due)
    one.reset()
    flows.check_race(one, [(Post.OFFICER, "issue"), (Post.CHAIR, "withdraw")])


def test_only_move_writes_a_state() -> None:
    room = Path(flow.__file__).parent
    code = "".join(path.read_text() for path in room.rglob("*.py"))
    assert not re.search(r"(Letter|Benefit)\.objects[^\n]*update\([^)]*\bstate=", code)
    assert not re.search(r"\b(letter|found)\.state = ", code)
