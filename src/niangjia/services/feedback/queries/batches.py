"""A batch before, while and after it is done: what would happen to each case, and what did."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.acts.page import path_to
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Verdict
from niangjia.kernel.cases.door import FLOW, Row, merging, queries
from niangjia.kernel.cases.door import rules as case_rules
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


@dataclass(frozen=True, slots=True)
class Lead:
    """The case others are merged into, and which of them their authors want apart."""

    main: Row | None = None
    refused: frozenset[UUID] = frozenset()


def lead(actor: Actor, chosen: desks.Chosen) -> Lead:
    """Of a batch that merges; nothing is read for any other."""
    if chosen.verb != "merge" or not chosen.asked:
        return Lead()
    found = queries.by_ids(actor, rules.SERVICE, [UUID(chosen.asked["main"])])
    ids = [line.object_id for line in chosen.lines]
    return Lead(found[0] if found else None, frozenset(queries.merging.refused(ids)))


def _merging(row: Row, actor: Actor, lead: Lead) -> Verdict:
    main = lead.main
    if main is None:
        return Verdict(True)
    if main.state == "answered":
        return Verdict(False, "000-21", noop("主件已经答复了，请一件一件并，写好给每个人的答复"))
    sides = (merging.side(actor, row), merging.side(actor, main))
    return case_rules.may_merge(*sides, same=row.id == main.id, refused=row.id in lead.refused)


def facts(
    row: Row, actor: Actor, path: str, chosen: desks.Chosen, lead: Lead = Lead()
) -> rules.InBatch:
    """What the rule asks of one case."""
    closed = row.state in FLOW.finals
    verbs = frozenset(FLOW.open_to(row.state, actor.post))
    to, board = chosen.asked.get("path", ""), chosen.asked.get("board", "")
    may = _merging(row, actor, lead)
    return rules.InBatch(row.mine, closed, verbs, row.board, row.visibility, path, to, board, may)


@query(permit="feedback.handle")
def page(actor: Actor, batch_id: UUID) -> BatchPage:
    """All of a batch's page; the same number of reads however many cases it has."""
    chosen = desks.batches.batch(actor, batch_id)
    ids = [line.object_id for line in chosen.lines]
    rows = {row.id: row for row in queries.by_ids(actor, rules.SERVICE, ids)}
    main = lead(actor, chosen)
    judged = {pk: _judged(actor, row, chosen, main) for pk, row in rows.items()}
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
        line=_line(chosen, main),
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


def _judged(actor: Actor, row: Row, chosen: desks.Chosen, lead: Lead) -> Verdict:
    return rules.in_batch(chosen.verb, facts(row, actor, actor.org_path, chosen, lead))


def _stage(chosen: desks.Chosen) -> str:
    if chosen.begun_at:
        return "done" if chosen.done_at else "go"
    return "see" if chosen.asked else "ask"


def _line(chosen: desks.Chosen, lead: Lead) -> str:
    """What goes with the verb, in a few words."""
    if lead.main:
        return f"{lead.main.title} · {lead.main.number}"
    if chosen.verb == "forward":
        return chosen.asked.get("name", "")
    return board_titles().get(chosen.asked.get("board", ""), "")


#: Verbs of a batch that can be taken back together.
UNDONE = ("sort", "merge", "forward")


def may_undo(chosen: desks.Chosen) -> Verdict:
    """Sorting says nothing to anybody outside, a merge leaves every author's case as it was, and
    an offer nobody accepted moves nothing: what cannot be unsaid has no honest way back."""
    if chosen.verb not in UNDONE or not chosen.having("done"):
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


@query(permit="feedback.handle")
def mains(actor: Actor, chosen: desks.Chosen) -> list[tuple[str, str]]:
    """Cases of a batch that the others could be merged into, as choices."""
    ids = [line.object_id for line in chosen.lines]
    rows = {row.id: row for row in queries.by_ids(actor, rules.SERVICE, ids)}
    return [
        (str(pk), f"{rows[pk].title} · {rows[pk].number}")
        for pk in ids
        if pk in rows and rows[pk].mine and rows[pk].state in case_rules.MERGED_INTO
    ]


@query(permit="feedback.handle")
def by_number(actor: Actor, number: str) -> UUID | None:
    """The case of a number."""
    return queries.merging.by_number(actor, rules.SERVICE, number)
