"""What an author says once something has come back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.services.feedback import rules

from .fields import OUTCOMES, STARS, labelled, worded


class VerdictForm(forms.Form):
    """The asker's verdict."""

    score = forms.TypedChoiceField(
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        initial=0,
        error_messages={"required": _("请点星星打个分")},
    )
    outcome = forms.ChoiceField(
        choices=labelled(OUTCOMES),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选解决了没有")},
    )
    reason = forms.CharField(widget=forms.Textarea, required=False, max_length=rules.TEXT_MAX)

    def clean(self) -> dict[str, Any]:
        """Sending back needs a reason, so that the union knows what is still missing."""
        data = super().clean() or {}
        if not data.get("score"):
            self.add_error("score", _("请点星星打个分"))
        if data.get("outcome") == "back" and len(data.get("reason", "").strip()) < rules.TEXT_MIN:
            self.add_error("reason", _("退回要写还差在哪里，至少 5 个字"))
        return data


class AppealForm(forms.Form):
    """Taking it to the union above."""

    text = worded(_("请写为什么要请上级工会来办"))
    pressed = forms.BooleanField(required=False)


class ReopenForm(forms.Form):
    """Opening it once more."""

    text = worded(_("请写还差在哪里"))


class WithdrawForm(forms.Form):
    """Taking a case back; a reason is welcome, not owed."""

    reason = forms.CharField(widget=forms.Textarea, required=False, max_length=200)


class ContestForm(forms.Form):
    """Why the author does not agree."""

    text = worded(_("请写为什么不该停"), low=4, high=300)


class ApartForm(forms.Form):
    """What is different; welcome, not owed."""

    text = forms.CharField(
        widget=forms.Textarea,
        required=False,
        max_length=200,
        error_messages={"max_length": _("写得有点长了，最多 %(limit_value)d 个字")},
    )
