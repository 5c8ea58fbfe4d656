"""What is typed about help with a claim: by the member, and by the union."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.clock import today
from niangjia.kernel.base.codes import BadCode, mobile
from niangjia.kernel.offers.door import helping

from .campaigns import Yuan

KINDS = [(one.value, _(one.label)) for one in helping.Kinds]
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class HelpForm(forms.Form):
    """What happened, when and where, in a few words, and where to ring back."""

    kind = forms.ChoiceField(
        label=_("出了什么事？"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("选一样")},
    )
    day = forms.DateField(
        label=_("哪天出的事？"),
        widget=DAY,
        error_messages={"required": _("选哪天出的事"), "invalid": _("选哪天出的事")},
    )
    place = forms.CharField(
        label=_("在哪里？"), max_length=80, error_messages={"required": _("写在哪里出的事")}
    )
    words = forms.CharField(
        label=_("几句话说说经过"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("写几句经过")},
    )
    phone = forms.CharField(
        label=_("打哪个电话找你？"), max_length=20, error_messages={"required": _("写手机号")}
    )
    agree = forms.BooleanField(
        label=_("同意工会把这些交给保险公司办理赔"),
        error_messages={"required": _("同意了，工会才能替你办")},
    )

    def clean_phone(self) -> str:
        """Eleven digits, from whatever is typed."""
        try:
            return mobile(self.cleaned_data["phone"])
        except BadCode as bad:
            raise forms.ValidationError(gettext(str(bad))) from bad

    def story(self) -> helping.Story:
        """What was typed; call it on a valid form only."""
        data = self.cleaned_data
        return helping.Story(*(data[name] for name in helping.Story.__slots__))


class WordForm(forms.Form):
    """Something to add."""

    text = forms.CharField(
        label=_("还有什么要说的？"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("写一句再提交")},
    )


class SendForm(forms.Form):
    """When it went to the insurer, and its number there."""

    day = forms.DateField(
        label=_("哪天交的？"),
        widget=DAY,
        initial=today,
        error_messages={"required": _("选哪天交的"), "invalid": _("选哪天交的")},
    )
    reference = forms.CharField(
        label=_("保险公司的报案号"),
        max_length=40,
        error_messages={"required": _("写报案号，会员自己也能去问")},
    )


class PayForm(forms.Form):
    """What the insurer pays."""

    fen = Yuan(
        label=_("赔多少？（元）"),
        error_messages={"required": _("写赔多少"), "invalid": _("写成数字，例如 1500")},
    )


class ReasonForm(forms.Form):
    """Why it ends, in words the member reads."""

    reason = forms.CharField(
        label=_("为什么？（会员看得到）"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("写原因，会员看得到")},
    )


#: The form of each step the union takes.
STEPS: dict[str, type[forms.Form]] = {
    "send": SendForm,
    "pay": PayForm,
    "refuse": ReasonForm,
    "call_off": ReasonForm,
    "word": WordForm,
}


def blank() -> dict[str, Any]:
    """Every form of the desk, each under a prefix of its own."""
    return {f"{verb}_form": form(prefix=verb) for verb, form in STEPS.items()}
