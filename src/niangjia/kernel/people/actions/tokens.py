"""Bearer tokens for programs that act for a person. The secret is told once and kept nowhere."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import action
from niangjia.kernel.acts.page import digest
from niangjia.kernel.base import codes
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Appointment, Person, Token
from niangjia.kernel.people.queries.capacity import WORKER, open_today

#: Says where a leaked token came from; scanners for secrets know such marks.
MARK = "njt_"
LONGEST = 366


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token: the secret, and what it opens in words."""

    id: UUID
    org_path: str
    secret: str
    opens: str


@action(permit="people.token", audit="tokens.issued", silent=True)
def issue(actor: Actor, *, phone: str, capacity: str, label: str, days: int) -> Issued:
    """A token for whoever holds `phone`, in one capacity, for 1 to 366 days.

    `capacity` is "worker", an appointment's id, a post, or post@code of the organisation.
    Refuses what it cannot find, and a post that fits more than one appointment.
    """
    if not 1 <= days <= LONGEST:
        message = _("令牌的有效期是 1 到 %(most)d 天。") % {"most": LONGEST}
        raise Refusal("bad_days", message, status=400)
    person = _person(phone)
    held = _held(person, capacity)
    secret = MARK + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person_id=person.id,
        appointment_id=held.id if held else None,
        digest=digest(secret),
        label=label[:60],
        expires_at=now() + timedelta(days=days),
    )
    where = f"{held.post}@{held.org.code}" if held else WORKER
    return Issued(token.id, held.org_path if held else person.home_path, secret, where)


def _person(phone: str) -> Person:
    try:
        index = sealing.phone_index(codes.mobile(phone))
    except codes.BadCode as wrong:
        raise Refusal("bad_phone", _("%(why)s。") % {"why": _(str(wrong))}, status=400) from wrong
    found = Person.objects.filter(phone_index=index, state="active").first()
    if found is None:
        raise Refusal("no_person", "名册里没有这个手机号。", status=404)
    return found


def _held(person: Person, capacity: str) -> Appointment | None:
    if capacity == WORKER:
        return None
    rows = _named(open_today(Appointment.objects.filter(person=person)), capacity)
    found = list(rows.select_related("org").order_by("since", "id")[:2])
    if not found:
        raise Refusal("no_capacity", "这个人现在没有这个身份。", status=404)
    if len(found) > 1:
        raise Refusal("many_capacities", "这个人有不止一个这样的身份，请写成 post@单位代码。")
    return found[0]


def _named(rows: QuerySet[Appointment], capacity: str) -> QuerySet[Appointment]:
    try:
        return rows.filter(id=UUID(capacity))
    except ValueError:
        post, _at, code = capacity.partition("@")
    rows = rows.filter(post=post)
    return rows.filter(org__code=code) if code else rows


@action(permit="people.token", audit="tokens.revoked", silent=True)
def revoke(actor: Actor, *, token_id: UUID) -> None:
    """End a token at once. Revoking twice is fine; one that never was is refused."""
    found = Token.objects.filter(id=token_id)
    if not found.exists():
        raise Refusal("no_token", "没有这个令牌。", status=404)
    found.filter(revoked_at=None).update(revoked_at=now())
