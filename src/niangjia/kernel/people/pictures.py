"""Logos people upload: taken apart and put together again, or refused. Pure, bounded.

A PNG keeps its pixels and nothing else: every chunk is checked, all but the necessary ones are
dropped, and the pixel data is unpacked to exactly the size the header promises. An SVG is accepted
only if each element and attribute is on a short list of shapes and colours; no script, no link, no
style, no reference outside itself can be on that list. Both are served in a sandbox anyway.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

MOST = 64 * 1024
SIDE = (32, 1024)
PNG = b"\x89PNG\r\n\x1a\n"
NEEDED = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
#: Samples per pixel of each colour type (PNG, 11.2.2).
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset(
    (
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "title",
        "desc",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
    )
)
ATTRIBUTES = frozenset(
    (
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "d",
        "points",
        "transform",
        "fill",
        "fill-opacity",
        "fill-rule",
        "clip-rule",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-opacity",
        "stroke-dasharray",
        "opacity",
        "offset",
        "stop-color",
        "stop-opacity",
        "gradientUnits",
        "gradientTransform",
        "id",
        "clip-path",
        "preserveAspectRatio",
        "version",
    )
)
#: A value may point at a gradient of the same file, and nowhere else.
VALUE = re.compile(r"url\(#[A-Za-z][\w-]*\)|(?!.*(?:url|:|&|\\))[^<>\"]*", re.DOTALL)


class BadPicture(ValueError):
    """The picture cannot be used; the message says why, in words for the person."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made safe: its media type and its bytes."""

    media: str
    content: bytes


def logo(content: bytes) -> Picture:
    """A square PNG or a plain SVG of at most 64 kB, rebuilt from its necessary parts."""
    if len(content) > MOST:
        raise BadPicture("标志不能超过 64 KB，请压缩一下再传")
    if content.startswith(PNG):
        return Picture("image/png", png(content))
    if b"<svg" in content[:1024]:
        return Picture("image/svg+xml", svg(content))
    raise BadPicture("标志要是 PNG 或 SVG 图片")


def png(content: bytes) -> bytes:
    """The same pixels in a new file."""
    chunks = [(kind, body) for kind, body in _chunks(content) if kind in NEEDED]
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise BadPicture(BROKEN)
    _check_pixels(chunks[0][1], b"".join(body for kind, body in chunks if kind == b"IDAT"))
    return PNG + b"".join(_chunk(kind, body) for kind, body in chunks)


BROKEN = noop("这个图片文件是坏的，请重新导出一张")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if len(body) != length or check != struct.pack(">I", zlib.crc32(kind + body)):
            raise BadPicture(BROKEN)
        yield kind, body
        if kind == b"IEND":
            return
        at += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes:
    head = struct.pack(">I", len(body)) + kind + body
    return head + struct.pack(">I", zlib.crc32(kind + body))


def _check_pixels(header: bytes, packed: bytes) -> None:
    if len(header) != 13:
        raise BadPicture(BROKEN)
    width, height, depth, colour, compression, filters, lace = struct.unpack(">IIBBBBB", header)
    _check_side(width, height)
    if colour not in SAMPLES or depth not in (1, 2, 4, 8, 16) or (compression, filters) != (0, 0):
        raise BadPicture(BROKEN)
    if lace:
        raise BadPicture("请导出不带“交错”的 PNG")
    wanted = height * (1 + (width * SAMPLES[colour] * depth + 7) // 8)
    try:
        unpacked = zlib.decompressobj().decompress(packed, wanted + 1)
    except zlib.error as wrong:
        raise BadPicture(BROKEN) from wrong
    if len(unpacked) != wanted:
        raise BadPicture(BROKEN)


def _check_side(width: int, height: int) -> None:
    if width != height:
        raise BadPicture(
            _("标志要是正方形的，这张是 %(wide)d×%(high)d") % {"wide": width, "high": height}
        )
    if not SIDE[0] <= width <= SIDE[1]:
        facts = {"least": SIDE[0], "most": SIDE[1], "now": width}
        raise BadPicture(_("标志的边长要在 %(least)d 到 %(most)d 像素之间，这张是 %(now)d") % facts)


def svg(content: bytes) -> bytes:
    """The same drawing written anew, if it is nothing but shapes and colours."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as wrong:
        raise BadPicture("这个 SVG 读不出来，请另存为 PNG 再传") from wrong
    if _name(root.tag) != "svg":
        raise BadPicture("这个 SVG 读不出来，请另存为 PNG 再传")
    for element in root.iter():
        _check_element(element)
    register_namespace("", SVG)
    return bytes(tostring(root, encoding="utf-8"))


def _check_element(element: Element) -> None:
    name = _name(element.tag)
    if name not in ELEMENTS:
        raise _unfit(name[:20])
    for key, value in element.attrib.items():
        if key not in ATTRIBUTES or not VALUE.fullmatch(value):
            raise _unfit(key[-20:])


def _unfit(what: str) -> BadPicture:
    return BadPicture(
        _("这个 SVG 里有不能用的内容（%(what)s），请另存为 PNG 再传") % {"what": what}
    )


def _name(tag: object) -> str:
    """The local name of an element of SVG; anything else keeps its namespace and fails."""
    return str(tag).removeprefix(f"{{{SVG}}}")
