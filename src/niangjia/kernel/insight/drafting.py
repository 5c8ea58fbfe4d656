"""A bulletin's figures and its first words. Pure: from cells; nothing here looks for causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from . import rules, words
from .rules import Counts, Crowd

#: The four sections, and room for what other offices count.
SECTIONS: tuple[tuple[str, str], ...] = (
    ("overall", noop("一、总体情况")),
    ("spread", noop("二、指标分布")),
    ("problems", noop("三、主要问题")),
    ("advice", noop("四、具体建议")),
    ("further", noop("附：劳动关系、法治宣传、职工帮扶、民主管理的有关数据")),
)
#: Something is advised where a rate is below so many per cent; of the other two, always.
BELOW = 90.0
LIMITS = {
    "response": BELOW,
    "resolution": BELOW,
    "satisfaction": BELOW,
    "silent": 100.0,
    "board": 100.0,
}
#: What each limit is about, as pages say it.
MEASURES: tuple[tuple[str, str], ...] = (
    ("response", noop("响应率低的时候")),
    ("resolution", noop("解决率低的时候")),
    ("satisfaction", noop("满意率低的时候")),
    ("silent", noop("有人到期没打分的时候")),
    ("board", noop("每一份都说")),
)
RATE_OF = {
    "response": rules.response,
    "resolution": rules.resolution,
    "satisfaction": rules.satisfaction,
}
ADVICE: dict[str, str] = {
    "response": noop("每天早上把快到期的事过一遍，先给职工一句回应，再慢慢办。"),
    "resolution": noop(
        "没解决的，逐件和职工说清楚还差什么、什么时候有结果；一个工会办不了的，早点请上级工会出面。"
    ),
    "satisfaction": noop("答复前先打个电话，问问这样办行不行；退回过的，换一位没经手的同事回访。"),
    "silent": noop("到期没打分的，请没经手的回访人打电话问一问，别让沉默当成满意。"),
    "board": noop("件数最多的方面，请用人单位和工会一起开一次职工恳谈会，把能马上改的先改。"),
}


@dataclass(frozen=True, slots=True)
class Advised:
    """A sentence of a union's list: said where a measure is below so many per cent."""

    measure: str
    below: float
    text: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A row that may be shown: counts, or `few` of them."""

    title: str
    counts: Counts
    few: bool = False
    org: str = ""

    def kept(self) -> dict[str, Any]:
        """As it is frozen with the draft: small ones without a number."""
        found: dict[str, Any] = {"title": self.title, "org": self.org}
        return found if self.few else found | {"counts": self.counts._asdict()}


def table(
    rows: Sequence[tuple[str, str, Counts, int]], also: Sequence[bool] = ()
) -> list[dict[str, Any]]:
    """Rows of (title, id, counts, people) of one total; the small ones, and `also`, gone."""
    gone = rules.hidden((Crowd(counts.opened, people) for _, _, counts, people in rows), also)
    return [
        Seen(title, counts, away, org).kept()
        for (title, org, counts, _people), away in zip(rows, gone, strict=True)
    ]


def firms(rows: Sequence[tuple[str, str, Counts, int]]) -> list[dict[str, Any]]:
    """Firms with enough matters of enough people, every number rounded to five."""
    return [
        Seen(title, Counts(*map(rules.rounded, counts)), org=org).kept()
        for title, org, counts, people in rows
        if counts.opened >= rules.FIRM_FROM and people >= rules.K
    ]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a draft, frozen with it."""

    union: str
    start: str
    months: int
    until: str
    total: dict[str, int]
    before: dict[str, int] | None
    boards: list[dict[str, Any]]
    unions: list[dict[str, Any]]
    firms: list[dict[str, Any]]
    #: The last day, where it is neither a month nor a quarter.
    last: str = ""

    def frozen(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


def counts_of(kept: dict[str, Any]) -> Counts | None:
    """The numbers of a frozen row; None where they are not shown."""
    return Counts(**kept["counts"]) if "counts" in kept else None


def sections(figures: Figures, advice: Sequence[Advised] = ()) -> dict[str, str]:
    """First words for every section, for a cadre to go on from."""
    total = Counts(**figures.total)
    return {
        "overall": "\n".join(_overall(figures, total)),
        "spread": "\n".join(_spread(figures)),
        "problems": "\n".join(_problems(figures, total)),
        "advice": "\n".join(advised(figures, advice)),
        "further": "",
    }


def _overall(figures: Figures, total: Counts) -> list[str]:
    when = words.days(figures.start, figures.months, figures.last)
    first = _("%(when)s，%(union)s收到职工点评 %(n)d 件，其中撤回 %(w)d 件。") % {
        "when": when,
        "union": figures.union,
        "n": total.opened,
        "w": total.withdrawn,
    }
    return [first, *_changed(figures, total), *(_said(one) for one in words.shares(total))]


def _changed(figures: Figures, total: Counts) -> list[str]:
    if figures.before is None:
        return []
    more = total.opened - figures.before["opened"]
    if not more:
        return [_("件数和上一期一样。")]
    said = _("比上一期多 %d 件。") if more > 0 else _("比上一期少 %d 件。")
    return [said % abs(more)]


def _said(share: words.Share) -> str:
    if not share.percent:
        return _("%s：还没有到期的。") % share.title
    return _("%(title)s %(percent)s：%(counts)s。") % {
        "title": share.title,
        "percent": share.percent,
        "counts": share.counts,
    }


def _spread(figures: Figures) -> list[str]:
    shown = [(one["title"], found) for one in figures.boards if (found := counts_of(one))]
    shown.sort(key=lambda pair: -pair[1].opened)
    parts = [_("%(title)s %(n)d 件") % {"title": t, "n": c.opened} for t, c in shown]
    first = [_("按方面看：%s。") % _("，").join(parts)] if parts else []
    few = sum("counts" not in one for one in (*figures.boards, *figures.unions))
    rest = [_("有 %d 项太少，不公布，免得看得出是谁。") % few] if few else []
    return [*first, _("各方面、各工会、各单位的数见下面的表和图。"), *rest]


def _problems(figures: Figures, total: Counts) -> list[str]:
    found = [(c.opened, one["title"]) for one in figures.boards if (c := counts_of(one))]
    lines = []
    if found:
        lines.append(_("提得最多的方面是%s。") % max(found)[1])
    still = total.ended - total.solved - total.partly - total.settled
    for number, said in (
        (total.due - total.kept, _("没有按时回应的 %d 件。")),
        (still, _("到了该有结果的日子还没有结果的 %d 件，含超时、退回和没人打分的。")),
        (total.silent, _("答复以后到期没有打分的 %d 件。")),
    ):
        if number:
            lines.append(said % number)
    return lines or [_("没有超时和没结果的事。")]


def owing(figures: Figures) -> list[str]:
    """Measures something is to be said about: rates that are low, silence, and many boards."""
    return [key for key, limit in LIMITS.items() if _owes(key, limit, figures)]


def _owes(key: str, limit: float, figures: Figures) -> bool:
    total = Counts(**figures.total)
    if key in RATE_OF:
        percent = RATE_OF[key](total).percent
        return percent is not None and percent < limit
    return bool(total.silent if key == "silent" else figures.boards)


def advised(figures: Figures, advice: Sequence[Advised]) -> list[str]:
    """Sentences for what is owing: the union's own where it wrote some, else the house's."""
    lines: list[str] = []
    for key in LIMITS:
        own = [one for one in advice if one.measure == key]
        due = [one.text for one in own if _owes(key, one.below, figures)]
        house = [_(ADVICE[key])] if not own and _owes(key, LIMITS[key], figures) else []
        lines += [*due, *house]
    return [_("建议：") + line for line in lines] or [_("建议：照现在的办法坚持下去。")]
