"""PDF, set by the typst compiler from a wheel, with fonts from a wheel: nothing of the machine.

The document goes in as JSON and is only ever printed, so nothing in a text is a command. What comes
out is PDF/A-2a and PDF/UA-1: it can be read aloud, searched, copied and kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import pylopdf_fonts_zh_cn as letters
import typst

from .paper import Block, Figure, Paper, Table, clean

SETTING = Path(__file__).with_name("paper.typ")
DRAWING = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: ("Noto Sans SC", "Noto Serif SC"))
#image(bytes(sys.inputs.svg), format: "svg", width: 600pt)"""
#: A compiler serves one thread at a time; a document takes it some milliseconds.
_TURN = Lock()
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


def as_pdf(paper: Paper) -> bytes:
    """The document as PDF; the same bytes for the same paper, on any machine.

    A letter that no font of ours has (an old name, a face) makes it a plain PDF, with whatever
    fonts the machine has besides.
    """
    words = {"paper": json.dumps(_facts(paper), ensure_ascii=False)}
    try:
        return _set(words, paper, strict=True)
    except typst.TypstError:
        return _set(words, paper, strict=False)


def _set(words: dict[str, str], paper: Paper, *, strict: bool) -> bytes:
    with _TURN:
        made = _compiler(strict=strict).compile(
            SETTING.read_bytes(),
            format="pdf",
            sys_inputs=words,
            timestamp=int(paper.made_at.timestamp()),
            pdf_standards=STANDARDS if strict else [],
        )
    return _one(made)


@cache
def _compiler(*, strict: bool) -> typst.Compiler:
    """Its root is the folder of fonts: the setting reads no file, and could read no other."""
    folder = letters.sans_path().parent
    fonts = typst.Fonts(not strict, include_embedded_fonts=False, font_paths=[folder])
    return typst.Compiler(root=folder, font_paths=fonts, ignore_system_fonts=strict)


def as_png(svg: bytes) -> bytes:
    """A drawing as a picture of 1,200 pixels, for programs that take no SVG."""
    with _TURN:
        drawn = _compiler(strict=True).compile(
            DRAWING, format="png", ppi=144, sys_inputs={"svg": svg.decode()}
        )
    return _one(drawn)


def _one(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("one file was expected")
    return made


def _facts(paper: Paper) -> dict[str, Any]:
    """The document as the setting reads it."""
    sign = paper.sign
    return {
        "title": _line(paper.title),
        "issuer": _line(paper.issuer),
        "number": _line(paper.number),
        "to": _line(paper.salutation),
        "foot": clean(paper.foot),
        "official": paper.official,
        "sign": [_line(one) for one in (sign.name, sign.day, *sign.lines)] if sign else [],
        "body": [dict(_block(block)) for block in paper.body],
    }


def _line(text: str) -> str:
    return clean(text).replace("\n", " ").strip()


def _block(block: Block) -> Iterator[tuple[str, Any]]:
    yield "kind", block.kind
    if isinstance(block, Figure):
        yield from _figure(block)
        return
    for name in block.__slots__:
        yield name, _plain(getattr(block, name))
    if isinstance(block, Table):
        yield "columns", _widths(block)


def _figure(block: Figure) -> Iterator[tuple[str, Any]]:
    yield "image", block.image.decode() if block.svg else list(block.image)
    yield "format", "svg" if block.svg else "png"
    yield "alt", _line(block.alt)
    yield "caption", _line(block.caption)
    yield "width", block.width * 100


def _plain(value: Any) -> Any:
    """Values as JSON has them; every text cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple | frozenset):
        return [_plain(one) for one in value]
    return value


def _widths(block: Table) -> list[int]:
    """Columns share the width by their longest cell, within bounds."""
    columns = zip(block.head, *block.rows, strict=True)
    return [min(max(max(map(len, column)), 4), 24) for column in columns]
