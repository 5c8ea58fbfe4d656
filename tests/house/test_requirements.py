"""The list of requirements is fresh, and every marker names a row that exists."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.house import requirements

PLAN = requirements.load()
MARKED = """
import pytest
pytestmark = [pytest.mark.slow, pytest.mark.row("000-03")]

@pytest.mark.row("000-01", "000-02")
def test_a(): ...

@pytest.mark.row("000-01")
class TestB:
    def test_b(self): ...
    async def test_c(self): ...
    def helper(self): ...
"""


def test_the_page_is_fresh() -> None:
    written = requirements.PAGE.read_text(encoding="utf-8")
    fresh = requirements.render(PLAN, requirements.marks())
    assert written == fresh, "run: python -m tests.house.requirements --write"


def test_every_marker_names_a_row() -> None:
    known = {row.id for row in PLAN.rows}
    strangers = [mark for mark in requirements.marks() if mark.row not in known]
    assert not strangers


def test_ids_are_well_formed_and_unique() -> None:
    ids = [row.id for row in PLAN.rows]
    assert not [each for each in ids if not re.fullmatch(r"00[0-4]-\d\d", each)]
    assert not [each for each, times in Counter(ids).items() if times > 1]


def test_every_row_stands_in_a_room_and_no_room_is_empty() -> None:
    assert {row.room for row in PLAN.rows} == {room.key for room in PLAN.rooms}


def test_no_cell_breaks_the_table() -> None:
    cells = [cell for row in PLAN.rows for cell in (row.title, row.acceptance, row.missing)]
    assert not [cell for cell in cells if "|" in cell or "\n" in cell]


def test_markers_are_found_on_functions_classes_and_modules(tmp_path: Path) -> None:
    module = tmp_path / "test_marked.py"
    module.write_text(MARKED, encoding="utf-8")
    counts: Counter[str] = Counter()
    for mark in requirements.marks((tmp_path,)):
        counts[mark.row] += mark.tests
    assert counts == {"000-01": 3, "000-02": 1, "000-03": 3}


@pytest.mark.parametrize(
    ("tests", "missing", "said"),
    [
        (0, "clocks", "planned"),
        (1, "", "tested by 1 test"),
        (4, "clocks", "tested by 4 tests; not yet: clocks"),
    ],
)
def test_status_is_counted(tests: int, missing: str, said: str) -> None:
    row = requirements.Row("000-01", "benefits", "title", "acceptance", missing)
    assert requirements.status(row, tests) == said
