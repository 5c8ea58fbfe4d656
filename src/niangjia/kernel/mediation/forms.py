"""What people type about a mediation. No decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

#: Forms on the desk's page of a mediation, by the prefix of their fields.
NAMES = ("invite", "talk", "record", "draft", "fail")


def worded(missing: Any, low: int = 4, high: int = 1000, **more: Any) -> forms.CharField:
    """A text of a certain length, with sentences for what is wrong."""
    return forms.CharField(
        widget=forms.Textarea,
        min_length=low,
        max_length=high,
        error_messages={
            "required": missing,
            "min_length": _("请多写两句，至少 %(limit_value)d 个字"),
            "max_length": _("写得有点长了，最多 %(limit_value)d 个字，现在 %(show_value)d 个"),
        },
        **more,
    )


class ConsentForm(forms.Form):
    """What the firm will read, and that one has read what it will see."""

    claim = worded(_("请写要谈的事和你想要的结果，公司看得到这一段"), low=10)
    yes = forms.BooleanField(error_messages={"required": _("看清楚上面的话，同意了再打开这个开关")})


class OfferForm(forms.Form):
    """Why the union offers mediation."""

    text = worded(_("请写为什么想请两边谈，本人看得到"))


class InviteForm(forms.Form):
    """Who mediates."""

    mediator = forms.ChoiceField(error_messages={"required": _("请选一位调解员")})

    def __init__(self, *args: Any, mediators: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("请选择")), *mediators]
        self.fields["mediator"].choices = choices  # type: ignore[attr-defined]


class TalkForm(forms.Form):
    """When and where to talk."""

    at = forms.DateTimeField(
        error_messages={"required": _("请选时间"), "invalid": _("时间没看懂，请从日历里选")}
    )
    place = forms.CharField(max_length=120, error_messages={"required": _("请写地点")})


class RecordForm(forms.Form):
    """Who came and what was said."""

    sitting = forms.UUIDField(widget=forms.HiddenInput)
    came = forms.CharField(max_length=120, error_messages={"required": _("请写谁到场了")})
    text = worded(_("请写谈了什么，两边都看得到"), high=2000)


class DraftForm(forms.Form):
    """An agreement, point by point."""

    terms = worded(_("请写谈成的结果：谁、做什么、多少钱、哪天前"), low=10, high=4000)


class WhyForm(forms.Form):
    """Why it ends."""

    text = worded(_("请写一句为什么"), low=2, high=600)


class SilentForm(forms.Form):
    """Why a worker does not want to talk on: need not be said."""

    text = forms.CharField(required=False, max_length=600, widget=forms.Textarea)


class SeenForm(forms.Form):
    """The digest of the words somebody read before confirming."""

    seen = forms.CharField(max_length=64)
