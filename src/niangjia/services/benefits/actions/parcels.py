"""Writes of parcels: where they go, how they are sent, that they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action, look
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.base.wording import in_words, phrase
from niangjia.kernel.notices import door as notices
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import (
    Claim,
    Offer,
    Parcel,
    Posting,
    parcel_rules,
    parcelling,
)
from niangjia.kernel.people import door as people

from . import paying

#: Days after which a parcel has come, if nobody says otherwise.
COMES_IN = 15
ON_ITS_WAY = (noop("包裹寄出了"), noop("%(title)s：%(courier)s，运单号 %(waybill)s。"))


def _sending(actor: Actor, offer_id: UUID) -> Offer:
    row = offers.offering.of_mine(actor, offer_id)
    if row.mode != Offer.Modes.DELIVER:
        raise Refusal("no_parcels", _("这项福利不是寄的。"), status=422)
    return row


@action(permit="benefits.stock", audit="benefits.posting_set", silent=True)
def post_by(
    actor: Actor, *, offer_id: UUID, courier: str, grams: int, fen: int, bring: str
) -> Written:
    """Say how parcels of an offer are sent: by whom, how heavy at most, what one costs."""
    offer = _sending(actor, offer_id)
    said = {"courier": courier, "grams": grams, "fen": fen, "bring": bring}
    place = {"org_id": actor.org, "org_root": actor.org_root, "org_path": actor.org_path}
    row, _new = Posting.objects.update_or_create(
        offer=offer, defaults=said, create_defaults={"id": new_id(), **said, **place}
    )
    return Written(row.id, row.org_path)


@action(permit="benefits.see", audit="benefits.address_said", silent=True)
def say(actor: Actor, *, claim_id: UUID, to: parcelling.Address) -> Written:
    """Where one's own parcel goes."""
    claim = own(actor, claim_id)
    if claim.state != Claim.States.GRANTED:
        raise Refusal("too_late", _("这一份已经寄出或者结束了，地址改不了。"))
    row = parcelling.say(actor, claim, to)
    return Written(row.id, row.org_path)


def own(actor: Actor, claim_id: UUID) -> Claim:
    """One's own claim of something that is sent; another is Hidden."""
    rows = Claim.objects.select_related("offer").filter(id=claim_id, person_id=actor.me)
    found = rows.first()
    if found is None or found.offer.mode != Offer.Modes.DELIVER:
        raise Hidden("no_claim")
    return found


#: A claim whose parcel is on its way, by whom, and the number it has there.
Gone = tuple[Claim, str, str]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a courier's list came to."""

    id: UUID
    org_path: str
    sent: int
    bad: tuple[tuple[int, str], ...]


@action(permit="benefits.stock", audit="benefits.parcels_sent")
def send(actor: Actor, *, offer_id: UUID, name: str, content: bytes) -> Sent:
    """Take over the courier's numbers from a file. Good lines are taken, bad ones named."""
    try:
        lines, bad = parcel_rules.read(people.sheets.rows_of(name, content))
    except (people.sheets.BadSheet, parcel_rules.NoColumn) as wrong:
        raise Refusal("sheet", _(str(wrong)), status=422) from wrong
    made, gone = _send(actor, offer_id, lines, bad)
    _tell_all(gone)
    return made


@action(permit="benefits.stock", audit="benefits.parcel_sent")
def send_one(actor: Actor, *, offer_id: UUID, number: str, waybill: str, grams: int | None) -> Sent:
    """One number, typed."""
    line = parcel_rules.Line(0, number, waybill, grams)
    made, gone = _send(actor, offer_id, [line], [])
    if made.bad:
        raise Refusal("parcel", made.bad[0][1], status=422)
    _tell_all(gone)
    return made


def _send(
    actor: Actor, offer_id: UUID, lines: list[parcel_rules.Line], bad: list[parcel_rules.Bad]
) -> tuple[Sent, list[Gone]]:
    offer = _sending(actor, offer_id)
    how = parcelling.posting(offer)
    if how is None:
        raise Refusal("no_posting", _("先写好由谁寄、最重几公斤。"), status=422)
    wanted = {line.number for line in lines}
    rows = Claim.objects.filter(offer=offer, number__in=wanted, state=Claim.States.GRANTED)
    claims = {row.number: row for row in rows.select_related("offer")}
    parcels = {
        row.claim_id: row
        for row in parcelling.waiting(offer).filter(claim_id__in=[c.id for c in claims.values()])
    }
    gone: list[Gone] = []
    for line in lines:
        claim = claims.get(line.number)
        parcel = parcels.get(claim.id) if claim else None
        why = _one(actor, claim, parcel, line, how)
        if why:
            bad.append((line.line, why))
        elif claim:
            gone.append((claim, how.courier, line.waybill))
    paying.spend(actor, offer, how.fen * len(gone))
    return Sent(offer.id, offer.org_path, len(gone), tuple(sorted(bad))), gone


def _tell_all(gone: list[Gone]) -> None:
    """Everybody gets the number of the own parcel."""
    for claim, courier, waybill in gone:
        text = phrase(ON_ITS_WAY[1], title=claim.title, courier=courier, waybill=waybill)
        notices.tell(
            claim.person_id,
            service="benefits",
            title=ON_ITS_WAY[0],
            text=text,
            link=f"/benefits/claims/{claim.id}/address/",
        )


def _one(
    actor: Actor,
    claim: Claim | None,
    parcel: Parcel | None,
    line: parcel_rules.Line,
    how: Posting,
) -> str:
    """Send one; or why not."""
    if claim is None or parcel is None:
        return _(parcel_rules.NO_SUCH)
    verdict = parcel_rules.may_send(line.grams, how.grams)
    if not verdict:
        return in_words(verdict)
    try:
        with transaction.atomic():
            parcelling.sent(parcel, how.courier, line.waybill, line.grams, how.fen)
    except IntegrityError:
        return _("这个运单号已经用过了")
    offers.claiming.step(actor, claim, "send")
    return ""


@action(permit="benefits.see", audit="benefits.parcel_came", silent=True)
def came(actor: Actor, *, claim_id: UUID) -> Written:
    """It has come: its person says so."""
    claim = own(actor, claim_id)
    parcelling.come(claim, now())
    offers.claiming.step(actor, claim, "deliver")
    return Written(claim.id, claim.org_path)


@action(permit="benefits.house", audit="benefits.parcels_came", silent=True)
def came_long_ago(actor: Actor) -> int:
    """Parcels sent so long ago that they must have come: their addresses may go."""
    since = now() - timedelta(days=COMES_IN)
    due = Parcel.objects.filter(sent_at__lt=since, delivered_at=None).order_by("sent_at")[:500]
    claims = {
        row.id: row
        for row in Claim.objects.select_related("offer").filter(
            id__in=[one.claim_id for one in due], state=Claim.States.SENT
        )
    }
    for one in due:
        Parcel.objects.filter(id=one.id).update(delivered_at=now())
        if claim := claims.get(one.claim_id):
            offers.claiming.step(actor, claim, "deliver")
    return len(due)


@action(permit="benefits.stock", audit="benefits.labels_taken", silent=True)
def take_labels(actor: Actor, *, offer_id: UUID, people: tuple[UUID, ...]) -> Written:
    """Labels with addresses go on paper or into a file: everybody can see that."""
    row = _sending(actor, offer_id)
    for person in people:
        look(actor, person, "benefits.address", row.id)
    return Written(row.id, row.org_path)
