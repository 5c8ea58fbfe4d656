"""Packing: items become files of a zip, with an index, a manifest and a signature."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import override

from niangjia.kernel.acts.seal import key
from niangjia.kernel.files import door as files
from niangjia.kernel.papers import door as papers

from . import proof
from .proof import Entry, Facts

INDEX = "index"
#: Every file of a zip bears the same day: the same bytes whenever it is packed.
DAY = (2000, 1, 1, 0, 0, 0)
Said = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to pack: a document, a file somebody brought, or rows of a table."""

    folder: str
    title: str
    source: papers.Paper | files.Stored | tuple[tuple[str, ...], ...]

    @property
    def suffix(self) -> str:
        """What its name ends with."""
        if isinstance(self.source, papers.Paper):
            return "pdf"
        if isinstance(self.source, files.Stored):
            return files.serving.SUFFIXES[self.source.media]
        return "csv"


@dataclass(frozen=True, slots=True)
class Order:
    """What to pack, and what stands on the index: for whom, by whom, when."""

    facts: Facts
    heading: str
    mark: str
    made_at: datetime
    items: tuple[Item, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Parcel:
    """A packed bundle: an open file, its length and its root."""

    file: BinaryIO
    size: int
    root: str


def pack(order: Order, said: Said) -> Parcel:
    """Write the zip; `said` hears how many items are in. Raises files.Lost."""
    entries: list[Entry] = []
    box = tempfile.TemporaryFile()  # noqa: SIM115  (closed by whoever keeps it)
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as inside:
        for number, item in enumerate(order.items, 1):
            name = f"{item.folder}/{number:02d}.{item.suffix}"
            entries.append(_put(inside, number, name, item.title, _bytes(item)))
            said(number)
        at = len(entries)
        entries += [
            _put(inside, at + 1, f"{INDEX}.pdf", _("目录"), _index(order, entries)),
            _put(inside, at + 2, f"{INDEX}.csv", _("目录（表格）"), [_table(_rows(entries))]),
        ]
        words = proof.manifest(order.facts, entries)
        inside.writestr(_info(proof.MANIFEST), words)
        inside.writestr(_info(proof.SIGNATURE), proof.sign(words, key()))
    size = box.tell()
    box.seek(0)
    return Parcel(box, size, proof.root_of(entries))


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o100600 << 16
    return info


def _put(
    inside: zipfile.ZipFile,
    number: int,
    name: str,
    title: str,
    pieces: Iterator[bytes] | list[bytes],
) -> Entry:
    mark, size = sha256(), 0
    with inside.open(_info(name), "w") as target:
        for piece in pieces:
            target.write(piece)
            mark.update(piece)
            size += len(piece)
    return Entry(number, name, title, size, mark.hexdigest())


def _bytes(item: Item) -> Iterator[bytes]:
    if isinstance(item.source, files.Stored):
        yield from files.read(item.source)
    elif isinstance(item.source, papers.Paper):
        yield papers.as_pdf(item.source)
    else:
        yield _table(item.source)


def _table(rows: Sequence[tuple[str, ...]]) -> bytes:
    """A CSV that a spreadsheet opens, and in which no cell runs."""
    out = io.StringIO()
    csv.writer(out).writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _rows(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    head = (_("编号"), _("名称"), _("文件"), _("大小（字节）"), "SHA-256")
    lines = [(str(e.no), e.title, e.name, str(e.size), e.sha256) for e in entries]
    return [head, *lines]


def _index(order: Order, entries: Sequence[Entry]) -> list[bytes]:
    """The index on paper, with the mark of who took it on it."""
    with override(None):
        head, *rows = _rows(entries)
        short = tuple(
            (no, title, name, size, mark[:16] + "…") for no, title, name, size, mark in rows
        )
        paper = papers.Paper(
            title=order.heading,
            body=(
                papers.Para(order.mark, small=True, plain=True),
                papers.Table(head, short, numbers=frozenset({0, 3})),
                papers.Para(_(CHECK), small=True, plain=True),
            ),
            number=order.facts.case,
            foot=order.mark,
            made_at=order.made_at,
        )
    return [papers.as_pdf(paper)]


CHECK = noop(
    "manifest.json 里有每个文件的 SHA-256，带签名；"
    "改过、缺了、加了什么，用 niangjia bundle verify 查得出来。"
)
