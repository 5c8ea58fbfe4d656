"""Tables as files: nothing we write is a formula."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from niangjia.kernel.people import sheets


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1"])
def test_nothing_we_write_is_a_formula(form: str, cell: str) -> None:
    content = sheets.written(form, ["x"], [[cell]])
    if form == "csv":
        assert content.decode("utf-8-sig").splitlines()[1].strip('"').startswith("'")
        return
    found = load_workbook(io.BytesIO(content)).active["A2"]
    assert found.data_type == "s"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("odd", ["\x00", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_what_no_file_may_hold_is_left_out(form: str, odd: str) -> None:
    content = sheets.written(form, ["甲"], [[f"乙{odd}丙"]])
    assert [row[0] for row in sheets.rows_of(f"x.{form}", content)] == ["甲", "乙丙"]
