"""Asking, offering, agreeing, inviting."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.mediation import opening
from niangjia.kernel.mediation.models import Mediation
from niangjia.kernel.notices.door import Weight

from .told import tell_firm, tell_mediator, tell_union, tell_worker


@action(permit="mediation.mine", audit="mediation.asked")
def ask(actor: Actor, *, case_id: UUID, claim: str) -> Mediation:
    """Ask for mediation out of an own case, having read what the firm will see."""
    found = opening.ask(actor, case_id, claim)
    tell_union(found, noop("职工申请调解，请派调解员"), Weight.DUE)
    return found


@action(permit="mediation.handle", audit="mediation.offered")
def offer(actor: Actor, *, case_id: UUID, text: str) -> Mediation:
    """Offer it to the author of a case; the firm learns nothing."""
    found = opening.offer(actor, case_id, text)
    tell_worker(
        found, noop("工会想请你和公司坐下来谈"), noop("你同意了才开始；不同意，公司不会知道。")
    )
    return found


@action(permit="mediation.mine", audit="mediation.agreed_to")
def agree(actor: Actor, *, mediation_id: UUID, claim: str) -> Mediation:
    """Agree to the union's offer."""
    found = opening.agree(actor, mediation_id, claim)
    tell_union(found, noop("职工同意调解，请派调解员"), Weight.DUE)
    return found


@action(permit="mediation.mine", audit="mediation.declined")
def decline(actor: Actor, *, mediation_id: UUID) -> Mediation:
    """Say no to the offer."""
    found = opening.decline(actor, mediation_id)
    tell_union(found, noop("职工不想调解"))
    return found


@action(permit="mediation.handle", audit="mediation.invited")
def invite(actor: Actor, *, mediation_id: UUID, mediator: UUID) -> Mediation:
    """Appoint a mediator and ask the firm."""
    found = opening.invite(actor, mediation_id, mediator)
    tell_firm(found, noop("工会请公司来调解，请答复"), Weight.DUE)
    tell_mediator(found, noop("请你来调解"))
    tell_worker(
        found, noop("调解员定了，已经请公司来谈"), noop("公司还看不到你的姓名，答应了才看得到。")
    )
    return found


@action(permit="mediation.firm", audit="mediation.accepted")
def accept(actor: Actor, *, mediation_id: UUID) -> Mediation:
    """The firm agrees to talk."""
    found = opening.accept(actor, mediation_id)
    tell_worker(found, noop("公司答应谈了"), noop("从现在起公司看得到你的姓名。调解员会约时间。"))
    tell_union(found, noop("公司答应调解，请约时间"))
    tell_mediator(found, noop("公司答应调解，请约时间"))
    return found
