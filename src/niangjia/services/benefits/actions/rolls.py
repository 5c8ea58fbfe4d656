"""Writes of a union about its lists of people. A survey's answers become a list here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.offers import door as offers
from niangjia.kernel.surveys import door as surveys


def _written(row: offers.Roll) -> Written:
    return Written(row.id, row.org_path)


@action(permit="benefits.run", audit="benefits.roll_read", silent=True)
def bring(
    actor: Actor,
    *,
    head: offers.rolls.Head,
    lines: Sequence[offers.roll_sheet.Line],
    problems: Sequence[offers.roll_sheet.Problem],
) -> Written:
    """Make a list of the lines of a table."""
    return _written(offers.rolls.bring(actor, head=head, lines=lines, problems=problems))


@action(permit="benefits.run", audit="benefits.roll_gathered", silent=True)
def gather(actor: Actor, *, head: offers.rolls.Head, question_id: str) -> Written:
    """Make a list of whoever asked for something in a survey with names, and for how many.

    Each of them can see that their answer was looked at.
    """
    survey = head.survey_id
    assert survey is not None
    said = surveys.read_names(actor, survey_id=survey, after=None, most=offers.MOST_ROLL)
    needs: dict[UUID, int] = {}
    for one in said:
        number = one.said.get(question_id)
        if isinstance(number, int) and number > 0:
            needs[one.subject_id] = min(number, offers.roll_sheet.MOST_NEED)
    if not needs:
        raise Refusal("nobody", _("这份问卷里还没有人报数。"), status=422)
    return _written(offers.rolls.gather(actor, head=head, needs=needs))


@action(permit="benefits.run", audit="benefits.cover_listed", silent=True)
def cover(actor: Actor, *, head: offers.rolls.Head, day: date) -> Written:
    """List everybody who is a member on a day as those the union insures."""
    return _written(offers.rolls.cover(actor, head=head, day=day))


@dataclass(frozen=True, slots=True)
class ToInsurer(Written):
    """What goes to an insurer: names and identity numbers, and from when to when."""

    title: str
    since: date
    until: date | None
    people: list[tuple[str, str]]


@action(permit="benefits.approve", audit="benefits.cover_handed_over", silent=True)
def hand_over(actor: Actor, *, roll_id: UUID) -> ToInsurer:
    """The insurer's file, by the chair alone; everybody on it can see that it was made."""
    row = offers.rolls.one(actor, roll_id)
    people = offers.rolls.insured(actor, roll_id=roll_id)
    return ToInsurer(row.id, row.org_path, row.title, row.since, row.until, people)


@action(permit="benefits.run", audit="benefits.roll_approved", silent=True)
def approve(actor: Actor, *, roll_id: UUID, approved_by: str) -> Written:
    """It was looked through and counts from its first day on."""
    return _written(offers.rolls.approve(actor, roll_id=roll_id, approved_by=approved_by))


@action(permit="benefits.run", audit="benefits.roll_dropped", silent=True)
def drop(actor: Actor, *, roll_id: UUID) -> Written:
    """Not this one."""
    return _written(offers.rolls.drop(actor, roll_id=roll_id))


@action(permit="benefits.run", audit="benefits.roll_ended", silent=True)
def end(actor: Actor, *, roll_id: UUID) -> Written:
    """It counts no more."""
    return _written(offers.rolls.end(actor, roll_id=roll_id))


@action(permit="benefits.run", audit="benefits.roll_struck", silent=True)
def strike(actor: Actor, *, roll_id: UUID, person_id: UUID) -> Written:
    """Take somebody off who was put there by mistake."""
    return _written(offers.rolls.strike(actor, roll_id=roll_id, person_id=person_id))


@action(permit="benefits.run", audit="benefits.roll_added", silent=True)
def add(actor: Actor, *, roll_id: UUID, name: str, number: str, need: int) -> Written:
    """Put somebody on it."""
    row = offers.rolls.add(actor, roll_id=roll_id, name=name, number=number, need=need)
    return _written(row)


@action(permit="benefits.run", audit="benefits.roll_names_read", silent=True)
def names(
    actor: Actor, *, roll_id: UUID, after: UUID | None = None, most: int = offers.rolls.NAMES
) -> list[offers.rolls.OnIt]:
    """Who is on it, each one a look its person can see."""
    return offers.rolls.names(actor, roll_id=roll_id, after=after, most=most)
