"""What the desk types."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ShowForm(forms.Form):
    """What anybody may see of a union's rates."""

    shown = forms.BooleanField(label=_("公开本工会的三率"), required=False)
    words = forms.CharField(
        label=_("想对职工说的话"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    league = forms.BooleanField(label=_("把下一级工会放在一张表里"), required=False)
