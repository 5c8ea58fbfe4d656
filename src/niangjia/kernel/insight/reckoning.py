"""Figures of a bulletin about days and firms of one's own choice, counted from the steps by a job.

Cells know months only, and not who is behind two of them together: such figures are counted anew.
What could be found by subtraction is hidden, or, where it is the whole, not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import local, today
from niangjia.kernel.cases.door import steps
from niangjia.kernel.people import door as people

from . import drafting, rollup, rules, words
from .counting import SOMEBODY
from .models import Bulletin
from .rules import Counts, Crowd
from .sheets import SERVICE
from .subtraction import DAY, Circle, Known, Number, Piece, Span, around, later, tally, usual

#: Why there are no figures.
TOO_FEW, EXPOSED = "too_few", "exposed"
Row = tuple[str, str, Counts, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a bulletin is about."""

    circle: Circle
    span: Span
    #: Path of the unions whose firms may be named.
    path: str


def asked(bulletin: Bulletin) -> Asked:
    """The circle and days of a bulletin, an ordinary one's too."""
    group = bulletin.group
    path = group.get("path") or bulletin.org_path
    firms = frozenset(map(UUID, group["firms"])) if "firms" in group else None
    return Asked(Circle(path, firms), span(bulletin), path)


def span(bulletin: Bulletin) -> Span:
    """The days a bulletin is about."""
    last = bulletin.until or later(bulletin.start, bulletin.months) - DAY
    return Span(bulletin.start, last)


def pieces(
    since: date, before: datetime, unions: dict[UUID, people.OrgFacts], root: str
) -> list[Piece]:
    """Every matter of a house from a day on, as it stood at a moment. As the system."""
    start = rollup.midnight(since)
    authors = steps.authors(start)
    found = (
        _piece(history, authors.get(history.id, SOMEBODY), before, unions)
        for history in steps.histories(start, before)
        if history.counted and history.steps and history.service == SERVICE
    )
    return [piece for piece in found if piece.path.startswith(root) or piece.owed.startswith(root)]


def _piece(
    history: steps.History, who: UUID, before: datetime, unions: dict[UUID, people.OrgFacts]
) -> Piece:
    fate = rules.fate(history, before)
    return Piece(
        local(fate.opened).date(),
        who,
        history.firm,
        history.board,
        unions[fate.union].path,
        unions[fate.responsible].path,
        rules.of_matter(fate),
        rules.of_answer(fate),
    )


def numbers(bulletins: Iterable[Bulletin], paths: dict[str, str]) -> list[Number]:
    """What bulletins say in exact numbers; `paths` leads from the id of a union to its place."""
    found: list[Number] = []
    for one in bulletins:
        about = asked(one)
        found.append(Number(about.circle, about.span))
        for row in one.figures.get("boards", ()):
            if "counts" in row:
                found.append(Number(replace(about.circle, board=row["org"]), about.span))
        for row in one.figures.get("unions", ()):
            if "counts" in row and row["org"] in paths:
                path = paths[row["org"]]
                found.append(Number(Circle(path, exact=path == about.path), about.span))
    return found


def reckon(bulletin: Bulletin, before: datetime) -> dict[str, Any]:
    """The figures as they are frozen, or {"refused": why}."""
    about, unions = asked(bulletin), people.unions()
    rows = _others(bulletin)
    told = numbers(rows, {str(one.id): one.path for one in unions.values()})
    near = [one for one in told if any(one.span.meets(whole) for whole in around(about.span))]
    since = min([about.span.first, *(one.span.first for one in (*near, *_wholes(about.span)))])
    known = Known(pieces(since, before, unions, bulletin.org_root), told)
    known.numbers.update(usual(about.circle, about.span, known))
    counts, heads = tally(known.pieces, about.circle, about.span)
    if Crowd(counts.opened, heads).small or not counts.opened:
        return {"refused": TOO_FEW}
    if known.exposes(Number(about.circle, about.span)):
        return {"refused": EXPOSED}
    known.add(Number(about.circle, about.span))
    return drafting.Figures(
        union=_whom(bulletin),
        start=about.span.first.isoformat(),
        months=bulletin.months,
        until=local(before).date().isoformat(),
        total=counts._asdict(),
        before=None,
        boards=_table(_boards(about), about.span, known),
        unions=_table(_unions(bulletin, about, unions), about.span, known),
        firms=_firms(about, known),
        last=about.span.last.isoformat(),
    ).frozen()


def _others(bulletin: Bulletin) -> list[Bulletin]:
    """Every other bulletin of the house that has figures and that somebody may have read."""
    rows = Bulletin.objects.filter(org_root=bulletin.org_root).exclude(pk=bulletin.pk)
    rows = rows.exclude(state="withdrawn", published_at=None)
    return [row for row in rows if "total" in row.figures]


def _wholes(span: Span) -> list[Number]:
    return [Number(Circle(""), whole) for whole in around(span)]


def _whom(bulletin: Bulletin) -> str:
    """Whose matters it counts, in the first sentence."""
    if name := bulletin.group.get("name"):
        return _("%(union)s（%(group)s）") % {"union": bulletin.org_name, "group": name}
    return bulletin.org_name


Sought = tuple[str, str, Circle]


def _table(sought: Sequence[Sought], span: Span, known: Known) -> list[dict[str, Any]]:
    """Rows of one total; a row from which another could be found is hidden like a small one."""
    rows, gone = list[Row](), list[bool]()
    for title, org, circle in sought:
        counts, heads = tally(known.pieces, circle, span)
        if any(counts):
            known.numbers.update(usual(circle, span, known))
            rows.append((title, org, counts, heads))
            gone.append(known.exposes(Number(circle, span)))
    table = drafting.table(rows, gone)
    shown = {row["org"] for row in table if "counts" in row}
    for _title, org, circle in sought:
        if org in shown:
            known.add(Number(circle, span))
    return table


def _boards(about: Asked) -> list[Sought]:
    titles = words.board_titles(SERVICE)
    return [(title, key, replace(about.circle, board=key)) for key, title in titles.items()]


def _unions(bulletin: Bulletin, about: Asked, unions: dict[UUID, people.OrgFacts]) -> list[Sought]:
    """The unions right below, each with all below it, and the union alone; none for firms."""
    if about.circle.firms is not None:
        return []
    depth = about.path.count(".") + 1
    below = sorted(
        (one.path, one.name, str(one.id))
        for one in unions.values()
        if one.path.startswith(about.path) and one.path.count(".") == depth
    )
    own = [one for one in unions.values() if one.path == about.path]
    return [
        *((name, org, Circle(path)) for path, name, org in below),
        *((_("本级"), str(one.id), Circle(one.path, exact=True)) for one in own),
    ]


def _firms(about: Asked, known: Known) -> list[dict[str, Any]]:
    """Firms of many matters of enough people, rounded to five."""
    inside = [p for p in known.pieces if about.span.first <= p.day <= about.span.last and p.firm]
    ids = {p.firm for p in inside if p.firm}
    facts = people.orgs(ids if about.circle.firms is None else ids & about.circle.firms)
    rows = []
    for one in sorted(facts.values(), key=lambda org: (org.path, org.name)):
        if one.path.startswith(about.path):
            counts, heads = tally(inside, Circle("", frozenset({one.id})), about.span)
            rows.append((one.name, str(one.id), counts, heads))
    return drafting.firms(rows)


def over(until: date) -> bool:
    """Whether a day lies in a month that is over: the rest of a running one would be told."""
    return until < today().replace(day=1)
