"""What a desk does with a matter of many people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import CLAIMS, labelled, worded

#: Where one case goes: a matter that is there, or a new one.
NEW = "new"


def titled(**more: Any) -> forms.CharField:
    """A title workers will read."""
    return forms.CharField(
        min_length=4,
        max_length=40,
        error_messages={
            "required": _("请起个名字，职工看得到"),
            "min_length": _("名字至少 4 个字"),
            "max_length": _("名字最多 40 个字"),
        },
        **more,
    )


class TitleForm(forms.Form):
    """How a matter is called."""

    title = titled()


class OutForm(forms.Form):
    """Which case does not belong."""

    case = forms.UUIDField(widget=forms.HiddenInput)


class PickForm(forms.Form):
    """Cases that go into a matter."""

    cases = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请至少选一件")}
    )

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = found  # type: ignore[attr-defined]


class NewMatterForm(PickForm):
    """A matter made by hand."""

    title = titled()
    field_order = ("title", "cases")


class IntoForm(forms.Form):
    """Which matter one case goes into."""

    matter = forms.ChoiceField(error_messages={"required": _("请选归到哪一件")})
    title = titled(required=False)

    def __init__(self, *args: Any, titles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*titles, (NEW, _("新起一件"))]
        self.fields["matter"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A new one needs a name."""
        data = super().clean() or {}
        if data.get("matter") == NEW and not data.get("title") and "title" not in self.errors:
            self.add_error("title", _("请起个名字，职工看得到"))
        return data


class ToAllForm(forms.Form):
    """One text for many: an answer, or how it is going."""

    text = worded(_("请先写好要说的话"), low=4, high=1000)
    cases = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请至少留一件")}
    )
    claim = forms.ChoiceField(
        choices=labelled(CLAIMS), widget=forms.RadioSelect, required=False, initial="solved"
    )

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = found  # type: ignore[attr-defined]
        self.fields["cases"].initial = [value for value, _label in found]


class LinkForm(ToAllForm):
    """Something its authors can use: a thing of the house, or a plain note with a day."""

    label = forms.CharField(
        required=False,
        max_length=40,
        error_messages={"max_length": _("名字最多 40 个字")},
    )
    day = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日期写成 2022-04-18 这样")},
    )
    thing = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, things: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("不选，只写几句")), *things]
        self.fields["thing"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Either a thing, which has a name, or a name of one's own."""
        data = super().clean() or {}
        if not data.get("thing") and not data.get("label") and "label" not in self.errors:
            self.add_error("label", _("请写是什么，例如：集中住宿登记"))
        return data
