"""A case under a legal hold: retention passes over it and over everything that hangs on it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from niangjia.kernel.acts import holds
from niangjia.kernel.acts.models import Hold
from niangjia.kernel.base.clock import SHANGHAI, local
from niangjia.kernel.base.types import Actor, Refusal

KIND = "case"


def hold(actor: Actor, number: str, *, reason: str, until: date | None) -> Hold:
    """Hold the case with that number in the actor's part of the tree, to the end of `until`.

    Refuses no_such_number: the administrator sees no cases, and learns nothing but that it exists.
    """
    end = _end_of(until) if until else None
    return holds.put(actor, _matter(number.strip()), reason=reason, until=end)


def lift(actor: Actor, hold_id: UUID) -> Hold:
    """End a hold now."""
    return holds.lift(actor, hold_id)


def _end_of(day: date) -> datetime:
    """The first moment after a day in Shanghai."""
    return datetime.combine(day + timedelta(days=1), time.min, SHANGHAI)


def last_day(until: datetime) -> date:
    """The day, in Shanghai, on which a hold still held."""
    return local(until - timedelta(microseconds=1)).date()


def _matter(number: str) -> holds.Matter:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.case_to_hold(%s)", [number])
        found = cursor.fetchall()
    if len(found) != 1:
        raise Refusal("no_such_number", _("辖区里没有编号是 %(n)s 的办件。") % {"n": number[:24]})
    case_id, root, path = found[0]
    return holds.Matter(KIND, case_id, number, root, path)
