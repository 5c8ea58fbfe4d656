"""Standing in for a colleague who is away."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import date_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.cases.door import Deputy, deputies
from niangjia.kernel.notices import door as notices
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules

PAGE = "/desk/feedback/deputies/"


@action(permit="feedback.deputies", audit="feedback.deputy_named")
def name_deputy(actor: Actor, *, wish: deputies.Wish) -> Deputy:
    """Name who stands in; both are told from which day to which."""
    here = [one.person_id for one in people.cadres(actor.org)]
    made = deputies.name(actor, rules.SERVICE, wish, here)
    _tell(made, made.deputy_id, noop("请你代班"))
    _tell(made, made.away_id, noop("你请假的日子有人代班"))
    return made


@action(permit="feedback.deputies", audit="feedback.deputy_ended")
def end_deputy(actor: Actor, *, deputy_id: UUID) -> Deputy:
    """End it before its last day; both are told."""
    found = deputies.end(actor, deputy_id)
    _tell(found, found.deputy_id, noop("代班结束了"))
    _tell(found, found.away_id, noop("代班结束了"))
    return found


@action(permit="feedback.watch", audit="feedback.deputies_over")
def deputies_over(actor: Actor) -> int:
    """Tell both that the last day is over; how many deputyships that were."""
    found = deputies.over(actor, rules.SERVICE)
    for one in found:
        _tell(one, one.deputy_id, noop("代班到期了，以后不用再代"))
        _tell(one, one.away_id, noop("代班到期了，手上的事还是你的"))
    return len(found)


def _tell(one: Deputy, person_id: UUID, title: str) -> None:
    words = phrase(
        "%(away)s请假，%(deputy)s代班，%(since)s到%(until)s",
        away=one.away_name,
        deputy=one.deputy_name,
        since=date_text(one.since),
        until=date_text(one.until),
    )
    notices.tell(person_id, service=rules.SERVICE, title=title, text=words, link=PAGE)
