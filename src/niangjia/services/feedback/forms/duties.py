"""A line of the catalogue of who answers what."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.services.feedback import rules

from .fields import labelled

WORDS_MOST, WORD_LONGEST = 20, 12
#: White space, and commas and semicolons of either width.
BETWEEN = re.compile("[\\s,;\\uff0c\\u3001\\uff1b]+")


class DutyForm(forms.Form):
    """What it is about, who answers, by what rule, from when."""

    about = forms.ChoiceField(required=False)
    topics = forms.MultipleChoiceField(
        choices=labelled([(t, t) for t in rules.TOPICS]),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(required=False, max_length=200)
    union = forms.ChoiceField(required=False)
    name = forms.CharField(required=False, max_length=60)
    phone = forms.CharField(required=False, max_length=40)
    how = forms.CharField(required=False, max_length=200)
    source = forms.CharField(max_length=120, error_messages={"required": _("请写依据哪份文件")})
    since = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("请选从哪天起"),
            "invalid": _("日期写成 2022-04-18 这样"),
        },
    )

    def __init__(self, *args: Any, boards: Any, unions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("哪个方面都算")), *labelled(boards)]
        self.fields["about"].choices = every  # type: ignore[attr-defined]
        self.fields["union"].choices = unions  # type: ignore[attr-defined]

    def clean_words(self) -> tuple[str, ...]:
        """Words between spaces or commas."""
        parts = BETWEEN.split(self.cleaned_data["words"])
        words = dict.fromkeys(word[:WORD_LONGEST] for word in parts if word)
        return tuple(words)[:WORDS_MOST]

    def clean(self) -> dict[str, Any]:
        """Something it is about, and somebody who answers."""
        data: dict[str, Any] = super().clean() or {}
        if not (data.get("about") or data.get("topics") or data.get("words")):
            self.add_error("words", _("方面、话题、词至少写一样"))
        outside = not data.get("union")
        if outside and not data.get("name"):
            self.add_error("name", _("请写是哪个单位"))
        elif outside and not (data.get("phone") or data.get("how")):
            self.add_error("phone", _("请写电话，或者怎么去"))
        return data
