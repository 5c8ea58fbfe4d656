"""Naming who stands in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _day(missing: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": _("日期写成 2022-04-18 这样")},
    )


class DeputyForm(forms.Form):
    """Who is away, who stands in, from which day to which."""

    away = forms.ChoiceField(error_messages={"required": _("请选谁请假")})
    deputy = forms.ChoiceField(
        error_messages={"required": _("请选谁代班"), "invalid_choice": _("请选谁代班")}
    )
    since = _day(_("请选从哪天起"))
    until = _day(_("请选到哪天"))

    def __init__(self, *args: Any, away: Any, deputies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["away"].choices = away  # type: ignore[attr-defined]
        every = [("", _("请选择")), *deputies]
        self.fields["deputy"].choices = every  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data: dict[str, Any] = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("不能早于第一天"))
        return data
