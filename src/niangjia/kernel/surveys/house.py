"""Surveys the house brings along: a union copies one and changes what it likes.

`use` names what a service reads out of an answer, whatever the words of the question become.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.clock import today

from .rules import CHANNEL as CHANNEL
from .rules import Ask, Question

CHANNELS = (
    noop("找工会"),
    noop("找班组长或公司"),
    noop("打 12351 或 12345"),
    noop("劳动监察、仲裁"),
    noop("找老乡、朋友"),
    noop("没找过，也不知道找谁"),
)
NO_CHANNEL = len(CHANNELS) - 1
#: Head-count of people who need a bed tonight.
PEOPLE, GENDER, BEDDING, WITH = "people", "gender", "bedding", "with"


@dataclass(frozen=True, slots=True)
class Template:
    """A survey to begin with. Its words are sentences of the house until somebody copies them."""

    key: str
    title: str
    why: str
    unnamed: bool
    days: int
    questions: tuple[Question, ...]


RIGHTS = Template(
    "rights",
    noop("工资、合同和说话的地方"),
    noop("想知道大家工资怎么样、合同签没签、有事一般找谁，工会好往前做一步。"),
    True,
    14,
    (
        Question(
            "q1",
            Ask.ONE,
            noop("这个月到手多少工资？"),
            (
                noop("三千以下"),
                noop("三千到五千"),
                noop("五千到八千"),
                noop("八千以上"),
            ),
        ),
        Question(
            "q2",
            Ask.ONE,
            noop("和单位签书面劳动合同了吗？"),
            (noop("签了，手里有一份"), noop("签了，手里没有"), noop("没签")),
        ),
        Question("q3", Ask.ONE, noop("工作上有事想讨个说法，一般找谁？"), CHANNELS, use=CHANNEL),
        Question("q4", Ask.SCALE, noop("总的来说，对现在的工作满意吗？（5 分最满意）")),
        Question("q5", Ask.TEXT, noop("还有什么想说的？"), required=False),
    ),
)
HEADS = Template(
    "heads",
    noop("今晚谁要住下"),
    noop("回不了家的，工会安排地方住。报一下，马上排房间。"),
    False,
    1,
    (
        Question("q1", Ask.YESNO, noop("今晚要安排住处吗？"), use=PEOPLE),
        Question("q2", Ask.ONE, noop("住男间还是女间？"), (noop("男间"), noop("女间")), use=GENDER),
        Question("q3", Ask.YESNO, noop("要被褥吗？"), use=BEDDING),
        Question(
            "q4",
            Ask.TEXT,
            noop("想和谁住一起？"),
            required=False,
            hint=noop("写名字，能排就排在一起"),
            use=WITH,
        ),
    ),
)
PACKS = Template(
    "packs",
    noop("要不要、要几份"),
    noop("东西按大家报的数去买，报多少买多少。"),
    False,
    7,
    (
        Question("q1", Ask.NUMBER, noop("要几份？"), hint=noop("不要就填 0")),
        Question("q2", Ask.TEXT, noop("有什么要注意的？"), required=False),
    ),
)
TEMPLATES = (RIGHTS, HEADS, PACKS)


def template(key: str) -> Template | None:
    """One by its key, or None."""
    return next((one for one in TEMPLATES if one.key == key), None)


def spoken(one: Template) -> tuple[Question, ...]:
    """Its questions in the language of whoever copies it: from now on a union's own words."""
    return tuple(
        replace(q, title=_(q.title), hint=q.hint and _(q.hint), options=tuple(map(_, q.options)))
        for q in one.questions
    )


def later(days: int) -> date:
    """The day so many days from today."""
    return today() + timedelta(days=days)
