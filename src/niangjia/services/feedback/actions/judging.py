"""The end of a review: verdict, call, taking it back, opening it again, taking it up."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Case, judging
from niangjia.kernel.letters import door as letters
from niangjia.kernel.notices.door import Weight

from .told import tell_handlers


@action(permit="feedback.write", audit="feedback.withdrawn")
def withdraw(actor: Actor, *, case_id: UUID, text: str) -> Case:
    """The author takes the case back."""
    case = judging.withdraw(actor, case_id, text)
    tell_handlers(case, noop("职工撤回了一件事"))
    return case


@action(permit="feedback.write", audit="feedback.judged")
def verdict(actor: Actor, *, case_id: UUID, said: str, stars: int, text: str) -> Case:
    """The author's verdict: closed, or back with a reason."""
    case = judging.verdict(actor, case_id, said=said, stars=stars, text=text)
    tell_handlers(case, noop("职工退回重办") if said == "back" else noop("职工打了分，已办结"))
    return case


@action(permit="feedback.call", audit="feedback.called")
def call(actor: Actor, *, case_id: UUID, said: str, stars: int, text: str) -> Case:
    """An independent caller closes or returns a case whose asker does not judge."""
    case = judging.call(actor, case_id, said=said, stars=stars, text=text)
    tell_handlers(case, noop("回访后退回重办") if said == "back" else noop("回访确认办结"))
    return case


@action(permit="feedback.call", audit="feedback.call_missed", silent=True)
def missed_call(actor: Actor, *, case_id: UUID) -> Case:
    """The caller reached nobody."""
    return judging.missed_call(actor, case_id)


@action(permit="feedback.write", audit="feedback.reopened")
def reopen(actor: Actor, *, case_id: UUID, text: str) -> Case:
    """Closed, but not solved after all."""
    case = judging.reopen(actor, case_id, text)
    tell_handlers(case, noop("职工把办结的事重新打开了"))
    return case


@action(permit="feedback.write", audit="feedback.appealed")
def appeal(actor: Actor, *, case_id: UUID, text: str) -> Case:
    """The author takes it to the union above."""
    below = judging.union_of(actor, case_id)
    case = judging.appeal(actor, case_id, text)
    letters.follow(case.id)
    tell_handlers(case, noop("职工请你们来办一件事"))
    tell_handlers(case, noop("职工把一件事交给了上级工会"), below)
    return case


@action(permit="feedback.write", audit="feedback.pressed")
def press(actor: Actor, *, case_id: UUID, text: str) -> Case:
    """The author was pressed: only the union above is told."""
    case = judging.press(actor, case_id, text)
    letters.follow(case.id)
    tell_handlers(case, noop("有职工说被为难，请马上看"), weight=Weight.URGENT)
    return case
