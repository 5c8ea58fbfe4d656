"""What the desk types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.periods import Period, Unit

from . import rules

UNITS = [(Unit.WORKING.value, _("工作日")), (Unit.DAY.value, _("天（连周末一起算）"))]


class YearForm(forms.Form):
    """A year's notice: its number and one day a line."""

    source = forms.CharField(label=_("依据"), max_length=120)
    lines = forms.CharField(
        label=_("哪些天和平常不一样？"), widget=forms.Textarea(attrs={"rows": 14}), max_length=6000
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_lines(self) -> str:
        """Every line that cannot be read is named."""
        text: str = self.cleaned_data["lines"]
        if wrong := rules.read_lines(self.year, text).wrong:
            raise forms.ValidationError(list(wrong))
        return text


class PromiseForm(forms.Form):
    """How long a union gives for one step."""

    length = forms.IntegerField(label=_("多少"), min_value=1, max_value=180)
    unit = forms.ChoiceField(label=_("单位"), choices=UNITS)
    basis = forms.CharField(label=_("依据"), max_length=120)

    def period(self) -> Period:
        """What was typed; call it on a valid form only."""
        return Period(self.cleaned_data["length"], Unit(self.cleaned_data["unit"]))
