"""Writing a review, by oneself or for somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.codes import BadCode, mobile
from niangjia.services.feedback import rules

from .fields import STARS, labelled, worded


class ReviewForm(forms.Form):
    """A worker's review of a firm."""

    firm = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": _("请选是哪家单位"), "invalid": _("请重新选一下单位")},
    )
    board = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个方面"), "invalid_choice": _("请选一个方面")},
    )
    score = forms.TypedChoiceField(
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        initial=0,
        error_messages={"required": _("请点星星打个分"), "invalid_choice": _("请点星星打个分")},
    )
    topics = forms.MultipleChoiceField(
        choices=labelled([(t, t) for t in rules.TOPICS]),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = worded(_("请写下发生了什么，至少 5 个字"))
    who = forms.ChoiceField(
        choices=labelled(rules.WHO),
        widget=forms.RadioSelect,
        initial="union",
        error_messages={"required": _("请选谁能看到是你")},
    )

    def __init__(
        self,
        *args: Any,
        boards: list[tuple[str, str]],
        more_topics: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = labelled(boards)  # type: ignore[attr-defined]
        topics = self.fields["topics"]
        topics.choices = labelled(  # type: ignore[attr-defined]
            [(t, t) for t in (*rules.TOPICS, *more_topics)]
        )

    def clean_score(self) -> int:
        """Zero stars is "not yet", never a mark."""
        score = int(self.cleaned_data["score"])
        if not score:
            raise forms.ValidationError(_("请点星星打个分"))
        return score


#: None of the matters offered.
NONE = "none"


class OwnForm(ReviewForm):
    """A worker's own review, which may be part of what others asked about."""

    matter = forms.CharField(required=False, max_length=36)
    #: Whether what others asked was offered for these very words.
    asked = forms.BooleanField(required=False)


class SameForm(forms.Form):
    """Which of the matters offered it is, or none of them."""

    matter = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, offers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*offers, (NONE, _("都不是，我这件不一样"))]
        self.fields["matter"].choices = choices  # type: ignore[attr-defined]


class AssistForm(ReviewForm):
    """A cadre writes down what came on paper, by phone or in person."""

    field_order = ("origin", "firm", "said_at", "board", "score", "topics", "text")
    origin = forms.ChoiceField(
        choices=labelled(rules.ORIGINS),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是怎么来的")},
    )
    firm = forms.CharField(
        max_length=60,
        error_messages={  # type: ignore[assignment]
            "required": _("请写是哪家单位")
        },
    )
    said_at = forms.DateTimeField(
        required=False, error_messages={"invalid": _("时间没看懂，请从日历里选")}
    )
    author_name = forms.CharField(max_length=60, required=False)
    author_phone = forms.CharField(max_length=20, required=False)

    def clean_author_phone(self) -> str:
        """A number that cannot be right is said so; none is fine."""
        text: str = self.cleaned_data["author_phone"]
        try:
            return mobile(text) if text.strip() else ""
        except BadCode as wrong:
            raise forms.ValidationError(_(str(wrong))) from wrong

    def clean_score(self) -> int:
        """On paper there may be no stars at all."""
        return int(self.cleaned_data["score"])


class WordForm(forms.Form):
    """One more word on a case."""

    text = worded(_("请先写点什么"), low=2)
