"""Dated rules by jurisdiction: how long the law, or the house where it is silent, gives for a step.

A union may promise less time than these, never more than a law allows. Jurisdictions are paths of
the tree: `33.` is Zhejiang, "" the whole country.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.dates import within
from niangjia.kernel.base.periods import Period, Unit
from niangjia.kernel.base.types import Verdict


@dataclass(frozen=True, slots=True)
class Clock:
    """One step's time limit: what for, how long, and whether a law sets it."""

    key: str
    title: str
    period: Period
    by_law: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """Clocks that hold in one jurisdiction from `since` on."""

    jurisdiction: str
    since: date
    until: date | None
    source: str
    clocks: tuple[Clock, ...]


HOUSE = Pack(
    "",
    date(2000, 1, 1),
    None,
    noop("娘家的约定"),
    (
        Clock("case.received", noop("收到后，工会给第一次回应"), Period(2, Unit.WORKING)),
        Clock("case.accepted", noop("受理后，工会给答复"), Period(5, Unit.WORKING)),
        Clock("case.with_firm", noop("转给公司后，公司给答复"), Period(5, Unit.WORKING)),
        Clock("case.answered", noop("答复后，等职工打分"), Period(15)),
        Clock("letter.draft", noop("起草文书到发出"), Period(10, Unit.WORKING)),
        Clock("letter.issued", noop("收到文书，给书面答复"), Period(10, Unit.WORKING)),
        Clock("letter.reason", noop("公司说办不到，书面说明理由"), Period(5, Unit.WORKING)),
        Clock("letter.answered", noop("有了答复，工会看够不够"), Period(5, Unit.WORKING)),
        Clock("letter.overdue", noop("超期没答复，工会决定下一步"), Period(5, Unit.WORKING)),
        Clock("proposal.answer", noop("工会的建议，公司给答复"), Period(30)),
        Clock("benefit.claimed", noop("成效录好，财务核实"), Period(10, Unit.WORKING)),
        Clock("benefit.doubted", noop("成效有疑问，补证据"), Period(10, Unit.WORKING)),
        Clock("case.returned", noop("退回后，工会重新受理"), Period(2, Unit.WORKING)),
        Clock("case.offered", noop("想转给别的工会，对方给回话"), Period(1, Unit.WORKING)),
        Clock("case.declined", noop("对方不接，收回或者请上级定"), Period(1, Unit.WORKING)),
        Clock("case.disputed", noop("派件争议，上级工会定下来"), Period(2, Unit.WORKING)),
        Clock("matter.open", noop("归成一件后，工会给大家一个答复"), Period(5, Unit.WORKING)),
        Clock("matter.answered", noop("一起答复后，等大家打分再收尾"), Period(20)),
        Clock("case.file", noop("传来照片后，工会先看一眼"), Period(2, Unit.WORKING)),
        Clock("mediation.offered", noop("工会提议调解，职工想一想"), Period(7)),
        Clock("mediation.asked", noop("申请调解后，工会派调解员、请公司"), Period(2)),
        Clock("mediation.invited", noop("请公司来调解，公司给答复"), Period(5)),
        Clock("mediation.more", noop("两边都同意，调解再谈一段"), Period(15)),
        Clock("cover.asked", noop("会员出事来求助，工会接手"), Period(2, Unit.WORKING)),
        Clock("cover.taken", noop("接手后，材料交给保险公司"), Period(5, Unit.WORKING)),
        Clock("cover.paid", noop("说赔了，等会员说钱到没到"), Period(30)),
        Clock("cover.missing", noop("会员说钱没到，工会问清楚"), Period(2, Unit.WORKING)),
        Clock("bundle.asked", noop("移交材料包，做出来"), Period(1)),
        Clock("bulletin.draft", noop("通报起草后，征求单位意见"), Period(10, Unit.WORKING)),
        Clock("bulletin.reply", noop("通报征求意见，单位答复"), Period(5, Unit.WORKING)),
    ),
)
COUNTRY = Pack(
    "",
    date(2008, 5, 1),
    None,
    noop("劳动争议调解仲裁法"),
    (
        Clock(
            "mediation.end",
            noop("调解要有结果"),
            Period(15, clause=noop("《劳动争议调解仲裁法》第十四条")),
            by_law=True,
        ),
    ),
)
#: Where it is complicated the insurer decides within thirty days; the union asks by then.
INSURANCE = Pack(
    "",
    date(2009, 10, 1),
    None,
    noop("保险法"),
    (
        Clock(
            "cover.sent",
            noop("交给保险公司后，问到结果"),
            Period(30, clause=noop("《保险法》第二十三条")),
        ),
    ),
)
ZHEJIANG_DEMOCRACY = Pack(
    "33.",
    date(2010, 10, 1),
    None,
    noop("浙江省企业民主管理条例"),
    (
        Clock(
            "proposal.answer",
            noop("工会的建议，公司给答复"),
            Period(30, clause=noop("《浙江省企业民主管理条例》第二十三条")),
            by_law=True,
        ),
    ),
)
#: Since the day it was passed. It lets both sides extend; how long is the house's own promise.
ZHEJIANG_MEDIATION = Pack(
    "33.",
    date(2015, 12, 4),
    None,
    noop("浙江省劳动人事争议调解仲裁条例"),
    (
        Clock(
            "mediation.more",
            noop("两边都同意，调解再谈一段"),
            Period(15, clause=noop("《浙江省劳动人事争议调解仲裁条例》第十条")),
        ),
    ),
)
ZHEJIANG_SUPERVISION = Pack(
    "33.",
    date(2016, 12, 1),
    None,
    noop("浙江省工会劳动法律监督条例"),
    (
        Clock(
            "supervision.refusal",
            noop("不受理，书面说明理由"),
            Period(5, Unit.WORKING, noop("《浙江省工会劳动法律监督条例》第十七条")),
            by_law=True,
        ),
        Clock(
            "supervision.answer",
            noop("收到意见书，公司书面答复"),
            Period(15, Unit.WORKING, noop("《浙江省工会劳动法律监督条例》第二十二条")),
            by_law=True,
        ),
    ),
)
PACKS: tuple[Pack, ...] = (
    HOUSE,
    COUNTRY,
    INSURANCE,
    ZHEJIANG_DEMOCRACY,
    ZHEJIANG_MEDIATION,
    ZHEJIANG_SUPERVISION,
)


