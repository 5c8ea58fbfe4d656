"""What is typed at the counter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """A code as it is read aloud, typed or scanned."""

    code = forms.CharField(
        label=_("取货码或编号"), max_length=20, error_messages={"required": _("请输取货码")}
    )


class HandForm(forms.Form):
    """Who comes for it, and where it is handed out."""

    proxy = forms.CharField(label=_("代领人的姓名"), max_length=60, required=False)
    point = forms.ChoiceField(label=_("在哪个点发？"), required=False)

    def __init__(self, *args: Any, points: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].choices = points  # type: ignore[attr-defined]
