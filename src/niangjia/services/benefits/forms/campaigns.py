"""What a union types about a campaign and its money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.offers import door as offers

MOST_YUAN = Decimal(10_000_000_000)
TRACK = re.compile(r"^(.{1,40}?)[\s:：,，]+([\d,，]+(?:\.\d{1,2})?)\s*(万)?\s*元?$")


class Yuan(forms.DecimalField):
    """An amount typed in yuan, taken as whole fen."""

    def __init__(self, **more: Any) -> None:
        first = {"min_value": Decimal("0.01"), "max_value": MOST_YUAN, "decimal_places": 2}
        super().__init__(**{**first, **more})

    def clean(self, value: Any) -> int:
        found = super().clean(str(value).replace(",", "").replace("，", "") if value else value)
        return int(found * 100) if found is not None else 0


class CampaignForm(forms.Form):
    """A campaign and its tracks, one a line."""

    title = forms.CharField(label=_("活动叫什么？"), max_length=60)
    text = forms.CharField(
        label=_("做什么？"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    since = forms.DateField(
        label=_("从哪天"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("到哪天"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    budget = Yuan(label=_("一共多少钱？（元）"))
    basis = forms.CharField(label=_("依据"), max_length=120)
    tracks = forms.CharField(
        label=_("分几条线？"), max_length=1000, widget=forms.Textarea(attrs={"rows": 6})
    )
    shared = forms.BooleanField(label=_("下级工会也能用"), required=False)

    def clean_tracks(self) -> tuple[tuple[str, int], ...]:
        """Name and amount of every line; a line that cannot be read is named."""
        found: list[tuple[str, int]] = []
        for n, line in enumerate(self.cleaned_data["tracks"].splitlines(), 1):
            if not line.strip():
                continue
            one = _track(line.strip())
            if one is None:
                raise forms.ValidationError(gettext("第 %d 行看不懂，写成“送温暖 200000”这样") % n)
            found.append(one)
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first."""
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", gettext("结束的日子要在开始之后"))
        return data

    def plan(self) -> offers.campaigns.Plan:
        """What was typed; call it on a valid form only."""
        names = ("title", "text", "basis", "since", "until", "budget", "shared", "tracks")
        return offers.campaigns.Plan(**{name: self.cleaned_data[name] for name in names})


def _track(line: str) -> tuple[str, int] | None:
    found = TRACK.match(line)
    if found is None:
        return None
    name, number, wan = found.groups()
    try:
        yuan = Decimal(number.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    return name.strip(), int(yuan * (10_000 if wan else 1) * 100)


class PromiseForm(forms.Form):
    """Money of a track for something that is no offer."""

    prefix = "promise"

    line = forms.ChoiceField(label=_("从哪条线？"))
    title = forms.CharField(label=_("做什么事？"), max_length=60)
    yuan = Yuan(label=_("多少元？"))

    def __init__(self, *args: Any, tracks: Sequence[tuple[UUID, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["line"].choices = [(str(key), name) for key, name in tracks]  # type: ignore[attr-defined]


class PayForm(forms.Form):
    """Money that was promised is paid, or given back."""

    prefix = "pay"

    item = forms.ChoiceField(label=_("哪一件？"))
    verb = forms.ChoiceField(
        label=_("怎么记？"),
        choices=[("spend", _("付了钱")), ("release", _("用不完，退回这条线"))],
    )
    yuan = Yuan(label=_("多少元？"))
    reason = forms.CharField(label=_("凭证号或者说明"), max_length=120)

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["item"].choices = list(items)  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """What was approved for the whole, raised or lowered."""

    prefix = "change"

    way = forms.ChoiceField(
        label=_("增还是减？"), choices=[("1", _("增加")), ("-1", _("减少"))], initial="1"
    )
    yuan = Yuan(label=_("多少元？"))
    line = forms.ChoiceField(label=_("算在哪条线？"), required=False)
    paper = forms.CharField(label=_("哪份文件批的？"), max_length=120)
    reason = forms.CharField(label=_("为什么？"), max_length=120)

    def __init__(self, *args: Any, tracks: Sequence[tuple[UUID, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        lines = [(str(key), title) for key, title in tracks]
        self.fields["line"].choices = [("", _("没分到线的那部分")), *lines]  # type: ignore[attr-defined]

    def change(self) -> offers.raising.Change:
        """What was typed; call it on a valid form only."""
        data = self.cleaned_data
        line = UUID(data["line"]) if data["line"] else None
        return offers.raising.Change(
            int(data["way"]) * data["yuan"], data["paper"], data["reason"], line
        )


class ShiftForm(forms.Form):
    """Money of one track for another."""

    prefix = "shift"

    source = forms.ChoiceField(label=_("从哪条线调出？"))
    target = forms.ChoiceField(label=_("调到哪条线？"))
    yuan = Yuan(label=_("多少元？"))
    reason = forms.CharField(label=_("为什么调？"), max_length=120)

    def __init__(self, *args: Any, tracks: Sequence[tuple[UUID, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("source", "target"):
            self.fields[name].choices = [(str(key), title) for key, title in tracks]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two tracks, not one."""
        data = super().clean() or {}
        if data.get("source") and data.get("source") == data.get("target"):
            self.add_error("target", gettext("选另一条线"))
        return data
