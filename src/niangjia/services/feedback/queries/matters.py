"""What a union reads of matters of many people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import day_text, now, span_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Row, Telling, linking, telling
from niangjia.kernel.cases.door import queries as case_queries
from niangjia.services.feedback import rules

from . import words
from .boards import board_titles

queries = case_queries.matters
#: State of a matter -> its pill.
STATES = {
    "open": ("info", "users", noop("在办")),
    "answered": ("warn", "star", noop("已一起答复")),
    "closed": ("ok", "check", noop("已收尾")),
}
#: The drawing of a trend.
WIDE, HIGH, EDGE = 104, 28, 3


@dataclass(frozen=True, slots=True)
class Spark:
    """A trend as a line: its points, the same in words, and as a table."""

    points: str
    said: str
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter in the list."""

    url: str
    title: str
    status: pills.Status
    cases: int
    people: int
    fresh: int
    spark: Spark
    line: str


@dataclass(frozen=True, slots=True)
class HunchCard:
    """What looks like one matter."""

    id: str
    size: int
    words: tuple[str, ...]
    more_of: str
    samples: tuple[tuple[str, str], ...]
    title: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A case of a matter in its list."""

    id: str
    url: str
    title: str
    line: str
    status: pills.Status


@dataclass(frozen=True, slots=True)
class TellingRow:
    """What was said to all of them, and how far it came."""

    kind: str
    text: str
    label: str
    link: str
    line: str
    running: bool
    done: int
    total: int
    percent: int
    missed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MatterPage:
    """All of one matter's page."""

    id: str
    title: str
    status: pills.Status
    state: str
    mine: bool
    cases: int
    people: int
    fresh: int
    spark: Spark
    due: str
    firms: tuple[tuple[str, int], ...]
    states: tuple[tuple[str, int], ...]
    rows: list[PartRow]
    cursor: str
    tellings: list[TellingRow]
    running: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case one text does not reach, and why."""

    url: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class WhoGets:
    """Who gets one text: to choose from, and who is left out."""

    title: str
    found: list[tuple[str, str]]
    left: list[LeftOut]


def _status(state: str) -> pills.Status:
    kind, icon, word = STATES[state]
    return pills.Status(kind, icon, _(word))


def spark(trend: Any) -> Spark:
    """A trend as a line of so many points, the highest day at the top."""
    counts = [n for _day, n in trend.days]
    top, last = max([*counts, 1]), max(len(counts) - 1, 1)
    across, down = (WIDE - 2 * EDGE) / last, (HIGH - 2 * EDGE) / top
    points = " ".join(
        f"{EDGE + at * across:.1f},{HIGH - EDGE - n * down:.1f}" for at, n in enumerate(counts)
    )
    said = _("近 %(days)d 天每天新增：%(counts)s") % {
        "days": len(counts),
        "counts": _("、").join(map(str, counts)),
    }
    return Spark(points, said, tuple((_day(day), n) for day, n in trend.days))


def _day(day: Any) -> str:
    return f"{day.month}-{day.day:02d}"


@query(permit="feedback.matters")
def listing(actor: Actor, *, closed: bool, cursor: str) -> tuple[list[MatterLine], str]:
    """Matters here and below, newest first, and the cursor of the next page."""
    page = queries.listing(actor, rules.SERVICE, closed=closed, cursor=cursor)
    trends = queries.trends([row.id for row in page.items])
    titles = board_titles()
    return [_line(row, trends[row.id], titles) for row in page.items], page.cursor


def _line(row: Any, trend: Any, titles: dict[str, str]) -> MatterLine:
    parts = [titles.get(row.board, ""), row.by_name, day_text(row.created_at)]
    return MatterLine(
        reverse("feedback_desk:matter", args=[row.id]),
        row.title,
        _status(row.state),
        row.cases,
        row.people,
        trend.fresh,
        spark(trend),
        " · ".join(part for part in parts if part),
    )


@query(permit="feedback.matters")
def hunches(actor: Actor) -> list[HunchCard]:
    """What looks like one matter, the largest first."""
    return [
        HunchCard(
            str(row.id),
            row.size,
            row.words,
            row.more_of,
            tuple((reverse("feedback_desk:case", args=[pk]), title) for pk, title in row.samples),
            row.samples[0][1].rstrip("…")[:40] if row.samples else "",
        )
        for row in queries.hunches(actor, rules.SERVICE)
    ]


@query(permit="feedback.matters")
def matter(actor: Actor, matter_id: UUID, cursor: str) -> MatterPage:
    """One matter with its cases, what differs between them, and what was said to all."""
    row = queries.one(actor, rules.SERVICE, matter_id)
    page = queries.cases_of(actor, matter_id, cursor=cursor)
    trend, spread = queries.trends([row.id])[row.id], queries.spread(actor, matter_id)
    said = [_telling(one) for one in queries.tellings(actor, matter_id)]
    titles = board_titles()
    return MatterPage(
        str(row.id),
        row.title,
        _status(row.state),
        row.state,
        row.mine,
        row.cases,
        row.people,
        trend.fresh,
        spark(trend),
        _due(row),
        tuple((firm or _("没写单位"), n) for firm, n in spread.firms),
        tuple((words.status(state, at_desk=True).label, n) for state, n in spread.states),
        [_part(one, titles) for one in page.items],
        page.cursor,
        said,
        any(one.running for one in said),
    )


def _due(row: Any) -> str:
    if row.due_at is None or row.state == "closed":
        return ""
    left = row.due_at - now()
    return (_("已超时 %s") if left.total_seconds() < 0 else _("还有 %s")) % span_text(left)


def _part(row: Row, titles: dict[str, str]) -> PartRow:
    parts = [row.firm_name or _("没写单位"), titles.get(row.board, ""), day_text(row.created_at)]
    return PartRow(
        str(row.id),
        reverse("feedback_desk:case", args=[row.id]),
        row.title,
        " · ".join(part for part in parts if part),
        words.status(row.state, row.outcome, at_desk=True),
    )


def _telling(row: Telling) -> TellingRow:
    total = len(row.case_ids)
    line = f"{row.by_name} · {day_text(row.made_at)}"
    if row.day:
        line += _(" · 日期 %(day)s") % {"day": row.day.isoformat()}
    return TellingRow(
        _(Telling.Kinds(row.kind).label),
        row.text,
        row.label,
        row.link,
        line,
        row.finished_at is None,
        row.done,
        total,
        row.done * 100 // max(total, 1),
        tuple(
            (reverse("feedback_desk:case", args=[missed[0]]), telling.why(missed))
            for missed in row.missed
        ),
    )


@query(permit="feedback.matters")
def who_gets(actor: Actor, matter_id: UUID, kind: str) -> WhoGets:
    """Who of a matter would get one text, and who would not and why."""
    row = queries.one(actor, rules.SERVICE, matter_id)
    found = telling.preview(actor, matter_id, kind)
    return WhoGets(
        row.title,
        [(str(one.id), _named(one)) for one in found.gets],
        [
            LeftOut(
                reverse("feedback_desk:case", args=[one.receiver.id]),
                one.receiver.title,
                _(one.why),
            )
            for one in found.left
        ],
    )


def _named(one: Any) -> str:
    return _named_at(one.title, one.firm_name or one.number)


def _named_at(title: str, where: str) -> str:
    return _("%(title)s（%(where)s）") % {"title": title, "where": where}


@query(permit="feedback.matters")
def pickable(actor: Actor, text: str) -> list[tuple[str, str]]:
    """Cases that are part of nothing yet, to choose from."""
    rows = queries.pickable(actor, rules.SERVICE, text)
    return [
        (str(r.id), _named_at(r.title, f"{r.firm_name or r.number} · {day_text(r.created_at)}"))
        for r in rows
    ]


@query(permit="feedback.matters")
def titles(actor: Actor) -> list[tuple[str, str]]:
    """The union's own open matters, to choose from."""
    return [(str(pk), title) for pk, title in queries.open_titles(actor, rules.SERVICE)]


@query(permit="feedback.matters")
def things(actor: Actor) -> list[tuple[str, str]]:
    """What of the house authors can be led to, as choices."""
    return [
        (f"{kind.key}:{one.key}", f"{_(kind.title)} · {one.label}")
        for kind, offered in linking.offered(actor)
        for one in offered
    ]


@dataclass(frozen=True, slots=True)
class OfCase:
    """The matter one case is part of."""

    url: str
    title: str
    cases: int


def of_case(actor: Actor, case_id: UUID) -> OfCase | None:
    """The matter of a case, for the card beside it."""
    row = queries.of_case(actor, case_id) if actor.may("feedback.matters") else None
    url = reverse("feedback_desk:matter", args=[row.id]) if row else ""
    return OfCase(url, row.title, row.cases) if row else None
