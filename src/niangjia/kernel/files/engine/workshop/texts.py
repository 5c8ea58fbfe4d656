"""Plain text and tables: read as characters, written as UTF-8, with no formula among the cells."""

from __future__ import annotations

import csv
import io
import re
from typing import BinaryIO

from .made import Made, Refused

MOST = 4 * 1024 * 1024
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: A page of the web, a drawing or a PDF, whatever its name says.
MARKUP = re.compile(
    r"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php)\b|%PDF-", re.IGNORECASE
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")


def warm_up() -> None:
    """Load whatever is loaded late."""
    for encoding in ENCODINGS:
        "é".encode(encoding).decode(encoding)
    remade(io.BytesIO(b"a,b\n1,2\n"))


def remade(source: BinaryIO, _form: str = "") -> Made:
    """The words as UTF-8. Raises Refused."""
    content = source.read(MOST + 1)
    if len(content) > MOST:
        raise Refused("too_big")
    text = _decoded(content)
    if CONTROLS.search(text) or MARKUP.search(text):
        raise Refused("unknown")
    media, text = ("text/csv", _table(text)) if _looks_like_table(text) else ("text/plain", text)
    return Made("paper", {"whole": (media, b"\xef\xbb\xbf" + text.encode())})


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        if encoding == "utf-16" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("unknown")


def _looks_like_table(text: str) -> bool:
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    counts = {line.count(",") for line in lines}
    return len(lines) > 1 and len(counts) == 1 and counts != {0}


def _table(text: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    try:
        for row in csv.reader(io.StringIO(text, newline="")):
            writer.writerow(f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row)
    except csv.Error as wrong:
        raise Refused("broken") from wrong
    return out.getvalue()
