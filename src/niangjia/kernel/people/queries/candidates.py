"""Whom a post may be given to: searched, shown masked, chosen by a link."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.people.models import Person

from . import directory, pick
from .parts import people_in_my_part

#: Most people shown at once; whoever finds more should ask more precisely.
MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """People a search found, and whether there are more."""

    people: list[directory.PersonRow]
    more: bool = False


@query(permit="people.appoint")
def search(actor: Actor, *, text: str) -> Found:
    """People of the actor's part by name, last four digits, whole number or member number.

    Oneself is left out: nobody gives themselves a post.
    """
    if not text.strip():
        return Found([])
    hits = directory.people(actor, text=text, size=MOST)
    rows = hits.items or directory.person_rows(_by_number(actor, text))
    return Found([row for row in rows if row.id != actor.person_id], bool(hits.cursor))


def _by_number(actor: Actor, text: str) -> list[Person]:
    try:
        return [pick.person(actor, text)]
    except pick.Unclear:
        return []


@query(permit="people.appoint")
def candidate(actor: Actor, *, person_id: UUID) -> directory.PersonRow:
    """The person who was chosen; Hidden outside the actor's part."""
    rows = people_in_my_part(actor).filter(id=person_id, state="active")
    found = directory.person_rows(list(rows.select_related("home_org", "employer")))
    if not found or not actor.org_path:
        raise Hidden
    return found[0]
