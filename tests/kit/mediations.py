"""Mediations of every union of the world: agreed to by both, only offered, asked for, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.mediation.models import Applicant, Mediation, Sitting

from .country import unions
from .hats import THEN, World, canary

DUE = THEN + timedelta(days=60)
#: State -> the moments that are behind a mediation in it.
PAST: dict[str, dict[str, Any]] = {
    "drafted": {
        "asked_at": THEN,
        "ends_at": DUE,
        "invited_at": THEN,
        "started_at": THEN,
        "worker_ok": THEN,
        "firm_ok": THEN,
    },
    "offered": {},
    "asked": {"asked_at": THEN, "ends_at": DUE},
    "withdrawn": {"asked_at": THEN, "ends_at": DUE, "invited_at": THEN, "closed_at": THEN},
}
#: The case each of them came of.
OF = {"offered": "past", "asked": "lent", "drafted": "own", "withdrawn": "closed"}


def sow(world: World) -> None:
    """One of each kind at every union, and a talk of each."""
    for key in unions(world, "grassroots"):
        for state in PAST:
            _mediation(world, key, state)


def _mediation(world: World, key: str, state: str) -> None:
    org, firm = world.orgs[key], world.orgs[f"{key}-firm"]
    place = {"org_root": org.root, "org_path": org.path}
    case = world.cases[f"{key}.{OF[state]}"]
    of = f"{key}/{state}"
    past = PAST[state]
    found = world.add(
        Mediation(
            id=new_id(),
            org_id=org.id,
            org_name=org.name,
            firm_id=firm.id,
            firm_name=firm.name,
            title=canary("quarrel", of),
            claim=canary("claim", of),
            worker_name=canary("with", of) if state == "drafted" else "",
            number=canary("mediation", of) if "invited_at" in past else "",
            terms=canary("terms", of) if state == "drafted" else "",
            sha256="0" * 64,
            state=state,
            mediator_name=canary("mediator", of),
            created_at=THEN,
            moved_at=THEN,
            due_at=None if "closed_at" in past else DUE,
            **past,
            **place,
        )
    )
    world.add(
        Applicant(
            id=new_id(),
            mediation_id=found.id,
            case_id=case.id,
            person_id=world.authors[case.id].person_id,
            **place,
        )
    )
    world.add(
        Sitting(
            id=new_id(),
            mediation_id=found.id,
            at=THEN,
            place=canary("room", of),
            came=canary("came", of),
            record=canary("record", of),
            held_at=THEN,
            **place,
        )
    )
