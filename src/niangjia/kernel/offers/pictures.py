"""Photographs of offers: hung, described, put in order, taken off, and who opens one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.files import door as files
from niangjia.kernel.files.actions import holders

from . import offering
from .models import Picture

#: Of one offer.
MOST = 6
#: An offer in these states is over; nobody looks at it again but those who have one.
OVER = (offering.States.ENDED, offering.States.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Shot:
    """A photograph as a page needs it. `width` and `height` are pixels of the whole one."""

    id: UUID
    offer_id: UUID
    alt: str
    width: int
    height: int
    file: files.Stored


def of_offer(offer_id: UUID) -> list[Shot]:
    """In their order, as far as the asker sees the offer."""
    return [_shot(row) for row in Picture.objects.filter(offer_id=offer_id).order_by(*ORDER)]


def firsts(offer_ids: Iterable[UUID]) -> dict[UUID, Shot]:
    """The one in front, of several offers at once."""
    rows = Picture.objects.filter(offer_id__in=list(offer_ids)).order_by("offer_id", *ORDER)
    return {row.offer_id: _shot(row) for row in rows.distinct("offer_id")}


def one(offer_id: UUID, picture_id: UUID) -> Shot:
    """One of an offer the asker sees; another is Hidden."""
    row = Picture.objects.filter(offer_id=offer_id, id=picture_id).first()
    if row is None:
        raise Hidden("no_picture")
    return _shot(row)


ORDER = ("position", "id")


def _shot(row: Picture) -> Shot:
    stored = files.Stored(*(getattr(row, name) for name in files.FIELDS))
    return Shot(row.id, row.offer_id, row.alt, row.width, row.height, stored)


def hang(actor: Actor, offer_id: UUID, shots: Sequence[tuple[UUID, str]]) -> None:
    """Hang files the actor brought, each with what is to be seen on it."""
    _open(actor, offer_id)
    said = [{"id": str(id), "alt": alt} for id, alt in shots]
    told = {"offer": str(offer_id), "by": actor.name, "at": now().isoformat(), "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.offer_pictures(%s::jsonb)", [json.dumps(told | {"shots": said})])
        if cursor.fetchone()[0] < 0:
            raise Refusal("too_many", _("最多放 %d 张，先拿掉几张。") % MOST, status=422)


def arrange(actor: Actor, offer_id: UUID, order: Sequence[UUID], alts: dict[UUID, str]) -> None:
    """Put all of them in this order, with these words. One that is missing keeps its place last."""
    _open(actor, offer_id)
    rows = list(Picture.objects.filter(offer_id=offer_id).order_by(*ORDER))
    places = {key: n for n, key in enumerate(order)}
    rows.sort(key=lambda row: places.get(row.id, len(places)))
    for n, row in enumerate(rows, 1):
        row.position = n
        row.alt = alts.get(row.id) or row.alt
    Picture.objects.bulk_update(rows, ["position", "alt"])


def take_off(actor: Actor, offer_id: UUID, picture_id: UUID) -> None:
    """Nobody sees it any more; its bytes are swept away within two days."""
    _open(actor, offer_id)
    if not Picture.objects.filter(offer_id=offer_id, id=picture_id).delete()[0]:
        raise Hidden("no_picture")


def _open(actor: Actor, offer_id: UUID) -> None:
    if offering.of_mine(actor, offer_id).state in OVER:
        raise Refusal("over", _("这一项已经结束了，照片不用再改。"))


def held(ids: Sequence[UUID]) -> set[UUID]:
    """Files that hang on an offer, and so are not swept."""
    return set(Picture.objects.filter(id__in=ids).values_list("id", flat=True))


def join() -> None:
    """Tell `files` which photographs hang on an offer."""
    if held not in holders:
        holders.append(held)
