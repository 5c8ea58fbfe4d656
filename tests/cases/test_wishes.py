"""What the author was promised holds in the real flow: who sees what, and who may not."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from niangjia.kernel.acts.models import Audit
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.install import walled_models
from niangjia.kernel.base.types import Refusal
from niangjia.services.feedback import actions
from tests.kit.world import World

TEXT = "晚班的饭菜总是凉的。"
pytestmark = pytest.mark.row("000-21")


def opened(world: World, who: str) -> UUID:
    """A review of the own firm by a1x's worker."""
    firm = world.orgs["a1x-firm"].id
    review = actions.Review(firm, "welfare", 2, (), TEXT, who)
    with world.acting("a1x-asker") as act:
        assert act.actor is not None
        return actions.open_review(act.actor, review=review).id


def do(world: World, hat: str, verb: str, case_id: UUID, **more: object) -> None:
    with world.acting(hat) as act:
        getattr(actions, verb)(act.actor, case_id=case_id, **more)


def read_by(world: World, hat: str) -> str:
    """All columns of all rows the hat may read, as one text."""
    out = []
    with world.acting(hat):
        for model in walled_models():
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f'SELECT row_to_json(t)::text FROM "{model._meta.db_table}" t')
                    out += [str(row[0]) for row in cursor.fetchall()]
            except DatabaseError:
                continue
    return "\n".join(out)


def test_the_firm_finds_no_trace_of_the_author_along_the_whole_loop(small_world: World) -> None:
    world, asker = small_world, small_world.people["a1x-asker"]
    case_id = opened(world, "union")
    do(world, "a1x.chair", "accept", case_id, text="收到了。")
    do(world, "a1x.chair", "ask_firm", case_id, text="请公司看一下。")
    do(world, "a1x-asker", "add_word", case_id, text="周末也一样。")
    do(world, "a1x-firm.responder", "firm_reply", case_id, text="已经换了保温车。", done=True)
    do(world, "a1x.chair", "reply", case_id, text="公司换了保温车。", ask_verdict=True)
    do(world, "a1x-asker", "verdict", case_id, said="back", stars=2, text="只热了两天。")
    seen = read_by(world, "a1x-firm.responder")
    assert str(case_id) in seen
    assert str(asker.id) not in seen
    assert asker.name not in seen


def test_a_watching_union_finds_no_trace_either(small_world: World) -> None:
    world, asker = small_world, small_world.people["a1x-asker"]
    seen = read_by(world, "a1y.chair")
    assert str(world.cases["a1x.lent"].id) in seen
    assert str(asker.id) not in seen


def test_a_case_meant_for_the_union_above_does_not_reach_the_firm(small_world: World) -> None:
    case_id = opened(small_world, "upper")
    do(small_world, "a1.officer", "accept", case_id)
    with pytest.raises(Refusal, match="author_wish"):
        do(small_world, "a1.officer", "ask_firm", case_id, text="请公司看一下。")
    with pytest.raises(DatabaseError), small_world.acting("a1.officer"), transaction.atomic():
        connection.cursor().execute("SELECT api.seat_firm(%s, %s, %s)", [case_id, new_id(), now()])
    assert str(case_id) not in read_by(small_world, "a1x-firm.responder")


def test_nor_does_it_come_back_to_the_own_union(small_world: World) -> None:
    case_id = opened(small_world, "upper")
    own, above = small_world.orgs["a1x"].id, small_world.orgs["a"].id
    do(small_world, "a1.officer", "accept", case_id)
    with pytest.raises(Refusal, match="author_wish"):
        do(small_world, "a1.officer", "forward", case_id, to=own, text="请你们办。")
    assert str(case_id) not in read_by(small_world, "a1x.chair")
    do(small_world, "a1.officer", "forward", case_id, to=above, text="请区里来办。")
    assert TEXT in read_by(small_world, "a1.officer"), "until the district accepts"
    do(small_world, "a.officer", "take", case_id)
    assert TEXT not in read_by(small_world, "a1.officer")
    assert TEXT in read_by(small_world, "a.officer")


def test_a_case_handed_on_is_still_watched_unless_the_author_wished_otherwise(
    small_world: World,
) -> None:
    case_id = opened(small_world, "union")
    do(
        small_world,
        "a1x.chair",
        "forward",
        case_id,
        to=small_world.orgs["a1"].id,
        text="请镇里办。",
    )
    do(small_world, "a1.officer", "take", case_id)
    assert str(case_id) in read_by(small_world, "a1x.chair")
    assert str(small_world.people["a1x-asker"].id) not in read_by(small_world, "a1y.chair")


def test_the_log_does_not_say_who_asked(small_world: World) -> None:
    """A cadre may look at the author, and leaves a look; the log must be no way around it."""
    opened(small_world, "union")
    with small_world.acting("a.officer"):
        done = set(Audit.objects.values_list("post", "person_id"))
    assert done and not [who for post, who in done if post == "worker"]
