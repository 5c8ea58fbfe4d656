"""docx, for whoever goes on writing: plain styles, real headings, one field (the page's number)."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as Opened
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as TO
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .paper import Block, Break, Figure, Heading, Numbered, Paper, Para, Table, clean
from .pdf import as_png

SONG, HEI = "宋体", "黑体"
RED = RGBColor(0xB3, 0x16, 0x1B)
SMALL = Pt(10.5)


def as_docx(paper: Paper) -> bytes:
    """The document as docx; the same bytes for the same paper."""
    made = Document()
    _metadata(made, paper)
    _page(made, paper)
    _head(made, paper)
    for block in paper.body:
        _add(made, block)
    _end(made, paper)
    kept = io.BytesIO()
    made.save(kept)
    return _undated(kept.getvalue())


def _metadata(made: Opened, paper: Paper) -> None:
    facts, day = made.core_properties, paper.made_at.replace(tzinfo=None, microsecond=0)
    facts.title, facts.author, facts.language = clean(paper.title), clean(paper.issuer), "zh-CN"
    facts.last_modified_by, facts.comments, facts.revision = clean(paper.issuer), "", 1
    facts.created = facts.modified = day


def _page(made: Opened, paper: Paper) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, bottom, left, right = (37, 35, 28, 26) if paper.official else (25, 25, 25, 25)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    size = Pt(16) if paper.official else Pt(12)
    _style(made, "Normal", SONG, size)
    made.styles["Normal"].paragraph_format.line_spacing = 1.5
    made.styles["Normal"].paragraph_format.space_after = Pt(0)
    _style(made, "Title", HEI, Pt(22) if paper.official else Pt(20))
    for level, height in enumerate((Pt(16) if paper.official else Pt(14), size, size), 1):
        _style(made, f"Heading {level}", HEI if level < 3 else SONG, height)
    _number_pages(section.footer.paragraphs[0])


def _style(made: Opened, name: str, font: str, size: Pt) -> None:
    style: Any = made.styles[name]
    style.font.size, style.font.bold, style.font.italic = size, False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    _letters(properties, font)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _letters(properties: Any, font: str) -> None:
    """Both kinds of letters in one face; a theme would win over it, so it goes."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), font)


def _number_pages(line: Paragraph) -> None:
    line.alignment = TO.CENTER
    line.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)
    line.add_run(" —")


def _head(made: Opened, paper: Paper) -> None:
    if paper.issuer:
        run = _line(made, paper.issuer, TO.CENTER)
        run.font.size, run.font.color.rgb = Pt(30) if paper.official else Pt(22), RED
        _letters(run._r.get_or_add_rPr(), HEI)
    if paper.number:
        _line(made, paper.number, TO.CENTER if paper.issuer else TO.RIGHT)
    made.add_paragraph(clean(paper.title), style="Title").alignment = TO.CENTER
    if paper.to:
        _line(made, paper.salutation, TO.LEFT)


def _line(made: Opened, text: str, to: TO) -> Run:
    line = made.add_paragraph()
    line.alignment = to
    return line.add_run(clean(text))


def _add(made: Opened, block: Block) -> None:
    if isinstance(block, Heading):
        made.add_heading(clean(block.text), level=block.level)
    elif isinstance(block, Para):
        _para(made, block)
    elif isinstance(block, Numbered):
        for line in block.lines:
            _para(made, Para(line))
    elif isinstance(block, Table):
        _table(made, block)
    elif isinstance(block, Figure):
        _figure(made, block)
    elif isinstance(block, Break):
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _para(made: Opened, block: Para) -> None:
    line = made.add_paragraph()
    line.alignment = TO.JUSTIFY
    run = line.add_run(clean(block.text))
    if block.small:
        run.font.size = SMALL
    elif not block.plain:
        _indent(line)


def _indent(line: Paragraph) -> None:
    """Two characters, whatever their size."""
    mark = line._p.get_or_add_pPr().get_or_add_ind()
    mark.set(qn("w:firstLineChars"), "200")
    mark.set(qn("w:firstLine"), "480")


def _table(made: Opened, block: Table) -> None:
    if block.caption:
        _line(made, block.caption, TO.CENTER).font.size = SMALL
    table: Any = made.add_table(rows=0, cols=len(block.head), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for n, row in enumerate((block.head, *block.rows)):
        for column, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            _cell(cell.paragraphs[0], text, head=not n, number=column in block.numbers)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)


def _cell(line: Paragraph, text: str, *, head: bool, number: bool) -> None:
    run = line.add_run(clean(text))
    run.font.size, line.paragraph_format.line_spacing = SMALL, 1.0
    if head:
        _letters(run._r.get_or_add_rPr(), HEI)
    elif number:
        line.alignment = TO.RIGHT


def _figure(made: Opened, block: Figure) -> None:
    section = made.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    picture = as_png(block.image) if block.svg else block.image
    line = made.add_paragraph()
    line.alignment = TO.CENTER
    shape = line.add_run().add_picture(io.BytesIO(picture), width=int(room * block.width))
    words = shape._inline.docPr
    words.set("descr", clean(block.alt))
    words.set("name", clean(block.caption or block.alt)[:60])
    if block.caption:
        _line(made, block.caption, TO.CENTER).font.size = SMALL


def _end(made: Opened, paper: Paper) -> None:
    if paper.sign:
        made.add_paragraph()
        for text in (paper.sign.name, paper.sign.day):
            _line(made, text, TO.RIGHT)
        for text in paper.sign.lines:
            _para(made, Para(text))
    if paper.foot:
        made.add_paragraph()
        _line(made, paper.foot, TO.LEFT).font.size = SMALL


def _undated(packed: bytes) -> bytes:
    """The parts of the file in one order and without the time of packing."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return kept.getvalue()
