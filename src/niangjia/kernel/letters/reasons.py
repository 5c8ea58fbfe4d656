"""A firm said that something cannot be done: it is asked for the reason in writing, by a day."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.utils.translation import override

from niangjia.kernel.base.context import act
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.cases import door as cases
from niangjia.kernel.people import door as people

from . import drafting, issuing
from .drafting import NewLetter
from .models import Letter
from .wordings import CASE

KIND = "reason"


def firm_owes_reason(case: cases.Case) -> None:
    """A firm said that something cannot be done: a job asks for its reason in the union's name,
    for a firm writes no letter of the union's."""
    act().defer("letters.ask_reason", lock=f"reason:{case.id}", case_id=str(case.id))


def ask_reason(actor: Actor, case_id: UUID) -> Letter | None:
    """Ask a firm in writing why something cannot be done. None where it is asked already, or where
    the author wants the firm to have no part in it any more.

    The actor is the job's; the letter is the union's that answers the case.
    """
    case = cases.actions.get(actor, case_id)
    firm, union = people.org(case.firm_id), people.org(case.org_id)
    asked = Letter.objects.filter(kind=KIND, closed_at=None, sources__case_id=case.id)
    away = case.pressed or case.visibility == cases.queries.AWAY
    if firm is None or union is None or away or case.closed_at or asked.exists():
        return None
    house = _in_the_name_of(actor, union)
    new = NewLetter(
        KIND,
        firm.name,
        to_id=firm.id,
        firm_id=firm.id,
        firm_name=firm.name,
        values={CASE: case.number},
        case_ids=[case.id],
    )
    with override(None):
        return issuing.issue(house, drafting.draft(house, new).id, sure=True)


def _in_the_name_of(actor: Actor, union: people.OrgFacts) -> Actor:
    return replace(
        actor,
        name=union.name,
        post=Post.OFFICER,
        org_id=union.id,
        org_name=union.name,
        org_root=union.root,
        org_path=union.path,
    )
