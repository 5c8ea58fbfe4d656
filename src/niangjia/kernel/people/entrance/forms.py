"""Forms of the entrance: a number, a name, a code. Labels are drawn by the templates."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePhoneForm, ConfirmLoginCodeForm, VerifyPhoneForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.kernel.base.codes import BadCode
from niangjia.kernel.people import phones

from . import codes

MISSING = gettext_lazy("请填短信里的六位数字。")
WRONG = gettext_lazy("数字不对，或者过了五分钟。请再看一眼短信。")


class PhoneField(forms.CharField):
    """A mainland mobile number, kept as 11 digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("手机号"))
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("error_messages", {"required": gettext_lazy("请填手机号")})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Normalise what people type. Raises ValidationError with a sentence for the person."""
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return phones.normal(text)
        except BadCode as wrong:
            raise ValidationError(_(str(wrong)), code="invalid") from wrong


class PhoneForm(forms.Form):
    """Whose log-in?"""

    phone = PhoneField()


class JoinForm(forms.Form):
    """Somebody registers: what we call them and where the code goes."""

    name = forms.CharField(
        label=gettext_lazy("姓名"),
        max_length=20,
        min_length=2,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": gettext_lazy("请填姓名"),
            "min_length": gettext_lazy("姓名至少两个字"),
        },
    )
    phone = PhoneField(
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})
    )


class CodeForm(ConfirmLoginCodeForm):
    """The digits of the SMS, compared by digest."""

    expected_code: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = MISSING

    def clean_code(self) -> str:
        """Count the try, then compare."""
        typed: str = self.cleaned_data["code"]
        if not codes.right(typed, self.expected_code or ""):
            raise ValidationError(WRONG, code="incorrect_code")
        return typed


class KeyForm(AddWebAuthnForm):
    """One more passkey. Unless that is switched off, it logs in by itself."""

    name = forms.CharField(label=gettext_lazy("给它起个名字"), required=False, max_length=40)
    passwordless = forms.BooleanField(
        label=gettext_lazy("以后登录只用它，不用短信码"), required=False, initial=True
    )


class NewPhoneForm(ChangePhoneForm):
    """The number to change to. That another record holds it is only said to whoever has its SMS."""

    def clean_phone(self) -> str:
        """Refuse the number one already has."""
        phone: str = self.cleaned_data["phone"]
        if self.phone and phone == phones.normal(self.phone):
            raise ValidationError(_("这就是你现在的号码。"), code="same")
        return phone


class NewPhoneCodeForm(VerifyPhoneForm):
    """The digits sent to the new number."""

    expected_code: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = MISSING

    def clean_code(self) -> str:
        """Count the try, compare, and only then say that the number is taken."""
        typed: str = self.cleaned_data["code"]
        if not codes.right(typed, self.expected_code or ""):
            raise ValidationError(WRONG, code="incorrect_code")
        if get_adapter().phone_is_taken(self.user, self.phone):
            raise ValidationError(
                _("这个号码登记在另一条记录上，请到工会核对后合并。"), code="taken"
            )
        return typed
