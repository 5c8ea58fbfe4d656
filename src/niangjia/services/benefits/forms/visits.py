"""What a union types about a visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import visiting

from .campaigns import Yuan

KINDS = [(one.value, _(one.label)) for one in offers.Visit.Kinds]


#: What each kind of visit cannot be without.
MISSING = {
    "site": {"place": noop("写去的是哪个岗位、哪个点"), "people": noop("写看了几个人")},
    "home": {"name": noop("写是谁家"), "number": noop("写手机号或会员号，免得认错人")},
}


class VisitForm(forms.Form):
    """A visit: where, how much, who went; at a home also whose, which few will read."""

    kind = forms.ChoiceField(label=_("去哪儿看的？"), choices=KINDS, widget=forms.RadioSelect)
    day = forms.DateField(
        label=_("哪天去的？"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("选哪天去的"), "invalid": _("选哪天去的")},
    )
    line = forms.ChoiceField(
        label=_("从哪条线出钱？"), error_messages={"required": _("选从哪条线出钱")}
    )
    yuan = Yuan(
        label=_("一共多少钱？（元）"),
        error_messages={"required": _("写一共多少钱"), "invalid": _("写成数字，例如 1500")},
    )
    goods = forms.CharField(label=_("带了什么？"), max_length=80, required=False)
    visitors = forms.CharField(
        label=_("谁去的？"), max_length=120, error_messages={"required": _("写谁去的，两人以上")}
    )
    place = forms.CharField(label=_("哪个岗位、哪个点？"), max_length=60, required=False)
    people = forms.IntegerField(
        label=_("看了多少人？"), min_value=1, max_value=10_000, required=False
    )
    name = forms.CharField(label=_("姓名"), max_length=60, required=False)
    number = forms.CharField(label=_("手机号或会员号"), max_length=30, required=False)

    prefix = "visit"

    def __init__(self, *args: Any, tracks: Sequence[tuple[UUID, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["line"].choices = [  # type: ignore[attr-defined]
            (str(id), title) for id, title in tracks
        ]

    def clean(self) -> dict[str, Any]:
        """A place of work has a name and people; a home has a person."""
        data = super().clean() or {}
        for field, words in MISSING.get(data.get("kind", ""), {}).items():
            if not data.get(field) and field not in self.errors:
                self.add_error(field, gettext(words))
        return data

    def given(self) -> visiting.Given:
        """What was given; call it on a valid form only."""
        data = self.cleaned_data
        return visiting.Given(
            UUID(data["line"]),
            data["kind"],
            data["day"],
            data["place"],
            data["people"] or 1,
            data["yuan"],
            data["goods"],
            data["visitors"],
        )

    def whom(self) -> visiting.Whom | None:
        """Whose home it was."""
        data = self.cleaned_data
        return visiting.Whom(data["name"], data["number"]) if data["kind"] == "home" else None


class SignerForm(forms.Form):
    """Who signed on paper."""

    signer = forms.CharField(
        label=_("纸上谁签的？"), max_length=60, error_messages={"required": _("写纸上谁签的")}
    )
