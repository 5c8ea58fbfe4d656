"""Handing bytes out: to whoever the page has let in, and so that they do nothing there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from niangjia.kernel.base.types import Hidden

from .engine import vault
from .queries import Stored
from .rules import THUMB

SUFFIXES = {
    "image/jpeg": "jpg",
    "audio/mp4": "m4a",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "text/plain": "txt",
}
#: Kinds a page of ours shows; everything else is only ever saved.
SHOWN = ("photo", "voice")
RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")


def name(file: Stored) -> str:
    """What a file is saved as: its kind, and enough of its id to tell two apart."""
    return f"{file.kind}-{file.id.hex[-6:]}"


#: A picture many may see stays in the browser of whoever saw it for a day; evidence never does.
SHARED = "private, max-age=86400, immutable"


def shared(request: HttpRequest, file: Stored, part: str, name: str) -> HttpResponseBase:
    """A part of a picture that is no secret among those who may see it: kept by their browsers."""
    response = answer(request, file, part, name)
    if response.status_code == 200:
        response["Cache-Control"] = SHARED
    return response


def answer(request: HttpRequest, file: Stored, part: str, name: str) -> HttpResponseBase:
    """A part of a file, or the range of it that was asked for. Hidden when the bytes are gone.

    `name` is the name it is saved under, without what comes after the dot.
    """
    box = file.box(part)
    if not vault.there(box):
        raise Hidden("no_bytes")
    media = "image/jpeg" if part == THUMB else file.media
    span = _range(request.headers.get("Range", ""), box.size)
    if span is None:
        return _headed(HttpResponse(status=416), file, media, name, f"bytes */{box.size}")
    start, end = span
    whole = (start, end) == (0, box.size)
    response = StreamingHttpResponse(_bytes(box, start, end), status=200 if whole else 206)
    response["Content-Length"] = str(end - start)
    return _headed(
        response, file, media, name, "" if whole else f"bytes {start}-{end - 1}/{box.size}"
    )


def _bytes(box: vault.Box, start: int, end: int) -> Iterator[bytes]:
    yield from vault.read(box, start, end)


def _headed(
    response: HttpResponseBase, file: Stored, media: str, name: str, span: str
) -> HttpResponseBase:
    how = "inline" if file.kind in SHOWN else "attachment"
    response["Content-Type"] = media
    response["Content-Disposition"] = f'{how}; filename="{name}.{SUFFIXES[media]}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    # Packed already; and a range of something packed anew would be another range.
    response["Content-Encoding"] = "identity"
    response["Accept-Ranges"] = "bytes"
    if span:
        response["Content-Range"] = span
    return response


def _range(asked: str, size: int) -> tuple[int, int] | None:
    """Which bytes, the end not included. None for a range outside; several count as none asked."""
    found = RANGE.match(asked.strip())
    if not found or not (found[1] or found[2]):
        return 0, size
    if not found[1]:
        return (max(0, size - int(found[2])), size) if int(found[2]) else None
    start = int(found[1])
    end = min(int(found[2]) + 1, size) if found[2] else size
    return (start, end) if start < min(end, size) else None
