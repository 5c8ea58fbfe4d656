"""Handing a bundle out, to whoever the page has let in."""

from __future__ import annotations

from django.http import StreamingHttpResponse

from . import store
from .models import Bundle


def answer(row: Bundle) -> StreamingHttpResponse:
    """The zip, under the number of its matter."""
    response = StreamingHttpResponse(store.read(row), content_type="application/zip")
    response["Content-Length"] = str(row.size)
    response["Content-Disposition"] = f'attachment; filename="{row.number}-{row.purpose}.zip"'
    response["Content-Encoding"] = "identity"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
