"""What a firm says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import worded


class FirmReplyForm(forms.Form):
    """The firm's words to the union."""

    text = worded(_("请写办到哪一步了"), low=2, high=1000)
    done = forms.BooleanField(required=False)
    cannot = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """It is done, or it cannot be done, or it is under way."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("done") and data.get("cannot"):
            self.add_error("cannot", _("办好了和办不到，只能选一个"))
        return data
