"""The desk's list: every case is reached page by page, and the file says the same."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.cases.door import Wanted, queries
from niangjia.kernel.cases.models import Case
from niangjia.services.feedback import rules
from tests.kit.sowing import seeding
from tests.kit.world import World

MANY = 47


def crowd(world: World) -> set[str]:
    """Many cases of one union: some late, some paused, some whose year nobody announced."""
    like = world.cases["a1x.seated"]
    with seeding():
        Case.objects.filter(org_id=like.org_id).delete()
        for n in range(MANY):
            Case.objects.create(
                id=new_id(), service=rules.SERVICE, kind=rules.KIND, number=f"N-{n}",
                org_root=like.org_root, org_id=like.org_id, org_path=like.org_path,
                title=f"={n}", text="x", board="welfare", state="accepted",
                created_at=now(), moved_at=now(), firm_name="百川",
                due_at=None if n % 2 else now() + timedelta(hours=n // 4),
                paused_at=now() if n % 4 == 1 else None,
                paused_for="work" if n % 4 == 1 else "",
            )  # fmt: skip
    return {f"N-{n}" for n in range(MANY)}


@pytest.mark.parametrize("sort", ["due", "new", "old"])
@pytest.mark.parametrize("tab", ["todo", "open"])
def test_every_case_is_on_one_page(small_world: World, tab: str, sort: str) -> None:
    wanted, seen, cursor = crowd(small_world), list[str](), ""
    with small_world.acting("a1x.officer"):
        while True:
            ask = Wanted(tab=tab, sort=sort, cursor=cursor)
            page = queries.inbox(actor(), rules.SERVICE, ask)
            seen += [row.number for row in page.items]
            cursor = page.cursor
            if not cursor:
                break
    assert len(seen) == MANY
    assert set(seen) == wanted


def test_the_file_holds_the_list_and_who_took_it(small_world: World) -> None:
    wanted = crowd(small_world)
    answer = small_world.client("a1x.officer").get("/desk/feedback/export.xlsx?tab=open")
    assert answer.status_code == 200
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert {row[0] for row in rows[1:-1]} == wanted
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert "f" not in kinds, "no formula leaves the house"
    assert small_world.hats["a1x.officer"].person.name in rows[-1][0]
    assert "导出" in rows[-1][0]


@pytest.mark.parametrize("hat", ["a1x-asker", "a1x-firm.responder"])
def test_nobody_else_takes_the_list(small_world: World, hat: str) -> None:
    assert small_world.client(hat).get("/desk/feedback/export.xlsx").status_code in (302, 404)


def test_what_a_desk_opens_with_is_the_list_itself(small_world: World) -> None:
    """It has a statement of its own; a filter that changes nothing goes the long way."""
    crowd(small_world)
    with small_world.acting("a1x.officer"):
        first = queries.inbox(actor(), rules.SERVICE, Wanted())
        same = queries.inbox(actor(), rules.SERVICE, Wanted(board="welfare"))
    assert list(first.items) == list(same.items)
    assert first.cursor == same.cursor != ""
