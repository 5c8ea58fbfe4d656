"""One photograph of an offer as the templates take it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from niangjia.kernel.files import door as files
from niangjia.kernel.offers import door as offers

#: The longer side of a small picture, in pixels (files' workshop makes none larger).
SMALL = 480


def shot(one: offers.pictures.Shot, room: str = "benefits") -> dict[str, Any]:
    """`width` and `height` are the small picture's: the page keeps its place before it is there."""
    long = max(one.width, one.height, 1)
    share = min(1.0, SMALL / long)
    parts = (files.rules.WHOLE, files.rules.THUMB)
    whole, small = (reverse(f"{room}:picture", args=[one.offer_id, one.id, p]) for p in parts)
    return {
        "id": one.id,
        "alt": one.alt,
        "url": whole,
        "thumb": small,
        "width": max(1, round(one.width * share)),
        "height": max(1, round(one.height * share)),
    }