def clock(key: str, path: str, day: date) -> Clock:
    """The clock in force at a place of the tree on a day; the narrowest jurisdiction wins.

    Raises KeyError where no pack in force there knows the step.
    """
    return _in_force(path, day)[key]


def in_force(path: str, day: date) -> list[Clock]:
    """Every clock of a place, those of the house first."""
    return list(_in_force(path, day).values())


def _in_force(path: str, day: date) -> dict[str, Clock]:
    """Key -> clock; a narrower or a later pack takes the place of what came before."""
    current = [
        pack
        for pack in PACKS
        if path.startswith(pack.jurisdiction) and within(day, pack.since, pack.until)
    ]
    current.sort(key=lambda pack: (len(pack.jurisdiction), pack.since))
    return {one.key: one for pack in current for one in pack.clocks}


#: A calendar day counts as a whole one, five working days as a week: to compare two promises.
PER_WORKING_DAY = 7 / 5


def may_promise(wanted: Period, law: Clock) -> Verdict:
    """A union may promise to be faster than a law asks, not slower; the house's own it may change.

    Source: docs/requirements.md 000-21. Working days are compared at seven to five.
    """
    if not law.by_law or _weight(wanted) <= _weight(law.period):
        return Verdict(True)
    return Verdict(
        False,
        law.period.clause,
        noop("这一步的时限法律有规定，本工会可以更快，不能更慢。"),
    )


def _weight(period: Period) -> float:
    return period.length * (PER_WORKING_DAY if period.unit == Unit.WORKING else 1)
