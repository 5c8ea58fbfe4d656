"""Reads: lists and pages of the desk, and what a worker is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import paging
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.people import door as people

from . import rules, tables
from .models import Answer, Asked, Survey, Tally

SIZE = 20
#: People with names on one page of a survey with names.
NAMES = 50
State = Survey.States


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are asked, and how many of them answered."""

    asked: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """A survey as pages and services take it."""

    id: UUID
    service: str
    matter_id: UUID | None
    org_id: UUID
    org_name: str
    org_path: str
    title: str
    why: str
    kind: str
    state: str
    least: int
    edition: int
    orgs: tuple[UUID, ...]
    until: date
    by_name: str
    told_at: datetime | None
    questions: tuple[rules.Question, ...]

    @property
    def unnamed(self) -> bool:
        """Whether nobody is to learn who said what."""
        return self.kind == Survey.Kinds.UNNAMED


def facts(row: Survey) -> Facts:
    """A row as a record."""
    return Facts(
        row.id,
        row.service,
        row.matter_id,
        row.org_id,
        row.org_name,
        row.org_path,
        row.title,
        row.why,
        row.kind,
        row.state,
        row.least,
        row.edition,
        tuple(row.orgs),
        row.until,
        row.by_name,
        row.told_at,
        rules.read(row.questions),
    )


def counts(surveys: Iterable[UUID]) -> dict[UUID, Counts]:
    """How many are asked and answered, of surveys within sight."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.survey_counts(%s::uuid[])", [list(surveys)])
        return {UUID(str(one)): Counts(asked, said) for one, asked, said in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Line:
    """One survey of the desk's list."""

    survey: Facts
    counts: Counts


@query(permit="surveys.see")
def listed(actor: Actor, cursor: str = "") -> paging.Page[Line]:
    """Surveys of the union and of those below, the newest first."""
    rows = Survey.objects.filter(org_root=actor.org_root, org_path__startswith=actor.org_path)
    rows = rows.exclude(~Q(org_id=actor.org), state=State.DRAFT)
    if after := paging.decode(cursor, paging.moment, UUID):
        at, last = after
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=last))
    found = list(rows.order_by("-created_at", "-id")[: SIZE + 1])
    said = counts(row.id for row in found)
    keys = {row.id: (row.created_at.isoformat(), str(row.id)) for row in found}
    lines = [Line(facts(row), said.get(row.id, Counts())) for row in found]
    return paging.page(lines, SIZE, lambda line: keys[line.survey.id])


def row_of(actor: Actor, survey_id: UUID) -> Survey:
    """A survey of the union or of one below; another's, and another's draft, is Hidden."""
    found = Survey.objects.filter(
        id=survey_id, org_root=actor.org_root, org_path__startswith=actor.org_path
    ).first()
    if found is None or (found.state == State.DRAFT and found.org_id != actor.org):
        raise Hidden("no_survey")
    return found


def own_row(actor: Actor, survey_id: UUID) -> Survey:
    """A survey of the acting union; everything else is Hidden."""
    found = row_of(actor, survey_id)
    if found.org_id != actor.org:
        raise Hidden("no_survey")
    return found


@query(permit="surveys.see")
def survey(actor: Actor, survey_id: UUID) -> Facts:
    """One survey of the union or below."""
    return facts(row_of(actor, survey_id))


@query(permit="surveys.ask")
def own(actor: Actor, survey_id: UUID) -> Facts:
    """One survey of the acting union."""
    return facts(own_row(actor, survey_id))


@query(permit="surveys.ask")
def size(actor: Actor, survey_id: UUID) -> int:
    """How many a draft would ask."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.survey_size(%s)", [own_row(actor, survey_id).id])
        return int(cursor.fetchone()[0])


@query(permit="surveys.see")
def result(actor: Actor, survey_id: UUID) -> dict[str, Any]:
    """The tables of a survey. Without names only those frozen when it was closed, and before that
    none: the difference of two looks would be the last to answer."""
    row = row_of(actor, survey_id)
    if tally := Tally.objects.filter(survey=row).values_list("tables", flat=True).first():
        return dict(tally)
    if row.kind == Survey.Kinds.UNNAMED or row.org_id != actor.org:
        return {}
    return _live(row)


def _live(row: Survey) -> dict[str, Any]:
    rows = Answer.objects.filter(survey=row).values_list("firm_id", "said")
    said = [(str(firm or ""), words) for firm, words in rows]
    asked = counts([row.id]).get(row.id, Counts()).asked
    return tables.frozen(rules.read(row.questions), said, asked, 1)


@dataclass(frozen=True, slots=True)
class Need:
    """What was asked for in one town or at one employer: how many people, and their sum."""

    town: str
    firm: str
    firm_id: UUID | None
    people: int
    total: int


@query(permit="surveys.see")
def needs(actor: Actor, survey_id: UUID, question_id: str) -> list[Need]:
    """Sums of a numeric question with names, by employer, towns in order. What an offer's quota
    begins with (docs/requirements.md 004-08). Nothing for a survey without names."""
    row = own_row(actor, survey_id)
    if row.kind != Survey.Kinds.NAMED:
        return []
    sums: dict[UUID | None, list[int]] = {}
    for firm, said in Answer.objects.filter(survey=row).values_list("firm_id", "said"):
        if isinstance(number := said.get(question_id), int):
            sums.setdefault(firm, []).append(number)
    where = people.places([firm for firm in sums if firm])
    found = [
        Need(
            where[firm].town if firm in where else "",
            where[firm].name if firm in where else "",
            firm,
            len(given),
            sum(given),
        )
        for firm, given in sums.items()
    ]
    return sorted(found, key=lambda one: (one.town == "", one.town, one.firm))


@dataclass(frozen=True, slots=True)
class Numeric:
    """A question for a number in one of the union's surveys with names."""

    survey: UUID
    question: str
    label: str


