"""HTTP API of 福利 for programs acting for a worker."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from niangjia.kernel.acts.api import PROBLEMS, Bearer
from niangjia.kernel.acts.drop import Dropped, operation_of_drop
from niangjia.kernel.base.context import Act

from .actions import claims
from .queries import room as of_room

router = Router(auth=Bearer(), tags=["benefits"])


class ClaimOut(Schema):
    """One unit for one person. `pick_code` is shown or typed where it is handed out."""

    id: UUID
    offer_id: UUID
    title: str
    number: str
    pick_code: str
    state: str
    name: str
    at: datetime
    due_at: datetime | None


class ClaimsOut(Schema):
    """What was claimed: one, or one for each of a family."""

    claims: list[ClaimOut]


class ClaimIn(Schema):
    """Whom it is for; empty is the caller alone. Of a family all get one, or none."""

    people: list[UUID] = Field(default_factory=list, max_length=8)


@router.post(
    "/benefits/offers/{uuid:offer_id}/claims",
    response={201: ClaimsOut, **PROBLEMS},
    url_name="claim_offer",
    summary="Claim one",
)
@operation_of_drop("benefits.claim")
def claim_offer(request: HttpRequest, act: Act, offer_id: UUID, body: ClaimIn) -> Dropped:
    """Claim for the acting worker, or one each for people of the same household.

    409 says why not: early, late, paused, sold_out, already, household, not_entitled; or that a
    waiting room stands before it: room (stand in it first), turn, passed. Send an
    Idempotency-Key, and repeat the request with the same one when no answer came.
    """
    token = request.headers.get("Queue-Token", "")
    return claims.drop_for_program(act, claims.wish(offer_id, tuple(body.people), token))


class PlaceOut(Schema):
    """A place in a waiting room. `from_at` is when claims with this token are let in, null until
    that is drawn; ask again after `again_s` seconds."""

    token: str
    from_at: datetime | None
    again_s: int


@router.post(
    "/benefits/offers/{uuid:offer_id}/places",
    response={200: PlaceOut, **PROBLEMS},
    url_name="enter_offer",
    summary="Stand in the waiting room",
)
@operation_of_drop("benefits.claim")
def enter_offer(request: HttpRequest, act: Act, offer_id: UUID) -> Dropped:
    """A place for the acting worker: the one they have, or a new one.

    Send its token as Queue-Token with the claim. 409 says why not: no_room (claim at once),
    room_early, late, already, not_entitled, sold_out.
    """
    return of_room.place(offer_id, claims.enter(act, offer_id))
