"""What letters do by themselves: reminders, overdue answers, dates that waited for a calendar."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.letters import watching
from niangjia.kernel.letters.watching import Alarm, Place, Raised
from niangjia.kernel.notices.door import Weight
from niangjia.kernel.people import door as people

from .told import tell_firm, tell_union


@action(permit="letters.watch", audit="letters.watched")
def watch_round(actor: Actor, *, after: Place | None) -> Place | None:
    """One batch of reminders; the place where the next one begins."""
    done = watching.watch(actor, after)
    for raised in done.raised:
        _tell(raised)
    return done.after


def _tell(raised: Raised) -> None:
    letter = raised.letter
    if raised.late:
        tell_firm(letter, noop("工会的文书超期没有答复"))
        tell_union(letter, noop("对方超期没答复，可以走下一步"), weight=Weight.DUE)
        _tell_above(raised, noop("有一份文书超期没有答复"))
    elif raised.level == Alarm.REMINDED:
        if letter.state == "issued":
            tell_firm(letter, noop("今天到期，请答复工会的文书"))
        tell_union(letter, noop("有一份文书今天到期"), weight=Weight.DUE)
    else:
        _tell_above(raised, noop("有一份文书超期了，请督办"))


def _tell_above(raised: Raised, title: str) -> None:
    letter = raised.letter
    above = people.unions_above(letter.org_path)
    told = above[0 if raised.level == Alarm.TOP else -1] if above else None
    tell_union(letter, title, told.id if told else None)


@action(permit="letters.watch", audit="letters.promises_watched")
def watch_promises(actor: Actor) -> int:
    """Tell of promised days that have passed: the firm, the union's officers and chair, and a week
    later the union above; how many were told of."""
    raised = watching.promises(actor)
    for one in raised:
        tell_firm(one.letter, noop("答应的日子过了，请告诉工会办到哪了"))
        tell_union(one.letter, noop("公司答应的日子过了，请去看看"), weight=Weight.DUE)
        if one.level > 1:
            _tell_above(one, noop("公司答应的事过了一周还没办到"))
    return len(raised)


@action(permit="letters.watch", audit="letters.settled", silent=True)
def settle_clocks(actor: Actor) -> int:
    """Set the dates that had to wait for the year's holidays; how many were set."""
    return watching.settle(actor)
