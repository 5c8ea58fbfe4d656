"""What the desk types."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from .drafting import MEASURES
from .reckoning import over


@dataclass(frozen=True, slots=True)
class Choices:
    """What a bulletin may be about at a union: periods, unions below, industries, firms by name."""

    periods: list[tuple[str, str]]
    unions: list[tuple[str, str]] = field(default_factory=list)
    industries: list[tuple[str, str]] = field(default_factory=list)
    firms: dict[str, UUID] = field(default_factory=dict)


#: The choice of days of one's own, and the longest such span, in days.
OWN, LONGEST = "own", 366
#: Firms a group has at least: of two, each could take itself away and know the other.
FIRMS_FROM = 3
LEVELS: tuple[tuple[str, Any], ...] = (
    ("all", _("本级和下级一起")),
    ("union", _("一家下级工会")),
    ("industry", _("一个行业的单位")),
    ("firms", _("自己挑的几家单位")),
)


def day_field(label: Any) -> forms.DateField:
    """A day of the calendar."""
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    words = {"invalid": _("日期写成 2026-07-01 这样")}
    return forms.DateField(label=label, required=False, widget=box, error_messages=words)


class DraftForm(forms.Form):
    """Which days and whose matters a bulletin is about."""

    period = forms.ChoiceField(label=_("写哪一期？"))
    since = day_field(_("从哪天"))
    until = day_field(_("到哪天"))
    level = forms.ChoiceField(label=_("写谁的？"), choices=LEVELS, required=False)
    union = forms.ChoiceField(label=_("哪家工会"), required=False)
    industry = forms.ChoiceField(label=_("哪个行业"), required=False)
    firms = forms.CharField(
        label=_("哪几家单位"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = choices
        own = (OWN, _("自己选日子"))
        for name, offered in (
            ("period", [*choices.periods, own]),
            ("union", [("", "—"), *choices.unions]),
            ("industry", [("", "—"), *choices.industries]),
        ):
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days that are over, in order; and a group that is named."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("period") == OWN:
            self._days(data.get("since"), data.get("until"))
        level = data.get("level") or "all"
        if level != "all" and not data.get(level):
            self.add_error(level, _("请选一个"))
        if level == "firms" and data.get("firms"):
            self._firms(data)
        return data

    def _days(self, since: date | None, until: date | None) -> None:
        if since is None or until is None:
            self.add_error("since" if since is None else "until", _("请选从哪天到哪天"))
        elif until < since:
            self.add_error("until", _("到的那天要在从的那天后面"))
        elif (until - since).days >= LONGEST:
            self.add_error("until", _("最长一年"))
        elif not over(until):
            self.add_error("until", _("这个月还没过完，请写到上个月底以前"))

    def _firms(self, data: dict[str, Any]) -> None:
        names = list(dict.fromkeys(line.strip() for line in data["firms"].splitlines()))
        names = [name for name in names if name]
        unknown = [name for name in names if name not in self.among.firms]
        if unknown:
            said = _("没有找到这些单位，请照名册上的全名写：%(names)s")
            self.add_error("firms", said % {"names": _("、").join(unknown[:5])})
        elif len(names) < FIRMS_FROM:
            self.add_error("firms", _("至少写三家，一行一家；太少了会看得出是谁。"))
        data["firms"] = names


class AdviceForm(forms.Form):
    """A sentence of the list of advice."""

    measure = forms.ChoiceField(
        label=_("什么时候说？"),
        choices=[(key, _(title)) for key, title in MEASURES],
    )
    below = forms.DecimalField(
        label=_("低于百分之几才说？"),
        min_value=1,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        initial=90,
        required=False,
    )
    text = forms.CharField(
        label=_("建议怎么说？"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_below(self) -> Any:
        """Without a limit it is always said."""
        return self.cleaned_data["below"] or 100


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
