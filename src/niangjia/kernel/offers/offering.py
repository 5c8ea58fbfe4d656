"""An offer's own life: a draft, published, paused, ended or withdrawn."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.paths import prefixes
from niangjia.kernel.base.types import Actor, Hidden, Refusal

from . import stock
from .flow import OFFER
from .models import Offer, Portion, Quota, Waiter

States = Offer.States
#: Days a draft may lie, and a paused offer may stand still.
DRAFT_LIES, PAUSE_LASTS = 60, 30


@dataclass(frozen=True, slots=True)
class Terms:
    """What an offer says: everything its makers write. `clauses` is who may, as data."""

    kind: str
    mode: str
    title: str
    opens_at: datetime
    closes_at: datetime
    text: str = ""
    campaign_id: UUID | None = None
    line_id: UUID | None = None
    unit_cost: int = 0
    per_person: int = 1
    per_household: int = 0
    period: str = Offer.Periods.ONCE
    clauses: list[dict[str, Any]] = field(default_factory=list)
    pack_id: UUID | None = None
    pack_version: int = 0
    waiting: bool = False
    equals: UUID | None = None
    pick_days: int = 7
    offer_hours: int = 24
    pick_where: str = ""
    counters: int = 8
    room: int = 0


def due(row: Offer, start: datetime) -> Due:
    """When a step of an offer is due: it ends by itself when it closes."""
    days = {"offer.draft": DRAFT_LIES, "offer.paused": PAUSE_LASTS}

    def by(clock: str) -> datetime | None:
        if clock == "offer.open":
            return row.closes_at
        return end_of(local(start).date() + timedelta(days=days[clock]))

    return by


def within_reach(actor: Actor) -> Q:
    """Offers that are out, or were: of the acting person's union and of those above it."""
    return Q(
        ~Q(state__in=(States.DRAFT, States.WITHDRAWN)),
        org_root=actor.org_root,
        org_path__in=prefixes(actor.org_path),
    )


def of_mine(actor: Actor, offer_id: UUID, *, lock: bool = False) -> Offer:
    """An offer of the acting union; another's is Hidden. Locked, no unit comes in meanwhile."""
    rows = Offer.objects.select_for_update(no_key=True) if lock else Offer.objects
    found = rows.filter(
        id=offer_id, org_id=actor.org, org_path=actor.org_path, org_root=actor.org_root
    ).first()
    if found is None:
        raise Hidden("no_offer")
    return found


def draft(actor: Actor, service: str, terms: Terms) -> Offer:
    """Begin an offer, with the node of the union itself. It has no units yet."""
    made = Offer.objects.create(
        id=new_id(),
        service=service,
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        org_name=actor.org_name,
        state=States.DRAFT,
        by_id=actor.me,
        by_name=actor.name,
        created_at=now(),
        moved_at=now(),
        due_at=end_of(local(now()).date() + timedelta(days=DRAFT_LIES)),
        **_values(terms),
    )
    stock.node(actor, made.id, actor.org, borrow=False)
    return made


def _values(terms: Terms) -> dict[str, Any]:
    return asdict(terms)


def rewrite(actor: Actor, offer_id: UUID, terms: Terms) -> Offer:
    """Change a draft. How many counters it has stays as it was drafted."""
    row = of_mine(actor, offer_id)
    values = _values(terms) | {"counters": row.counters}
    if not Offer.objects.filter(id=row.id, state=States.DRAFT).update(**values):
        raise Refusal("published", "已经发布了，条件不能再改。可以先撤回，再发一个新的。")
    return row


def publishable(actor: Actor, offer_id: UUID) -> Offer:
    """An offer that may go out; refuses one that is over already, or has nothing to give."""
    row = of_mine(actor, offer_id, lock=True)
    if row.closes_at <= now():
        raise Refusal("over", "截止时间已经过了，请改个时间。", status=422)
    if Portion.objects.filter(offer=row, end="", at__gte=row.closes_at).exists():
        raise Refusal("too_late", _("有一批排在截止以后，到时没人领得了，先改一改。"), status=422)
    hands_out = row.mode != Offer.Modes.HANDOUT
    if hands_out and not Quota.objects.filter(offer=row, granted__gt=0).exists():
        raise Refusal("no_stock", "还没有数量，先写一共有几份。", status=422)
    return row


def publish(actor: Actor, offer_id: UUID) -> Offer:
    """Let workers see it; they claim from `opens_at` on."""
    row = publishable(actor, offer_id)
    move(actor, row, "publish", OFFER, due(row, now()))
    return row


def pause(actor: Actor, offer_id: UUID) -> Offer:
    """Nobody claims while it stands still; what was claimed stays."""
    return _moved(actor, offer_id, "pause")


def resume(actor: Actor, offer_id: UUID) -> Offer:
    """Go on."""
    return _moved(actor, offer_id, "resume")


def end(actor: Actor, offer_id: UUID) -> Offer:
    """No more claims; what was claimed can still be collected."""
    return _over(_moved(actor, offer_id, "end", closed_at=now()))


def withdraw(actor: Actor, offer_id: UUID) -> Offer:
    """Take it back: workers who claimed nothing do not see it any more."""
    return _over(_moved(actor, offer_id, "withdraw", closed_at=now()))


def _over(row: Offer) -> Offer:
    """Whoever waited for this one alone need not wait any longer: the house tells them."""
    alone = Waiter.objects.filter(state=Waiter.States.WAITING, wanted=[str(row.id)])
    alone.update(due_at=now())
    return row


def _moved(actor: Actor, offer_id: UUID, verb: str, **changes: Any) -> Offer:
    row = of_mine(actor, offer_id)
    move(actor, row, verb, OFFER, due(row, now()), **changes)
    return row
