"""Which rows an UPDATE may touch, said in plain Python beside tests/kit/scope.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from niangjia.kernel.acts.models import Hold
from niangjia.kernel.base.install import walled_models
from niangjia.kernel.base.types import STAFF_POSTS, Post
from niangjia.kernel.cases.models import (
    Attachment,
    Board,
    Case,
    Correction,
    Deputy,
    Duty,
    Handover,
    Hunch,
    Lesson,
    Matter,
    Merge,
    Seat,
)
from niangjia.kernel.desks.models import Batch, BatchLine, Canned, FirstDay, View
from niangjia.kernel.insight.models import Advice, Bulletin, Sheet
from niangjia.kernel.insight.models import Part as FirmPart
from niangjia.kernel.letters.models import Benefit, Letter, Mandate, Series, Template
from niangjia.kernel.mediation.models import Mediation, Sitting
from niangjia.kernel.notices.models import Broadcast, Notice, Preference, Wording
from niangjia.kernel.people.models import (
    Appointment,
    Import,
    Membership,
    Org,
    OrgCounter,
    OrgSettings,
    Person,
    Token,
)
from niangjia.kernel.rules.models import CalendarDay, CalendarYear, Promise
from niangjia.kernel.surveys.models import Survey
from niangjia.services.lodging.models import Cost, Guest, Receipt, Room, Stay, Supply

from . import desk_sight, gifts, helped, lists, scope, stocks, table_sight, talks, visited
from .hats import Hat, World

HATS = (
    "a1x-asker",
    "a1x.officer",
    "a1.chair",
    "a.officer",
    "a.caller",
    "a.admin",
    "city.officer",
    "city.admin",
    "a1x-firm.responder",
    "retired.officer",
    "b.officer",
)


def staffed(hat: Hat) -> bool:
    return hat.post in STAFF_POSTS


def beneath(hat: Hat, path: str) -> bool:
    return hat.post in (*STAFF_POSTS, Post.ADMIN) and path.startswith(hat.org.path)


def changes_case(world: World, hat: Hat, case: Case) -> bool:
    inside = scope.within(hat, case.org_root, case.org_path)
    return inside if staffed(hat) else scope.sees_case(world, hat, case)


def changes_attachment(world: World, hat: Hat, row: Attachment) -> bool:
    """The union that answers decides who sees a file; those above watch."""
    case = next(c for c in world.all(Case) if c.id == row.case_id)
    return staffed(hat) and case.org_id == hat.org.id


def changes_appointment(world: World, hat: Hat, row: Appointment) -> bool:
    inside = scope.sees_appointment(world, hat, row) and beneath(hat, row.org_path)
    return inside and (hat.post == Post.ADMIN or row.post != Post.ADMIN)


def firm_got(world: World, hat: Hat, row: Letter) -> bool:
    return hat.post == Post.RESPONDER and scope.sees_letter(world, hat, row)


def changes_view(world: World, hat: Hat, row: View) -> bool:
    """One's own; the chair also what colleagues shared."""
    own = scope.mine(hat, row.person_id) or (row.shared and hat.post == Post.CHAIR)
    return staffed(hat) and row.org_id == hat.org.id and own


