"""Who sees what of a mediation, and of what was packed to be handed over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from niangjia.kernel.base.types import STAFF_POSTS, Post
from niangjia.kernel.bundles.models import Bundle
from niangjia.kernel.mediation.flow import NAMED
from niangjia.kernel.mediation.models import Applicant, Mediation, Sitting

from .hats import Hat, World


def in_part(hat: Hat, row: Any) -> bool:
    here = row.org_root == hat.org.root and row.org_path.startswith(hat.org.path)
    return hat.post in STAFF_POSTS and here


def sees_applicant(world: World, hat: Hat, row: Applicant) -> bool:
    own = hat.post == Post.WORKER and row.person_id == hat.person.id
    return own or in_part(hat, row)


def sees_mediation(world: World, hat: Hat, row: Mediation) -> bool:
    """Unions their part of the tree; who asked; the firm from the invitation on."""
    if hat.post == Post.RESPONDER:
        return row.firm_id == hat.org.id and row.invited_at is not None
    who = next(one for one in world.all(Applicant) if one.mediation_id == row.id)
    return sees_applicant(world, hat, who)


def sees_sitting(world: World, hat: Hat, row: Sitting) -> bool:
    """The same, but a firm only while it is at the table."""
    about = next(one for one in world.all(Mediation) if one.id == row.mediation_id)
    there = hat.post != Post.RESPONDER or about.state in NAMED
    return there and sees_mediation(world, hat, about)


def writes_sitting(world: World, hat: Hat, row: Sitting) -> bool:
    return in_part(hat, row)


def sees_bundle(world: World, hat: Hat, row: Bundle) -> bool:
    """Whoever asked for it, in the capacity it was asked for in; nobody else, nor above."""
    if row.by_id != hat.person.id:
        return False
    if hat.post == Post.WORKER:
        return row.org_id is None
    return hat.post in STAFF_POSTS and row.org_id == hat.org.id


SEES: dict[type[models.Model], Callable[[World, Hat, Any], bool]] = {
    Bundle: sees_bundle,
    Mediation: sees_mediation,
    Applicant: sees_applicant,
    Sitting: sees_sitting,
}
