"""What pages of messages may send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from niangjia.kernel.people.actions.contact import LONGEST

from . import rules
from .models import Wish

WISHES = [
    (Wish.ALL.value, _lazy("全部")),
    (Wish.DUE.value, _lazy("只要有期限的和急事")),
    (Wish.NONE.value, _lazy("不要")),
]
HOURS = [(n, f"{n:02d}:00") for n in range(24)]


def _wish(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=WISHES, widget=forms.RadioSelect)


def _hour(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=HOURS, coerce=int)


class PreferenceForm(forms.Form):
    """By which channels and when."""

    sms = _wish(_lazy("短信"))
    email = _wish(_lazy("邮箱"))
    wechat = _wish(_lazy("微信"))
    quiet_from = _hour(_lazy("几点起不打扰"))
    quiet_until = _hour(_lazy("几点起可以打扰"))
    urgent_passes = forms.BooleanField(label=_lazy("急事可以破例"), required=False)

    def __init__(self, *args: Any, wechat: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not wechat:
            del self.fields["wechat"]


class EmailForm(forms.Form):
    """An address to be proved."""

    address = forms.EmailField(label=_lazy("邮箱地址"), max_length=LONGEST)


def _sayable(text: str) -> None:
    if not (verdict := rules.may_say(text)):
        raise ValidationError(_(verdict.reason))


def _castable(text: str) -> None:
    if not (verdict := rules.may_cast(text)):
        raise ValidationError(_(verdict.reason))


def _own(label: Any, most: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, validators=[_sayable])


class WordsForm(forms.Form):
    """A union's own words; what stays empty follows the union above."""

    sign = _own(_lazy("署名"), 12)
    sms = _own(_lazy("短信和微信里的一句话"), 40)
    subject = _own(_lazy("邮件标题"), 40)
    mail = _own(_lazy("邮件里的一句话"), 200)
    wechat_template = forms.RegexField(
        r"[\w-]+", label=_lazy("微信模板编号"), max_length=60, required=False
    )
    wechat_field = forms.RegexField(
        r"[a-z]+\d*", label=_lazy("模板里放这句话的栏"), max_length=20, required=False
    )


class CastForm(forms.Form):
    """What everybody is told."""

    title = forms.CharField(label=_lazy("标题"), max_length=30, validators=[_castable])
    text = forms.CharField(
        label=_lazy("说什么？"),
        max_length=200,
        validators=[_castable],
        widget=forms.Textarea(attrs={"rows": 5}),
    )
