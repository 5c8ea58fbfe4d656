"""Packing a matter to hand it over: by its author, or by the union, which its author learns of."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action, look
from niangjia.kernel.base.types import Actor
from niangjia.kernel.bundles import door as bundles
from niangjia.kernel.bundles.door import Bundle, Wanted
from niangjia.kernel.cases import door as cases
from niangjia.services.feedback import rules

from .told import tell_author

LOOKED = noop("把你这件事的材料打成包，交给仲裁、法律援助或者监察")


@action(permit="feedback.write", audit="feedback.bundle_asked", silent=True)
def pack_mine(actor: Actor, *, case_id: UUID, purpose: str) -> Bundle:
    """The author packs the own matter."""
    return bundles.actions.begin(actor, _wanted(cases.actions.get(actor, case_id), purpose))


@action(permit="feedback.bundle", audit="feedback.bundle_packed")
def pack(actor: Actor, *, case_id: UUID, purpose: str) -> Bundle:
    """The union packs a matter of its own; the author is told, and sees who it was."""
    case = cases.actions.in_hand(actor, case_id)
    row = bundles.actions.begin(actor, _wanted(case, purpose))
    author = cases.queries.author_id(actor, case_id)
    if author:
        look(actor, author, LOOKED, case_id)
    tell_author(case, noop("工会打包了你这件事的材料"), noop("准备交给能办的部门，"))
    return row


def _wanted(case: cases.Case, purpose: str) -> Wanted:
    return Wanted(rules.SERVICE, case.id, case.number, case.org_root, case.org_path, purpose)


@action(permit="feedback.write", audit="feedback.bundle_taken", silent=True)
def take_bundle(actor: Actor, *, bundle_id: UUID) -> Bundle:
    """The author downloads it."""
    return bundles.actions.taken(actor, bundle_id)


@action(permit="feedback.bundle", audit="feedback.bundle_fetched", silent=True)
def fetch_bundle(actor: Actor, *, bundle_id: UUID) -> Bundle:
    """Whoever had it packed at the union downloads it; written down each time."""
    return bundles.actions.taken(actor, bundle_id)
