"""What the desk learns from being put right, and the way to make it forget."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import lessons
from niangjia.services.feedback import rules


@action(permit="feedback.boards", audit="feedback.lesson_switched", silent=True)
def switch(actor: Actor, *, off: bool) -> None:
    """Hear what was learnt, or the word list alone."""
    lessons.switch(actor, rules.SERVICE, off=off)


@action(permit="feedback.boards", audit="feedback.lesson_forgotten", silent=True)
def forget(actor: Actor) -> None:
    """Drop every correction and what was learnt from it."""
    lessons.forget(actor, rules.SERVICE)


@action(permit="feedback.tell", audit="feedback.lesson_gathered", silent=True)
def gather(actor: Actor, *, org_id: UUID) -> lessons.Lessons:
    """A union's corrections, to learn from."""
    return lessons.gather(rules.SERVICE, org_id)


@action(permit="feedback.tell", audit="feedback.lesson_learnt", silent=True)
def keep(actor: Actor, *, found: lessons.Lessons, weights: dict[str, object]) -> None:
    """Keep what was learnt."""
    lessons.keep(rules.SERVICE, found, weights)
