"""Word and Excel files: no macro, nothing fetched from elsewhere, no bomb, no name of who wrote it.

Every part is unpacked with a limit, checked against a short list of kinds, and packed again.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import BinaryIO

from . import bare
from .made import Made, Refused

MOST_PARTS, MOST_UNPACKED, MOST_RATIO = 1000, 100 * 1024 * 1024, 200
RATIO_FROM = 1024 * 1024
MEDIA = {
    "word/document.xml": "vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Parts that act, or hold a file inside the file.
ACTS = re.compile(
    r"vba|activex|macrosheets|embeddings/|externallinks/|/ole|ctrlprops/|webext", re.I
)
#: Parts that only say who, when and on which printer.
WHO = re.compile(r"^docprops/|printersettings/|^customxml/|persons?/|people\.xml", re.I)
PICTURES = (".png", ".jpg", ".jpeg")
NAMES = re.compile(
    rb'((?:\w+:)?(?:author|initials|userName|lastModifiedBy|displayName|userId)=")[^"]*(")'
)
AUTHOR = re.compile(rb"(<author>)[^<]*(</author>)")
OWNED = re.compile(rb"<w:(?:docVars|attachedTemplate)\b.*?(?:/>|</w:docVars>)", re.S)
RELATION = re.compile(rb"<Relationship\b[^>]*?(?:/>|></Relationship>)")
TARGET = re.compile(rb'(Target=")[^"]*(")')
OVERRIDE = re.compile(rb"<Override\b[^>]*?/>")
PRINTER = re.compile(rb'(<pageSetup\b[^>]*?)\s+r:id="[^"]*"')
EPOCH = (1980, 1, 1, 0, 0, 0)


def warm_up() -> None:
    """Load whatever is loaded late."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<a/>" * 99)
    remade(io.BytesIO(out.getvalue()))


def remade(source: BinaryIO, _form: str = "") -> Made:
    """The document packed anew. Raises Refused."""
    try:
        with zipfile.ZipFile(source) as box:
            media = _checked(box)
            content = _packed(box)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as wrong:
        raise Refused("broken") from wrong
    return Made("paper", {"whole": (f"application/{media}", content)})


def _checked(box: zipfile.ZipFile) -> str:
    """What document it is, once its table of contents is harmless."""
    parts = box.infolist()
    names = {part.filename.lower() for part in parts}
    whole, packed = sum(p.file_size for p in parts), sum(p.compress_size for p in parts)
    if len(parts) > MOST_PARTS or whole > MOST_UNPACKED:
        raise Refused("bomb")
    if whole > RATIO_FROM and whole > packed * MOST_RATIO:
        raise Refused("bomb")
    if len(names) != len(parts) or any(part.flag_bits & 1 for part in parts):
        raise Refused("broken")
    if any(ACTS.search(name) for name in names):
        raise Refused("active")
    media = next((media for name, media in MEDIA.items() if name in names), "")
    if not media or "[content_types].xml" not in names:
        raise Refused("archive")
    return media


def _packed(box: zipfile.ZipFile) -> bytes:
    out = io.BytesIO()
    left = MOST_UNPACKED
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in box.infolist():
            if part.is_dir() or WHO.search(part.filename):
                continue
            content = _unpacked(box, part, left)
            left -= len(content)
            made.writestr(zipfile.ZipInfo(part.filename, EPOCH), _clean(part.filename, content), 8)
    return out.getvalue()


def _unpacked(box: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """A part, never more of it than its entry says or than there is room for."""
    with box.open(part) as source:
        content = source.read(min(part.file_size, left) + 1)
    if len(content) > min(part.file_size, left):
        raise Refused("bomb")
    return content


def _clean(name: str, content: bytes) -> bytes:
    lower = name.lower()
    if lower.endswith(PICTURES):
        return bare.picture(content)
    if not lower.endswith((".xml", ".rels", ".vml")):
        raise Refused("inside")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:256]:
        raise Refused("active")
    if lower.endswith(".rels"):
        return RELATION.sub(_relation, content)
    if lower == "[content_types].xml":
        if b"macroEnabled" in content:
            raise Refused("active")
        return OVERRIDE.sub(_override, content)
    for pattern in (NAMES, AUTHOR):
        content = pattern.sub(rb"\1\2", content)
    return PRINTER.sub(rb"\1", OWNED.sub(b"", content))


def _relation(found: re.Match[bytes]) -> bytes:
    """Where a part leads: out of the file nothing leads but a link, and that to nowhere."""
    text = found.group()
    if WHO.search(_target(text)):
        return b""
    if b'TargetMode="External"' not in text:
        return text
    if b"/hyperlink" not in text:
        raise Refused("active")
    return TARGET.sub(rb"\1about:blank\2", text)


def _override(found: re.Match[bytes]) -> bytes:
    name = re.search(rb'PartName="/?([^"]*)"', found.group())
    return b"" if name and WHO.search(name.group(1).decode("utf-8", "replace")) else found.group()


def _target(text: bytes) -> str:
    found = re.search(rb'Target="/?(?:\.\./)*([^"]*)"', text)
    return found.group(1).decode("utf-8", "replace") if found else ""
