"""The log-in moves to a new number; the old one is told."""

from __future__ import annotations

import logging
from uuid import UUID

from django.http import HttpRequest

from niangjia.kernel.acts.acting import acting
from niangjia.kernel.acts.page import act_of
from niangjia.kernel.base.types import Hidden
from niangjia.kernel.people import sms
from niangjia.kernel.people.actions import account as actions

from . import texts

log = logging.getLogger("niangjia.people")


def move_to(request: HttpRequest, account_id: UUID, phone: str) -> None:
    """One act for record and account, then a message to the old number. Refuses phone_taken."""
    act = act_of(request, purpose="people.account", once=False)
    with acting(act):
        if act.actor is None:
            raise Hidden("nobody")
        moved = actions.move_phone(act.actor, account_id=account_id, phone=phone)
    tell_old(moved.old, texts.moved(phone[-4:]))


def tell_old(phone: str, text: str) -> None:
    """A warning that cannot be delivered must not undo what was done."""
    if not phone:
        return
    try:
        sms.send(phone, text)
    except sms.NotSent:
        log.warning("the old number was not told")
