"""What a union types about an offer, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.clock import SHANGHAI, local
from niangjia.kernel.offers import door as offers

from .campaigns import Yuan

MOST_UNITS = 10_000_000
KINDS = [(kind.value, _(kind.label)) for kind in offers.Offer.Kinds]
MODES = [(mode.value, _(mode.label)) for mode in offers.Offer.Modes]
PERIODS = [(period.value, _(period.label)) for period in offers.Offer.Periods]
#: What each way of giving out means, beside its choice.
MODE_HINTS = {
    "first": _("到点开领，领到为止，系统不会多发一份"),
    "review": _("先报名，工会一个一个看过再给"),
    "deliver": _("填地址，寄到家，签收后地址就删掉"),
    "handout": _("不用报名，在发放点当面发"),
}


class WhatForm(forms.Form):
    """What is given out, how, and out of whose money."""

    title = forms.CharField(label=_("发什么？"), max_length=40)
    kind = forms.ChoiceField(label=_("是哪一类？"), choices=KINDS, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("怎么发？"), choices=MODES, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    pick_where = forms.CharField(label=_("在哪里领、几点领？"), max_length=200, required=False)
    line = forms.ChoiceField(label=_("从哪条线出钱？"), required=False)
    unit_cost = Yuan(label=_("一份多少钱？（元）"), required=False)

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["line"].choices = [("", _("不从活动里出")), *lines]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Money of a track is counted by the unit."""
        data = super().clean() or {}
        if data.get("line") and not data.get("unit_cost") and "unit_cost" not in self.errors:
            self.add_error("unit_cost", gettext("写上一份多少钱，才知道要占用多少"))
        return data

    def values(self) -> dict[str, Any]:
        """Fields of the terms; call it on a valid form only."""
        data = dict(self.cleaned_data)
        campaign, _colon, line = data.pop("line").partition(":")
        return data | {
            "campaign_id": UUID(campaign) if campaign else None,
            "line_id": UUID(line) if line else None,
        }


class WhoForm(forms.Form):
    """Conditions of the union's own, or a set of rules as it stands."""

    pack = forms.ChoiceField(label=_("用哪套规则？"), required=False)

    def __init__(self, *args: Any, packs: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["pack"].choices = [("", _("不用，自己定条件")), *packs]  # type: ignore[attr-defined]


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class WhenForm(forms.Form):
    """From when to when, and how many each."""

    opens_on = forms.DateField(label=_("哪天开领？"), widget=_day())
    opens_at = forms.TimeField(label=_("几点？"), widget=_clock())
    closes_on = forms.DateField(label=_("领到哪天？"), widget=_day())
    closes_at = forms.TimeField(label=_("几点截止？"), widget=_clock())
    per_person = forms.IntegerField(label=_("每人最多几份？"), min_value=1, max_value=1000)
    period = forms.ChoiceField(label=_("这个数按什么算？"), choices=PERIODS)
    per_household = forms.IntegerField(
        label=_("每户最多几份？"), min_value=0, max_value=1000, required=False
    )
    pick_days = forms.IntegerField(label=_("领到名额后几天内来取？"), min_value=1, max_value=90)
    waiting = forms.BooleanField(label=_("领完了可以排候补"), required=False)
    room = forms.BooleanField(label=_("开领时先排队，再放进来领"), required=False)

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        data = super().clean() or {}
        both = [data.get(name) for name in ("opens_on", "opens_at", "closes_on", "closes_at")]
        if all(one is not None for one in both):
            opens, closes = _joined(both[0], both[1]), _joined(both[2], both[3])
            if closes <= opens:
                self.add_error("closes_on", gettext("截止要在开领之后"))
        return data

    def values(self) -> dict[str, Any]:
        """Fields of the terms; call it on a valid form only."""
        data = self.cleaned_data
        return {
            "opens_at": _joined(data["opens_on"], data["opens_at"]),
            "closes_at": _joined(data["closes_on"], data["closes_at"]),
            "per_person": data["per_person"],
            "per_household": data["per_household"] or 0,
            "period": data["period"],
            "pick_days": data["pick_days"],
            "waiting": data["waiting"],
            "room": settings.NIANGJIA_ROOM_RATE if data["room"] else 0,
        }


def _joined(day: Any, at: Any) -> datetime:
    return datetime.combine(day, at or time(), tzinfo=SHANGHAI)


def when_initial(terms: offers.Terms) -> dict[str, Any]:
    """Times of an offer as the form takes them."""
    opens, closes = local(terms.opens_at), local(terms.closes_at)
    return {
        "opens_on": opens.date(),
        "opens_at": f"{opens:%H:%M}",
        "closes_on": closes.date(),
        "closes_at": f"{closes:%H:%M}",
        "per_person": terms.per_person or 1,
        "period": terms.period,
        "per_household": terms.per_household or "",
        "pick_days": terms.pick_days,
        "waiting": terms.waiting,
        "room": terms.room > 0,
    }


class ManyForm(forms.Form):
    """How many there are, where they came from, and how many each union below gets."""

    total = forms.IntegerField(label=_("一共几份？"), min_value=1, max_value=MOST_UNITS)
    reason = forms.CharField(label=_("怎么来的？"), max_length=120)
    borrow = forms.BooleanField(label=_("下面发完了，可以用上面剩下的"), required=False)

    def __init__(self, *args: Any, unions: Sequence[tuple[UUID, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.unions = unions
        for key, name in unions:
            self.fields[f"part-{key}"] = forms.IntegerField(
                label=name, min_value=0, max_value=MOST_UNITS, required=False
            )

    def clean(self) -> dict[str, Any]:
        """The parts fit into the whole."""
        data = super().clean() or {}
        over = sum(self.parts().values()) - (data.get("total") or 0)
        if data.get("total") and over > 0:
            self.add_error("total", gettext("分下去的比总数多了 %d 份") % over)
        return data

    def parts(self) -> dict[UUID, int]:
        """How many each union gets."""
        held = self.cleaned_data
        return {key: held.get(f"part-{key}") or 0 for key, _name in self.unions}

    def rows(self) -> list[tuple[Any, str]]:
        """The fields of the unions, with their names."""
        return [(self[f"part-{key}"], name) for key, name in self.unions]
