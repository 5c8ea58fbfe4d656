"""What people type about letters. No decisions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.clock import today
from niangjia.kernel.base.wording import in_words

from .answering import Answer
from .rules import Decided, may_promise
from .wordings import MANDATES, Wording

#: Forms on the desk's page of a letter, by the prefix of their fields.
NAMES = ("edit", "issue", "answer", "close", "escalate", "withdraw", "claim", "check")
DAY = {"invalid": _("日期没看懂，请从日历里选"), "required": _("请选日期")}


def worded(missing: Any, low: int = 2, high: int = 2000, **more: Any) -> forms.CharField:
    """A text of a certain length, with sentences for what is wrong."""
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


def money() -> forms.DecimalField:
    """Yuan as typed, with fen."""
    return forms.DecimalField(
        min_value=Decimal(0),
        max_value=Decimal(10) ** 11,
        decimal_places=2,
        error_messages={"required": _("请填金额，没有就填 0"), "invalid": _("请只填数字，单位元")},
    )


class EditForm(forms.Form):
    """A draft's title and words."""

    title = forms.CharField(max_length=80, error_messages={"required": _("请写标题")})
    body = worded(_("请写正文"), low=10, high=8000)


class IssueForm(forms.Form):
    """Sending; `sure` when it repeats somebody's own words and shall."""

    sure = forms.BooleanField(required=False)


class AnswerForm(forms.Form):
    """An answer in writing, with a choice where the letter asks for one."""

    outcome = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("请选采纳、部分采纳还是不采纳")}
    )
    text = worded(_("请写答复"), low=5)
    promised = forms.DateField(required=False, error_messages=DAY)

    def __init__(self, *args: Any, outcomes: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if outcomes:
            self.fields["outcome"].choices = list(outcomes)  # type: ignore[attr-defined]
        else:
            del self.fields["outcome"], self.fields["promised"]

    def said(self) -> Answer:
        """What was typed; call it on a valid form only."""
        data = self.cleaned_data
        return Answer(data.get("outcome", ""), data["text"], data.get("promised"))

    def clean(self) -> dict[str, Any]:
        """Not adopting needs a reason."""
        data = super().clean() or {}
        if data.get("outcome") in ("refuse", "partly") and len(data.get("text", "")) < 10:
            self.add_error("text", _("不采纳的部分，请写明理由"))
        if "promised" not in self.errors and data.get("outcome"):
            verdict = may_promise(data["outcome"], data.get("promised"), today())
            if not verdict:
                self.add_error("promised", in_words(verdict))
        return data


class WhyForm(forms.Form):
    """What became of a letter, or why it is taken back; the authors read it."""

    text = worded(_("请写清楚，提的人看得到"), low=4, high=600)


class EscalateForm(WhyForm):
    """Why the next step is taken, and to which authority where it leaves the house."""

    authority = forms.CharField(max_length=60, required=False)

    def __init__(self, *args: Any, authority: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not authority:
            del self.fields["authority"]
            return
        self.fields["authority"].required = True
        self.fields["authority"].error_messages["required"] = _("请写交给哪个部门")


class DecidedForm(forms.Form):
    """What the firm decided, with figures and where they come from."""

    decision = worded(_("请写公司怎么定的"), low=4, high=600)
    decided_on = forms.DateField(error_messages=DAY)
    invested = money()
    saved = money()
    evidence = worded(_("请写凭什么：会议纪要、发票、台账，在哪里看得到"), low=4, high=600)

    def decided(self) -> Decided:
        """What was typed; call it on a valid form only."""
        data = self.cleaned_data
        return Decided(
            data["decision"],
            data["decided_on"],
            int(data["invested"] * 100),
            int(data["saved"] * 100),
            data["evidence"],
        )


class CheckForm(forms.Form):
    """Whether the figures are right, and what the evidence was."""

    right = forms.ChoiceField(
        choices=[("yes", _("对得上，核实")), ("no", _("有疑问，退回补证据"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选对得上还是有疑问")},
    )
    note = worded(_("请写看了哪些凭证，或者疑问在哪里"), low=4, high=600)


class TemplateForm(forms.Form):
    """A union's own words for a kind of letter."""

    word = forms.CharField(max_length=16, required=False)
    title = forms.CharField(max_length=80, error_messages={"required": _("请写标题")})
    body = worded(_("请写正文"), low=10, high=8000)

    def wording(self) -> Wording:
        """What was typed; call it on a valid form only."""
        data = self.cleaned_data
        return Wording(data["word"], data["title"], data["body"])


class MandateForm(forms.Form):
    """A certificate or a charge."""

    person = forms.ChoiceField(error_messages={"required": _("请选一位")})
    kind = forms.ChoiceField(
        choices=[(key, _(label)) for key, label in MANDATES],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是哪一种")},
    )
    number = forms.CharField(max_length=40, error_messages={"required": _("请填编号")})
    since = forms.DateField(error_messages=DAY)
    until = forms.DateField(error_messages=DAY)

    def __init__(self, *args: Any, cadres: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("请选择")), *cadres]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A certificate ends after it begins."""
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("到期日要在起始日之后"))
        return data
