"""The first line: which letters an actor's queries ask for. Behind it the wall says it again."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import STAFF_POSTS, Actor, Hidden, Post, Refusal
from niangjia.kernel.cases import door as cases

from .models import Benefit, Letter, Source


def visible(actor: Actor) -> Q:
    """Letters the actor may open by key."""
    if actor.post == Post.SYSTEM:
        return Q()
    if actor.post in STAFF_POSTS:
        return inside(actor)
    if actor.post == Post.RESPONDER:
        return Q(to_id=actor.org_id, issued_at__isnull=False)
    if actor.post == Post.WORKER:
        mine = Source.objects.filter(case_id__in=cases.queries.own_ids(actor))
        return Q(id__in=mine.values("letter_id"), issued_at__isnull=False)
    return Q(pk=None)


def get(actor: Actor, letter_id: UUID) -> Letter:
    """A letter the actor can see; anything else does not exist."""
    found = Letter.objects.filter(visible(actor), pk=letter_id).first()
    if found is None:
        raise Hidden("no_letter")
    return found


def in_hand(actor: Actor, letter_id: UUID) -> Letter:
    """A letter of the actor's own union; unions above watch."""
    found = get(actor, letter_id)
    if found.org_id != actor.org_id:
        raise Refusal("not_your_turn", "这份文书是别的工会发的，你可以看，不能改。")
    return found


def benefit(actor: Actor, benefit_id: UUID) -> Benefit:
    """What came of a proposal in the actor's part of the tree."""
    found = Benefit.objects.filter(inside(actor), pk=benefit_id).first()
    if found is None or actor.post not in STAFF_POSTS:
        raise Hidden("no_benefit")
    return found
