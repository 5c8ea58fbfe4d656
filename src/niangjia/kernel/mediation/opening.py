"""How a mediation begins: the worker asks, or the union offers and the worker agrees; a mediator is
appointed and the firm invited; the firm agrees, and only then learns with whom it talks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.base.wording import insist
from niangjia.kernel.cases import door as cases
from niangjia.kernel.letters import door as letters
from niangjia.kernel.people import door as people

from . import clocks, reading, rules
from .flow import FLOW
from .models import Applicant, Mediation

#: The word in the number: 临总工调〔2026〕3号.
WORD = "调"


def ask(actor: Actor, case_id: UUID, claim: str) -> Mediation:
    """The worker asks for mediation out of the own case: opened and agreed to in one."""
    case = cases.actions.get(actor, case_id)
    return agree(actor, _open(case, ""), claim)


def offer(actor: Actor, case_id: UUID, text: str) -> Mediation:
    """The union offers it; the firm learns nothing of it."""
    case = cases.actions.in_hand(actor, case_id)
    return reading.get(actor, _open(case, text))


def _open(case: cases.Case, offer: str) -> UUID:
    insist(rules.may_ask(case.firm_id, case.state), "no_mediation")
    row: dict[str, Any] = {
        "id": str(new_id()),
        "applicant_id": str(new_id()),
        "case_id": str(case.id),
        "offer": offer.strip(),
        "at": now().isoformat(),
        "due_at": clocks.at(FLOW.waits["offered"].clock, case.org_path, now()).isoformat(),
    }
    opened = _call("SELECT api.open_mediation(%s::jsonb)", json.dumps(row))
    if opened is None:
        raise Refusal("open_already", _("这件事已经在调解了。"))
    return UUID(str(opened))


def _call(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
        return row[0] if row else None


def agree(actor: Actor, mediation_id: UUID, claim: str) -> Mediation:
    """The worker says yes: the fifteen days begin. `claim` is what the firm will read."""
    found = reading.get(actor, mediation_id)
    found.ends_at = clocks.end(found.org_path, now())
    _step(
        actor,
        found,
        "agree",
        claim=claim.strip(),
        title=rules.title_of(claim),
        asked_at=now(),
        ends_at=found.ends_at,
    )
    return found


def decline(actor: Actor, mediation_id: UUID) -> Mediation:
    """The worker says no to the offer; the firm never learns that there was one."""
    found = reading.get(actor, mediation_id)
    _step(actor, found, "decline", closed_at=now())
    return found


def invite(actor: Actor, mediation_id: UUID, mediator: UUID) -> Mediation:
    """Appoint a mediator, give the number, and ask the firm."""
    found = reading.get(actor, mediation_id)
    if found.org_id != actor.org_id:
        raise Refusal("not_your_turn", "这场调解由别的工会来办，你可以看，不能改。")
    near = candidates(actor, found)
    who = next((one for one in near if one.person_id == mediator), None)
    if who is None:
        raise Hidden("no_cadre")
    verdict = rules.may_mediate(mediator, parts(found, near))
    insist(verdict, "may_not_mediate", clause=verdict.clause)
    _step(
        actor,
        found,
        "invite",
        mediator_id=who.person_id,
        mediator_name=who.name,
        number=letters.next_number(actor, WORD),
        invited_at=now(),
    )
    return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cadre who could be asked to mediate."""

    person_id: UUID
    name: str
    title: str
    of_firm: bool


def candidates(actor: Actor, found: Mediation) -> list[Candidate]:
    """Cadres of the own union and of the one above it: a small union has nobody without a part."""
    above = people.unions_above(actor.org_path)
    near = [actor.org, *([above[-1].id] if above else [])]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.mediators(%s, %s, %s)", [found.firm_id, near, today()])
        return sorted((Candidate(*row) for row in cursor.fetchall()), key=lambda one: one.name)


def parts(found: Mediation, near: list[Candidate]) -> rules.Parts:
    """Who has a part in the matter, among those who could be asked."""
    applicant = Applicant.objects.get(mediation=found)
    handler = cases.queries.handler_of(applicant.case_id)
    of_firm = {one.person_id for one in near if one.of_firm}
    return rules.Parts(handler, applicant.person_id, of_firm)


def accept(actor: Actor, mediation_id: UUID) -> Mediation:
    """The firm says yes, and learns with whom."""
    found = reading.get(actor, mediation_id)
    _step(actor, found, "accept", started_at=now())
    _call("SELECT api.name_applicant(%s)", found.id)
    return found


def _step(actor: Actor, found: Mediation, verb: str, **changes: Any) -> None:
    move(actor, found, verb, FLOW, clocks.due(found), alarm=0, **changes)
