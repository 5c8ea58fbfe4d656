"""Reads for whoever asked."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from niangjia.kernel.base import paging
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.models import Case

from .records import LIST_FIELDS, PAGE, WHOLE_FIELDS, Row, Whole, assembled, listed

#: How far back a review is compared with what its author said before.
LAST = 3


AUTHOR_READS = ("all", "author")


def of_author(
    actor: Actor, service: str, *, closed: bool = False, cursor: str = "", size: int = PAGE
) -> paging.Page[Row]:
    """The acting worker's own open (or closed) cases, newest first."""
    key = paging.decode(cursor, UUID)
    mine = _of_author(actor).filter(service=service, closed_at__isnull=not closed)
    mine = mine.filter(id__lt=key[0]) if key else mine
    rows = listed(mine.order_by("-id")[: size + 1], actor)
    return paging.page(rows, size, lambda row: (str(row.id),))


def said_already(actor: Actor, service: str, firm_id: UUID, text: str) -> UUID | None:
    """The acting worker's open case with these very words about this firm, among the last few.

    A form that comes back by the browser's back button carries a fresh key, but the same words.
    """
    newest = _of_author(actor).filter(service=service).order_by("-id")
    for pk, firm, words, closed in newest.values_list("id", "firm_id", "text", "closed_at")[:LAST]:
        if closed is None and (firm, words) == (firm_id, text):
            return pk
    return None


#: In plain SQL: a worker's page of a case is the most read of all.
OWN_CASE = f"""
SELECT {", ".join((*LIST_FIELDS, *WHOLE_FIELDS))} FROM cases_case c
WHERE id = %(case)s AND EXISTS (
    SELECT 1 FROM cases_author a WHERE a.case_id = c.id AND a.person_id = %(me)s)
"""


def for_author(actor: Actor, case_id: UUID) -> Whole:
    """One of the acting worker's own cases."""
    with connection.cursor() as cursor:
        cursor.execute(OWN_CASE, {"case": case_id, "me": actor.me})
        found = cursor.fetchone()
    return assembled(actor, found, AUTHOR_READS)


def _of_author(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(author__person_id=actor.me)
