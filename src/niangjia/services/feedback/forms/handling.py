"""What a desk does with a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.cases.door import pausing

from .fields import CLAIMS, OUTCOMES, STARS, labelled, uuid_of, whole, worded


class ReplyForm(forms.Form):
    """Words to the author; with the switch on, the verdict is asked for."""

    text = worded(_("请先写回复"), low=2, high=1000, validators=[whole])
    ask_verdict = forms.BooleanField(required=False)
    claim = forms.ChoiceField(
        choices=labelled(CLAIMS), widget=forms.RadioSelect, required=False, initial="solved"
    )


class RelayForm(forms.Form):
    """Which of the firm's words the author is to read."""

    said = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": _("请重新点一下"), "invalid": _("请重新点一下")},
    )


class NoteForm(forms.Form):
    """Words only unions read."""

    text = worded(_("请先写备注"), low=1, high=1000)


class SeatForm(forms.Form):
    """What the union asks of the firm."""

    ask = worded(_("请写要公司办什么"), low=2, validators=[whole])


class SortForm(forms.Form):
    """Which board a case belongs to."""

    board = forms.ChoiceField(error_messages={"required": _("请选一个方面")})

    def __init__(self, *args: Any, boards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = labelled(boards)  # type: ignore[attr-defined]


class PauseForm(forms.Form):
    """Why the clock stands still, in words the author reads."""

    reason = forms.ChoiceField(
        choices=labelled(tuple(pausing.REASONS.items())),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个原因")},
    )
    text = worded(_("请告诉本人在等什么、大概多久"), low=4, high=300, validators=[whole])


class ResumeForm(forms.Form):
    """Why it runs again."""

    text = worded(_("请写一句为什么接着算"), low=2, high=300)


class ForwardForm(forms.Form):
    """Handing a case to another union."""

    to = forms.ChoiceField(
        error_messages={"required": _("请选转给哪个工会"), "invalid_choice": _("请选转给哪个工会")}
    )
    reason = worded(_("请写为什么转"), low=2, high=200, validators=[whole])

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = unions  # type: ignore[attr-defined]


#: Forms that take canned words, and into which of their boxes.
TAKES_WORDS = {"reply": "text", "seat": "ask", "forward": "reason"}


class CallForm(forms.Form):
    """What the asker said on the phone to somebody who had no hand in the case."""

    score = forms.TypedChoiceField(
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        initial=0,
        error_messages={"required": _("请点星星打个分")},
    )
    outcome = forms.ChoiceField(
        choices=labelled(OUTCOMES),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选解决了没有")},
    )
    text = worded(_("请写下本人怎么说"), low=2)


class HoldForm(forms.Form):
    """Which case retention passes over, why, and until when."""

    number = forms.CharField(max_length=24, error_messages={"required": _("请写办件编号")})
    reason = worded(_("请写为什么要留住"), low=2, high=200)
    until = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日期写成 2022-04-18 这样")},
    )


class BoardForm(forms.Form):
    """One more board, with its topics one a line."""

    label = forms.CharField(
        min_length=2,
        max_length=8,
        error_messages={
            "required": _("请起个名字"),
            "max_length": _("名字最多 8 个字"),
            "min_length": _("至少 2 个字"),
        },
    )
    topics = forms.CharField(widget=forms.Textarea, required=False, max_length=200)

    def clean_topics(self) -> list[str]:
        """Lines to at most eight topics."""
        lines = [line.strip()[:12] for line in self.cleaned_data["topics"].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))[:8]


class IdsField(forms.Field):
    """Some of many, by their ids; what is no id is passed over."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[UUID]:
        """Ids as ids."""
        return [one for text in value or () if (one := uuid_of(text))]


class ScreenForm(forms.Form):
    """Which files a third person may see, or may not."""

    file = IdsField(error_messages={"required": _("请先勾选，再决定")})
    do = forms.ChoiceField(choices=[("release", ""), ("keep", "")])
    reason = forms.CharField(
        required=False, max_length=100, widget=forms.Textarea(attrs={"rows": 2})
    )

    @property
    def chosen(self) -> list[str]:
        """What was ticked, for a form that comes back."""
        return list(self["file"].value() or ())
