"""Pictures inside documents, without what came along with them."""

from __future__ import annotations

import struct

from .made import Refused

PNG = b"\x89PNG\r\n\x1a\n"
#: Chunks that say what a picture looks like, and nothing of who made it (PNG, 11).
LOOKS = frozenset(
    (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT")
)
#: Segments of a JPEG that carry words: all of APP1 to APP15 but Adobe's colour, and comments.
WORDS = frozenset((*range(0xE1, 0xEE), 0xEF, 0xFE))
SOS, EOI = 0xDA, b"\xff\xd9"


def picture(content: bytes) -> bytes:
    """A JPEG or PNG without its words. Raises Refused for anything else."""
    if content.startswith(b"\xff\xd8"):
        return jpeg(content)
    if content.startswith(PNG):
        return png(content)
    raise Refused("inside")


def jpeg(content: bytes) -> bytes:
    """Drops the segments with words, and whatever stands behind the end of the picture."""
    out, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        size = 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
        if mark == SOS:
            return b"".join([*out, _to_end(content[at:])])
        if mark not in WORDS:
            out.append(content[at : at + size])
        at += size
    raise Refused("broken")


def _to_end(rest: bytes) -> bytes:
    end = rest.rfind(EOI)
    if end < 0:
        raise Refused("broken")
    return rest[: end + 2]


def png(content: bytes) -> bytes:
    """Keeps the chunks that say what the picture looks like."""
    out, at = [PNG], len(PNG)
    while at + 12 <= len(content):
        size = int(struct.unpack(">I", content[at : at + 4])[0])
        kind, end = content[at + 4 : at + 8], at + 12 + size
        if kind in LOOKS:
            out.append(content[at:end])
        if kind == b"IEND":
            return b"".join(out)
        at = end
    raise Refused("broken")
