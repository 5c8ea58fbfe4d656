"""What a desk keeps for itself: filters and canned words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.desks import door as desks

from .fields import labelled, worded


class ViewForm(forms.Form):
    """How a filter is kept."""

    name = forms.CharField(
        max_length=12,
        error_messages={
            "required": _("请起个名字"),
            "max_length": _("名字最多 %(limit_value)d 个字"),
        },
    )
    pinned = forms.BooleanField(required=False)
    first = forms.BooleanField(required=False)
    shared = forms.BooleanField(required=False)
    opening = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """What colleagues begin with has to be theirs to see."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("opening") and not data.get("shared"):
            self.add_error("opening", _("给新来的同事先看，要先给全工会用"))
        return data

    def wish(self) -> desks.Wish:
        """What was typed; call it on a valid form only."""
        return desks.Wish(**self.cleaned_data)


class WordsForm(forms.Form):
    """Canned words with their blanks."""

    title = forms.CharField(
        max_length=20,
        error_messages={
            "required": _("请起个名字"),
            "max_length": _("名字最多 %(limit_value)d 个字"),
        },
    )
    text = worded(_("请写要说的话"), low=2, high=500)
    board = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, boards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = [("", _("哪方面都用"))]
        self.fields["board"].choices = everywhere + labelled(boards)  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """A blank nobody could fill would never be sent."""
        text: str = self.cleaned_data["text"]
        known = {f"{{{name}}}" for name in desks.rules.BLANKS}
        if strange := [blank for blank in desks.rules.blanks(text) if blank not in known]:
            raise forms.ValidationError(
                _("没有 %s 这种空，换成下面列出来的") % _("、").join(strange)
            )
        return text
