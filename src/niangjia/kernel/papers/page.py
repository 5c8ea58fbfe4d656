"""HTML of a document, to read on the screen and to print from the browser."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .paper import Block, Figure, Paper, clean, file_name
from .pdf import as_pdf
from .word import as_docx

#: What may be taken home: suffix -> what it is, and who writes it.
WRITERS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": ("application/pdf", as_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
}


def as_html(paper: Paper) -> SafeString:
    """The document as one `<article>`, every text escaped; a page puts its frame around it."""
    context = {"paper": paper, "blocks": [_shown(block) for block in paper.body]}
    return render_to_string("papers/paper.html", context)


def _shown(block: Block) -> dict[str, Any]:
    shown = {name: getattr(block, name) for name in block.__slots__}
    if isinstance(block, Figure):
        shown["image"] = _address(block)
    shown["kind"] = block.kind
    return {k: clean(v) if isinstance(v, str) else v for k, v in shown.items()}


def _address(block: Figure) -> str:
    """The picture inside its own address: a printed page fetches nothing."""
    kind = "svg+xml" if block.svg else "png"
    return f"data:image/{kind};base64,{base64.b64encode(block.image).decode()}"


def download(paper: Paper, suffix: str) -> HttpResponse:
    """The document as a file, kept by no cache on the way. Raises KeyError for another suffix."""
    kind, write = WRITERS[suffix]
    name = quote(file_name(paper, suffix))
    return HttpResponse(
        write(paper),
        content_type=kind,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
        },
    )
