"""Logos: rebuilt from what is necessary, or refused."""

from __future__ import annotations

import struct
import zlib

import pytest

from niangjia.kernel.people import pictures
from niangjia.kernel.people.pictures import BadPicture, logo


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk with its length and its check."""
    packed = struct.pack(">I", len(body)) + kind + body
    return packed + struct.pack(">I", zlib.crc32(kind + body))


def png(
    side: int = 64,
    height: int = 0,
    *,
    extra: bytes = b"",
    pixels: bytes | None = None,
    lace: int = 0,
) -> bytes:
    """A picture of transparent pixels."""
    tall = height or side
    rows = (b"\x00" + bytes(4 * side)) * tall if pixels is None else pixels
    header = struct.pack(">IIBBBBB", side, tall, 8, 6, 0, 0, lace)
    return (
        pictures.PNG
        + chunk(b"IHDR", header)
        + extra
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_a_png_keeps_its_pixels_and_nothing_else() -> None:
    said = chunk(b"tEXt", b"Comment\x00made at home by somebody")
    made = logo(png(extra=said) + b"<script>after the end</script>")
    assert (made.media, made.content) == ("image/png", png())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "PNG 或 SVG"),
        (b"GIF89a", "PNG 或 SVG"),
        (png(64, 32), "正方形"),
        (png(16), "边长"),
        (png(2048, pixels=b""), "边长"),
        (png(lace=1), "交错"),
        (png(pixels=b"\x00" * 10), "坏的"),
        (png(pixels=bytes(10_000_000)), "坏的"),
        (png()[:-20], "坏的"),
        (png().replace(b"IDAT", b"IDXT"), "坏的"),
        (png() + bytes(pictures.MOST), "64 KB"),
    ],
)
def test_what_is_no_square_png_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(BadPicture, match=why):
        logo(content)


def svg(inside: str, attributes: str = "") -> bytes:
    """A drawing."""
    return (f'<svg xmlns="{pictures.SVG}" viewBox="0 0 10 10" {attributes}>{inside}</svg>').encode()


def test_shapes_and_colours_are_drawn() -> None:
    inside = (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/>'
        '</linearGradient></defs><path d="M0 0h10" fill="url(#a)"/>'
    )
    made = logo(svg(inside))
    assert made.media == "image/svg+xml"
    assert b'fill="url(#a)"' in made.content
    assert logo(made.content).content == made.content


@pytest.mark.parametrize(
    "content",
    [
        svg("<script>alert(1)</script>"),
        svg('<path d="M0 0" onload="alert(1)"/>'),
        svg('<image href="https://elsewhere.example/x.png"/>'),
        svg('<a xlink:href="x"/>', 'xmlns:xlink="http://www.w3.org/1999/xlink"'),
        svg("<style>@import url(https://elsewhere.example)</style>"),
        svg('<path style="fill:url(https://elsewhere.example)"/>'),
        svg('<path fill="url(https://elsewhere.example/x)"/>'),
        svg('<path fill="URL(#a)"/>'.replace("URL", "uRl") + "<foreignObject/>"),
        svg('<path fill="javascript:alert(1)"/>'),
        svg("<use href='#a'/>"),
        svg("<animate attributeName='x'/>"),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<title>&a;</title>"),
        b'<?xml version="1.0"?><html><svg/></html>',
        b"<svg",
        b'<svg xmlns="http://www.w3.org/1999/xhtml"><title/></svg>',
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(BadPicture):
        logo(content)
