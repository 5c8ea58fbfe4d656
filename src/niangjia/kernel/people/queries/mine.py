"""What the records say about oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.acts.models import Look
from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import day_text, now
from niangjia.kernel.base.codes import mask_number
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import phones, sealing
from niangjia.kernel.people.models import Membership, Person

PAGE = 20
RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Myself:
    """Name and number as the own page shows them."""

    name: str
    phone_masked: str


@dataclass(frozen=True, slots=True)
class Card:
    """The electronic membership card. `qr_url` comes with redemption; until then there is none."""

    union_name: str
    number: str
    since_text: str
    state_text: str
    qr_url: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody looked: who, from where, why, when."""

    id: UUID
    who: str
    org: str
    why: str
    when: str
    at: str


@query(permit="people.me")
def myself(actor: Actor) -> Myself:
    """The acting person's name and masked number."""
    person = Person.objects.filter(id=actor.me).only("id", "name", "phone").first()
    if person is None:
        return Myself(actor.name, "")
    return Myself(person.name, phones.masked(sealing.phone_of(person)))


@query(permit="people.me")
def card(actor: Actor) -> Card | None:
    """The open membership, or None."""
    found = Membership.objects.select_related("org").filter(person_id=actor.me, until=None).first()
    if found is None:
        return None
    since = _("%(year)d 年 %(month)d 月入会") % {
        "year": found.since.year,
        "month": found.since.month,
    }
    return Card(found.org.name, mask_number(found.number), since, _("在册"))


def _looks(actor: Actor) -> QuerySet[Look]:
    return Look.objects.filter(subject_id=actor.me)


@query(permit="people.privacy")
def looks(actor: Actor, cursor: str = "") -> paging.Page[Seen]:
    """谁看过我的信息, newest first."""
    rows = _looks(actor)
    if key := paging.decode(cursor, paging.moment, UUID):
        rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], id__lt=key[1]))
    seen = [_seen(row) for row in rows.order_by("-at", "-id")[: PAGE + 1]]
    return paging.page(seen, PAGE, lambda one: (one.at, str(one.id)))


def _seen(row: Look) -> Seen:
    return Seen(
        row.id, row.viewer or _("系统"), row.org, _(row.what), day_text(row.at), row.at.isoformat()
    )


@query(permit="people.privacy")
def looks_lately(actor: Actor) -> int:
    """How often in the last thirty days."""
    return _looks(actor).filter(at__gte=now() - RECENT).count()
