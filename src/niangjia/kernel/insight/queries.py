"""Reads of the three rates: for anybody, and for unions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import local
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import door as people

from . import words
from .counting import FIRM, TREE
from .models import Cell, Sheet
from .records import EMPTY, Choice, Desk, Line, Shown
from .rules import K
from .sheets import SERVICE, SHOWN, counts_of

#: Rows of one table at the desk.
MOST = 40


def public(code: str) -> Shown | None:
    """What a union shows to anybody; None where there is no such union, or it shows nothing."""
    union = people.org_by_code(code)
    sheet = Sheet.objects.filter(org_id=union.id, open=True).first() if union else None
    if union is None or sheet is None or not sheet.figures:
        return None
    league: dict[str, Any] = sheet.figures.get("league", {}) if sheet.league else {}
    return Shown(
        union.name,
        code,
        sheet.words,
        date.fromisoformat(sheet.figures["until"]) - timedelta(days=1),
        [_quarter(one) for one in sheet.figures["quarters"]],
        words.period(date.fromisoformat(league["start"]), 3) if league else "",
        [_line(one["name"], one) for one in league.get("rows", ())],
    )


def _quarter(kept: dict[str, Any]) -> Line:
    start = date.fromisoformat(kept["start"])
    return _line(words.period(start, 3), kept, running=words.running(start, 3))


def _line(title: str, kept: dict[str, Any], *, running: bool = False) -> Line:
    shares = [
        words.share(key, *kept[key]) if key in kept else words.unseen(key) for key in words.RATES
    ]
    few = "opened" not in kept
    return Line(title, kept.get("opened", 0), shares, few, running, _aside(kept))


def _aside(kept: dict[str, Any]) -> str:
    """What stands beside the rates."""
    found = []
    if "partly" in kept:
        found += [
            _("部分解决 %d 件") % kept["partly"],
            _("讲清政策或指了路 %d 件") % kept["settled"],
        ]
    if "silent" in kept:
        found.append(_("到期没打分 %d 件") % kept["silent"])
    return _("，").join(found)


@query(permit="insight.see")
def desk(actor: Actor, start: date | None) -> Desk:
    """Quarters, and one of them by union, board and firm."""
    own = list(_cells(actor, TREE).filter(org_id=actor.org, board="")[:SHOWN])
    if not own:
        return EMPTY
    chosen = next((c.start for c in own if c.start == start), own[0].start)
    there = _cells(actor, TREE).filter(start=chosen)
    below = [c for c in there.filter(board="")[:400] if _right_below(c, actor)]
    boards = list(there.filter(org_id=actor.org).exclude(board="")[:MOST])
    firms = list(_cells(actor, FIRM).filter(start=chosen).order_by("-opened", "org_id")[:MOST])
    names = {k: v.name for k, v in people.orgs(c.org_id for c in (*below, *firms)).items()}
    titles = words.board_titles(SERVICE)
    return Desk(
        local(own[0].before).date() - timedelta(days=1),
        [_exact(c, words.period(c.start, 3)) for c in own],
        words.period(chosen, 3),
        chosen.isoformat(),
        [(c.start.isoformat(), words.period(c.start, 3)) for c in own],
        _named(below, names),
        [_exact(c, titles.get(c.board, c.board)) for c in boards],
        _named(firms, names),
    )


def _named(cells: Iterable[Cell], names: dict[UUID, str]) -> list[Line]:
    return [_exact(cell, names.get(cell.org_id, "")) for cell in cells]


def _cells(actor: Actor, scope: str) -> QuerySet[Cell]:
    """Quarters in the actor's part of the tree, newest first."""
    return Cell.objects.filter(inside(actor), service=SERVICE, scope=scope, months=3).order_by(
        "-start", "org_path"
    )


def _right_below(cell: Cell, actor: Actor) -> bool:
    return cell.org_path[len(actor.org_path) :].count(".") == 1


def _exact(cell: Cell, title: str) -> Line:
    """A union reads its own figures whole: it may open every one of these matters."""
    counts = counts_of(cell)
    kept = {"partly": counts.partly, "settled": counts.settled, "silent": counts.silent}
    return Line(
        title,
        cell.opened,
        words.shares(counts),
        cell.opened < K or cell.people < K,
        words.running(cell.start, cell.months),
        _aside(kept),
    )


@query(permit="insight.show")
def choice(actor: Actor) -> Choice:
    """The union's own sheet, or what holds without one."""
    sheet = Sheet.objects.filter(org_id=actor.org).first()
    code = people.code_of(actor.org)
    if sheet is None:
        return Choice(actor.org_path == actor.org_root, "", False, "", code)
    return Choice(sheet.open, sheet.words, sheet.league, sheet.changed_by, code)


def code_of(actor: Actor) -> str:
    """The code in the address of the union's public page, where it shows one; else ""."""
    shown = Sheet.objects.filter(org_id=actor.org, open=True).exclude(figures={}).exists()
    return people.code_of(actor.org) if shown else ""
