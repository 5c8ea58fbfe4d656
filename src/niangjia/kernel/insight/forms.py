"""What the desk types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DraftForm(forms.Form):
    """Which period a bulletin is about."""

    period = forms.ChoiceField(label=_("写哪一期？"))

    def __init__(self, *args: Any, periods: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"] = forms.ChoiceField(label=_("写哪一期？"), choices=periods)


def words_field(label: Any, *, required: bool = True) -> forms.CharField:
    """One section of a bulletin."""
    box = forms.Textarea(attrs={"rows": 6})
    return forms.CharField(label=label, max_length=4000, required=required, widget=box)


class WordsForm(forms.Form):
    """The sections of a bulletin."""

    overall = words_field(_("一、总体情况"))
    spread = words_field(_("二、指标分布"))
    problems = words_field(_("三、主要问题"))
    advice = words_field(_("四、具体建议"))
    further = words_field(_("附：劳动关系、法治宣传、职工帮扶、民主管理的有关数据"), required=False)


class ReplyForm(forms.Form):
    """A firm's answer, printed beside what is said of it."""

    text = forms.CharField(
        label=_("你们怎么说？"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )


class ShowForm(forms.Form):
    """What anybody may see of a union's rates."""

    shown = forms.BooleanField(label=_("公开本工会的三率"), required=False)
    words = forms.CharField(
        label=_("想对职工说的话"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    league = forms.BooleanField(label=_("把下一级工会放在一张表里"), required=False)
