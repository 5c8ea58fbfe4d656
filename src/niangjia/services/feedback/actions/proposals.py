"""From grumbles to a proposal: a letter to management that several reviews begin."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.letters import door as letters
from niangjia.kernel.letters.door import places
from niangjia.kernel.people import door as people


@dataclass(frozen=True, slots=True)
class Estimate:
    """Yuan with where they come from; None where nobody has estimated anything."""

    yuan: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the union proposes to a firm. `numbers` says how many spoke, as the summary has it."""

    firm: people.OrgFacts
    cases: tuple[UUID, ...]
    numbers: str
    situation: str
    ask: str
    cost: Estimate
    saving: Estimate


@action(permit="feedback.propose", audit="feedback.proposed", silent=True)
def propose(actor: Actor, *, said: Proposal) -> letters.Letter:
    """Begin a proposal. Nobody is told before it goes out."""
    new = letters.NewLetter(
        kind="proposal",
        to_id=said.firm.id,
        to_name=said.firm.name,
        firm_id=said.firm.id,
        firm_name=said.firm.name,
        values={
            places.FIGURES: said.numbers,
            places.SITUATION: said.situation,
            places.WANTED: said.ask,
            places.COSTS: costs(said.cost, said.saving),
        },
        case_ids=said.cases,
    )
    return letters.draft(actor, new)


def costs(cost: Estimate, saving: Estimate) -> str:
    """The figures as a letter says them, each with its source; "" for none."""
    lines = (
        (_("估算要投入 %(n)s 元（%(source)s）。"), cost),
        (_("估算一年能省下或多得 %(n)s 元（%(source)s）。"), saving),
    )
    return "\n".join(
        words % {"n": f"{one.yuan:,.2f}".removesuffix(".00"), "source": one.source.strip()}
        for words, one in lines
        if one.yuan is not None
    )
