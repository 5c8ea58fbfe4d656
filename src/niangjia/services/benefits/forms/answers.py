"""Short answers a union types beside a button: why not, why no longer."""

from __future__ import annotations

from django import forms


class WhyNotForm(forms.Form):
    """Why a claim was not granted; the person reads it."""

    why = forms.CharField(min_length=2, max_length=200)


class CallOffForm(forms.Form):
    """Which portion does not come, and why: of a published offer people were told of it."""

    portion = forms.UUIDField()
    reason = forms.CharField(max_length=60, required=False)
