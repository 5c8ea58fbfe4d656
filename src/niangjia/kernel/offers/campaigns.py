"""Campaigns: money by tracks, promised by one function that never promises too much."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.people import door as people

from .booked import insist
from .booked import yuan as yuan
from .campaign_flow import CAMPAIGN
from .models.campaigns import BudgetEntry, BudgetLine, Campaign

State, Verbs = Campaign.States, BudgetEntry.Verbs
#: Days a plan may wait for the chair, and the report may take after the last day.
DRAFT_LIES, REPORT = 30, 15
#: Who booked what the house books by itself.
NOBODY = UUID(int=0)
MOST_LINES, SIZE, ENTRIES = 12, 60, 100


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign as it is typed. Amounts in fen; tracks are (title, amount)."""

    title: str
    text: str
    basis: str
    since: date
    until: date
    budget: int
    shared: bool
    tracks: tuple[tuple[str, int], ...]


def due(until: date, start: datetime) -> Due:
    """A plan is decided within a month; a campaign is reported some days after its last."""

    def by(clock: str) -> datetime | None:
        if clock == "campaign.draft":
            return end_of(local(start).date() + timedelta(days=DRAFT_LIES))
        return end_of(until + timedelta(days=REPORT))

    return by


def draft(actor: Actor, *, plan: Plan) -> UUID:
    """Plan a campaign and its tracks. Nothing can be promised before the chair says yes."""
    _check(plan)
    campaign = new_id()
    row = {
        "id": str(campaign),
        "org_id": str(actor.org),
        "org_root": actor.org_root,
        "org_path": actor.org_path,
        "org_name": actor.org_name,
        "title": plan.title,
        "text": plan.text,
        "basis": plan.basis,
        "since": plan.since.isoformat(),
        "until": plan.until.isoformat(),
        "budget": plan.budget,
        "allotted": 0,
        "shared": plan.shared,
        "state": State.DRAFT.value,
        "approved_by": "",
        "by_id": str(actor.me),
        "by_name": actor.name,
        "created_at": now().isoformat(),
        "moved_at": now().isoformat(),
        "due_at": str(due(plan.until, now())("campaign.draft")),
    }
    lines = [{"id": str(new_id()), "title": title, "allotted": fen} for title, fen in plan.tracks]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT api.budget_open(%s::jsonb, %s::jsonb)", [json.dumps(row), json.dumps(lines)]
        )
    return campaign


def _check(plan: Plan) -> None:
    titles = [title for title, _fen in plan.tracks]
    if not titles or len(titles) > MOST_LINES:
        raise Refusal("tracks", _("至少写一条线，最多十二条。"), status=422)
    if len(set(titles)) < len(titles):
        raise Refusal("tracks", _("有两条线名字一样。"), status=422)
    short = sum(fen for _title, fen in plan.tracks) - plan.budget
    if short > 0:
        raise Refusal(
            "over_budget",
            _("几条线加起来比总数多了 %s 元，改小一点再存。") % yuan(short),
            status=422,
            short=short,
        )


def _row(actor: Actor, campaign_id: UUID) -> Campaign:
    found = Campaign.objects.filter(
        id=campaign_id, org_id=actor.org, org_path=actor.org_path
    ).first()
    if found is None:
        raise Hidden("no_campaign")
    return found


def approve(actor: Actor, *, campaign_id: UUID) -> Campaign:
    """The chair says yes to the money: from now on it can be promised."""
    row = _row(actor, campaign_id)
    move(
        actor,
        row,
        "approve",
        CAMPAIGN,
        due(row.until, now()),
        approved_by=actor.name,
        approved_at=now(),
    )
    return row


def withdraw(actor: Actor, *, campaign_id: UUID) -> Campaign:
    """Not after all."""
    row = _row(actor, campaign_id)
    move(actor, row, "withdraw", CAMPAIGN, due(row.until, now()), closed_at=now())
    return row


