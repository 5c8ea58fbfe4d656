"""Who stands behind a number of the rehearsal. Everybody shown can see that they were looked at."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import page, require
from niangjia.kernel.base.clock import date_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.base.wording import spoken
from niangjia.kernel.offers import door as offers
from niangjia.services.benefits.actions import plans

from .packs import said


@require_safe
@page("benefits.run")
def behind(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Those who may, or with ?clause=n those whom one condition keeps out."""
    row = offers.offering.of_mine(actor, offer_id)
    clauses = offers.eligibility.read(row.clauses)
    asked = request.GET.get("clause", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 3 else offers.rehearsing.MAY
    require(number < len(clauses))
    after = _key(request.GET.get("after", ""))
    found = plans.look_behind(actor, offer_id=offer_id, clauses=clauses, clause=number, after=after)
    more = len(found) == offers.rehearsing.NAMES
    context = {
        "offer": {"id": row.id, "title": row.title},
        "title": said(clauses)[number]["text"] if number >= 0 else _("够条件的人"),
        "may": number < 0,
        "rows": [_row(one, number) for one in found],
        "more_url": f"?clause={asked}&after={found[-1].person_id}" if more else None,
    }
    return render(request, "benefits/desk/offer_behind.html", context)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _row(one: offers.rehearsing.Behind, number: int) -> dict[str, Any]:
    judged = one.judged[number] if number >= 0 else None
    on = judged.passes_on if judged else None
    return {
        "name": one.name,
        "remedy": spoken(judged.remedy) if judged and judged.remedy else "",
        "on": _("%s起就够了") % date_text(on) if on else "",
        "others": sum(not j.passed for j in one.judged) - 1 if judged else 0,
    }
