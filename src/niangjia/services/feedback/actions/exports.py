"""Taking the desk's list out of the house: written down, and marked with who took it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import date_text, day_text, local, now, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.cases.door import Row, Wanted, queries
from niangjia.kernel.papers.door import Paper, Table, rolls
from niangjia.services.feedback import rules
from niangjia.services.feedback.queries import matters, words
from niangjia.services.feedback.queries.boards import board_titles

#: Rows of one file; whoever needs more narrows the filter.
MOST, CHUNK = 5000, 1000
COLUMNS = (
    noop("编号"),
    noop("标题"),
    noop("方面"),
    noop("单位"),
    noop("星级"),
    noop("进度"),
    noop("收到"),
    noop("到期"),
    noop("办结"),
    noop("主办人"),
    noop("并到"),
)


@dataclass(frozen=True, slots=True)
class Exported:
    """A table to hand out."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


@action(permit="feedback.desk", audit="feedback.exported", silent=True)
def export(actor: Actor, *, ask: Wanted, line: str) -> Exported:
    """The list as filtered, `line` says how. Neither the words of authors nor who they are."""
    titles = board_titles()
    found = _all(actor, ask)
    mains = queries.merging.numbers_of_mains([row.id for row in found if row.state == "merged"])
    rows = [(*_cells(row, titles), mains.get(row.id, "")) for row in found]
    mark = _("%(line)s。%(org)s %(name)s %(when)s 导出，只在工会内部用，不要外传") % {
        "line": line,
        "org": actor.org_name,
        "name": actor.name,
        "when": f"{local(now()):%Y-%m-%d %H:%M}",
    }
    title = _("职工点评") + f"-{today():%Y%m%d}"
    return Exported(title, tuple(_(column) for column in COLUMNS), [*rows, (mark,)])


def _cells(row: Row, titles: dict[str, str]) -> tuple[object, ...]:
    return (
        row.number,
        row.title,
        titles.get(row.board, row.board),
        row.firm_name,
        row.stars,
        words.status(row.state, row.outcome, at_desk=True).label,
        day_text(row.created_at),
        day_text(row.due_at) if row.due_at else "",
        day_text(row.closed_at) if row.closed_at else "",
        row.handler_name,
    )


#: The same on paper, which is narrower.
PRINTED = (
    *(noop("编号"), noop("标题"), noop("单位")),
    *(noop("方面、进度"), noop("到期、主办人")),
)


@action(permit="feedback.desk", audit="feedback.printed", silent=True)
def printed(actor: Actor, *, ask: Wanted, line: str) -> Paper:
    """The list as filtered, on paper. Neither the words of authors nor who they are."""
    titles = board_titles()
    page = queries.inbox(actor, rules.SERVICE, replace(ask, cursor=""), rolls.MOST + 1)
    rolls.within(len(page.items) + bool(page.cursor))
    rows = tuple(_on_paper(row, titles) for row in page.items)
    return rolls.roll(actor, _("待办清单"), line, Table(tuple(map(_, PRINTED)), rows))


def _on_paper(row: Row, titles: dict[str, str]) -> tuple[str, ...]:
    state = words.status(row.state, row.outcome, at_desk=True).label
    due = date_text(local(row.due_at).date()) if row.due_at else ""
    return (
        row.number,
        row.title,
        row.firm_name,
        " · ".join((titles.get(row.board, row.board), state)),
        " · ".join(part for part in (due, row.handler_name) if part),
    )


@action(permit="feedback.matters", audit="feedback.matters_printed", silent=True)
def printed_matters(actor: Actor, *, closed: bool) -> Paper:
    """Matters of many people, on paper."""
    found: list[matters.MatterLine] = []
    after = ""
    while len(found) <= rolls.MOST:
        rows, after = matters.listing(actor, closed=closed, cursor=after)
        found += rows
        if not after:
            break
    rolls.within(len(found))
    heads = (_("事情"), _("进度"), _("件数"), _("职工"), _("方面、谁归的、哪天"))
    table = Table(heads, tuple(_matter_on_paper(one) for one in found), numbers=frozenset({2, 3}))
    line = _("收尾的") if closed else _("在办的")
    return rolls.roll(actor, _("同一件事清单"), line, table)


def _matter_on_paper(one: matters.MatterLine) -> tuple[str, ...]:
    return (one.title, one.status.label, str(one.cases), str(one.people), one.line)


def _all(actor: Actor, ask: Wanted) -> list[Row]:
    found: list[Row] = []
    after = ""
    while True:
        page = queries.inbox(actor, rules.SERVICE, replace(ask, cursor=after), CHUNK)
        found += page.items
        after = page.cursor
        if not after:
            return found
        if len(found) >= MOST:
            raise Refusal("export_size", _("太多了，一次最多导出五千件，请先筛选再导。"))
