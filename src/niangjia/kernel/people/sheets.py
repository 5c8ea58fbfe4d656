"""Tables as files: CSV and xlsx, read with limits and written without formulas.

A file from outside may be a bomb, and a file we hand out may end in a spreadsheet that takes
`=...` for a formula: both ends are guarded here and nowhere else.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 40
MOST_SIGNS = 500
#: An unpacked sheet of 100,000 rows stays below this; a bomb does not.
MOST_UNPACKED = 400 * 1024 * 1024
MOST_PARTS = 2000
MOST_RATIO = 150

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What XML 1.0 (2.2) leaves out of its characters: a workbook with one of them cannot be written.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class BadSheet(ValueError):
    """The file cannot be read; the message says why, in words for the person."""


def rows_of(name: str, content: bytes) -> Iterator[list[str]]:
    """Rows of the first sheet as tidy text, the header first. At most `MOST_ROWS` below it."""
    if len(content) > MOST_BYTES:
        raise BadSheet("文件太大，最多 20 MB，请分成几份")
    found = _xlsx(content) if content.startswith(b"PK") else _csv(name, content)
    for number, row in enumerate(found):
        if number > MOST_ROWS:
            raise BadSheet("行数太多，最多 100,000 行，请分成几份")
        yield [cell[:MOST_SIGNS] for cell in row[:MOST_COLUMNS]]


def _csv(name: str, content: bytes) -> Iterator[list[str]]:
    if b"\x00" in content[:4096] or name.lower().endswith((".xls", ".et")):
        raise BadSheet("这种文件读不了，请另存为 xlsx 或 CSV")
    text = _decoded(content)
    comma = max(",\t;", key=text.partition("\n")[0].count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=comma):
            yield [_text(cell) for cell in row]
    except csv.Error as wrong:
        raise BadSheet("这个 CSV 读不出来，请另存为 xlsx 再传") from wrong


def _decoded(content: bytes) -> str:
    """UTF-8 with or without a mark, else what Chinese spreadsheets write (GB 18030)."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet("文字编码认不出来，请另存为 UTF-8 的 CSV 或 xlsx")


def _xlsx(content: bytes) -> Iterator[list[str]]:
    _refuse_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # The stated size of a sheet may be anything; the rows themselves are counted.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield [_text(cell) for cell in row]
    except BadSheet:
        raise
    except Exception as wrong:
        # What a hostile or half-written file makes the parser raise has no end; one answer does.
        raise BadSheet("这个 xlsx 读不出来，请重新导出一份") from wrong


def _refuse_bomb(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as wrong:
        raise BadSheet("这个 xlsx 读不出来，请重新导出一份") from wrong
    whole = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or whole > MOST_UNPACKED
        or (whole > MOST_BYTES and whole > packed * MOST_RATIO)
    ):
        raise BadSheet("这个文件解开后太大，请分成几份")


def _text(cell: Any) -> str:
    """A cell as people would type it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return CONTROLS.sub("", str(cell)).strip()


def safe(cell: object) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = CONTROLS.sub("", str(cell))
    return f"'{text}" if text.startswith(FORMULA) else text


def written(
    form: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    notes: Iterable[Sequence[object]] = (),
) -> bytes:
    """A table as "csv" or "xlsx"; an xlsx may carry a second sheet of notes."""
    return _csv_bytes(columns, rows) if form == "csv" else _xlsx_bytes(columns, rows, notes)


def _csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    # The mark tells Chinese spreadsheets that this is UTF-8.
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx_bytes(
    columns: Sequence[str], rows: Iterable[Sequence[object]], notes: Iterable[Sequence[object]] = ()
) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(list(columns))
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    if notes:
        beside = book.create_sheet(_("说明"))
        for row in notes:
            beside.append([_cell(beside, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: object) -> Any:
    """A text cell, whatever its text begins with: long numbers keep their digits."""
    cell = WriteOnlyCell(sheet, CONTROLS.sub("", str(value)))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def download(name: str, content: bytes) -> HttpResponse:
    """A file to save, never to show."""
    media = CSV_TYPE if name.endswith(".csv") else XLSX_TYPE
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
