"""Which reviews make a proposal, and what it says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import labelled, worded

DAY = {"invalid": _("日期没看懂，请从日历里选"), "required": _("请选日期")}


def day() -> forms.DateField:
    """A day as browsers' date fields write and read it, whatever the language."""
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d"), error_messages=DAY)


class ChooseForm(forms.Form):
    """About which firm, of which board, from when to when."""

    firm = forms.CharField(max_length=60, error_messages={"required": _("请写是哪家单位")})
    board = forms.ChoiceField(required=False)
    since = day()
    until = day()

    def __init__(self, *args: Any, boards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("全部方面")), *labelled(boards)]
        self.fields["board"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A span of time goes forward."""
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("结束的日子要在开始之后"))
        return data


class Figure(forms.DecimalField):
    """Yuan, when anybody has estimated them."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            min_value=Decimal(0),
            max_value=Decimal(10) ** 11,
            decimal_places=2,
            error_messages={"invalid": _("请只填数字，单位元")},
        )


class ProposalForm(forms.Form):
    """What the proposal says, in the union's words; a figure comes with its source."""

    cases = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("至少留一件"),
            "invalid_choice": _("有一件不能放进建议，请重新选"),
        },
    )
    situation = worded(_("请写大家说的是什么"), low=10, high=1500)
    ask = worded(_("请写希望公司怎么办"), low=5, high=1500)
    cost = Figure()
    cost_source = forms.CharField(max_length=120, required=False)
    saving = Figure()
    saving_source = forms.CharField(max_length=120, required=False)

    def __init__(self, *args: Any, cases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = cases  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A figure nobody can trace convinces nobody."""
        data = super().clean() or {}
        for name in ("cost", "saving"):
            if data.get(name) is not None and not data.get(f"{name}_source", "").strip():
                self.add_error(f"{name}_source", _("请写这个数从哪里来"))
        return data
