"""Visits: money handed over out of a track, a receipt for each, and whose home it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Count, F, Q, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import look
from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import local, now, today
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal
from niangjia.kernel.base.wording import insist
from niangjia.kernel.people import door as people

from . import campaigns
from .models import BudgetEntry, Visit, VisitedHome
from .visit_rules import SIGNED_WITHIN, VISIT, may_write

SIZE = 50
Kinds, States = Visit.Kinds, Visit.States
LOOKED = noop("看工会走访你的收条")


@dataclass(frozen=True, slots=True)
class Given:
    """A visit as it is typed; `fen` is what it came to, money and goods together."""

    line_id: UUID
    kind: str
    day: date
    place: str
    people: int
    fen: int
    goods: str
    visitors: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody at home: the name, and a phone or member number beside it."""

    name: str
    number: str


def _due(start: datetime) -> Due:
    return lambda _clock: end_of(local(start).date() + SIGNED_WITHIN)


def give(actor: Actor, campaign_id: UUID, given: Given, whom: Whom | None) -> Visit:
    """Write a visit down; the money leaves its track in the same breath, or nothing is written."""
    plan = campaigns.one(actor, campaign_id)
    if given.line_id not in {one.id for one in plan.tracks}:
        raise Hidden("no_line")
    insist(may_write(given.day, today(), plan.since), "visit_day", status=422)
    found = _person(actor, whom) if whom else None
    row = _row(actor, plan.id, given)
    _pay(actor, row)
    row.save(force_insert=True)
    if found:
        _home(actor, row, found)
    return row


def _person(actor: Actor, whom: Whom) -> people.Met:
    given = people.Given(whom.name, whom.number, whom.number)
    found = people.matched(actor, [given])[0]
    if isinstance(found, str):
        raise Refusal("no_person", _(found), status=422)
    return found


def _row(actor: Actor, campaign_id: UUID, given: Given) -> Visit:
    visit_id = new_id()
    return Visit(
        id=visit_id,
        campaign_id=campaign_id,
        line_id=given.line_id,
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        org_name=actor.org_name,
        number=f"Z{given.day:%Y%m%d}-{visit_id.hex[-6:].upper()}",
        kind=given.kind,
        day=given.day,
        place=given.place if given.kind == Kinds.SITE else "",
        people=given.people if given.kind == Kinds.SITE else 1,
        fen=given.fen,
        goods=given.goods,
        visitors=given.visitors,
        by_id=actor.me,
        by_name=actor.name,
        at=now(),
        moved_at=now(),
        due_at=_due(now())("visit.given"),
    )


def _what(row: Visit) -> campaigns.For:
    """What the books call it. No name: campaigns are read by many."""
    place = row.place or _("一户")
    return campaigns.For(row.id, _("走访 · %s") % place, row.number)


def _pay(actor: Actor, row: Visit) -> None:
    for verb in (campaigns.Verbs.COMMIT, campaigns.Verbs.SPEND):
        campaigns.book(actor, line_id=row.line_id, verb=verb, fen=row.fen, what=_what(row))


def _home(actor: Actor, row: Visit, found: people.Met) -> None:
    VisitedHome(
        id=new_id(),
        visit=row,
        org_id=row.org_id,
        org_root=row.org_root,
        org_path=row.org_path,
        person_id=found.id,
        name=found.name,
        number=row.number,
        by_id=row.by_id,
        at=row.at,
    ).save(force_insert=True)


def sign(actor: Actor, visit_id: UUID, signer: str) -> Visit:
    """Signed on paper; at a place of work the cadre writes down who. Whose home it was may be
    recorded by those who may know it, and the person can still say that it is not right."""
    row = _kept(actor, visit_id)
    _step(actor, row, "sign", signer=signer if row.kind == Kinds.SITE else "")
    return row


