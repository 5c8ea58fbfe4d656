"""The first line: which mediations an actor's queries ask for. Behind it the wall says it again."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import STAFF_POSTS, Actor, Hidden, Post, Refusal

from .flow import NAMED
from .models import Applicant, Mediation, Sitting


def visible(actor: Actor) -> Q:
    """Mediations the actor may open by key."""
    if actor.post == Post.SYSTEM:
        return Q()
    if actor.post in STAFF_POSTS:
        return inside(actor)
    if actor.post == Post.RESPONDER:
        return Q(firm_id=actor.org_id, invited_at__isnull=False)
    if actor.post == Post.WORKER:
        mine = Applicant.objects.filter(person_id=actor.me)
        return Q(id__in=mine.values("mediation_id"))
    return Q(pk=None)


def get(actor: Actor, mediation_id: UUID) -> Mediation:
    """A mediation the actor can see; anything else does not exist."""
    found = Mediation.objects.filter(visible(actor), pk=mediation_id).first()
    if found is None:
        raise Hidden("no_mediation")
    return found


def locked(actor: Actor, mediation_id: UUID) -> Mediation:
    """The same, with nobody else confirming it at this moment."""
    rows = Mediation.objects.filter(visible(actor), pk=mediation_id)
    found = rows.select_for_update().first()
    if found is None:
        raise Hidden("no_mediation")
    return found


def in_hand(actor: Actor, mediation_id: UUID) -> Mediation:
    """A mediation of the actor's own union, or one the actor was appointed to."""
    found = get(actor, mediation_id)
    if actor.org_id != found.org_id and actor.person_id != found.mediator_id:
        raise Refusal("not_your_turn", "这场调解由别的工会来办，你可以看，不能改。")
    return found


def as_mediator(actor: Actor, mediation_id: UUID) -> Mediation:
    """A mediation the actor mediates."""
    found = get(actor, mediation_id)
    if found.mediator_id is None or found.mediator_id != actor.person_id:
        raise Refusal("not_mediator", "这一步由调解员本人来做。")
    return found


def sittings(actor: Actor, found: Mediation) -> list[Sitting]:
    """Talks in order, as far as the actor may read them."""
    if actor.post == Post.RESPONDER and found.state not in NAMED:
        return []
    return list(Sitting.objects.filter(mediation=found).order_by("at", "id"))


def of_case(actor: Actor, case_id: UUID) -> UUID | None:
    """The newest mediation out of a case the actor may see."""
    rows = Applicant.objects.filter(case_id=case_id)
    if actor.post == Post.WORKER:
        rows = rows.filter(person_id=actor.me)
    else:
        rows = rows.filter(inside(actor))
    return rows.order_by("-mediation_id").values_list("mediation_id", flat=True).first()


def case_of(found: Mediation) -> UUID | None:
    """The case it came of, for unions and the worker."""
    rows = Applicant.objects.filter(mediation=found)
    return rows.values_list("case_id", flat=True).first()
