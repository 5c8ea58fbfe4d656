"""Ends without an agreement. The other side and the union learn of each."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.mediation import closing
from niangjia.kernel.mediation.models import Mediation
from niangjia.kernel.notices.door import Weight

from .told import tell_firm, tell_union, tell_worker

NEXT = noop("可以走仲裁，工会告诉你要带什么、找谁帮忙。")


@action(permit="mediation.mine", audit="mediation.withdrawn")
def withdraw(actor: Actor, *, mediation_id: UUID, text: str) -> Mediation:
    """The worker takes the consent back."""
    found = closing.end(actor, mediation_id, "withdraw", text)
    tell_firm(found, noop("这场调解结束了"))
    tell_union(found, noop("职工不想谈了，调解结束"))
    return found


@action(permit="mediation.firm", audit="mediation.refused")
def refuse(actor: Actor, *, mediation_id: UUID, text: str) -> Mediation:
    """The firm does not want to; the worker is told, as the law asks (浙江条例 art. 10)."""
    found = closing.end(actor, mediation_id, "refuse", text)
    tell_worker(found, noop("公司不愿意调解"), NEXT, Weight.DUE)
    tell_union(found, noop("公司不愿意调解"))
    return found


@action(permit="mediation.firm", audit="mediation.left")
def leave(actor: Actor, *, mediation_id: UUID, text: str) -> Mediation:
    """The firm does not want to talk on."""
    found = closing.end(actor, mediation_id, "leave", text)
    tell_worker(found, noop("公司不想再谈，调解结束了"), NEXT, Weight.DUE)
    tell_union(found, noop("公司不想再谈，调解结束了"))
    return found


@action(permit="mediation.handle", audit="mediation.failed")
def fail(actor: Actor, *, mediation_id: UUID, text: str) -> Mediation:
    """The union says that they do not come together."""
    found = closing.end(actor, mediation_id, "fail", text)
    tell_worker(found, noop("没有谈拢，调解结束了"), NEXT, Weight.DUE)
    tell_firm(found, noop("这场调解结束了"))
    return found
