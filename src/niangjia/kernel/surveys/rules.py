"""What a survey may ask, and what may be said to it. Pure functions on plain values.

Source: docs/requirements.md 004-22.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Verdict
from niangjia.kernel.base.wording import phrase

MOST_QUESTIONS = 30
MOST_OPTIONS = 12
MOST_TEXT = 300
#: Days a survey may stand open, and a draft may lie.
LONGEST, DRAFT_LIES = 60, 30
#: Hours between two reminders.
REMIND_AFTER = 20
#: The choice "something else", which comes with words.
OTHER = -1


class Ask(StrEnum):
    """Kinds of question."""

    ONE = "one"
    MANY = "many"
    YESNO = "yesno"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


KINDS: tuple[tuple[Ask, str], ...] = (
    (Ask.ONE, noop("选一个")),
    (Ask.MANY, noop("可以选几个")),
    (Ask.YESNO, noop("是或否")),
    (Ask.SCALE, noop("打 1 到 5 分")),
    (Ask.NUMBER, noop("填数字")),
    (Ask.TEXT, noop("写几句话")),
    (Ask.DATE, noop("选日期")),
)
YESNO = (noop("是"), noop("否"))
SCALE = ("1", "2", "3", "4", "5")
#: Kinds whose options the writer names.
LISTED = (Ask.ONE, Ask.MANY)
#: Use of a question for the usual channel of whoever wants their rights; its last option says that
#: there is none.
CHANNEL = "channel"
#: Kinds with one of a few answers.
PICKED = (Ask.ONE, Ask.YESNO, Ask.SCALE)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the page. `id` never changes while the survey lives.

    `use` says what a service reads out of the answer; "" for a union's own question.
    """

    id: str
    kind: Ask
    title: str
    options: tuple[str, ...] = ()
    required: bool = True
    other: bool = False
    hint: str = ""
    use: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """What can be picked, in order; without "something else"."""
        if self.kind == Ask.YESNO:
            return YESNO
        return SCALE if self.kind == Ask.SCALE else self.options

    @property
    def ours(self) -> bool:
        """Whether the options are words of the house, to be translated."""
        return self.kind == Ask.YESNO


def read(kept: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Questions as a survey keeps them."""
    return tuple(
        Question(**{**one, "kind": Ask(one["kind"]), "options": tuple(one["options"])})
        for one in kept
    )


def kept(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Questions as they are kept."""
    return [{**asdict(one), "options": list(one.options)} for one in questions]


def may_ask(one: Question) -> Verdict:
    """Whether a question can be answered as it is written."""
    if one.kind not in LISTED:
        return Verdict(True)
    if len(one.options) + one.other < 2:
        return Verdict(False, reason=noop("只有一个选项，等于没得选"), remedy=noop("再加一个选项"))
    if len(one.options) > MOST_OPTIONS:
        return Verdict(False, reason=noop("选项太多，手机上看不过来"), remedy=noop("最多留十二个"))
    if len(set(one.options)) < len(one.options):
        return Verdict(False, reason=noop("有两个选项一样"), remedy=noop("去掉重复的"))
    return Verdict(True)


def added(questions: tuple[Question, ...], one: Question) -> tuple[Question, ...]:
    """With one more at the end, under an id of its own."""
    numbers = [int(q.id[1:]) for q in questions if q.id[1:].isdecimal()]
    return (*questions, replace(one, id=f"q{max(numbers, default=0) + 1}"))


def changed(questions: tuple[Question, ...], one: Question) -> tuple[Question, ...]:
    """With the question of the same id in another form."""
    return tuple(one if q.id == one.id else q for q in questions)


def removed(questions: tuple[Question, ...], id: str) -> tuple[Question, ...]:
    """Without one."""
    return tuple(q for q in questions if q.id != id)


def moved(questions: tuple[Question, ...], id: str, by: int) -> tuple[Question, ...]:
    """With one a place up (-1) or down (1); at the end nothing moves."""
    at = next((n for n, q in enumerate(questions) if q.id == id), None)
    if at is None or not 0 <= at + by < len(questions):
        return questions
    out = list(questions)
    out[at], out[at + by] = out[at + by], out[at]
    return tuple(out)


def may_open(
    questions: tuple[Question, ...],
    *,
    unnamed: bool,
    asked: int,
    least: int,
    today: date,
    until: date,
) -> Verdict:
    """Whether a draft may go out.

    Without names twice as many must be asked as any number may stand for: else the first to
    answer are the only ones, and every table stays empty.
    """
    if not questions:
        return Verdict(False, reason=noop("还没有问题"), remedy=noop("先加一个问题"))
    if not asked:
        return Verdict(False, reason=noop("这个范围里一个人也没有"), remedy=noop("换个范围"))
    if until < today:
        return Verdict(False, reason=noop("截止的日子已经过了"), remedy=noop("改个截止日期"))
    if until > today + timedelta(days=LONGEST):
        return Verdict(
            False, reason=noop("开得太久，大家会忘"), remedy=noop("截止日期定在六十天以内")
        )
    if unnamed and asked < 2 * least:
        return Verdict(
            False,
            reason=phrase(
                noop("不记名的问卷至少要问 %(need)d 个人，这里只有 %(asked)d 个"),
                need=2 * least,
                asked=asked,
            ),
            remedy=noop("范围放大一些，或者改成记名"),
        )
    return Verdict(True)


def texts_of(questions: Iterable[Question]) -> bool:
    """Whether anything is answered in one's own words."""
    return any(q.kind == Ask.TEXT or q.other for q in questions)


def words_key(id: str) -> str:
    """Where the words of "something else" stand in an answer."""
    return f"{id}+"


def in_words(one: Question, said: Mapping[str, Any]) -> str:
    """What was said to one question, in one line; "" for nothing."""
    value = said.get(one.id)
    if value is None or value == []:
        return ""
    if one.kind in (*PICKED, Ask.MANY):
        picks = value if isinstance(value, list) else [value]
        return _("、").join(_picked(one, n, said) for n in picks)
    return str(value)


def _picked(one: Question, n: int, said: Mapping[str, Any]) -> str:
    if n == OTHER:
        return said.get(words_key(one.id), "") or _("其他")
    return _(one.labels[n]) if one.ours else one.labels[n]
