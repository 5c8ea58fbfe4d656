"""What a bundle is asked for with."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.bundles.door import PURPOSES


class BundleForm(forms.Form):
    """Whom the papers are for."""

    purpose = forms.ChoiceField(
        choices=[(key, _(title)) for key, title in PURPOSES],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选交给谁")},
    )
