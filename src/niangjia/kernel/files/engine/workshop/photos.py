"""Photographs: decoded to pixels, turned upright, made smaller, written anew without a word."""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps, MpoImagePlugin  # noqa: F401  (phones write MPO; imported early)

from .made import Made, Refused

SIDE, THUMB = 2560, 480
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
#: Pixels a file may promise, and pixels it may be unpacked to (a JPEG is unpacked smaller).
MOST_PROMISED, MOST_UNPACKED = 120_000_000, 26_000_000
Image.MAX_IMAGE_PIXELS = None  # said above, and checked below before anything is unpacked


def warm_up() -> None:
    """Load whatever is loaded late: afterwards no file can be opened."""
    dot = Image.new("RGBA", (8, 8), (200, 10, 10, 90))
    for form in ("JPEG", "PNG", "WEBP"):
        out = io.BytesIO()
        (dot if form != "JPEG" else dot.convert("RGB")).save(out, form)
        remade(io.BytesIO(out.getvalue()))


def remade(source: BinaryIO, _form: str = "") -> Made:
    """The whole photograph and its small picture. Raises Refused."""
    warnings.simplefilter("ignore")
    try:
        image = pixels(source)
    except (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError) as wrong:
        raise Refused("broken") from wrong
    return made(image)


def made(image: Image.Image) -> Made:
    """A picture and its small one, written anew."""
    whole, thumb = _within(image, SIDE), _within(image, THUMB)
    parts = {"whole": ("image/jpeg", _jpeg(whole)), "thumb": ("image/jpeg", _jpeg(thumb))}
    return Made("photo", parts, {"width": whole.width, "height": whole.height})


def pixels(source: BinaryIO) -> Image.Image:
    """Upright, and with nothing but what is seen. Raises Refused, or what a decoder raises."""
    image = Image.open(source, formats=FORMATS)
    if image.width * image.height > MOST_PROMISED:
        raise Refused("too_many_pixels")
    image.draft("RGB", (SIDE, SIDE))
    if image.width * image.height > MOST_UNPACKED:
        raise Refused("too_many_pixels")
    image.load()
    return _flat(ImageOps.exif_transpose(image))


def _flat(image: Image.Image) -> Image.Image:
    """On white paper, and with nothing that came along in the file."""
    if image.mode in ("LA", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    plain = image.convert("RGB")
    plain.info.clear()
    return plain


def _within(image: Image.Image, side: int) -> Image.Image:
    """No side longer than `side`; a small one stays as it is."""
    if max(image.size) <= side:
        return image
    share = side / max(image.size)
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
