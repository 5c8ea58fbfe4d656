"""Clocks: standing still for a reason, reminders, escalation, dates that waited for a calendar."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.cases.door import Case, pausing, watch
from niangjia.kernel.notices import door as notices
from niangjia.kernel.notices.door import Weight
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules

from .told import tell_author, tell_handlers


@action(permit="feedback.handle", audit="feedback.paused")
def pause(actor: Actor, *, case_id: UUID, reason: str, text: str) -> Case:
    """Stop the clock; the author reads why and may contest it."""
    case = pausing.pause(actor, case_id, reason, text)
    tell_author(case, noop("计时暂停了"), noop("工会写了原因；觉得不该停，可以请上级工会看看。"))
    return case


@action(permit="feedback.handle", audit="feedback.resumed")
def resume(actor: Actor, *, case_id: UUID, text: str) -> Case:
    """Let the clock run on."""
    case = pausing.resume(actor, case_id, text)
    tell_author(case, noop("接着计时了"), noop("新的日期在办理进展里。"))
    tell_handlers(case, noop("计时恢复了"))
    return case


@action(permit="feedback.write", audit="feedback.contested")
def contest(actor: Actor, *, case_id: UUID, text: str) -> Case:
    """The author does not agree that the clock stands still: the union above is asked."""
    case = pausing.contest(actor, case_id, text)
    above = people.unions_above(case.org_path)
    tell_handlers(case, noop("职工不同意暂停计时"), above[-1].id if above else None)
    return case


@action(permit="feedback.watch", audit="feedback.watched")
def watch_round(actor: Actor, *, after: watch.Place | None) -> watch.Place | None:
    """One batch of reminders and escalations; the place where the next one begins."""
    done = watch.watch(actor, rules.SERVICE, after)
    for raised in done.raised:
        _tell_raised(actor, raised)
    return done.after


def _tell_raised(actor: Actor, raised: watch.Raised) -> None:
    """Tell who has to act, and the author once somebody above was told."""
    case = raised.case
    if raised.level == watch.Alarm.REMINDED:
        _tell_owner(case)
        return
    above = people.unions_above(case.org_path)
    told = above[0 if raised.level == watch.Alarm.TOP else -1] if above else None
    if told is None:
        tell_handlers(case, noop("有一件事超时了"))
        return
    watch.escalated(actor, case, told.name)
    tell_handlers(case, noop("有一件事超时了，请督办"), told.id)
    tell_author(case, noop("超时了，已请上级工会督办"), noop("对不住，晚了；上级工会会来催。"))


def _tell_owner(case: Case) -> None:
    if case.state == "with_firm" and case.firm_id:
        notices.tell_posts(
            case.firm_id,
            (Post.RESPONDER,),
            service=rules.SERVICE,
            title=noop("今天到期，请答复工会"),
            text=phrase("编号 %(number)s", number=case.number),
            link=f"/firm/feedback/{case.id}/",
            weight=Weight.DUE,
        )
    tell_handlers(case, noop("今天到期，请办好"), weight=Weight.DUE)


@action(permit="feedback.watch", audit="feedback.settled", silent=True)
def settle_clocks(actor: Actor) -> int:
    """Set the dates that had to wait for the year's holidays; how many were set."""
    return watch.settle(actor)
