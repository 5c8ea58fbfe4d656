"""Reads of bundles: one's own, in the capacity one asked for them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.acts.models import Seal
from niangjia.kernel.base.clock import date_text, day_text, local
from niangjia.kernel.base.types import Actor, Hidden, Post

from .models import KEPT, Bundle
from .proof import Stamp
from .rules import PURPOSES


@dataclass(frozen=True, slots=True)
class Line:
    """A bundle as its page shows it."""

    id: str
    purpose: str
    state: str
    made: str
    until: str
    done: int
    total: int
    size: str
    root: str


def _own(actor: Actor) -> QuerySet[Bundle]:
    org = None if actor.post == Post.WORKER else actor.org
    return Bundle.objects.filter(by_id=actor.me, org_id=org)


def own(actor: Actor, bundle_id: UUID) -> Bundle:
    """A bundle the actor asked for in this capacity; anything else does not exist."""
    found = _own(actor).filter(pk=bundle_id).first()
    if found is None:
        raise Hidden("no_bundle")
    return found


def packing_now(actor: Actor, object_id: UUID) -> bool:
    """Whether one of them is being packed out of this matter."""
    return _own(actor).filter(object_id=object_id, state="asked").exists()


def of_object(actor: Actor, object_id: UUID) -> list[Line]:
    """The actor's bundles out of one matter, newest first."""
    rows = _own(actor).filter(object_id=object_id).order_by("-id")[:10]
    return [_line(row) for row in rows]


def _line(row: Bundle) -> Line:
    until = local(row.created_at).date() + timedelta(days=KEPT)
    return Line(
        str(row.id),
        _(dict(PURPOSES)[row.purpose]),
        row.state,
        day_text(row.created_at),
        date_text(until),
        row.done,
        row.total,
        _("%.1f 兆") % (row.size / 1024 / 1024),
        row.merkle,
    )


def get(bundle_id: UUID) -> Bundle | None:
    """A bundle a job works on; None when it was erased or done in the meantime."""
    return Bundle.objects.filter(pk=bundle_id, state="asked").first()


def last_seal() -> Stamp | None:
    """The last seal of the audit log, for the manifest."""
    found = Seal.objects.order_by("-number").values_list("number", "digest").first()
    return Stamp(*found) if found else None
