"""What a firm says."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import worded


class FirmReplyForm(forms.Form):
    """The firm's words to the union."""

    text = worded(_("请写办到哪一步了"), low=2, high=1000)
    done = forms.BooleanField(required=False)