def end(actor: Actor, *, campaign_id: UUID) -> Campaign:
    """It is over: nothing more is promised, what was promised can still be paid."""
    row = _row(actor, campaign_id)
    move(actor, row, "end", CAMPAIGN, due(row.until, now()), closed_at=now())
    return row


def pass_on(actor: Actor) -> int:
    """Plans nobody decided on lapse; returns how many."""
    rows = list(
        Campaign.objects.filter(due_at__lt=now(), state=State.DRAFT).order_by("due_at")[:100]
    )
    for row in rows:
        move(actor, row, "withdraw", CAMPAIGN, due(row.until, now()), closed_at=now())
    return len(rows)


@dataclass(frozen=True, slots=True)
class For:
    """What money is booked for: an offer's id and title, or something else's."""

    id: UUID
    title: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """What the audit row points to, and what is left of the track."""

    id: UUID
    org_path: str
    left: int


def book(actor: Actor, *, line_id: UUID, verb: str, fen: int, what: For) -> Booked:
    """Promise out of a track, give back, pay; or move money between a track and the campaign.

    Refuses what the track does not hold and says how much there is.
    """
    entry = {
        "id": str(new_id()),
        "line_id": str(line_id),
        "subject_id": str(what.id),
        "title": what.title[:60],
        "verb": verb,
        "amount": fen,
        "reason": what.reason[:120],
        "by_id": str(actor.person_id or NOBODY),
        "by_name": actor.name,
        "at": now().isoformat(),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.budget_book(%s::jsonb)", [json.dumps(entry)])
        done = json.loads(cursor.fetchone()[0])
    insist(verb, done)
    return Booked(line_id, actor.org_path, int(done["left"]))


def give_back(actor: Actor, *, line_id: UUID, fen: int, what: For) -> None:
    """Give back up to so much of what was promised for something: what is paid stays paid."""
    _up_to(actor, line_id, Verbs.RELEASE, fen, what)


def pay(actor: Actor, *, line_id: UUID, fen: int, what: For) -> None:
    """Pay up to so much of what was promised for something, out of a track of the own union; who
    keeps another's track pays it there."""
    if BudgetLine.objects.filter(id=line_id, org_id=actor.org).exists():
        _up_to(actor, line_id, Verbs.SPEND, fen, what)


def _up_to(actor: Actor, line_id: UUID, verb: str, fen: int, what: For) -> None:
    try:
        book(actor, line_id=line_id, verb=verb, fen=fen, what=what)
    except Refusal as refused:
        if rest := int(refused.facts.get("room", 0)):
            book(actor, line_id=line_id, verb=verb, fen=rest, what=what)


def shift(actor: Actor, *, source: UUID, target: UUID, fen: int, reason: str) -> Booked:
    """Move money from one track to another of the same campaign, all or nothing."""
    lines = {one.id: one for one in BudgetLine.objects.filter(id__in=(source, target))}
    if len(lines) < 2 or lines[source].campaign_id != lines[target].campaign_id:
        raise Hidden("no_line")
    campaign = lines[source].campaign_id
    book(
        actor,
        line_id=source,
        verb="free",
        fen=fen,
        what=For(campaign, lines[target].title, reason),
    )
    what = For(campaign, lines[source].title, reason)
    return book(actor, line_id=target, verb="allot", fen=fen, what=what)


@dataclass(frozen=True, slots=True)
class Track:
    """One track of a campaign, in fen."""

    id: UUID
    title: str
    allotted: int
    committed: int
    spent: int

    @property
    def left(self) -> int:
        """What nothing is promised of yet."""
        return self.allotted - self.committed


@dataclass(frozen=True, slots=True)
class Facts:
    """A campaign with its tracks."""

    id: UUID
    org_id: UUID
    org_name: str
    org_path: str
    title: str
    text: str
    basis: str
    since: date
    until: date
    budget: int
    allotted: int
    shared: bool
    state: str
    approved_by: str
    by_name: str
    tracks: tuple[Track, ...]

    @property
    def committed(self) -> int:
        """Everything promised so far."""
        return sum(one.committed for one in self.tracks)

    @property
    def spent(self) -> int:
        """Everything paid so far."""
        return sum(one.spent for one in self.tracks)


def _facts(row: Campaign, lines: Sequence[BudgetLine]) -> Facts:
    tracks = [
        Track(one.id, one.title, one.allotted, one.committed, one.spent)
        for one in sorted(lines, key=lambda one: one.position)
        if one.campaign_id == row.id
    ]
    return Facts(
        row.id,
        row.org_id,
        row.org_name,
        row.org_path,
        row.title,
        row.text,
        row.basis,
        row.since,
        row.until,
        row.budget,
        row.allotted,
        row.shared,
        row.state,
        row.approved_by,
        row.by_name,
        tuple(tracks),
    )


def listed(actor: Actor) -> list[Facts]:
    """Campaigns of the union, of those below and shared ones of those above, newest first."""
    above = [p for p in people.prefixes(actor.org_path) if p.startswith(actor.org_root)]
    rows = Campaign.objects.filter(org_root=actor.org_root).filter(_seen(actor, above))
    found = list(rows.order_by("-id")[:SIZE])
    lines = list(BudgetLine.objects.filter(campaign__in=found))
    return [_facts(row, lines) for row in found]


def _seen(actor: Actor, above: list[str]) -> Q:
    return Q(org_path__startswith=actor.org_path) | Q(
        org_path__in=above, shared=True, state=State.RUNNING
    )


def one(actor: Actor, campaign_id: UUID) -> Facts:
    """One campaign of `listed`; another is Hidden."""
    above = [p for p in people.prefixes(actor.org_path) if p.startswith(actor.org_root)]
    rows = Campaign.objects.filter(_seen(actor, above), id=campaign_id, org_root=actor.org_root)
    found = rows.first()
    if found is None:
        raise Hidden("no_campaign")
    return _facts(found, list(BudgetLine.objects.filter(campaign=found)))


def open_tracks(actor: Actor) -> list[tuple[Facts, Track]]:
    """Tracks the union may promise from: its own running ones, and shared ones from above."""
    return [
        (campaign, track)
        for campaign in listed(actor)
        if campaign.state == State.RUNNING
        and (campaign.org_id == actor.org or (campaign.shared and _is_above(actor, campaign)))
        for track in campaign.tracks
    ]


def _is_above(actor: Actor, campaign: Facts) -> bool:
    return actor.org_path.startswith(campaign.org_path)


def entries(actor: Actor, campaign_id: UUID) -> list[BudgetEntry]:
    """The latest changes of a campaign's tracks, newest first."""
    rows = BudgetEntry.objects.filter(line__campaign_id=one(actor, campaign_id).id)
    return list(rows.select_related("line").order_by("-id")[:ENTRIES])


@dataclass(frozen=True, slots=True)
class Item:
    """What one thing took of a track, in fen."""

    track: UUID
    subject_id: UUID
    title: str
    committed: int
    spent: int


def items(actor: Actor, campaign_id: UUID) -> list[Item]:
    """What the money went to, by track, largest first: the body of the report."""
    with connection.cursor() as cursor:
        cursor.execute(ITEMS, [one(actor, campaign_id).id])
        return [Item(*row) for row in cursor.fetchall()]


ITEMS = """
SELECT e.line_id, e.subject_id, max(e.title),
       sum(CASE e.verb WHEN 'commit' THEN e.amount WHEN 'release' THEN -e.amount
                       ELSE 0 END)::bigint AS committed,
       sum(CASE e.verb WHEN 'spend' THEN e.amount WHEN 'refund' THEN -e.amount
                       ELSE 0 END)::bigint AS spent
FROM offers_budgetentry e JOIN offers_budgetline l ON l.id = e.line_id
WHERE l.campaign_id = %s AND e.verb NOT IN ('allot', 'free')
GROUP BY e.line_id, e.subject_id ORDER BY e.line_id, committed DESC, e.subject_id
"""
