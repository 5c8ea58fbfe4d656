"""allauth's questions, answered from our tables and in our words."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.kernel.base.sealed import seal, unseal

from . import phones, sealing, sms
from .entrance import codes, known, moving, texts
from .entrance.forms import PhoneField
from .models import Account

#: allauth's messages that we say in our own words; what is not here goes unsaid.
SAID = {
    "account/messages/phone_verified.txt": gettext_lazy("手机号换好了。"),
    "mfa/messages/totp_activated.txt": gettext_lazy("验证器打开了。"),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("验证器关掉了。"),
    "mfa/messages/webauthn_added.txt": gettext_lazy("通行密钥加好了。"),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("通行密钥去掉了。"),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("备用码换了新的，旧的作废。"),
}
#: Ways to prove who one is once more.
PROVED = {
    "mfa_reauthenticate": gettext_lazy("用验证器或备用码"),
    "mfa_reauthenticate:webauthn": gettext_lazy("用通行密钥"),
}
SECRET = "mfa_authenticator.data"
NO_ROW = UUID(int=0)


class AccountAdapter(DefaultAccountAdapter):
    """Log-in by phone code."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("数字不对，请再看一眼。"),
        "too_many_login_attempts": gettext_lazy("错得太多了，请重新要一个短信码。"),
        "rate_limited": gettext_lazy("点得太快了，歇一会儿再试。"),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """The caller behind trusted proxies, as the doorstep found it."""
        return str(request.META.get("REMOTE_ADDR", ""))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, or not at all."""
        text = message or SAID.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """By way of the capacities: who has one only is not stopped there."""
        there = super().post_login(request, user, **kwargs)["Location"]
        return HttpResponseRedirect(f"{reverse('capacity')}?first=1&next={quote(there)}")

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """Other ways to prove oneself, in our words."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": PROVED[way["id"]]} for way in ways]

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def get_phone(self, user: Account) -> tuple[str, bool] | None:
        """The log-in number, spaced for reading."""
        phone = sealing.account_phone(user)
        return (phones.shown(phone), user.phone_verified) if phone else None

    def get_user_by_phone(self, phone: str) -> Account | None:
        """The account that logs in with a number."""
        found = known.holder(phone).account_id
        return Account.objects.filter(pk=found).first() if found else None

    def phone_is_taken(self, user: Account, phone: str) -> bool:
        """Whether another record holds the number."""
        return known.holder(phone).person_id not in (None, user.person_id)

    def generate_phone_verification_code(self, *, user: Account, phone: str) -> str:
        return codes.draw()

    def send_verification_code_sms(
        self, user: Account, phone: str, code: str, **kwargs: Any
    ) -> None:
        """Send the digits behind a code to the number to be. Raises TooMany, NotSent."""
        if not isinstance(code, codes.Code):
            raise TypeError("the digits of a kept code are gone")
        sms.spend(phone, self.get_client_ip(context.request))
        sms.send(phone, texts.code(code.digits))

    def set_phone_verified(self, user: Account, phone: str) -> None:
        """The new number proved itself: it becomes the log-in and the record."""
        moving.move_to(context.request, user.id, phone)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets sealed, labels without a name."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return seal(text, SECRET, NO_ROW)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, SECRET, NO_ROW)

    def get_totp_issuer(self) -> str:
        return _("娘家")

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        """A name for one more key, until its owner finds a better one."""
        held = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("通行密钥 %(n)d") % {"n": held + 1}

    def _get_user_identifier(self, user: Account) -> str:
        return phones.masked(sealing.account_phone(user)) or _("娘家")

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": entity["name"]}
