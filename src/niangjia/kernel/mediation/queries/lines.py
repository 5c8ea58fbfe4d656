"""What every side reads alike: a line of a list, a talk."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import paging, pills
from niangjia.kernel.base.clock import date_text, day_text, local, now
from niangjia.kernel.base.types import Actor, Hidden, Post
from niangjia.kernel.mediation import clocks, reading, rules, sheet
from niangjia.kernel.mediation.actions import told
from niangjia.kernel.mediation.flow import NAMED, WITHOUT_RESULT
from niangjia.kernel.mediation.models import Mediation, Sitting
from niangjia.kernel.papers import door as papers

from . import words

PAGE = 20
ROADS = {"desk": told.desk, "firm": told.firm, "mine": told.mine}


@dataclass(frozen=True, slots=True)
class Line:
    """A mediation in a list."""

    id: UUID
    url: str
    title: str
    line: str
    status: pills.Status
    due: pills.Due | None
    when: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk: arranged, or with its record. `open` while it has none."""

    id: str
    when: str
    place: str
    came: str
    record: str
    open: bool
    past: bool


def listed(rows: QuerySet[Mediation], reader: str, cursor: str) -> paging.Page[Line]:
    """A page of mediations, newest first."""
    key = paging.decode(cursor, UUID)
    rows = rows.filter(id__lt=key[0]) if key else rows
    found = [_line(row, reader) for row in rows.order_by("-id")[: PAGE + 1]]
    return paging.page(found, PAGE, lambda line: (str(line.id),))


def _line(row: Mediation, reader: str) -> Line:
    other = row.org_name if reader == "firm" else row.firm_name
    return Line(
        row.id,
        ROADS[reader](row.id),
        title(row, reader),
        " · ".join(filter(None, (row.number, other))),
        words.status(row.state, reader),
        waits(row),
        day_text(row.invited_at if reader == "firm" and row.invited_at else row.created_at),
    )


def title(row: Mediation, reader: str) -> str:
    """What it is about; a firm keeps no word of what came to nothing."""
    kept = row.state in NAMED or row.state == "invited"
    return row.title if reader != "firm" or kept else _("一场没有谈成的调解")


def waits(row: Mediation) -> pills.Due | None:
    """What is due now, in everybody's words."""
    promise = words.PROMISES.get(row.state, "")
    return words.due(row.due_at, promise) if promise else None


def talks(rows: list[Sitting]) -> list[Talk]:
    """Talks in the order of their days."""
    return [
        Talk(
            str(row.id),
            day_text(row.at),
            row.place,
            row.came,
            row.record,
            row.held_at is None,
            row.at <= now(),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class More:
    """More time, as one side sees it: `step` is ask, asked (by me), offered (by the other)."""

    step: str
    until: str
    now: str
    clause: str
    when: str


def last_day(found: Mediation) -> str:
    """The last day, with where it comes from."""
    if found.ends_at is None:
        return ""
    day = date_text(local(found.ends_at).date())
    if found.extended_at:
        facts = {"day": day, "when": date_text(local(found.extended_at).date())}
        facts["clause"] = _(clocks.clause_of_more(found.org_path)) or _("娘家的约定，只延一次")
        return _("%(day)s，两边 %(when)s 都同意再谈（%(clause)s）") % facts
    facts = {"day": day, "clause": _(clocks.clause(found.org_path))}
    return _("%(day)s，满十五天（%(clause)s）") % facts


def more(found: Mediation, reader: str) -> More | None:
    """What a side may say about more time; None where it may say nothing."""
    ends = found.ends_at
    over = ends is None or ends <= now()
    if ends is None or not rules.may_extend(found.state, found.extended_at is not None, over):
        return None
    mine, other = found.worker_more, found.firm_more
    if reader == "firm":
        mine, other = other, mine
    said = mine or other
    return More(
        "asked" if mine else "offered" if other else "ask",
        date_text(local(clocks.more(found.org_path, ends)).date()),
        date_text(local(ends).date()),
        _(clocks.clause_of_more(found.org_path)),
        date_text(local(said).date()) if said else "",
    )


def papers_of(actor: Actor, case_id: UUID) -> list[tuple[str, papers.Paper]]:
    """What is left of the mediations out of a case: the agreement, or that there was none."""
    rows = Mediation.objects.filter(reading.visible(actor), applicant__case_id=case_id)
    over = rows.filter(closed_at__isnull=False).order_by("id")
    return [
        (paper.title, paper)
        for one in over
        if (paper := sheet.agreement(one) if one.state == "agreed" else _without(one))
    ]


def _without(found: Mediation) -> papers.Paper | None:
    return sheet.ended(found) if found.state in WITHOUT_RESULT else None


def document(actor: Actor, mediation_id: UUID) -> papers.Paper:
    """The agreement once it is before both; the paper for the next door when nothing came of it."""
    found = reading.get(actor, mediation_id)
    if found.state in ("drafted", "agreed"):
        return sheet.agreement(found)
    if found.state in WITHOUT_RESULT and found.closed_at and actor.post != Post.RESPONDER:
        return sheet.ended(found)
    raise Hidden("no_document")


@query(permit="mediation.party")
def taken(actor: Actor, mediation_id: UUID) -> papers.Paper:
    """The document for one side to take along."""
    return document(actor, mediation_id)
