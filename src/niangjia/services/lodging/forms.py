"""What the desk types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import GENDERS, MOST_BEDS


class BeginForm(forms.Form):
    """From a matter to a head-count."""

    matter = forms.ChoiceField(
        label=_("哪一件事？"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一件事"), "invalid_choice": _("请选一件事")},
    )
    until = forms.DateField(
        label=_("住到哪天（含当天）？"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选一个日期"), "invalid": _("请选一个日期")},
    )
    bring = forms.CharField(
        label=_("带什么、找谁？"),
        max_length=60,
        error_messages={"required": _("请写一句带什么、找谁")},
    )

    def __init__(self, *args: Any, matters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = matters  # type: ignore[attr-defined]


class RoomForm(forms.Form):
    """A room."""

    prefix = "room"

    name = forms.CharField(
        label=_("哪一间？"), max_length=30, error_messages={"required": _("请写房间的名字")}
    )
    beds = forms.IntegerField(label=_("几张床？"), min_value=1, max_value=MOST_BEDS)
    limit = forms.IntegerField(label=_("消防最多几个人？"), min_value=1, max_value=MOST_BEDS)
    gender = forms.ChoiceField(
        label=_("给谁住？"), choices=[(key, _(words)) for key, words in GENDERS]
    )


class SupplyForm(forms.Form):
    """Something that came in."""

    prefix = "supply"

    name = forms.CharField(
        label=_("什么东西？"), max_length=30, error_messages={"required": _("请写是什么东西")}
    )
    came = forms.IntegerField(label=_("进了几份？"), min_value=1, max_value=10_000)
    bedding = forms.BooleanField(label=_("只发给要被褥的人"), required=False)


class CostForm(forms.Form):
    """Money for something."""

    prefix = "cost"

    title = forms.CharField(
        label=_("买什么？"), max_length=60, error_messages={"required": _("请写买什么")}
    )
    yuan = forms.DecimalField(
        label=_("多少元？"), min_value=0, max_value=1_000_000, decimal_places=2
    )

    def clean_yuan(self) -> int:
        """The amount in fen; nothing costs nothing."""
        fen = int(self.cleaned_data["yuan"] * 100)
        if not fen:
            raise forms.ValidationError(_("请填多少元"))
        return fen
