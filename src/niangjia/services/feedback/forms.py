"""Shapes of what people send. No decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.codes import BadCode, mobile
from niangjia.kernel.cases.door import pausing
from niangjia.kernel.cases.door import rules as case_rules

from . import rules

#: What a union says has come of a matter.
CLAIMS = (
    ("solved", noop("解决了")),
    ("partly", noop("解决了一部分")),
    ("explained", noop("办不到，说明了原因")),
    ("guided", noop("不归工会办，告诉了找谁")),
    ("legal", noop("转法定程序（仲裁、监察等）")),
)
#: What somebody says of an answer.
OUTCOMES = (
    ("solved", noop("解决了")),
    ("partly", noop("解决了一部分")),
    ("accept", noop("知道了，可以办结")),
    ("back", noop("没解决，退回重办")),
)


def offer(form: forms.Form, claim: str) -> None:
    """Show only what can be said to the union's claim."""
    words = dict(OUTCOMES)
    choices = _choices([(said, words[said]) for said in case_rules.answers(claim)])
    form.fields["outcome"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


STARS = [(n, str(n)) for n in range(6)]


def who_hints() -> dict[str, Any]:
    """What each answer to "who can see that it was you" means."""
    return {value: _(hint) for value, hint in rules.WHO_HINTS.items()}


def _choices(pairs: Any) -> list[tuple[str, Any]]:
    return [(value, _(label)) for value, label in pairs]


def _text(
    missing: Any, low: int = rules.TEXT_MIN, high: int = rules.TEXT_MAX, **more: Any
) -> forms.CharField:
    return forms.CharField(
        widget=forms.Textarea,
        min_length=low,
        max_length=high,
        error_messages={
            "required": missing,
            "min_length": _("请多写两句，至少 %(limit_value)d 个字"),
            "max_length": _("写得有点长了，最多 %(limit_value)d 个字，现在 %(show_value)d 个"),
        },
        **more,
    )


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
        choices=_choices([(t, t) for t in rules.TOPICS]),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = _text(_("请写下发生了什么，至少 5 个字"))
    who = forms.ChoiceField(
        choices=_choices(rules.WHO),
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
        self.fields["board"].choices = _choices(boards)  # type: ignore[attr-defined]
        topics = self.fields["topics"]
        topics.choices = _choices(  # type: ignore[attr-defined]
            [(t, t) for t in (*rules.TOPICS, *more_topics)]
        )

    def clean_score(self) -> int:
        """Zero stars is "not yet", never a mark."""
        score = int(self.cleaned_data["score"])
        if not score:
            raise forms.ValidationError(_("请点星星打个分"))
        return score


class AssistForm(ReviewForm):
    """A cadre writes down what came on paper, by phone or in person."""

    field_order = ("origin", "firm", "said_at", "board", "score", "topics", "text")
    origin = forms.ChoiceField(
        choices=_choices(rules.ORIGINS),
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

    text = _text(_("请先写点什么"), low=2)


class VerdictForm(forms.Form):
    """The asker's verdict."""

    score = forms.TypedChoiceField(
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        initial=0,
        error_messages={"required": _("请点星星打个分")},
    )
    outcome = forms.ChoiceField(
        choices=_choices(OUTCOMES),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选解决了没有")},
    )
    reason = forms.CharField(widget=forms.Textarea, required=False, max_length=rules.TEXT_MAX)

    def clean(self) -> dict[str, Any]:
        """Sending back needs a reason, so that the union knows what is still missing."""
        data = super().clean() or {}
        if not data.get("score"):
            self.add_error("score", _("请点星星打个分"))
        if data.get("outcome") == "back" and len(data.get("reason", "").strip()) < rules.TEXT_MIN:
            self.add_error("reason", _("退回要写还差在哪里，至少 5 个字"))
        return data


class AppealForm(forms.Form):
    """Taking it to the union above."""

    text = _text(_("请写为什么要请上级工会来办"))
    pressed = forms.BooleanField(required=False)


class ReopenForm(forms.Form):
    """Opening it once more."""

    text = _text(_("请写还差在哪里"))


class WithdrawForm(forms.Form):
    """Taking a case back; a reason is welcome, not owed."""

    reason = forms.CharField(widget=forms.Textarea, required=False, max_length=200)


class ReplyForm(forms.Form):
    """Words to the author; with the switch on, the verdict is asked for."""

    text = _text(_("请先写回复"), low=2, high=1000)
    ask_verdict = forms.BooleanField(required=False)
    claim = forms.ChoiceField(
        choices=_choices(CLAIMS), widget=forms.RadioSelect, required=False, initial="solved"
    )


class RelayForm(forms.Form):
    """Which of the firm's words the author is to read."""

    said = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": _("请重新点一下"), "invalid": _("请重新点一下")},
    )


class NoteForm(forms.Form):
    """Words only unions read."""

    text = _text(_("请先写备注"), low=1, high=1000)


class SeatForm(forms.Form):
    """What the union asks of the firm."""

    ask = _text(_("请写要公司办什么"), low=2)


class SortForm(forms.Form):
    """Which board a case belongs to."""

    board = forms.ChoiceField(error_messages={"required": _("请选一个方面")})

    def __init__(self, *args: Any, boards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = _choices(boards)  # type: ignore[attr-defined]


class PauseForm(forms.Form):
    """Why the clock stands still, in words the author reads."""

    reason = forms.ChoiceField(
        choices=_choices(tuple(pausing.REASONS.items())),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个原因")},
    )
    text = _text(_("请告诉本人在等什么、大概多久"), low=4, high=300)


class ResumeForm(forms.Form):
    """Why it runs again."""

    text = _text(_("请写一句为什么接着算"), low=2, high=300)


class ContestForm(forms.Form):
    """Why the author does not agree."""

    text = _text(_("请写为什么不该停"), low=4, high=300)


class ForwardForm(forms.Form):
    """Handing a case to another union."""

    to = forms.ChoiceField(
        error_messages={"required": _("请选转给哪个工会"), "invalid_choice": _("请选转给哪个工会")}
    )
    reason = _text(_("请写为什么转"), low=2, high=200)

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = unions  # type: ignore[attr-defined]


class FirmReplyForm(forms.Form):
    """The firm's words to the union."""

    text = _text(_("请写办到哪一步了"), low=2, high=1000)
    done = forms.BooleanField(required=False)


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
        choices=_choices(OUTCOMES),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选解决了没有")},
    )
    text = _text(_("请写下本人怎么说"), low=2)


class HoldForm(forms.Form):
    """Which case retention passes over, why, and until when."""

    number = forms.CharField(max_length=24, error_messages={"required": _("请写办件编号")})
    reason = _text(_("请写为什么要留住"), low=2, high=200)
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
