"""Words of unions to each other about who answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import worded


class DeclineForm(forms.Form):
    """Why a union does not take a case."""

    text = worded(_("请写为什么不接"), low=4, high=300)


class DisputeForm(forms.Form):
    """Why the union above should decide."""

    text = worded(_("请写为什么该由对方办"), low=4, high=300)


class DecideForm(forms.Form):
    """Who answers from now on, and why."""

    who = forms.ChoiceField(
        choices=[("taker", ""), ("giver", "")],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选由谁来办")},
    )
    text = worded(_("请写为什么这么定"), low=4, high=300)


def name_parties(form: forms.Form, taker: str, giver: str) -> None:
    """Say by name who may answer."""
    choices = [("taker", _("%s来办") % taker), ("giver", _("%s来办") % giver)]
    form.fields["who"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
