"""Files as pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from .queries import Stored
from .rules import THUMB, WHOLE
from .serving import SUFFIXES

#: What a kind is called, one among how many.
NAMES = {
    "photo": noop("照片 %(n)d/%(all)d"),
    "voice": noop("录音 %(n)d/%(all)d"),
    "paper": noop("文件 %(n)d/%(all)d"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One file of a gallery. `alt` says which of how many it is."""

    id: str
    kind: str
    alt: str
    url: str
    thumb: str
    note: str
    #: Who gets to see it, where somebody has to know.
    said: str = ""


def gallery(files: Iterable[Stored], address: Callable[[UUID, str], str]) -> list[Shown]:
    """Files in their order; `address` makes the address of a part."""
    held = list(files)
    total, seen = Counter(one.kind for one in held), Counter[str]()
    out = []
    for one in held:
        seen[one.kind] += 1
        alt = _(NAMES[one.kind]) % {"n": seen[one.kind], "all": total[one.kind]}
        thumb = address(one.id, THUMB) if one.thumb_size else ""
        out.append(Shown(str(one.id), one.kind, alt, address(one.id, WHOLE), thumb, note(one)))
    return out


def drafts(files: Iterable[Stored]) -> list[Shown]:
    """Files just brought, for the form they were brought with."""
    return gallery(files, lambda one, part: reverse("files:draft", args=[one, part]))


def note(file: Stored) -> str:
    """Length of a recording, kind and size of a paper."""
    if file.kind == "voice":
        return f"{file.seconds // 60}:{file.seconds % 60:02d}"
    if file.kind == "paper":
        return f"{SUFFIXES[file.media].upper()} · {size_text(file.size)}"
    return ""


def size_text(size: int) -> str:
    """Bytes as people say them."""
    kilo = max(1, round(size / 1024))
    return f"{kilo} KB" if kilo < 1024 else f"{kilo / 1024:.1f} MB"
