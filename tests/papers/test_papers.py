"""A document says the same on paper, in a word processor and on the screen, and runs nothing."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from threading import Thread
from typing import Any

import docx
import pylopdf_fonts_zh_cn as letters
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from niangjia.kernel.papers.door import (
    Break,
    Figure,
    Heading,
    Numbered,
    Paper,
    Para,
    Sign,
    Table,
    as_docx,
    as_html,
    as_pdf,
    as_png,
    clean,
    download,
    file_name,
    paras,
)
from niangjia.kernel.papers.pdf import STANDARDS

MADE = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100">'
    '<text x="5" y="60" font-size="14">东湖街道</text></svg>'
).encode()
#: Commands of every program a document may meet.
HOSTILE = "=cmd|' /C calc'!A0 #panic() $x$ \\input{a} <script>alert(1)</script> {{ 7|add:7 }} *b*"


def paper(**facts: Any) -> Paper:
    body = (
        Heading("一、总体情况"),
        *paras("第三季度一共 128 件。\n\n  比上一季度多 12 件。"),
        Table(
            ("镇街", "件数"), (("东湖街道", "57"), (HOSTILE, "不足 5 件")), "表 1", frozenset({1})
        ),
        Figure(DRAWING, "东湖街道 57 件", "图 1"),
        Numbered(("先看清楚", "再回一句话"), start=3),
        Break(),
        Para(HOSTILE, small=True),
    )
    sign = Sign("临江区总工会", "2026年11月20日", ("联系人：周敏",))
    first = {"title": "关于满意度的情况通报", "body": body, "issuer": "临江区总工会", "sign": sign}
    return Paper(
        **{**first, "number": "临工通〔2026〕7 号", "to": "各镇街", "made_at": MADE, **facts}
    )


def words_of(packed: bytes) -> str:
    """Everything a docx says, its tables and its foot too."""
    opened = docx.Document(io.BytesIO(packed))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in opened.paragraphs), *cells])


def streams(pdf: bytes) -> bytes:
    """The PDF with its packed parts opened."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = []
    for part in parts:
        try:
            opened.append(zlib.decompress(part))
        except zlib.error:
            continue
    return pdf + b"".join(opened)


def letters_in(pdf: bytes) -> set[str]:
    """The letters a reader can select: what the fonts map back to."""
    found: set[str] = set()
    for table in re.findall(rb"beginbfchar(.*?)endbfchar", streams(pdf), re.DOTALL):
        for code in re.findall(rb"<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>", table):
            found |= set(bytes.fromhex(code.decode()).decode("utf-16-be"))
    return found


@pytest.mark.parametrize("official", [True, False])
def test_the_pdf_can_be_read_and_searched(official: bool) -> None:
    made = as_pdf(paper(official=official))
    assert made.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", streams(made))) == 2
    said = "关于满意度的情况通报第三季度一共件东湖街道不足临工通号联系人：周敏先看清楚"
    assert set(said) - letters_in(made) == set()
    assert b"pdfuaid:part" in streams(made) and b"pdfaid:part" in streams(made)
    assert STANDARDS == ["a-2a", "ua-1"]


def test_a_letter_no_font_has_still_makes_a_document() -> None:
    made = as_pdf(paper(body=(Para("工友 😀 𠮷"),)))
    assert made.startswith(b"%PDF-")
    assert {"工", "友"} <= letters_in(made)


def test_the_same_paper_is_the_same_bytes_and_knows_nothing_of_the_machine() -> None:
    for write in (as_pdf, as_docx):
        once, again = write(paper()), write(paper())
        assert once == again
        assert write(paper(title="另一份")) != once
    folder = str(letters.sans_path().parent).encode()
    inside = zipfile.ZipFile(io.BytesIO(as_docx(paper())))
    parts = b"".join(inside.read(name) for name in inside.namelist())
    for made in (streams(as_pdf(paper())), parts):
        assert folder not in made and str(Path.home()).encode() + b"/" not in made
    assert {one.date_time for one in inside.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2026-11-20T01:02:03Z" in inside.read("docProps/core.xml")


def test_many_threads_write_at_once() -> None:
    made: list[bytes] = []
    hands = [Thread(target=lambda: made.append(as_pdf(paper()))) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(made) == 8 and len(set(made)) == 1


def test_the_docx_says_everything_with_real_headings() -> None:
    made = as_docx(paper())
    words = words_of(made)
    for text in (
        "第三季度一共 128 件。",
        "不足 5 件",
        "3. 先看清楚",
        "4. 再回一句话",
        "各镇街：",
        HOSTILE,
    ):
        assert text in words
    opened = docx.Document(io.BytesIO(made))
    styles = {line.text: line.style.name for line in opened.paragraphs if line.style}
    assert styles["一、总体情况"] == "Heading 1"
    assert styles["关于满意度的情况通报"] == "Title"
    parts = zipfile.ZipFile(io.BytesIO(made))
    body = parts.read("word/document.xml").decode()
    assert 'descr="东湖街道 57 件"' in body and "w:tblHeader" in body
    assert "instrText" not in body and "fldSimple" not in body  # the page's number is in the foot
    assert not [name for name in parts.namelist() if name.endswith((".bin", ".vml"))]


def test_the_page_escapes_what_it_prints(rf: Any) -> None:
    shown = as_html(paper())
    assert "<script>" not in shown and "{{ 7|add:7 }}" in shown
    assert HOSTILE in unescape(shown)
    assert 'alt="东湖街道 57 件"' in shown and 'src="data:image/svg+xml;base64,' in shown
    assert '<th scope="row">东湖街道</th>' in shown


def test_a_drawing_becomes_a_picture() -> None:
    assert as_png(DRAWING).startswith(b"\x89PNG")
    assert Figure(as_png(DRAWING), "x").svg is False


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("工资\u202e卡", "工资卡"),
        ("列\t列", "列 列"),
        ("龘\ud800", "龘"),
    ],
)
def test_what_no_reader_takes_is_left_out(typed: str, kept: str) -> None:
    assert clean(typed) == kept
    for write in (as_pdf, as_docx, as_html):
        assert write(paper(title=typed, body=(Para(typed), Table((typed,), ((typed,),)))))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Table(("a", "b"), (("1",),)),
        lambda: Table((), ()),
        lambda: Figure(DRAWING, " "),
        lambda: Figure(DRAWING, "x", width=1.5),
    ],
)
def test_a_wrong_block_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"table|figure"):
        wrong()


def test_a_download_has_a_name_every_system_takes() -> None:
    assert file_name(paper(title='../a"b\\c:通报?'), "pdf") == "a b c 通报.pdf"
    answer = download(paper(), "docx")
    assert answer.content.startswith(b"PK")
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E5%85%B3")
    assert answer["Cache-Control"] == "no-store"
    with pytest.raises(KeyError):
        download(paper(), "exe")


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_any_text_makes_a_document(text: str, cells: list[str]) -> None:
    made = paper(title=text, number=text, body=(Para(text), Table(tuple(cells), (tuple(cells),))))
    assert as_pdf(made).startswith(b"%PDF-")
    assert as_docx(made).startswith(b"PK")
    assert as_html(made)
