"""Templates of imports: what the page and the guide hand out is what the import reads."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from niangjia.kernel.people import sheets
from niangjia.kernel.people.engine.kinds import KINDS
from tests.kit.world import World

from .test_imports import Desk

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"


@pytest.fixture
def desk(small_world: World, seeding: Any) -> Desk:
    return Desk(small_world, seeding)


def template(desk: Desk, kind: str, form: str) -> bytes:
    """A template as it is downloaded."""
    answer = desk.client.get(reverse(f"people:import_template_{form}", args=[kind]))
    assert answer["Content-Disposition"].startswith("attachment")
    return bytes(answer.content)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_template_holds_every_heading_and_two_examples(desk: Desk, kind: str, form: str) -> None:
    width = len(KINDS[kind].columns)
    rows = [row[:width] for row in sheets.rows_of(f"x.{form}", template(desk, kind, form))]
    assert rows[0] == [column.title for column in KINDS[kind].columns]
    assert rows[1:] == KINDS[kind].lines()
    assert len(rows) == 3


def test_an_xlsx_explains_its_columns(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(template(desk, "people", "xlsx")))
    assert book.sheetnames[1] == "说明"


@pytest.mark.parametrize("kind", ["orgs", "people"])
def test_lines_like_the_examples_come_in(desk: Desk, kind: str) -> None:
    desk = Desk(desk.world, desk.seeding, "a.officer")
    text = template(desk, kind, "csv").decode("utf-8-sig").replace("示例", "临江")
    run = desk.bring(text, kind)
    assert (run.total, run.good, run.bad) == (2, 2, 0), desk.errors(run)


def test_examples_left_in_do_not_come_in(desk: Desk) -> None:
    text = template(desk, "people", "csv").decode("utf-8-sig")
    run = desk.bring(text + "李建国,13811110001,,Ca1x,,2020-03-01,\n")
    assert (run.total, run.good) == (1, 1), desk.errors(run)
    assert "表里没有内容" in desk.page(desk.bring(text))


def test_the_page_says_how_to_fill_each_column(desk: Desk) -> None:
    page = desk.client.get(reverse("people:import")).content.decode()
    for key, kind in KINDS.items():
        for form in ("xlsx", "csv"):
            assert reverse(f"people:import_template_{form}", args=[key]) in page
        assert all(column.title in page and column.note in page for column in kind.columns)


def test_the_guide_tells_of_the_same_columns(desk: Desk) -> None:
    guide = (GUIDE / "cadre.md").read_text()
    table = re.findall(r"^\| (\S+) \| (是|) *\| (.+?) \|$", guide, re.MULTILINE)
    told = [(title, bool(must), note) for title, must, note in table]
    assert told == [(c.title, c.required, c.note) for c in KINDS["people"].columns]
    assert "(people-template.csv)" in guide
    assert (GUIDE / "people-template.csv").read_bytes() == template(desk, "people", "csv")
