"""Parts of a photograph painted over, and the photograph written anew: nothing is left beneath."""

from __future__ import annotations

import io
from typing import BinaryIO

from PIL import Image, ImageDraw

from . import photos
from .made import Made, Refused

#: Neither black nor white: it is seen on both.
INK = (70, 74, 82)


def warm_up() -> None:
    """Load whatever is loaded late: afterwards no file can be opened."""
    photos.warm_up()
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    remade(io.BytesIO(out.getvalue()), "0,0,50,50")


def remade(source: BinaryIO, marks: str = "") -> Made:
    """The photograph without what lies under `marks`: "left,top,width,height;…" in whole percent.

    A part is painted out to the next whole pixel. Raises Refused.
    """
    try:
        image = photos.pixels(source)
    except (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError) as wrong:
        raise Refused("broken") from wrong
    brush = ImageDraw.Draw(image)
    for mark in marks.split(";"):
        brush.rectangle(_box(mark, *image.size), fill=INK)
    return photos.made(image)


def _box(mark: str, width: int, height: int) -> tuple[int, int, int, int]:
    left, top, wide, high = (int(part) for part in mark.split(","))
    right, bottom = -(-(left + wide) * width // 100), -(-(top + high) * height // 100)
    return left * width // 100, top * height // 100, right, bottom
