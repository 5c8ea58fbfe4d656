"""Pure rules of the room: what may be brought, and what bytes are by their own word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Verdict

MB = 1024 * 1024
#: Most of each kind on one matter, and how large each may be (docs/requirements.md 000-21).
MOST = {"photo": 6, "voice": 1, "paper": 3}
BYTES = {"photo": 10 * MB, "voice": 20 * MB, "paper": 20 * MB}
ALL_BYTES = 60 * MB
#: Files somebody may bring in an hour.
HOURLY = 60
#: Parts of a picture that can be covered at once.
MOST_MARKS = 8
#: Names of the parts kept of a file.
WHOLE, THUMB = "whole", "thumb"

KINDS = {
    **dict.fromkeys(("jpeg", "png", "webp"), "photo"),
    **dict.fromkeys(("ogg", "webm", "mp4", "mp3", "wav"), "voice"),
    **dict.fromkeys(("pdf", "office", "text"), "paper"),
}
#: How much of the head and the tail of a file the sniffer sees.
HEAD, TAIL = 4096, 66_000
BEGINS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "office"),
    (b"OggS", "ogg"),
    (b"\x1aE\xdf\xa3", "webm"),
    (b"ID3", "mp3"),
)
REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"GIF8", "gif"),
    *((mark, "archive") for mark in (b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")),
    *((mark, "archive") for mark in (b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")),
    *((mark, "program") for mark in (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!")),
    *((mark, "program") for mark in (b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"dex\n")),
)
HEIC = (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif", b"avis")
END_OF_ZIP = b"PK\x05\x06"
END_OF_ZIP_SIZE = 22
END_OF_PDF = re.compile(rb"%%EOF\s{0,16}\Z")
MARKUP = re.compile(rb"\s*<")

#: Why a file is not taken -> what to say, and what to do instead.
SENTENCES = {
    "unknown": noop("这种文件打不开，拍张照片传上来也行"),
    "page": noop("网页和图形文件收不了，截张图或者拍张照片传上来也行"),
    "gif": noop("动图收不了，截张图传上来就行"),
    "archive": noop("压缩包收不了，请把里面的照片一张一张传上来"),
    "program": noop("这是程序，不是照片，收不了"),
    "old_office": noop("旧版的 Word、Excel 收不了，请另存为 docx 或 xlsx，拍张照片也行"),
    "heic": noop("这种苹果照片打不开，截个屏传上来就行；相机设置里选“兼容性最佳”也行"),
    "polyglot": noop("这个文件里夹着别的东西，收不了，拍张照片传上来也行"),
    "active": noop("这个文件里带着会自己运行或连到外面的东西，收不了，拍张照片传上来也行"),
    "inside": noop("这个文件里嵌着别的文件，收不了，拍张照片传上来也行"),
    "locked": noop("这个文件加了密码，请去掉密码再传，拍张照片也行"),
    "bomb": noop("这个文件解开来太大，收不了，拍张照片传上来也行"),
    "too_heavy": noop("这个文件太复杂，没能打开，拍张照片传上来也行"),
    "too_many_pixels": noop("这张照片太大，截个屏再传就行"),
    "too_many_pages": noop("页数太多，最多 100 页，挑要紧的几页拍照也行"),
    "too_long": noop("录音最多 3 分钟，请分几次说，打字也行"),
    "video": noop("视频收不了，拍几张照片或者录一段话也行"),
    "no_voice": noop("这里暂时收不了录音，打字或者拍照也行"),
    "broken": noop("这个文件没传完整或者坏了，请再传一次，拍张照片也行"),
    "empty": noop("这个文件是空的，请重新选一下"),
    "too_big": noop("太大了：照片每张最多 10 MB，录音和文件最多 20 MB"),
    "too_many": noop("最多 6 张照片、1 段录音、3 个文件，多的没有收"),
    "too_much": noop("一件事的照片和文件加起来最多 60 MB，多的没有收"),
    "too_often": noop("这一个小时传得太多了，请过一会儿再传"),
    "busy": noop("现在传的人多，请过一分钟再传一次"),
}


def sniffed(head: bytes, tail: bytes) -> tuple[str, str]:
    """(form, "") of a file worth opening, or ("", why not). `tail` ends where the file ends.

    The bytes decide, never the name or what the browser says. Something that is two things at once
    is refused, unless it is a photograph: of that only the pixels stay.
    """
    if not head:
        return "", "empty"
    form = _form(head)
    if form not in KINDS:
        return "", form
    return ("", "polyglot") if _two_things(form, tail) else (form, "")


def _form(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return {b"WAVE": "wav", b"WEBP": "webp"}.get(head[8:12], "unknown")
    for mark, form in (*BEGINS, *REFUSED):
        if head.startswith(mark):
            return form
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in HEIC else "mp4"
    if head[0] == 0xFF and len(head) > 1 and head[1] & 0xE6 == 0xE2:
        return "mp3"  # eleven bits of a frame's beginning, and layer III
    if head[257:262] == b"ustar":
        return "archive"
    return _words(head)


def _words(head: bytes) -> str:
    if MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "page"
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return "text" if wide or b"\x00" not in head else "unknown"


def _two_things(form: str, tail: bytes) -> bool:
    if KINDS[form] == "photo":
        return False
    if form == "office":
        return tail[-END_OF_ZIP_SIZE:][:4] != END_OF_ZIP
    if form == "pdf" and not END_OF_PDF.search(tail):
        return True
    return END_OF_ZIP in tail


class Mark(NamedTuple):
    """A part of a picture, from its left and upper edge, in whole percent."""

    left: int
    top: int
    width: int
    height: int


def may_mark(marks: Sequence[Mark]) -> Verdict:
    """Whether these are parts of a picture. Source: docs/requirements.md 000-21."""
    if not marks:
        return Verdict(False, "000-21", noop("还没有说遮哪里：在照片上拖一块，或者填四个数"))
    if len(marks) > MOST_MARKS:
        return Verdict(False, "000-21", noop("一张照片最多遮 8 块"))
    inside = all(
        min(one.left, one.top) >= 0
        and min(one.width, one.height) >= 1
        and max(one.left + one.width, one.top + one.height) <= 100
        for one in marks
    )
    return Verdict(True) if inside else Verdict(False, "000-21", noop("这一块伸到照片外面去了"))


@dataclass(frozen=True, slots=True)
class Weight:
    """What counts of a file: its kind and its bytes."""

    kind: str
    size: int


def may_add(there: Iterable[Weight], one: Weight, used: int = 0) -> Verdict:
    """Whether there is room for one more file beside those sent with it, on a matter that has
    `used` bytes already. Source: docs/requirements.md 000-21."""
    held = list(there)
    if Counter(w.kind for w in held)[one.kind] >= MOST[one.kind]:
        return Verdict(False, "000-21", "too_many")
    if used + sum(w.size for w in held) + one.size > ALL_BYTES:
        return Verdict(False, "000-21", "too_much")
    return Verdict(True)
