"""The figures of a bulletin, from the cells of the actor's own part of the tree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import local
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.people import door as people

from . import drafting, rules, words
from .counting import FIRM, OWN, TREE
from .models import Cell
from .rules import Counts
from .sheets import SERVICE, counts_of

Row = tuple[str, str, Counts, int]
#: Periods on offer, newest first.
OFFERED = 14


def periods(actor: Actor) -> list[tuple[str, str]]:
    """Months and quarters that are over and have figures, as (value, words)."""
    cells = Cell.objects.filter(service=SERVICE, scope=TREE, org_id=actor.org, board="")
    found = cells.order_by("-start", "-months").values_list("start", "months")[: 2 * OFFERED]
    over = [(s, m) for s, m in found if not words.running(s, m)]
    return [(f"{s.isoformat()}/{m}", words.period(s, m)) for s, m in over[:OFFERED]]


def figures(actor: Actor, start: date, months: int) -> drafting.Figures:
    """Everything a draft says in numbers; refuses a period with none, or with too few people."""
    at = _cells(actor).filter(start=start, months=months)
    total = at.filter(scope=TREE, org_id=actor.org, board="").first()
    if total is None or rules.Crowd(total.opened, total.people).small:
        raise Refusal("too_few", _("这一期提的人太少，出不了通报。"), status=422)
    before = _cells(actor).filter(
        scope=TREE, org_id=actor.org, board="", months=months, start=earlier(start, months)
    )
    return drafting.Figures(
        union=actor.org_name,
        start=start.isoformat(),
        months=months,
        until=local(total.before).date().isoformat(),
        total=counts_of(total)._asdict(),
        before=next((counts_of(cell)._asdict() for cell in before), None),
        boards=drafting.table(_boards(at.filter(scope=TREE, org_id=actor.org))),
        unions=drafting.table(_unions(actor, at)),
        firms=drafting.firms(_named(at.filter(scope=FIRM, board=""))),
    )


def earlier(start: date, months: int) -> date:
    """The first day of the period before."""
    n = start.year * 12 + start.month - 1 - months
    return date(n // 12, n % 12 + 1, 1)


def _cells(actor: Actor) -> QuerySet[Cell]:
    return Cell.objects.filter(inside(actor), service=SERVICE).order_by("org_path", "board")


def _boards(cells: QuerySet[Cell]) -> list[Row]:
    titles = words.board_titles(SERVICE)
    return [
        (titles.get(cell.board, cell.board), cell.board, counts_of(cell), cell.people)
        for cell in cells.exclude(board="")
    ]


def _unions(actor: Actor, cells: QuerySet[Cell]) -> list[Row]:
    """The unions right below, each with all below it; and what the union answered itself."""
    depth = actor.org_path.count(".") + 1
    below = [c for c in cells.filter(scope=TREE, board="") if c.org_path.count(".") == depth]
    own = cells.filter(scope=OWN, org_id=actor.org, board="")
    return [
        *_named(below),
        *((_("本级"), str(cell.org_id), counts_of(cell), cell.people) for cell in own),
    ]


def _named(cells: Iterable[Cell]) -> list[Row]:
    found = list(cells)
    names = people.orgs(cell.org_id for cell in found)
    return [
        (names[cell.org_id].name, str(cell.org_id), counts_of(cell), cell.people)
        for cell in found
        if cell.org_id in names
    ]
