"""Who stands in for whom: a cadre who is away, a colleague at the same union, from day to day.

No right is lent: the deputy does with own permits what any cadre of the union may, says so in the
own name, and leaves the cases in the hands of whoever is away. Source: docs/requirements.md 000-21.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.context import act, remembered
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal, Verdict
from niangjia.kernel.base.wording import insist

from . import rules
from .models import Case, Deputy

#: Lines shown: those under way and to come first.
SHOWN = 60
AWAY = ("service", "away_id", "away_name")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who handles cases at the union today."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is away, who stands in, and from which day to which."""

    away: Colleague
    deputy: Colleague
    since: date
    until: date


def name(actor: Actor, service: str, wish: Wish, here: Sequence[UUID]) -> Deputy:
    """Name a deputy; `here` are those who handle cases at the union."""
    insist(_verdict(actor, service, wish, here), "no_deputy")
    made = Deputy(
        service=service,
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        away_id=wish.away.id,
        away_name=wish.away.name,
        deputy_id=wish.deputy.id,
        deputy_name=wish.deputy.name,
        since=wish.since,
        until=wish.until,
        named_by=actor.name,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as broken:
        raise Refusal("no_deputy", "这几天已经有人代班了，请看看下面的单子。") from broken
    return made


def _verdict(actor: Actor, service: str, wish: Wish, here: Sequence[UUID]) -> Verdict:
    then = _standing(actor, service).filter(since__lte=wish.until, until__gte=wish.since)
    rows = list(then.values_list("away_id", "deputy_id"))
    return rules.may_deputise(
        rules.Deputising(
            own=wish.away.id == actor.person_id,
            chair=actor.post == Post.CHAIR,
            here=wish.away.id in here and wish.deputy.id in here,
            same=wish.away.id == wish.deputy.id,
            since=wish.since,
            until=wish.until,
            has_deputy=any(away == wish.away.id for away, _who in rows),
            stands_in=any(who == wish.away.id for _away, who in rows),
            deputy_away=any(away == wish.deputy.id for away, _who in rows),
        ),
        today(),
    )


def end(actor: Actor, deputy_id: UUID) -> Deputy:
    """End it before its last day: whoever is away, or the chair of the union."""
    found = Deputy.objects.filter(pk=deputy_id, org_id=actor.org).first()
    if found is None:
        raise Hidden("no_deputy")
    if not may_end(actor, found):
        raise Refusal("not_yours", "只有请假的人和主席能提前结束。")
    if not Deputy.objects.filter(pk=found.pk, ended_at=None).update(ended_at=now()):
        raise Refusal("ended", "已经结束了。")
    return found


def may_end(actor: Actor, one: Deputy) -> bool:
    """Whether the actor may end it early."""
    over = one.ended_at is not None or one.until < today()
    return not over and (one.away_id == actor.person_id or actor.post == Post.CHAIR)


def listed(actor: Actor, service: str) -> list[Deputy]:
    """Those of the union, the latest first: under way, to come, and over."""
    rows = Deputy.objects.filter(org_id=actor.org, service=service)
    return list(rows.order_by("-until", "-id")[:SHOWN])


def over(actor: Actor, service: str) -> list[Deputy]:
    """One batch of those whose last day is over and of whom nobody was told yet."""
    rows = Deputy.objects.filter(service=service, ended_at=None, told_at=None, until__lt=today())
    found = list(rows.order_by("until", "id")[:SHOWN])
    rows.filter(pk__in=[one.pk for one in found]).update(told_at=now())
    return found


def in_force(actor: Actor, service: str) -> list[Deputy]:
    """Those of the union that hold today, the first to end first."""
    return list(_in_force(actor.org).filter(service=service).order_by("until", "id"))


def _standing(actor: Actor, service: str) -> QuerySet[Deputy]:
    return Deputy.objects.filter(org_id=actor.org, service=service, ended_at=None)


def _in_force(org: UUID) -> QuerySet[Deputy]:
    here = Deputy.objects.filter(org_id=org, ended_at=None)
    return here.filter(since__lte=today(), until__gte=today())


def _mine(actor: Actor) -> dict[tuple[str, UUID], str]:
    """For whom the actor stands in today, by service; read once per act."""

    def read() -> dict[tuple[str, UUID], str]:
        rows = _in_force(actor.org).filter(deputy_id=actor.me)
        return {(s, away): name for s, away, name in rows.values_list(*AWAY)}

    return remembered("cases.deputy", read)


def away_for(actor: Actor) -> list[UUID]:
    """Whose cases the actor does today beside the own ones."""
    return [away for _service, away in _mine(actor)]


def stands_in(actor: Actor, case: Case) -> str:
    """Name of the handler for whom the actor does this case today; "" for nobody."""
    handler = case.handler_id
    if handler is None or handler == actor.person_id or case.org_id != actor.org_id:
        return ""
    if actor.post not in (Post.OFFICER, Post.CHAIR):
        return ""
    return _mine(actor).get((case.service, handler), "")


def speaks(actor: Actor, case: Case) -> str:
    """How the actor is named on a case: a deputy says for whom, and the log knows it."""
    away = stands_in(actor, case)
    if not away:
        return actor.name
    act().note("cases.in_stead", "cases", case.id, case.org_path)
    return _("%(name)s（代%(away)s）") % {"name": actor.name, "away": away}


def hand(actor: Actor, case: Case) -> dict[str, Any]:
    """Who has a case in hand after a step: a deputy leaves it with whoever is away."""
    if stands_in(actor, case):
        return {}
    return {"handler_id": actor.person_id, "handler_name": actor.name}


def of_handler(org: UUID, handler: UUID) -> str:
    """Who stands in today for a handler at a union; "" for nobody."""
    rows = _in_force(org).filter(away_id=handler)
    return rows.values_list("deputy_name", flat=True).first() or ""
