"""A batch before, while and after it is done: what would happen to each case, and what did."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.acts.page import path_to
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Verdict
from niangjia.kernel.cases.door import FLOW, Row, queries
from niangjia.kernel.desks import door as desks
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules

from .boards import board_titles


@dataclass(frozen=True, slots=True)
class Piece:
    """One case of a batch on its page. `kind` ok, warn or empty; `why` says why it is left out."""

    url: str
    number: str
    title: str
    firm: str
    kind: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch on its page. `stage`: ask, see, go, done."""

    id: str
    stage: str
    verb: str
    title: str
    tells: bool
    line: str
    text: str
    pieces: list[Piece]
    able: int
    unable: int
    total: int
    over: int
    done: int
    left: int
    undone: int
    undo: Verdict


def facts(row: Row, actor: Actor, path: str, chosen: desks.Chosen) -> rules.InBatch:
    """What the rule asks of one case."""
    closed = row.state in FLOW.finals
    verbs = frozenset(FLOW.open_to(row.state, actor.post))
    to, board = chosen.asked.get("path", ""), chosen.asked.get("board", "")
    return rules.InBatch(row.mine, closed, verbs, row.board, row.visibility, path, to, board)


@query(permit="feedback.handle")
def page(actor: Actor, batch_id: UUID) -> BatchPage:
    """All of a batch's page; the same number of reads however many cases it has."""
    chosen = desks.batches.batch(actor, batch_id)
    ids = [line.object_id for line in chosen.lines]
    rows = {row.id: row for row in queries.by_ids(actor, rules.SERVICE, ids)}
    judged = {pk: _judged(actor, row, chosen) for pk, row in rows.items()}
    pieces = [
        _piece(line, rows.get(line.object_id), judged.get(line.object_id)) for line in chosen.lines
    ]
    title, tells = rules.IN_BATCHES[chosen.verb]
    able = sum(map(bool, judged.values()))
    waiting = len(chosen.having(""))
    return BatchPage(
        id=str(chosen.id),
        stage=_stage(chosen),
        verb=chosen.verb,
        title=_(title),
        tells=tells,
        line=_line(chosen),
        text=chosen.asked.get("text", ""),
        pieces=pieces,
        able=able,
        unable=len(chosen.lines) - able,
        total=len(chosen.lines),
        over=len(chosen.lines) - waiting,
        done=len(chosen.having("done")),
        left=len(chosen.having("left")),
        undone=len(chosen.having("undone")),
        undo=may_undo(chosen),
    )


def _judged(actor: Actor, row: Row, chosen: desks.Chosen) -> Verdict:
    return rules.in_batch(chosen.verb, facts(row, actor, actor.org_path, chosen))


def _stage(chosen: desks.Chosen) -> str:
    if chosen.begun_at:
        return "done" if chosen.done_at else "go"
    return "see" if chosen.asked else "ask"


def _line(chosen: desks.Chosen) -> str:
    """What goes with the verb, in a few words."""
    if chosen.verb == "forward":
        return chosen.asked.get("name", "")
    return board_titles().get(chosen.asked.get("board", ""), "")


def may_undo(chosen: desks.Chosen) -> Verdict:
    """Only sorting says nothing to anybody outside: it alone has an honest way back."""
    if chosen.verb != "sort" or not chosen.having("done"):
        return Verdict(False)
    return desks.rules.may_undo(chosen.done_at, now())


def _piece(line: desks.Line, row: Row | None, judged: Verdict | None) -> Piece:
    if row is None:
        return Piece("", "", _("这件已经看不到了"), "", "warn", _("不办"), _(line.why))
    url = f"{path_to('feedback_desk:inbox')}{row.id}/"
    return Piece(url, row.number, row.title, row.firm_name, *_said(line, judged))


def _said(line: desks.Line, judged: Verdict | None) -> tuple[str, str, str]:
    if line.outcome == "done":
        return "ok", _("办了"), _(line.why) if line.why else ""
    if line.outcome == "undone":
        return "", _("撤回了"), ""
    if line.outcome == "left":
        return "warn", _("没办"), _(line.why)
    return (
        ("", _("要办"), "")
        if judged
        else ("warn", _("不办"), _(judged.reason) if judged is not None else "")
    )


@query(permit="feedback.handle")
def unfinished(actor: Actor) -> str:
    """Where a batch that broke off goes on; "" for none."""
    found = desks.batches.under_way(actor, rules.SERVICE)
    return f"{path_to('feedback_desk:batches')}{found}/" if found else ""


@query(permit="feedback.handle")
def unions(actor: Actor) -> list[people.OrgFacts]:
    """Unions cases can be handed to."""
    return people.unions_to_forward_to(actor)
