"""Reads for a firm."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from niangjia.kernel.base import paging
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases import reach
from niangjia.kernel.cases.models import Case, Seat

from .records import PAGE, Row, Said, Whole, listed, whole

FIRM_READS = ("all", "firm")
Of = TypeVar("Of", Row, Said)


def of_firm(actor: Actor, service: str, *, waiting: bool, cursor: str = "") -> paging.Page[Row]:
    """Cases the acting firm is seated on, newest seat first: those that wait for it, or others."""
    key = paging.decode(cursor, UUID)
    seats = Seat.objects.filter(
        org_id=actor.org, capacity="firm", until=None, case__service=service
    )
    # Whatever waits for a firm has a seat that waits; the seat may wait on when a union has
    # answered in the meantime, so the case has the last word.
    turn = Q(case__state="with_firm")
    seats = seats.filter(turn, state="waiting") if waiting else seats.filter(~turn)
    seats = seats.filter(id__lt=key[0]) if key else seats
    pairs = list(seats.order_by("-id").values_list("id", "case_id")[: PAGE + 1])
    rows = listed(Case.objects.filter(id__in=[p[1] for p in pairs]), actor)
    found = {row.id: _for_firm(row) for row in rows}
    page = paging.page(pairs, PAGE, lambda pair: (str(pair[0]),))
    return paging.Page([found[p[1]] for p in page.items if p[1] in found], page.cursor)


def for_firm(actor: Actor, case_id: UUID) -> Whole:
    """One case the acting firm is seated on, without its author and without internal words."""
    seated = reach.seated(actor, "firm")
    found = whole(actor, Case.objects.filter(seated, pk=case_id), FIRM_READS)
    return replace(
        found, row=_for_firm(found.row), events=tuple(_for_firm(one) for one in found.events)
    )


def _for_firm(one: Of) -> Of:
    """That a union merged cases tells how many asked: to the firm it is a case the union has."""
    return replace(one, state="accepted") if one.state == "merged" else one
