"""What mediations do by themselves: reminders, and the end on the fifteenth day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.mediation import watching
from niangjia.kernel.mediation.models import Mediation
from niangjia.kernel.mediation.watching import Raised
from niangjia.kernel.notices.door import Weight

from .ending import NEXT
from .told import tell_firm, tell_mediator, tell_union, tell_worker


@action(permit="mediation.watch", audit="mediation.watched")
def watch_round(
    actor: Actor, *, after: tuple[datetime, UUID] | None
) -> tuple[datetime, UUID] | None:
    """One batch; the place where the next one begins."""
    done = watching.watch(actor, after)
    for raised in done.raised:
        _tell(raised)
    return done.after


def _tell(raised: Raised) -> None:
    found = raised.mediation
    if not raised.over:
        _remind(found)
    elif found.state == "expired":
        tell_worker(found, _said(found), NEXT, Weight.DUE)
        tell_firm(found, noop("这场调解结束了"))
        tell_union(found, noop("期限到了，调解结束"))


def _said(found: Mediation) -> str:
    return noop("延长的期限到了，没有谈成") if found.extended_at else noop("十五天到了，没有谈成")


def _remind(found: Mediation) -> None:
    if found.state == "offered":
        tell_worker(found, noop("调解的提议快过期了"), noop("想谈就点同意，不想谈不用管。"))
    elif found.state == "invited":
        tell_firm(found, noop("请尽快答复要不要调解"), Weight.DUE)
    elif found.state == "drafted":
        for_both = noop("调解协议快到期了，请确认或者接着谈")
        tell_firm(found, for_both, Weight.DUE)
        tell_worker(found, for_both, noop("到期没有确认，调解就结束了。"), Weight.DUE)
    else:
        tell_union(found, noop("调解快到期了"), Weight.DUE)
        tell_mediator(found, noop("调解快到期了"))
