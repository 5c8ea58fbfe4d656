"""What a union types about a list of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.clock import today
from niangjia.kernel.offers import door as offers
from niangjia.kernel.people import door as people


class HeadForm(forms.Form):
    """What stands over a list, and where its names come from: a table or a survey."""

    title = forms.CharField(label=_("名单叫什么？"), max_length=60)
    why = forms.CharField(label=_("为什么列这份名单？"), max_length=200)
    since = forms.DateField(
        label=_("从哪天起用？"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=today,
    )
    until = forms.DateField(
        label=_("用到哪天？"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
    )
    survey = forms.ChoiceField(label=_("从问卷里来"), required=False)
    file = forms.FileField(label=_("从表格里来"), required=False)

    def __init__(self, *args: Any, surveys: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["survey"].choices = [("", _("不从问卷来")), *surveys]  # type: ignore[attr-defined]
        self.titles = dict(surveys)
        self.read: offers.roll_sheet.Read | None = None

    def clean_file(self) -> Any:
        """Read now: a file that cannot be read is a mistake of the form."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        content = file.read(people.sheets.MOST_BYTES + 1)
        try:
            rows = people.sheets.rows_of(file.name, content)
            self.read = offers.roll_sheet.read(rows, offers.MOST_ROLL)
        except people.sheets.BadSheet as bad:
            raise forms.ValidationError(str(bad)) from bad
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two; and an end after the beginning."""
        data = super().clean() or {}
        if bool(data.get("file")) == bool(data.get("survey")) and "file" not in self.errors:
            self.add_error("file", gettext("选一个表格，或者选一份问卷"))
        if data.get("until") and data.get("since") and data["until"] < data["since"]:
            self.add_error("until", gettext("结束的日子要在开始之后"))
        return data

    def head(self) -> offers.rolls.Head:
        """What was typed; call it on a valid form only."""
        data = self.cleaned_data
        survey = data["survey"].split(":")[0] if data["survey"] else ""
        return offers.rolls.Head(
            data["title"],
            data["why"],
            self.titles[data["survey"]] if survey else str(data["file"].name)[-120:],
            data["since"],
            data["until"],
            UUID(survey) if survey else None,
        )


class CoverForm(forms.Form):
    """A cover: what it is, who insures, from when to when, and whose members by which day."""

    title = forms.CharField(label=_("这份保障叫什么？"), max_length=60)
    source = forms.CharField(label=_("哪家保险公司、保单号"), max_length=160)
    why = forms.CharField(
        label=_("保什么、出了事怎么办？"), max_length=200, widget=forms.Textarea(attrs={"rows": 4})
    )
    since = forms.DateField(
        label=_("从哪天起保？"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=_("保到哪天？"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    day = forms.DateField(
        label=_("算哪天的会员？"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=today,
    )

    def clean(self) -> dict[str, Any]:
        """An end after the beginning, and a day that has been."""
        data = super().clean() or {}
        if data.get("until") and data.get("since") and data["until"] < data["since"]:
            self.add_error("until", gettext("结束的日子要在开始之后"))
        if data.get("day") and data["day"] > today():
            self.add_error("day", gettext("只能算到今天为止的会员"))
        return data

    def head(self) -> offers.rolls.Head:
        """What was typed; call it on a valid form only."""
        names = ("title", "why", "source", "since", "until")
        return offers.rolls.Head(*(self.cleaned_data[name] for name in names))


class ApproveForm(forms.Form):
    """Who looked it through."""

    prefix = "approve"

    approved_by = forms.CharField(label=_("谁核对的？"), max_length=60)


class AddForm(forms.Form):
    """Somebody for a list."""

    prefix = "add"

    name = forms.CharField(label=_("姓名"), max_length=60)
    number = forms.CharField(label=_("手机号或会员号"), max_length=24)
    need = forms.IntegerField(
        label=_("几份？"), min_value=1, max_value=offers.roll_sheet.MOST_NEED, initial=1
    )
