"""`niangjia rates verify`: the sealed log alone gives the same rates, and tampering is seen."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from niangjia.kernel.acts.acting import system
from niangjia.kernel.insight import checking, commands
from niangjia.kernel.insight.models import Cell
from tests.kit import cluster, database
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import sealed
from .sealed import tamper

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("003-10")]


@pytest.fixture
def world(committed_world: World, settings: Any, tmp_path: Path) -> World:
    """Matters lived, counted and sealed."""
    settings.NIANGJIA_DATA = tmp_path
    return sealed.town(committed_world)


def check() -> checking.Checked:
    with system("auditor"):
        return checking.check()


def test_the_log_alone_gives_the_same_rates(world: World, capsys: Any) -> None:
    found = check()
    assert found.good
    assert {one.key.scope for one in found.cells} == {"own", "tree", "firm"}
    assert commands.run_verify(Namespace()) == 0
    said = capsys.readouterr().out
    name = world.orgs["a1x"].name
    assert f"{name} tree 2026-01 +3: 5/7 3/7 3/6 of 7" in said
    assert "the rates are the log's" in said and "DIFFER" not in said


TAMPERED = {
    "a verdict made better": "UPDATE cases_event SET stars = 5 WHERE verb = 'verdict_back'",
    "an answer dated back": "UPDATE cases_event SET at = at - interval '6 days' "
    "WHERE verb = 'accept' AND at > '2026-03-10'",
    "a deadline moved": "UPDATE cases_event SET due_at = due_at + interval '1 year' "
    "WHERE verb = 'open'",
    "a matter taken out": "DELETE FROM cases_event WHERE case_id = (SELECT id FROM cases_case "
    "WHERE state = 'returned' LIMIT 1)",
    "a matter not counted": "UPDATE cases_case SET counted = false WHERE state = 'returned'",
    "a count made better": "UPDATE insight_cell SET kept = due WHERE kept < due",
    "a count taken out": "DELETE FROM insight_cell WHERE scope = 'tree' AND months = 3",
}


@pytest.mark.parametrize("sql", TAMPERED.values(), ids=list(TAMPERED))
def test_what_was_changed_behind_the_log_is_seen(world: World, sql: str, capsys: Any) -> None:
    tamper(sql)
    assert not check().good
    assert commands.run_verify(Namespace()) == 1
    said = capsys.readouterr().out
    assert "DIFFERS " in said and "cells DIFFER" in said


def test_a_changed_log_is_not_compared_with(world: World, capsys: Any) -> None:
    tamper(
        "UPDATE acts_audit SET facts = jsonb_set(facts, '{0,stars}', '5') "
        "WHERE action = 'feedback.judged' AND facts->0->>'stars' = '2'"
    )
    found = check()
    assert found.wrong and not found.cells
    assert commands.run_verify(Namespace()) == 1
    assert "NOT what was sealed" in capsys.readouterr().out


def test_before_the_first_count_there_is_nothing_to_compare(world: World, capsys: Any) -> None:
    with seeding():
        Cell.objects.all().delete()
    assert commands.run_verify(Namespace()) == 1
    assert "nothing was counted yet" in capsys.readouterr().out


def test_facts_hold_no_word_and_no_name(world: World) -> None:
    with cluster.as_super(database.clone_name()) as link:
        rows = link.execute(b"SELECT facts::text FROM acts_audit").fetchall()
    said = " ".join(str(row[0]) for row in rows)
    assert "饭菜" not in said and "保温车" not in said
    for person in world.people.values():
        assert person.name not in said and str(person.id) not in said
