"""What the functions of the budget answer, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Hidden, Refusal

from .models.campaigns import BudgetEntry

Verbs = BudgetEntry.Verbs
#: What a verb could not do, in words; "lower" is the whole of a campaign, without a track.
TOO_MUCH: dict[str, str] = {
    Verbs.ALLOT: noop("总数里只剩 %s 元没有分，拨不了这么多。"),
    Verbs.FREE: noop("这条线只剩 %s 元没有占用，调不出这么多。"),
    Verbs.COMMIT: noop("这条线只剩 %s 元，不够用。少买一点，或者先从别的线调过来。"),
    Verbs.RELEASE: noop("为这件事占用、还没付的只有 %s 元。"),
    Verbs.SPEND: noop("为这件事占用、还没付的只有 %s 元，付不了这么多。"),
    Verbs.REFUND: noop("为这件事付出的只有 %s 元。"),
    "lower": noop("没分到线的只有 %s 元，要再少就说从哪条线里减。"),
}


def yuan(fen: int) -> str:
    """An amount as people read it: 1,000,000 or 12.50."""
    return f"{fen // 100:,}" + (f".{fen % 100:02d}" if fen % 100 else "")


def insist(verb: str, done: dict[str, Any]) -> None:
    """What `api.budget_book` or `api.budget_change` answered, or why not in words."""
    if done.get("why") == "absent":
        raise Hidden("no_line")
    if done.get("why") == "not_running":
        raise Refusal("not_running", _("这个活动的钱现在动不了：还没批，或者已经结束了。"))
    if not done["done"]:
        room = int(done["room"] or 0)
        raise Refusal("over_budget", _(TOO_MUCH[verb]) % yuan(room), status=422, room=room)
