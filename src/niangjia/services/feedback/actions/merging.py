"""Cases merged into another that is led on, and taken apart again."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Case, merging
from niangjia.kernel.desks import door as desks
from niangjia.kernel.notices.door import Weight
from niangjia.services.feedback import rules

from .told import tell_author, tell_handlers


@action(permit="feedback.handle", audit="feedback.merged")
def merge(actor: Actor, *, case_id: UUID, main_id: UUID, text: str, answer: str = "") -> Case:
    """Let a case wait for another's answer; where that is there already, it goes on at once."""
    desks.rules.whole(text + answer)
    case = merging.merge(actor, case_id, main_id, text, answer)
    if case.state == "answered":
        tell_author(case, noop("等你打分"), noop("工会答复了，满意才算办结。"), Weight.DUE)
    else:
        told = noop("工会答复时一起告诉你，还是你来打分；不是一回事，可以拿出来单独办。")
        tell_author(case, noop("和同一件事一起办"), told)
        tell_new_day(merging.follow(actor, merging.main_of(case.id)))
    return case


@action(permit="feedback.handle", audit="feedback.merge_undone")
def unmerge(actor: Actor, *, case_id: UUID, text: str) -> Case:
    """Take a case out of a merge; its clock is what it was."""
    case = merging.unmerge(actor, case_id, text)
    tell_author(case, noop("你的事单独办了"), noop("工会把它拿出来单独办，说好的日期不变。"))
    return case


@action(permit="feedback.write", audit="feedback.merge_refused")
def apart(actor: Actor, *, case_id: UUID, text: str) -> Case:
    """The author says that it is another thing."""
    case = merging.apart(actor, case_id, text)
    tell_handlers(case, noop("职工说这不是一回事，请单独办"), weight=Weight.DUE)
    return case


def tell_new_day(cases: Iterable[Case]) -> None:
    """Tell authors that what they wait for with others has another day."""
    for case in cases:
        told = noop("和你的事一起办的那件往前走了一步，新的日子在办理进展里。")
        tell_author(case, noop("说好的日子换了"), told)


@action(permit="feedback.watch", audit="feedback.merges_followed")
def follow_mains(actor: Actor) -> int:
    """Give merged cases the day of their main case, where that changed; how many."""
    found = merging.catch_up(actor, rules.SERVICE)
    tell_new_day(found)
    return len(found)


@action(permit="feedback.watch", audit="feedback.merges_released")
def release_merged(actor: Actor) -> int:
    """Let cases go on alone whose main case went away without an answer for them; how many."""
    found = merging.release(actor, rules.SERVICE)
    for case in found:
        tell_author(case, noop("你的事单独办了"), noop("工会把它拿出来单独办，说好的日期不变。"))
        tell_handlers(case, noop("主件走开了，这件请单独办"), weight=Weight.DUE)
    return len(found)
