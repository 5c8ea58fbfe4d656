"""A letter as one line of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.letters import reading, sheet
from niangjia.kernel.letters.actions import told
from niangjia.kernel.letters.models import Letter
from niangjia.kernel.letters.wordings import KINDS
from niangjia.kernel.papers.door import Paper

from . import words

FIELDS = ("id", "kind", "number", "title", "to_name", "state", "due_at", "created_at", "issued_at")
PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A letter in a list."""

    id: UUID
    url: str
    title: str
    line: str
    icon: str
    status: pills.Status
    due: pills.Due | None
    when: str


def lines(rows: QuerySet[Letter], reader: str) -> list[Line]:
    """Letters as lines; `reader` is desk, firm or mine."""
    return [_line(dict(zip(FIELDS, row, strict=True)), reader) for row in rows.values_list(*FIELDS)]


def _line(row: dict[str, Any], reader: str) -> Line:
    kind = KINDS[row["kind"]]
    at: datetime = row["issued_at"] or row["created_at"]
    url = {"desk": told.desk, "mine": told.mine, "firm": told.firm}[reader](row["id"])
    parts = [_(kind.label), row["number"] or _("还没有文号")]
    if reader == "desk":
        parts.append(row["to_name"])
    return Line(
        row["id"],
        url,
        row["title"],
        " · ".join(parts),
        kind.icon,
        words.status(row["state"], firm=reader == "firm"),
        None if reader == "mine" else words.due(row["state"], row["due_at"]),
        day_text(at),
    )


def papers_of(actor: Actor, case_id: UUID) -> list[tuple[str, Paper]]:
    """Letters that went out about a case, oldest first: what each is called, and the document."""
    rows = Letter.objects.filter(reading.visible(actor), sources__case_id=case_id)
    sent = rows.filter(issued_at__isnull=False).order_by("issued_at", "id")
    return [(f"{one.title} {one.number}", sheet.paper(one, one.body)) for one in sent]


def of_case(actor: Actor, case_id: UUID) -> list[Line]:
    """Letters that speak about a case, as far as the actor may see them, oldest first."""
    rows = Letter.objects.filter(reading.visible(actor), sources__case_id=case_id)
    return lines(rows.order_by("id"), "mine" if actor.post == Post.WORKER else "desk")
