"""What came of a proposal: entered, checked by another, mended."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.letters import benefits
from niangjia.kernel.letters.models import Benefit
from niangjia.kernel.letters.rules import Decided

from .told import tell_union


@action(permit="letters.write", audit="letters.benefit_claimed", silent=True)
def claim_benefit(actor: Actor, *, letter_id: UUID, said: Decided) -> Benefit:
    """Enter decision, investment, saving and evidence."""
    return benefits.claim(actor, letter_id, said)


@action(permit="letters.check", audit="letters.benefit_checked")
def check_benefit(actor: Actor, *, benefit_id: UUID, right: bool, note: str) -> Benefit:
    """Somebody charged with it, and not who entered them, checks the figures."""
    found = benefits.check(actor, benefit_id, right=right, note=note)
    tell_union(found.letter, noop("成效核实了") if right else noop("成效有疑问，请补证据"))
    return found


@action(permit="letters.write", audit="letters.benefit_mended", silent=True)
def mend_benefit(actor: Actor, *, benefit_id: UUID, said: Decided) -> Benefit:
    """Enter doubtful figures anew."""
    return benefits.mend(actor, benefit_id, said)


@action(permit="letters.write", audit="letters.benefit_dropped", silent=True)
def drop_benefit(actor: Actor, *, benefit_id: UUID) -> Benefit:
    """Give up a claim."""
    return benefits.drop(actor, benefit_id)
