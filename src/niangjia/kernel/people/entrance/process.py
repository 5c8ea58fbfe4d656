"""Log-in and registration by a code. Nothing but the SMS itself tells whether a number is known."""

from __future__ import annotations

import time
from typing import Any, ClassVar
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from niangjia.kernel.base.sealed import seal, unseal
from niangjia.kernel.people import sms

from . import codes, known, texts

#: The number waits in the session sealed; sessions have no row of their own to bind it to.
COLUMN = "people_session.phone"
NO_ROW = UUID(int=0)


class PhoneProcess(LoginCodeVerificationProcess):
    """allauth's log-in by code, for numbers and names instead of users.

    State: `sealed` number, `name` of somebody who registers, `code` digest, and allauth's counters.
    """

    RESENDS: ClassVar[int] = 3

    @classmethod
    def begin(cls, request: HttpRequest, phone: str, name: str = "") -> PhoneProcess:
        """Send the first message and keep the process in the session. Raises TooMany, NotSent."""
        login = Login(signup=bool(name))
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(
            cls.initial_state(user=None),
            initiated_by_user=True,
            name=name,
            sealed=seal(phone, COLUMN, NO_ROW),
        )
        process = cls(stage)
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, stage: Any) -> PhoneProcess | None:
        """The process under way, or None when its five minutes are over."""
        if not stage.state.get("sealed"):
            return None
        found: PhoneProcess | None = cls(stage).abort_if_invalid()
        return found

    @property
    def phone(self) -> str:
        """The number of 11 digits."""
        return unseal(self.state["sealed"], COLUMN, NO_ROW)

    @property
    def can_resend(self) -> bool:
        return bool(self.state["resend_count"] < self.RESENDS)

    def send(self, skip_enumeration_mails: bool = False) -> None:
        """A code to whoever is known or registers, an explanation to a stranger.

        A stranger's process holds a code nobody was told: the two look alike to the last byte.
        """
        address = get_adapter().get_client_ip(self.request)
        sms.spend(self.phone, address)
        code = codes.draw()
        self.state["code"] = code
        expected = self.state["name"] or known.holder(self.phone).person_id
        text = texts.code(code.digits) if expected else texts.stranger(self.request)
        _deliver(self.phone, text)

    def resend(self) -> None:
        """Another code; the one before is void, and five minutes begin anew."""
        self.send()
        self.state.update(at=time.time(), failed_attempts=0)
        self.record_resend()
        self.persist()

    def finish(self, redirect_url: str | None) -> HttpResponseBase:
        """The code was right: log in. A right code works once."""
        phone = self.phone
        account = known.admit(phone, self.state["name"]) if codes.use_up(self.code) else None
        if account is None:
            self.abort()
            return HttpResponseRedirect(reverse("account_login"))
        sms.forgive(phone)
        record_authentication(self.request, account, method="code")
        login = Login(user=account, redirect_url=redirect_url)
        response: HttpResponseBase = perform_login(self.request, login)
        return response


def _deliver(phone: str, text: str) -> None:
    """Send; a message that did not leave costs no minute of waiting."""
    try:
        sms.send(phone, text)
    except sms.NotSent:
        sms.forgive(phone)
        raise
