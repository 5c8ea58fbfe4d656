"""What a desk types to make a survey, and what a worker answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.types import Actor
from niangjia.kernel.base.wording import in_words
from niangjia.kernel.people import door as people

from . import rules
from .actions import Frame
from .models import LEAST, Survey
from .rules import OTHER, Ask, Question

KINDS = [
    (Survey.Kinds.UNNAMED.value, _("不记名")),
    (Survey.Kinds.NAMED.value, _("记名")),
]
KIND_HINTS = {
    "unnamed": _("工会只看得到汇总，看不到谁答了什么；交上去改不了"),
    "named": _("工会看得到谁答了什么，可以接着帮他办事；收完以前本人能改"),
}
MOST_ORGS = 60


class FrameForm(forms.Form):
    """What stands around the questions."""

    title = forms.CharField(
        label=_("题目"), max_length=40, error_messages={"required": _("请写个题目")}
    )
    why = forms.CharField(
        label=_("为什么问？"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写一句为什么问")},
    )
    kind = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect, initial="unnamed")
    until = forms.DateField(
        label=_("收到哪天（含当天）？"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选一个日期"), "invalid": _("请选一个日期")},
    )
    least = forms.IntegerField(
        label=_("少于几个人的数字不显示？"), min_value=LEAST, max_value=50, initial=LEAST
    )
    orgs = forms.CharField(
        label=_("问哪些单位的人？"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_orgs(self) -> tuple[UUID, ...]:
        """Names one a line, of unions and employers of the own tree. Unknown ones are named."""
        lines = list(dict.fromkeys(filter(None, map(str.strip, self.data_of("orgs").splitlines()))))
        if len(lines) > MOST_ORGS:
            raise forms.ValidationError(_("最多写六十家；都问的话，空着就行"))
        found = people.own_orgs(self.actor, lines)
        wrong = [line for line in lines if line not in found]
        if wrong:
            text = gettext("在本工会这里没找到：%s") % gettext("、").join(wrong)
            raise forms.ValidationError(text)
        return tuple(found[line] for line in lines)

    def data_of(self, name: str) -> str:
        """A field as cleaned so far."""
        return str(self.cleaned_data.get(name) or "")

    def frame(self) -> Frame:
        """What was typed; call it on a valid form only."""
        data = self.cleaned_data
        return Frame(
            data["title"], data["why"], data["kind"], data["least"], data["until"], data["orgs"]
        )


def frame_initial(frame: Frame) -> dict[str, Any]:
    """A frame as the form shows it first."""
    found = people.org_names(frame.orgs)
    return {
        "title": frame.title,
        "why": frame.why,
        "kind": frame.kind,
        "least": frame.least,
        "until": frame.until,
        "orgs": "\n".join(found[one] for one in frame.orgs if one in found),
    }


class QuestionForm(forms.Form):
    """One question."""

    title = forms.CharField(
        label=_("问什么？"), max_length=80, error_messages={"required": _("请写要问什么")}
    )
    kind = forms.ChoiceField(
        label=_("怎么答？"), choices=[(kind.value, _(words)) for kind, words in rules.KINDS]
    )
    options = forms.CharField(
        label=_("有哪些选项？"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    other = forms.BooleanField(label=_("加一个“其他”，可以自己写"), required=False)
    required = forms.BooleanField(label=_("必须答"), required=False, initial=True)
    hint = forms.CharField(label=_("题目下面的小字"), required=False, max_length=80)

    def clean(self) -> dict[str, Any]:
        """A question that cannot be answered is not taken."""
        data = super().clean() or {}
        whole = "kind" in data and "options" in data
        if whole and not (verdict := rules.may_ask(self.question("q0", data))):
            self.add_error("options", in_words(verdict))
        return data

    def question(self, id: str, data: Mapping[str, Any] | None = None, use: str = "") -> Question:
        """What was typed."""
        data = data or self.cleaned_data
        kind = Ask(data["kind"])
        lines = dict.fromkeys(filter(None, map(str.strip, str(data["options"]).splitlines())))
        listed = kind in rules.LISTED
        return Question(
            id,
            kind,
            str(data.get("title", "")),
            tuple(line[:40] for line in lines) if listed else (),
            bool(data["required"]),
            bool(data["other"]) and listed,
            str(data["hint"]),
            use,
        )


def question_initial(one: Question) -> dict[str, Any]:
    """A question as the form shows it first."""
    return {
        "title": one.title,
        "kind": one.kind.value,
        "options": "\n".join(one.options),
        "other": one.other,
        "required": one.required,
        "hint": one.hint,
    }


MISSING = _("这一题还没答")


class AnswerForm(forms.Form):
    """The page a worker answers: a field for each question."""

    def __init__(
        self,
        data: Any = None,
        *,
        questions: tuple[Question, ...],
        said: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=_first(questions, said or {}))
        self.questions = questions
        for one in questions:
            self.fields[one.id] = _field(one)
            if one.other:
                self.fields[rules.words_key(one.id)] = forms.CharField(
                    label=_("其他，请写"), required=False, max_length=60
                )

    def rows(self) -> list[dict[str, Any]]:
        """Questions with their fields, in order."""
        return [
            {
                "question": one,
                "field": self[one.id],
                "other": self[rules.words_key(one.id)] if one.other else None,
                "chips": one.kind in (Ask.YESNO, Ask.SCALE),
                "picks": one.kind in rules.LISTED,
            }
            for one in self.questions
        ]

    def clean(self) -> dict[str, Any]:
        """ "Something else" comes with words."""
        data = super().clean() or {}
        for one in self.questions:
            words = rules.words_key(one.id)
            if one.other and str(OTHER) in _several(data.get(one.id)) and not data.get(words):
                self.add_error(words, _("请写一下是什么"))
        return data

    def said(self) -> dict[str, Any]:
        """The answer as it is kept; call it on a valid form only."""
        out: dict[str, Any] = {}
        for one in self.questions:
            value = self.cleaned_data.get(one.id)
            if value in (None, "", []):
                continue
            out[one.id] = _kept(one, value)
            words = self.cleaned_data.get(rules.words_key(one.id))
            if words and str(OTHER) in _several(value):
                out[rules.words_key(one.id)] = words
        return out


def _several(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _kept(one: Question, value: Any) -> Any:
    if one.kind == Ask.MANY:
        return [int(v) for v in value]
    if one.kind in (*rules.PICKED, Ask.NUMBER):
        return int(value)
    return value.isoformat() if one.kind == Ask.DATE else str(value)


def _first(questions: tuple[Question, ...], said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said before, as the fields show it."""
    strings = {one.id for one in questions if one.kind in (*rules.PICKED, Ask.MANY)}
    return {
        key: ([str(v) for v in value] if isinstance(value, list) else str(value))
        if key in strings
        else value
        for key, value in said.items()
    }


def _field(one: Question) -> forms.Field:
    """The field of one question."""
    common: dict[str, Any] = {
        "label": one.title,
        "required": one.required,
        "help_text": one.hint,
        "error_messages": {"required": MISSING, "invalid_choice": MISSING},
    }
    if one.kind in (*rules.PICKED, Ask.MANY):
        return _choice(one, common)
    if one.kind == Ask.NUMBER:
        wrong = {**common["error_messages"], "invalid": _("请填一个整数")}
        return forms.IntegerField(
            min_value=0, max_value=10_000_000, **{**common, "error_messages": wrong}
        )
    if one.kind == Ask.DATE:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        wrong = {**common["error_messages"], "invalid": _("请选一个日期")}
        return forms.DateField(widget=widget, **{**common, "error_messages": wrong})
    return forms.CharField(
        max_length=rules.MOST_TEXT, widget=forms.Textarea(attrs={"rows": 3}), **common
    )


def _choice(one: Question, common: dict[str, Any]) -> forms.Field:
    choices = [
        (str(n), gettext(label) if one.ours else label) for n, label in enumerate(one.labels)
    ]
    choices += [(str(OTHER), gettext("其他"))] if one.other else []
    if one.kind == Ask.MANY:
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **common
        )
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
