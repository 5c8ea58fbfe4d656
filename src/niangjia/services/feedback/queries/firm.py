"""What a firm reads: cases it is seated on, never an author."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import queries
from niangjia.services.feedback import rules

from . import words
from .boards import board_titles, topic_titles


@dataclass(frozen=True, slots=True)
class Chip:
    """A clock chip."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A case in the firm's list."""

    url: str
    title: str
    line: str
    due: Chip
    status: pills.Status


@dataclass(frozen=True, slots=True)
class FirmCase:
    """A case as the firm sees it."""

    id: str
    number: str
    title: str
    status: pills.Status
    board: str
    when: str
    text: str
    topics: tuple[str, ...]
    due: pills.Due | None
    shown_name: str


@dataclass(frozen=True, slots=True)
class FirmPage:
    """All of the firm's page of one case."""

    case: FirmCase
    steps: list[words.Step]
    can_reply: bool
    files: int


@query(permit="feedback.firm")
def seated(actor: Actor, state: str, cursor: str = "") -> tuple[list[FirmRow], str]:
    """Cases seated with the acting firm: those that wait for it, or the others."""
    page = queries.of_firm(actor, rules.SERVICE, waiting=state == "open", cursor=cursor)
    titles = board_titles()
    return [
        FirmRow(
            reverse("feedback_firm:case", args=[row.id]),
            row.title,
            f"{titles.get(row.board, '')} · {row.number}",
            Chip(*words.chip(row)),
            words.status(row.state, row.outcome, at_desk=True),
        )
        for row in page.items
    ], page.cursor


@query(permit="feedback.firm")
def case(actor: Actor, case_id: UUID) -> FirmPage:
    """One case the acting firm is seated on."""
    whole = queries.for_firm(actor, case_id)
    row = whole.row
    head = FirmCase(
        str(row.id),
        row.number,
        row.title,
        words.status(row.state, row.outcome, at_desk=True),
        board_titles().get(row.board, ""),
        day_text(row.created_at),
        whole.text,
        topic_titles(row.topics),
        words.due(row, reader="firm") if row.state == "with_firm" else None,
        whole.shown_name,
    )
    steps = words.steps(whole.events, row, reader="firm")
    return FirmPage(head, steps, row.state == "with_firm", row.files)