@query(permit="surveys.see")
def numbers(actor: Actor) -> list[Numeric]:
    """Questions for a number that people answered, or answer, with their names; newest first."""
    rows = Survey.objects.filter(org_id=actor.org, org_path=actor.org_path, kind=Survey.Kinds.NAMED)
    rows = rows.filter(state__in=(State.OPEN, State.COUNTING, State.CLOSED))
    return [
        Numeric(row.id, one.id, f"{row.title} · {one.title}")
        for row in rows.order_by("-created_at")[:SIZE]
        for one in rules.read(row.questions)
        if one.kind == rules.Ask.NUMBER
    ]


@dataclass(frozen=True, slots=True)
class Channel:
    """What the latest counted survey says of the usual channel at one employer.

    `none` have no channel; None where that cannot be shown.
    """

    firm_id: UUID
    answered: int
    none: int | None
    title: str
    closed_at: datetime


#: Surveys looked through for the latest word on each employer.
LATEST = 20


@query(permit="surveys.see")
def channels(actor: Actor) -> dict[UUID, Channel]:
    """The latest word on the usual channel, by employer, from surveys of the union's own tree."""
    rows = Tally.objects.filter(org_root=actor.org_root, org_path__startswith=actor.org_path)
    rows = rows.filter(survey__questions__contains=[{"use": rules.CHANNEL}])
    found: dict[UUID, Channel] = {}
    for tally in rows.select_related("survey").order_by("-survey__closed_at")[:LATEST]:
        for one in _channels(tally):
            found.setdefault(one.firm_id, one)
    return found


def _channels(tally: Tally) -> list[Channel]:
    silent = [g for q in tally.tables["questions"] for g in q.get("silent", ()) if g["firm"]]
    survey = tally.survey
    at = survey.closed_at or survey.moved_at
    return [Channel(UUID(g["firm"]), g["answered"], g["none"], survey.title, at) for g in silent]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody's answer in a survey with names."""

    key: UUID
    subject_id: UUID
    name: str
    firm: str
    firm_id: UUID | None
    said: dict[str, Any]
    at: datetime


def named(row: Survey, after: UUID | None = None, most: int = NAMES) -> list[Named]:
    """Answers with names, in the order of their keys, which are random."""
    rows = Answer.objects.filter(survey=row)
    rows = rows.filter(id__gt=after) if after else rows
    found: Sequence[Answer] = list(rows.order_by("id")[:most])
    who = people.names([one.person_id for one in found])
    where = people.places([one.firm_id for one in found if one.firm_id])
    return [
        Named(
            one.id,
            one.person_id,
            who.get(one.person_id, people.UNNAMED),
            where[one.firm_id].name if one.firm_id in where else "",
            one.firm_id,
            one.said,
            one.at,
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Mine:
    """A survey somebody is asked, whether they answered, and what they said with their name."""

    survey: Facts
    answered: bool
    said: dict[str, Any]


@query(permit="surveys.answer")
def mine(actor: Actor) -> list[Mine]:
    """Surveys the acting person is asked: those to answer first, then those of the past."""
    asked = Asked.objects.filter(person_id=actor.me).select_related("survey")
    asked = asked.exclude(survey__state=State.WITHDRAWN)
    rows = list(asked.order_by("-survey__opened_at", "-survey_id")[:50])
    found = [Mine(facts(one.survey), one.answered, {}) for one in rows]
    return sorted(found, key=lambda one: (one.survey.state != State.OPEN, one.answered))


def about(person_id: UUID) -> list[dict[str, Any]]:
    """Everything here about a person, for "give me my data": asked, answered, and what was said."""
    asked = Asked.objects.filter(person_id=person_id).select_related("survey")
    said = dict(Answer.objects.filter(person_id=person_id).values_list("survey_id", "said"))
    return [
        {"title": one.survey.title, "answered": one.answered}
        | {
            q.title: text
            for q in rules.read(one.survey.questions)
            if (text := rules.in_words(q, said.get(one.survey_id, {})))
        }
        for one in asked.order_by("survey__opened_at", "survey_id")
    ]


def waiting(actor: Actor) -> int:
    """How many open surveys wait for the acting person."""
    rows = Asked.objects.filter(person_id=actor.me, answered=False, survey__state=State.OPEN)
    return rows.count()


@query(permit="surveys.answer")
def asked(actor: Actor, survey_id: UUID) -> Mine:
    """One survey the acting person is asked; another is Hidden."""
    row = (
        Asked.objects.filter(person_id=actor.me, survey_id=survey_id)
        .select_related("survey")
        .first()
    )
    if row is None:
        raise Hidden("no_survey")
    said = Answer.objects.filter(survey_id=survey_id, person_id=actor.me)
    return Mine(facts(row.survey), row.answered, said.values_list("said", flat=True).first() or {})
