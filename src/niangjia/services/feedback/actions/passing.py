"""Who is to answer: offering a case, accepting, declining, and the union above deciding."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.cases.door import Case, Handover, passing, watch
from niangjia.kernel.desks import door as desks
from niangjia.kernel.letters import door as letters
from niangjia.kernel.notices import door as notices
from niangjia.kernel.notices.door import Weight
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules

from .told import HANDLERS, tell_author, tell_handlers


@action(permit="feedback.handle", audit="feedback.forwarded")
def forward(actor: Actor, *, case_id: UUID, to: UUID, text: str) -> Handover:
    """Ask another union to answer; until it accepts, this one does."""
    desks.rules.whole(text)
    target = next((o for o in people.unions_to_forward_to(actor) if o.id == to), None)
    if target is None:
        raise Hidden("no_union")
    talk = passing.offer(actor, case_id, target, text)
    _tell(talk, talk.taker_id, noop("有一件事想请你们来办"), Weight.DUE)
    return talk


@action(permit="feedback.handle", audit="feedback.taken")
def take(actor: Actor, *, case_id: UUID) -> Case:
    """Accept what another union offered."""
    giver = passing.talk(actor, case_id).giver_id
    case = passing.take(actor, case_id)
    letters.follow(case.id)
    tell_author(case, noop("换了办理的工会"), noop("这件事转给另一家工会来办，说好的日期不变。"))
    tell_handlers(case, noop("对方接了，这件事由他们来办"), giver)
    return case


@action(permit="feedback.handle", audit="feedback.declined")
def decline(actor: Actor, *, case_id: UUID, text: str) -> Handover:
    """Say no, with a reason."""
    talk = passing.decline(actor, case_id, text)
    if talk.state == "disputed":
        _tell(talk, talk.decider_id, noop("一件事推了两回，请你们定由谁来办"), Weight.DUE)
    _tell(talk, talk.giver_id, noop("对方不接，写了原因"))
    return talk


@action(permit="feedback.handle", audit="feedback.taken_back")
def take_back(actor: Actor, *, case_id: UUID) -> Handover:
    """Keep the case after all."""
    talk = passing.take_back(actor, case_id)
    _tell_away(talk, noop("不用接了，对方自己办"))
    return talk


@action(permit="feedback.handle", audit="feedback.disputed")
def dispute(actor: Actor, *, case_id: UUID, text: str) -> Handover:
    """Ask the union above both who answers."""
    talk = passing.dispute(actor, case_id, text)
    _tell(talk, talk.decider_id, noop("派件有争议，请你们定由谁来办"), Weight.DUE)
    _tell(talk, talk.taker_id, noop("派件有争议，请上级定了"))
    return talk


@action(permit="feedback.handle", audit="feedback.decided")
def decide(actor: Actor, *, case_id: UUID, assign: bool, text: str) -> Handover:
    """Decide who answers; both read the reason."""
    talk = passing.decide(actor, case_id, assign=assign, text=text)
    if assign:
        letters.follow(talk.case.id)
        text = noop("这件事转给另一家工会来办，说好的日期不变。")
        tell_author(talk.case, noop("换了办理的工会"), text)
        _tell(talk, talk.taker_id, noop("上级定了，由你们来办"), Weight.DUE)
        _tell(talk, talk.giver_id, noop("上级定了，由对方来办"))
    else:
        _tell(talk, talk.giver_id, noop("上级定了，还是由你们来办"), Weight.DUE)
        _tell_away(talk, noop("上级定了，由对方来办"))
    return talk


@action(permit="feedback.watch", audit="feedback.talks_watched")
def watch_talks(actor: Actor) -> int:
    """Remind and escalate talks that are late, end those nobody needs; how many."""
    found = watch.watch_talks(actor, rules.SERVICE)
    for one in found:
        _tell_late(one.talk, one.level)
    return len(found)


def _tell_late(talk: Handover, level: watch.Alarm) -> None:
    if level == watch.Alarm.NONE:
        _tell_away(talk, noop("不用接了，这件事不转了"))
    elif level == watch.Alarm.REMINDED:
        _tell(talk, talk.turn_id, noop("由谁来办，今天要回话"), Weight.DUE)
    else:
        above = people.unions_above(talk.org_path)
        top = above[0].id if above and level == watch.Alarm.TOP else talk.decider_id
        _tell(talk, top, noop("由谁来办，过了时间还没定，请督办"))
        if talk.state == "offered":
            _tell(talk, talk.giver_id, noop("对方没回话，可以收回，也可以请上级定"))


def _tell(talk: Handover, union: UUID, title: str, weight: Weight = Weight.PLAIN) -> None:
    tell_handlers(talk.case, title, union, weight)


def _tell_away(talk: Handover, title: str) -> None:
    """Tell the union that sees the case no longer: what it may read stands on a list of its own."""
    notices.tell_posts(
        talk.taker_id,
        HANDLERS,
        service=rules.SERVICE,
        title=title,
        text=phrase("编号 %(number)s", number=talk.case.number),
        link="/desk/feedback/talks/",
    )
