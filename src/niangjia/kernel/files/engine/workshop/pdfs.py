"""PDF: what can act by itself is refused; pages are copied without who wrote them and where.

Refused: scripts, programs to start, forms that send, attachments, films and sounds, locked files.
Left out: titles, authors, dates, XMP, links, names on remarks, metadata inside photographs.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from . import bare
from .made import Made, Refused

MOST_PAGES, MOST_OBJECTS = 100, 60_000
#: Keys that only exist to act.
ACTS = ("/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/Launch")
#: Kinds of actions and of remarks that do more than show something.
DOES = frozenset(
    f"/{name}"
    for name in (
        *("JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE", "GoToR", "Rendition"),
        *("Sound", "Movie", "RichMedia", "FileAttachment", "Screen", "3D", "GoTo3DView", "Trans"),
    )
)
#: What a page keeps, and what a remark on it keeps: how it looks.
PAGE = ("/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents")
REMARK = ("/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F", "/Border", "/BS", "/C", "/MK")
#: Keys dropped wherever they stand.
WORDS = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/OpenAction", "/Lang", "/Alternates")


def warm_up() -> None:
    """Load whatever is loaded late."""
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    out = io.BytesIO()
    writer.write(out)
    remade(io.BytesIO(out.getvalue()))


def remade(source: BinaryIO, _form: str = "") -> Made:
    """The pages alone. Raises Refused."""
    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(source)
        if reader.is_encrypted:
            raise Refused("locked")
        _refuse_acts(reader)
        return Made("paper", {"whole": ("application/pdf", _copied(reader))}, {"pages": _n(reader)})
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError) as wrong:
        raise Refused("broken") from wrong
    except RecursionError as wrong:
        raise Refused("too_heavy") from wrong


def _n(reader: PdfReader) -> int:
    pages = len(reader.pages)
    if not 1 <= pages <= MOST_PAGES:
        raise Refused("too_many_pages")
    return pages


def _refuse_acts(reader: PdfReader) -> None:
    for found in _dictionaries(reader.trailer):
        said = {str(found.get("/S", "")), str(found.get("/Subtype", ""))}
        if said & DOES or any(key in found for key in ACTS):
            raise Refused("active")


def _dictionaries(top: Any) -> Iterator[Any]:
    """Every dictionary that can be reached, each once."""
    waiting, seen = [top], set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            if len(seen) > MOST_OBJECTS:
                raise Refused("too_heavy")
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            waiting += list(found.values())
        elif isinstance(found, ArrayObject):
            waiting += list(found)


def _copied(reader: PdfReader) -> bytes:
    _n(reader)
    for page in reader.pages:
        _tidy(page)
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    for found in _dictionaries(writer.root_object):
        _unworded(found)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _tidy(page: Any) -> None:
    remarks = [one.get_object() for one in page.get("/Annots", ArrayObject()) or ()]
    for key in [key for key in page if key not in PAGE]:
        del page[key]
    for remark in remarks:
        for key in [key for key in remark if key not in REMARK]:
            del remark[key]
    shown = [one for one in remarks if "/AP" in one and one.get("/Subtype") != "/Popup"]
    if shown:
        page[NameObject("/Annots")] = ArrayObject(shown)


def _unworded(found: Any) -> None:
    for key in WORDS:
        found.pop(key, None)
    if isinstance(found, StreamObject) and found.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        # A photograph lies in the document as the telephone wrote it.
        found._data = bare.jpeg(found._data)
