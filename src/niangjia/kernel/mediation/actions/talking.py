"""Talks and the agreement."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.mediation import closing
from niangjia.kernel.mediation.models import Mediation, Sitting
from niangjia.kernel.notices.door import Weight

from .told import tell_firm, tell_mediator, tell_union, tell_worker


@action(permit="mediation.handle", audit="mediation.arranged")
def arrange(actor: Actor, *, mediation_id: UUID, at: datetime, place: str) -> Sitting:
    """Arrange a talk."""
    sitting = closing.arrange(actor, mediation_id, at, place)
    _tell_both(sitting.mediation, noop("约好了一次调解会"), noop("点开看时间和地点。"), Weight.DUE)
    return sitting


@action(permit="mediation.handle", audit="mediation.recorded")
def record(actor: Actor, *, sitting_id: UUID, came: str, text: str) -> Sitting:
    """Write down a talk."""
    sitting = closing.record(actor, sitting_id, came, text)
    _tell_both(sitting.mediation, noop("调解会记录写好了"), noop("点开看谈了什么。"))
    return sitting


@action(permit="mediation.handle", audit="mediation.drafted")
def draft(actor: Actor, *, mediation_id: UUID, terms: str) -> Mediation:
    """Put an agreement before both sides."""
    found = closing.draft(actor, mediation_id, terms)
    said = noop("一条一条看清楚，同意再确认；不同意可以接着谈。")
    _tell_both(found, noop("调解协议写好了，请你看"), said, Weight.DUE)
    return found


@action(permit="mediation.handle", audit="mediation.revised")
def revise(actor: Actor, *, mediation_id: UUID) -> Mediation:
    """Take the draft back."""
    found = closing.revise(actor, mediation_id)
    _tell_both(found, noop("协议收回去改了"), noop("改好会再请你看，之前的确认不算。"))
    return found


@action(permit="mediation.party", audit="mediation.objected")
def object_to(actor: Actor, *, mediation_id: UUID) -> Mediation:
    """One side does not agree with the draft."""
    found = closing.object_to(actor, mediation_id)
    tell_mediator(found, noop("有一方不同意这份协议，请接着谈"))
    _tell_other(actor, found, noop("对方不同意这份协议"), noop("调解员会接着和两边谈。"))
    return found


@action(permit="mediation.party", audit="mediation.confirmed")
def confirm(actor: Actor, *, mediation_id: UUID, seen: str) -> Mediation:
    """One side confirms the words it read."""
    found = closing.confirm(actor, mediation_id, seen)
    if found.state == "agreed":
        said = noop("两边都确认了。请来签名盖章，协议就生效。")
        _tell_both(found, noop("调解成了"), said, Weight.DUE)
        tell_union(found, noop("调解成了，请约两边签名盖章"))
    else:
        _tell_other(actor, found, noop("对方确认了协议"), noop("你也看一看，同意就确认。"))
    return found


@action(permit="mediation.party", audit="mediation.more_wanted")
def want_more(actor: Actor, *, mediation_id: UUID, wants: bool) -> Mediation:
    """One side wants more time, or no longer does. Nobody is reminded to say yes."""
    found = closing.want_more(actor, mediation_id, wants)
    if found.extended_at:
        said = noop("两边都同意再谈。点开看新的期限；你随时可以不谈，去走仲裁。")
        _tell_both(found, noop("调解延期了"), said)
        tell_mediator(found, noop("两边都同意再谈，调解延期了"))
        tell_union(found, noop("两边都同意再谈，调解延期了"))
    elif wants:
        said = noop("答应不答应都由你，不回答就照原来的日子结束。")
        _tell_other(actor, found, noop("对方想再谈一段时间"), said)
    else:
        _tell_other(actor, found, noop("对方不想延期了"), noop("照原来的日子结束。"))
    return found


def _tell_both(found: Mediation, title: str, text: str, weight: Weight = Weight.PLAIN) -> None:
    tell_worker(found, title, text, weight)
    tell_firm(found, title, weight)


def _tell_other(actor: Actor, found: Mediation, title: str, text: str) -> None:
    if actor.post == Post.WORKER:
        tell_firm(found, title)
    else:
        tell_worker(found, title, text)
