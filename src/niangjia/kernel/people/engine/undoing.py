"""Taking back what an import made, as long as nobody has touched it since.

A line and the record it made were written by the same transaction (both carry its number, xmin);
a record that carries another one has been written again by somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import connection

from niangjia.kernel.people import hooks
from niangjia.kernel.people.models import Import

UNTOUCHED = """
SELECT l.object_id FROM people_importrow l JOIN {table} t ON t.id = l.object_id AND t.xmin = l.xmin
WHERE l.run_id = %s AND l.state = 'done'
"""
#: A person who logs in, holds a post, or whose membership was written again is in use.
PEOPLE = (
    UNTOUCHED.format(table="people_person")
    + """
AND NOT EXISTS (SELECT 1 FROM people_account a WHERE a.person_id = t.id)
AND NOT EXISTS (SELECT 1 FROM people_appointment a WHERE a.person_id = t.id)
AND NOT EXISTS (SELECT 1 FROM people_membership m WHERE m.person_id = t.id AND m.xmin <> t.xmin)
"""
)
#: Organisations something outside of the import hangs on.
ORGS_IN_USE = """
SELECT parent_id FROM people_org WHERE parent_id = ANY(%(ids)s) AND id <> ALL(%(ids)s)
UNION SELECT union_id FROM people_org WHERE union_id = ANY(%(ids)s) AND id <> ALL(%(ids)s)
UNION SELECT home_org_id FROM people_person WHERE home_org_id = ANY(%(ids)s)
UNION SELECT employer_id FROM people_person WHERE employer_id = ANY(%(ids)s)
UNION SELECT org_id FROM people_membership WHERE org_id = ANY(%(ids)s)
UNION SELECT org_id FROM people_appointment WHERE org_id = ANY(%(ids)s)
UNION SELECT org_id FROM people_orgsettings WHERE org_id = ANY(%(ids)s)
"""
MARK = """
UPDATE people_importrow SET state = 'undone' WHERE run_id = %s AND object_id = ANY(%s)
"""


def _ids(statement: str, arguments: object) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)  # type: ignore[arg-type]  # list or dict
        return [row[0] for row in cursor.fetchall()]


def _delete(table: str, column: str, ids: Sequence[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s)", [list(ids)])


def _unused(ids: list[UUID]) -> list[UUID]:
    """Without those another room needs."""
    used = hooks.used(ids)
    return [key for key in ids if key not in used]


def people(run: Import) -> list[UUID]:
    """Delete people this import made, with their memberships."""
    ids = _unused(_ids(PEOPLE, [run.id]))
    _delete("people_membership", "person_id", ids)
    _delete("people_person", "id", ids)
    return ids


def orgs(run: Import) -> list[UUID]:
    """Delete organisations this import made; one that is in use keeps those above it."""
    ids = _unused(_ids(UNTOUCHED.format(table="people_org"), [run.id]))
    while used := set(_ids(ORGS_IN_USE, {"ids": ids})):
        ids = [key for key in ids if key not in used]
    _delete("people_orgcounter", "org_id", ids)
    _delete("people_org", "id", ids)
    return ids


def posts(run: Import) -> list[UUID]:
    """Delete posts this import gave."""
    ids = _ids(UNTOUCHED.format(table="people_appointment"), [run.id])
    _delete("people_appointment", "id", ids)
    return ids


UNDO: dict[str, Callable[[Import], list[UUID]]] = {
    "people": people,
    "orgs": orgs,
    "appointments": posts,
}


def undo(run: Import) -> int:
    """Take an import back; returns how many records went. What was touched stays."""
    ids = UNDO[run.kind](run)
    with connection.cursor() as cursor:
        cursor.execute(MARK, [run.id, ids])
    return len(ids)