def undo(actor: Actor, visit_id: UUID) -> Visit:
    """It was not handed over after all: the money is back in its track."""
    row = _kept(actor, visit_id)
    _step(actor, row, "undo")
    for verb in (campaigns.Verbs.REFUND, campaigns.Verbs.RELEASE):
        campaigns.book(actor, line_id=row.line_id, verb=verb, fen=row.fen, what=_what(row))
    return row


def _kept(actor: Actor, visit_id: UUID) -> Visit:
    row = own(actor, visit_id)
    if row.kind == Kinds.HOME and home(actor, row) is None:
        raise Refusal("not_yours", _("这一户由记录的人或者主席来办。"), status=422)
    return row


def answer(actor: Actor, visit_id: UUID, verb: str) -> Visit:
    """The visited person says: it is right (sign, agree), or it is not (deny)."""
    row = Visit.objects.filter(home__person_id=actor.me, id=visit_id).first()
    if row is None:
        raise Hidden("no_visit")
    _step(actor, row, verb, by_person=verb != "deny")
    return row


def _step(actor: Actor, row: Visit, verb: str, **changes: object) -> None:
    target = VISIT.step(verb).target
    over = now() if target in VISIT.finals else None
    signed = now() if target == States.SIGNED else None
    move(actor, row, verb, VISIT, _due(now()), closed_at=over, signed_at=signed, **changes)


def own(actor: Actor, visit_id: UUID) -> Visit:
    """A visit of the acting union; another is Hidden."""
    found = Visit.objects.filter(id=visit_id, org_id=actor.org, org_path=actor.org_path).first()
    if found is None:
        raise Hidden("no_visit")
    return found


def home(actor: Actor, row: Visit) -> VisitedHome | None:
    """Whose home it was, for whoever was there and the chair; nobody is looked at yet."""
    rows = VisitedHome.objects.filter(visit=row, org_id=actor.org)
    return (rows if actor.post == Post.CHAIR else rows.filter(by_id=actor.me)).first()


def name(actor: Actor, row: Visit) -> str:
    """The name to a visit, a look its person can see; "" for whoever may not know."""
    found = home(actor, row)
    if found is None:
        return ""
    look(actor, found.person_id, LOOKED, row.id)
    return found.name


def mine(actor: Actor) -> list[Visit]:
    """Visits to the acting person's home, the newest first."""
    rows = Visit.objects.filter(home__person_id=actor.me).exclude(state=States.UNDONE)
    return list(rows.order_by("-id")[:SIZE])


def listed(actor: Actor, campaign_id: UUID, cursor: str = "") -> paging.Page[Visit]:
    """Visits out of one campaign, the newest first, nobody's name among them."""
    rows = Visit.objects.filter(inside(actor), campaign_id=campaign_id)
    if after := paging.decode(cursor, UUID):
        rows = rows.filter(id__lt=after[0])
    return paging.page(list(rows.order_by("-id")[: SIZE + 1]), SIZE, lambda one: (str(one.id),))


@dataclass(frozen=True, slots=True)
class Sums:
    """What the visits of a campaign come to, by their receipts and by the books, in fen."""

    visits: int
    people: int
    signed: int
    denied: int
    fen: int
    booked: int


def sums(actor: Actor, campaign_id: UUID) -> Sums:
    """Receipts are added up from the visits, the books from their entries: two ways that must
    come to the same."""
    rows = Visit.objects.filter(inside(actor), campaign_id=campaign_id)
    counted = rows.exclude(state=States.UNDONE).aggregate(
        visits=Count("id"),
        people=Coalesce(Sum("people"), 0),
        signed=Count("id", filter=Q(state=States.SIGNED)),
        denied=Count("id", filter=Q(state=States.DENIED)),
        fen=Coalesce(Sum("fen"), 0),
    )
    paid = Case(When(verb="spend", then=F("amount")), When(verb="refund", then=-F("amount")))
    booked = BudgetEntry.objects.filter(
        line__campaign_id=campaign_id, subject_id__in=rows.values("id")
    ).aggregate(paid=Coalesce(Sum(paid), 0))
    return Sums(**counted, booked=booked["paid"])