#: Rows an UPDATE may touch; models that are absent may be touched by nobody.
CHANGES: dict[type[models.Model], Callable[[World, Hat, Any], bool]] = {
    **gifts.CHANGES,
    **lists.CHANGES,
    **stocks.CHANGES,
    **visited.CHANGES,
    **helped.CHANGES,
    Appointment: changes_appointment,
    Benefit: scope.in_part,
    Attachment: changes_attachment,
    Batch: desk_sight.sees_batch,
    BatchLine: desk_sight.sees_batch_line,
    Board: lambda world, hat, row: staffed(hat) and row.org_id == hat.org.id,
    Broadcast: lambda world, hat, row: staffed(hat) and row.org_id == hat.org.id,
    CalendarDay: lambda world, hat, row: hat.post == Post.ADMIN,
    CalendarYear: lambda world, hat, row: hat.post == Post.ADMIN,
    Canned: lambda world, hat, row: staffed(hat) and row.org_id == hat.org.id,
    Case: changes_case,
    Correction: scope.of_own_desk,
    Deputy: scope.of_own_desk,
    Duty: talks.keeps_duty,
    FirstDay: desk_sight.sees_first_day,
    Handover: talks.party,
    Hold: lambda world, hat, row: scope.sees_hold(world, hat, row) and scope.at_the_top(hat),
    Hunch: scope.of_own_desk,
    Import: scope.sees_import,
    Lesson: scope.of_own_desk,
    Matter: scope.of_own_desk,
    Merge: scope.of_own_desk,
    Letter: lambda world, hat, row: (
        scope.of_own_desk(world, hat, row) if staffed(hat) else firm_got(world, hat, row)
    ),
    Mandate: scope.of_own_desk,
    Mediation: table_sight.sees_mediation,
    Sitting: table_sight.writes_sitting,
    Membership: lambda world, hat, row: (
        scope.sees_membership(world, hat, row) and hat.post != Post.WORKER
    ),
    Notice: lambda world, hat, row: scope.mine(hat, row.person_id),
    Org: lambda world, hat, row: beneath(hat, row.path),
    OrgCounter: scope.keepers,
    OrgSettings: lambda world, hat, row: (
        row.org_id == hat.org.id if staffed(hat) else beneath(hat, row.org_path)
    ),
    Person: scope.sees_person,
    Preference: scope.own,
    Promise: lambda world, hat, row: staffed(hat) and row.org_id == hat.org.id,
    Seat: lambda world, hat, row: hat.post == Post.RESPONDER and scope.sees_seat(world, hat, row),
    Series: scope.of_own_desk,
    Template: scope.of_own_desk,
    **dict.fromkeys((Stay, Room, Supply, Guest, Cost), scope.of_own_desk),
    Receipt: scope.sees_lodged,
    Survey: lambda world, hat, row: staffed(hat) and row.org_id == hat.org.id,
    Advice: lambda world, hat, row: staffed(hat) and row.org_id == hat.org.id,
    Bulletin: lambda world, hat, row: staffed(hat) and row.org_id == hat.org.id,
    FirmPart: lambda world, hat, row: (
        row.firm_id == hat.org.id
        if hat.post == Post.RESPONDER
        else staffed(hat) and row.union_id == hat.org.id
    ),
    Sheet: lambda world, hat, row: staffed(hat) and row.org_id == hat.org.id,
    Token: scope.sees_token,
    View: changes_view,
    Wording: lambda world, hat, row: staffed(hat) and row.org_id == hat.org.id,
}


def attempt(sql: str, *values: Any) -> int:
    """Rows a statement touched before it was undone; 0 when it was refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            touched = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError as refused:
        words = str(refused)
        assert "permission denied" in words or "row-level security" in words, words
        return 0
    return int(touched)


def most_touched(model: type[models.Model]) -> int:
    """Rows of the model that an UPDATE of any single column can touch."""
    table = model._meta.db_table
    columns = [field.column for field in model._meta.local_concrete_fields]
    return max(attempt(f'UPDATE "{table}" SET "{name}" = "{name}"') for name in columns)


def mismatches(world: World, only: Iterable[type[models.Model]] = ()) -> list[str]:
    """Where an UPDATE touches more or fewer rows than the rules above allow."""
    found = []
    for key in HATS:
        hat = world.effective(key)
        with world.acting(key):
            for model in only or walled_models():
                rule = CHANGES.get(model, scope.nobody)
                allowed = sum(rule(world, hat, row) for row in world.all(model))
                touched = most_touched(model)
                if touched != allowed:
                    found.append(f"{key} updates {touched} {model.__name__}, not {allowed}")
    return found
