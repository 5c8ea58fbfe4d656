"""Before an offer goes out: how many may, how many each condition keeps out, and who they are.

Nothing is written but that somebody looked at names. Source: docs/requirements.md 000-01.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import look
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import door as people

from .eligibility import Clause, Judged, judge, kept

NAMES = 50
#: The number of those who may, among the numbers of clauses.
MAY = -1


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """`fails` and `only` by clause: how many it keeps out, and how many it alone keeps out.

    `places` says of every union with members: how many there are, and how many may.
    """

    people: int
    may: int
    fails: tuple[int, ...]
    only: tuple[int, ...]
    places: dict[str, tuple[int, int]]


def rehearse(actor: Actor, clauses: Sequence[Clause], day: date) -> Rehearsal:
    """All members of the acting union and of those below, against the clauses of a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT api.offer_rehearse(%s, %s::jsonb, %s)",
            [actor.org_path, json.dumps(kept(clauses)), day],
        )
        said = json.loads(cursor.fetchone()[0])
    places = {path: (found[0], found[1]) for path, found in said["places"].items()}
    return Rehearsal(said["people"], said["may"], tuple(said["fails"]), tuple(said["only"]), places)


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody behind a number: who, and how every clause stands with them."""

    person_id: UUID
    name: str
    judged: tuple[Judged, ...]


def behind(
    actor: Actor,
    clauses: Sequence[Clause],
    day: date,
    clause: int,
    after: UUID | None = None,
    most: int = NAMES,
) -> list[Behind]:
    """Who a clause keeps out, or at `MAY` who may; each one a look its person can see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM api.offer_rehearsed(%s, %s::jsonb, %s, %s, %s, %s)",
            [actor.org_path, json.dumps(kept(clauses)), day, clause, after, most],
        )
        rows = [(UUID(str(who)), json.loads(facts)) for who, facts in cursor.fetchall()]
    names = people.names([who for who, _facts in rows])
    for who, _facts in rows:
        look(actor, who, noop("看你够不够条件领福利"))
    return [
        Behind(who, names.get(who, people.UNNAMED), judge(facts, clauses, day))
        for who, facts in rows
    ]
