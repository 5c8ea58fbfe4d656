"""What came of an adopted proposal: entered by one, checked by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.base.wording import insist

from . import clocks, reading, rules
from .flow import BENEFIT
from .models import Benefit, Mandate
from .rules import Decided

ADOPTED = ("adopt", "partly")


def claim(actor: Actor, letter_id: UUID, said: Decided) -> Benefit:
    """Enter what came of a proposal the firm took up. It counts nowhere until it is verified."""
    letter = reading.in_hand(actor, letter_id)
    if letter.outcome not in ADOPTED:
        raise Refusal("not_adopted", _("公司采纳了，才有成效可以录。"))
    if Benefit.objects.filter(letter=letter).exists():
        raise Refusal("claimed_already", _("这份建议的成效已经录过了。"))
    found = Benefit(
        letter=letter,
        org_id=letter.org_id,
        org_root=letter.org_root,
        org_path=letter.org_path,
        org_name=letter.org_name,
        firm_id=letter.firm_id,
        firm_name=letter.firm_name,
        title=letter.title,
        entered_by=actor.person_id,
        entered_name=actor.name,
        created_at=now(),
        moved_at=now(),
        due_at=clocks.plain(letter.org_path)("benefit.claimed"),
        **_figures(said),
    )
    found.save(force_insert=True)
    return found


def check(actor: Actor, benefit_id: UUID, *, right: bool, note: str) -> Benefit:
    """Verify the figures, or say what is doubtful."""
    found = reading.benefit(actor, benefit_id)
    insist(rules.may_verify(actor.me, found.entered_by, _held(actor), today()), "may_not_verify")
    _step(
        actor,
        found,
        "verify" if right else "doubt",
        note=note.strip(),
        checked_by=actor.person_id,
        checked_name=actor.name,
        checked_at=now(),
        closed_at=now() if right else None,
    )
    return found


def mend(actor: Actor, benefit_id: UUID, said: Decided) -> Benefit:
    """Enter doubtful figures anew; they are checked again."""
    found = _own(actor, benefit_id)
    hand = {"entered_by": actor.person_id, "entered_name": actor.name}
    unchecked = {"checked_by": None, "checked_name": "", "checked_at": None}
    _step(actor, found, "mend", **_figures(said), **hand, **unchecked)
    return found


def drop(actor: Actor, benefit_id: UUID) -> Benefit:
    """Give up a claim that could not be shown."""
    found = _own(actor, benefit_id)
    _step(actor, found, "drop", closed_at=now())
    return found


def _own(actor: Actor, benefit_id: UUID) -> Benefit:
    found = reading.benefit(actor, benefit_id)
    if found.org_id != actor.org_id:
        raise Refusal("not_your_turn", "这是别的工会录的，你可以看，不能改。")
    return found


def _figures(said: Decided) -> dict[str, Any]:
    return {
        "decision": said.decision.strip(),
        "decided_on": said.decided_on,
        "invested": said.invested,
        "saved": said.saved,
        "evidence": said.evidence.strip(),
    }


def _held(actor: Actor) -> list[rules.Held]:
    rows = Mandate.objects.filter(person_id=actor.me)
    return [
        rules.Held(*row)
        for row in rows.values_list("person_id", "kind", "number", "since", "until")
    ]


def _step(actor: Actor, found: Benefit, verb: str, **changes: Any) -> None:
    move(actor, found, verb, BENEFIT, clocks.plain(found.org_path), **changes)
