"""The questionnaires and where each band begins: word for word as their makers gave them, but the
one of stress, which has no maker's words (docs/adr/0031).

A scale stands here only if its licence lets it: docs/guide/operator.md says what each asks for.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from .helps import DEEPER, KEEP, LOAD, SEE, SOON, TALK
from .records import Band, Scale

#: Topp and others 2015 (Psychother Psychosom 84:167-176): 50 and below, low; 28 and below, as low
#: as people who are in treatment.
WHO5 = Scale(
    key="who5",
    title=noop("心情分"),
    hint=noop("五句话，一分钟"),
    lead=noop("过去两个星期，这些话有多少时候说的是你？"),
    items=(
        noop("我感觉快乐、心情舒畅"),
        noop("我感觉宁静和放松"),
        noop("我感觉充满活力、精力充沛"),
        noop("我睡醒时感到清新、得到了足够休息"),
        noop("我每天生活充满了有趣的事情"),
    ),
    options=(
        (5, noop("所有时间")),
        (4, noop("大部分时间")),
        (3, noop("超过一半的时间")),
        (2, noop("少于一半的时间")),
        (1, noop("有时候")),
        (0, noop("从未有过")),
    ),
    factor=4,
    bright=True,
    bands=(
        Band(
            0,
            "hard",
            noop("这两个星期很不容易"),
            noop("分数低，说明你撑得辛苦，不是你不够坚强。这样的日子不用一个人过。"),
            (SOON[1], SEE[0], SEE[2], DEEPER),
        ),
        Band(
            29,
            "tired",
            noop("有点累了"),
            noop("比多数时候低一些。忙的时候、家里有事的时候，很多人都会这样。"),
            (*TALK, DEEPER),
        ),
        Band(
            51,
            "steady",
            noop("心里还算踏实"),
            noop("这两个星期，好的时候比不好的时候多。"),
            KEEP,
        ),
    ),
    source="WHO-5, World Health Organization 2024 (WHO/UCN/MSD/MHE/2024.01)",
    licence="CC BY-NC-SA 3.0 IGO",
)

OFTEN = (
    (0, noop("完全不会")),
    (1, noop("好几天")),
    (2, noop("一半以上的天数")),
    (3, noop("几乎每天")),
)
FREE = "No permission required to reproduce, translate, display or distribute (Pfizer)"

#: Kroenke, Spitzer and Williams 2001 (J Gen Intern Med 16:606-613): 5, 10, 15, 20; from 10 on
#: somebody who knows should look.
PHQ9 = Scale(
    key="phq9",
    title=noop("低落"),
    hint=noop("九句话，两分钟"),
    lead=noop("过去两个星期，有多少天你被下面的事困扰？"),
    items=(
        noop("做事时提不起劲或没有兴趣"),
        noop("感到心情低落、沮丧或绝望"),
        noop("入睡困难、睡不安稳或睡眠过多"),
        noop("感觉疲倦或没有活力"),
        noop("食欲不振或吃太多"),
        noop("觉得自己很糟——或觉得自己很失败，或让自己或家人失望"),
        noop("对事物专注有困难，例如阅读报纸或看电视时"),
        noop(
            "动作或说话速度缓慢到别人已经觉察？或正好相反——烦躁或坐立不安、动来动去的情况更胜于平常"
        ),
        noop("有不如死掉或用某种方式伤害自己的念头"),
    ),
    options=OFTEN,
    factor=1,
    bright=False,
    bands=(
        Band(0, "few", noop("低落的时候不多"), noop("这两个星期大体还好。"), KEEP),
        Band(5, "some", noop("有些时候低落"), noop("有几样在磨你，多半歇一歇、说一说会松。"), TALK),
        Band(
            10,
            "many",
            noop("低落的时候不少"),
            noop("到了这个分数，请懂行的人看一看更稳妥。"),
            SEE,
        ),
        Band(15, "most", noop("低落的时候很多"), noop("你撑了不少，该有人和你一起扛了。"), SEE),
        Band(20, "hard", noop("这些日子很难熬"), noop("这么难的时候，先把帮忙的人找来。"), SOON),
    ),
    source="PHQ-9, Spitzer, Williams, Kroenke and colleagues 1999; phqscreeners.com",
    licence=FREE,
)

#: Spitzer, Kroenke, Williams and Löwe 2006 (Arch Intern Med 166:1092-1097): 5, 10, 15; from 10 on
#: somebody who knows should look.
GAD7 = Scale(
    key="gad7",
    title=noop("担心"),
    hint=noop("七句话，一分多钟"),
    lead=noop("过去两个星期，有多少天你被下面的事困扰？"),
    items=(
        noop("感觉紧张、焦虑或急切"),
        noop("不能够停止或控制担忧"),
        noop("对各种各样的事情担忧过多"),
        noop("很难放松下来"),
        noop("由于不安而无法静坐"),
        noop("变得容易烦恼或急躁"),
        noop("感到似乎将有可怕的事情发生而害怕"),
    ),
    options=OFTEN,
    factor=1,
    bright=False,
    bands=(
        Band(0, "few", noop("担心不多"), noop("这两个星期心里还算松。"), KEEP),
        Band(5, "some", noop("有些时候紧着"), noop("心里的弦紧了一些，找机会松一松。"), TALK),
        Band(
            10,
            "many",
            noop("紧着的时候不少"),
            noop("到了这个分数，请懂行的人看一看更稳妥。"),
            SEE,
        ),
        Band(15, "hard", noop("心一直悬着"), noop("这样很耗人，先把帮忙的人找来。"), SOON),
    ),
    source="GAD-7, Spitzer, Williams, Kroenke and colleagues 2006; phqscreeners.com",
    licence=FREE,
)

#: A line between two ends, of which Dutheil and others 2017 published where workers' marks mean
#: something: 5.0, look after it; 6.8, where it parts high from low best; 8.2, act now. Theirs is a
#: line of 10 cm without numbers; whole numbers are asked for here, so a band begins at the first
#: one that is not below the published place. The ends are those of Lesage, Chamoux and Berjot 2009
#: (Arch Mal Prof Environ 70:619-622); the words in both languages are ours.
STRESS = Scale(
    key="stress",
    title=noop("担子"),
    hint=noop("工作上压得重不重，一句话"),
    lead=noop("工作压得重不重？从 0 到 10，选一个数。"),
    items=(noop("我现在工作上的压力"),),
    options=(
        (0, noop("0 · 一点也没有")),
        *((n, str(n)) for n in range(1, 10)),
        (10, noop("10 · 能想到的最大")),
    ),
    factor=1,
    bright=False,
    bands=(
        Band(
            0,
            "light",
            noop("担子还背得动"),
            noop("压着的时候有，大体还松得下来。"),
            KEEP,
        ),
        Band(
            5,
            "some",
            noop("担子有点重了"),
            noop("到了这里，就别再往上加了，给自己留一口气。"),
            (*LOAD, TALK[0], TALK[2], TALK[3]),
        ),
        Band(
            7,
            "heavy",
            noop("担子很重"),
            noop("背着这么重还在走，不容易。该有人和你分一分了。"),
            (LOAD[0], SEE[2], *SEE[:2], SEE[3]),
        ),
        Band(
            9,
            "hard",
            noop("担子太重了"),
            noop("这么重，硬扛不是办法。今天就放下一些，今天就找一个人。"),
            (SOON[1], SEE[3], SEE[2], SEE[0], LOAD[0]),
        ),
    ),
    source="Visual analogue scale of stress at work; lines: Dutheil and colleagues 2017, PLOS ONE",
    licence="CC BY 4.0",
)

#: What a worker may add, in the order asked. WHO-5 ends every run.
MORE: tuple[Scale, ...] = (STRESS, PHQ9, GAD7)
SCALES: tuple[Scale, ...] = (*MORE, WHO5)
#: The question that is answered by people, not by a score: PHQ-9, number nine.
HARM = PHQ9.field(9)
