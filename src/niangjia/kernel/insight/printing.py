"""A bulletin as a document: four sections, every chart with its table, how it was counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import local
from niangjia.kernel.papers.door import (
    Bar,
    Block,
    Figure,
    Heading,
    Numbered,
    Paper,
    Para,
    Sign,
    Table,
    bars,
    paras,
)

from . import drafting, words
from .models import Bulletin

NUMBERS = frozenset({1, 2, 3, 4})


def title(bulletin: Bulletin) -> str:
    """What a bulletin is called."""
    if group := bulletin.group.get("name", ""):
        said = {"when": when(bulletin), "group": group}
        return _("%(when)s职工满意度情况通报（%(group)s）") % said
    return _("%s职工满意度情况通报") % when(bulletin)


def when(bulletin: Bulletin) -> str:
    """The days a bulletin is about."""
    if bulletin.until:
        return words.span(bulletin.start, bulletin.until)
    return words.period(bulletin.start, bulletin.months)


def paper(bulletin: Bulletin) -> Paper:
    """The document of a bulletin as it stands."""
    day = local(bulletin.published_at or bulletin.moved_at)
    signed = _("%(y)d年%(m)d月%(d)d日") % {"y": day.year, "m": day.month, "d": day.day}
    return Paper(
        title=title(bulletin),
        issuer=bulletin.org_name,
        body=tuple(_body(bulletin)),
        sign=Sign(bulletin.org_name, signed if bulletin.published_at else _("（草稿）")),
        made_at=day,
    )


def _body(bulletin: Bulletin) -> Iterator[Block]:
    for key, heading in drafting.SECTIONS:
        text = bulletin.sections.get(key, "")
        if text.strip():
            yield Heading(_(heading))
            yield from paras(text)
        if key == "spread":
            yield from _spread(bulletin.figures)
    yield from _replies(bulletin.replies)
    yield Heading(_("怎么算的"))
    until = date.fromisoformat(bulletin.figures["until"])
    yield Para(_("数字算到 %s 零点。") % until.isoformat(), small=True)
    yield Numbered(tuple(_(line) for line in words.METHOD))


def _spread(figures: dict[str, Any]) -> Iterator[Block]:
    yield from _shown(_("各个方面"), _("方面"), figures["boards"])
    yield from _shown(_("各级工会"), _("工会"), figures["unions"])
    yield from _shown(_("各家单位（十件以上的；数字按五取整）"), _("单位"), figures["firms"])


def _shown(caption: str, first: str, rows: list[dict[str, Any]]) -> Iterator[Block]:
    """One table, and the bars of its resolution rate."""
    if not rows:
        return
    heads = (first, _("件数"), *(_(name) for name, _counts in words.RATES.values()))
    yield Table(heads, tuple(_cells(row) for row in rows), caption, NUMBERS)
    drawn = [_bar(row) for row in rows]
    said = _("，").join(f"{bar.label} {bar.text}" for bar in drawn)
    rate = _("%s的解决率") % caption
    yield Figure(bars(drawn), _("%(rate)s：%(said)s") % {"rate": rate, "said": said}, rate, 0.9)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    counts = drafting.counts_of(row)
    if counts is None:
        return (row["title"], *([_("太少，不公布")] + ["—"] * 3))
    shares = [share.percent or "—" for share in words.shares(counts)]
    return (row["title"], str(counts.opened), *shares)


def _bar(row: dict[str, Any]) -> Bar:
    counts = drafting.counts_of(row)
    if counts is None or not counts.ended:
        return Bar(row["title"], None, "—")
    share = words.shares(counts)[1]
    return Bar(row["title"], counts.solved / counts.ended, share.percent)


def _replies(replies: list[dict[str, str]]) -> Iterator[Block]:
    """What firms answered, in their own words."""
    if replies:
        yield Heading(_("单位的答复"))
    for one in replies:
        yield Heading(one["firm"], 2)
        yield from paras(one["text"]) or (Para(_("到期没有答复。")),)
