"""What a worker fills in."""

from __future__ import annotations

from django import forms


class ProxyForm(forms.Form):
    """Who comes instead; empty takes it back."""

    name = forms.CharField(max_length=60, required=False, strip=True)
