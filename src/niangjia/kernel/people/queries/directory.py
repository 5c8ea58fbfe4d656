"""The directory: organisations and people of one's own part of the tree, searched and paged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import codes, search
from niangjia.kernel.base.paging import Page, decode, page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import phones, sealing
from niangjia.kernel.people.models import Membership, Org, Person

from .parts import (
    State,
    kind_label,
    org_state,
    orgs_in_my_part,
    people_in_my_part,
    person_state,
    posts_of,
)

SIZE = 30
#: Most hits a search goes through; whoever finds more should ask more precisely.
HITS = 300


@dataclass(frozen=True, slots=True)
class OrgRow:
    """An organisation in the list."""

    id: UUID
    url: str
    name: str
    code: str
    kind_label: str
    parent: str
    people_text: str
    state: State


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list. The phone is masked here and everywhere."""

    id: UUID
    url: str
    name: str
    phone_masked: str
    org: str
    post: str
    state: State


def scope_text(actor: Actor) -> str:
    """我管的：临江区总工会及下级"""
    return _("我管的：%(org)s及下级") % {"org": actor.org_name}


@query(permit="people.directory")
def orgs(actor: Actor, *, text: str = "", after: str = "", size: int = SIZE) -> Page[OrgRow]:
    """Organisations in the order of the tree."""
    rows = orgs_in_my_part(actor).select_related("parent").order_by("path")
    if text.strip():
        rows = rows.filter(id__in=_hits("find_orgs", text))
    if key := decode(after, str):
        rows = rows.filter(path__gt=key[0])
    found = page([o for o in rows[: size + 1] if _org_says(o, text)], size, lambda o: (o.path,))
    return Page([_org_row(org) for org in found.items], found.cursor)


def _org_says(org: Org, text: str) -> bool:
    """The exact recheck: the index knows pairs of signs, the reader means all of them in a row."""
    words = text.strip().lower()
    return any(words in field.lower() for field in (org.name, org.short, org.code, org.credit_code))


def _org_row(org: Org) -> OrgRow:
    people = _("%(n)d 人") % {"n": org.headcount} if org.headcount else ""
    return OrgRow(
        org.id,
        reverse("people:org", args=[org.id]),
        org.name,
        org.code,
        kind_label(org),
        org.parent.name if org.parent else "",
        people,
        org_state(org),
    )


@query(permit="people.directory")
def people(actor: Actor, *, text: str = "", after: str = "", size: int = SIZE) -> Page[PersonRow]:
    """People union by union, in the order they came into the records."""
    rows = people_in_my_part(actor).filter(state="active").select_related("home_org", "employer")
    rows = _searched(rows.order_by("home_path", "id"), text)
    if key := decode(after, str, UUID):
        rows = rows.filter(Q(home_path__gt=key[0]) | Q(home_path=key[0], id__gt=key[1]))
    shown = [p for p in rows[: size + 1] if _person_says(p, text)]
    found = page(shown, size, lambda p: (p.home_path, str(p.id)))
    return Page(person_rows(found.items), found.cursor)


def _searched(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    """By the whole number through the blind index, by anything else through the words."""
    if not text.strip():
        return rows
    if number := _number(text):
        return rows.filter(phone_index=sealing.phone_index(number))
    return rows.filter(id__in=_hits("find_people", text))


def _number(text: str) -> str:
    try:
        return codes.mobile(text)
    except codes.BadCode:
        return ""


def _person_says(person: Person, text: str) -> bool:
    words = text.strip().lower()
    return (
        not words
        or words in person.name.lower()
        or words == person.phone_last4
        or bool(_number(text))
    )


def _hits(door: str, text: str) -> list[UUID]:
    wanted = search.wanted(text)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM api.{door}(%s, %s)", [wanted, HITS])
        return [row[0] for row in cursor.fetchall()]


def person_rows(people: Sequence[Person]) -> list[PersonRow]:
    """People as lists show them: masked, with their posts and whether they are members."""
    ids = [person.id for person in people]
    posts = posts_of(ids)
    members = set(
        Membership.objects.filter(person_id__in=ids, until=None).values_list("person_id", flat=True)
    )
    return [
        PersonRow(
            p.id,
            reverse("people:person", args=[p.id]),
            p.name,
            phones.masked(sealing.phone_of(p)),
            _where(p),
            posts.get(p.id, ""),
            person_state(p.state, p.id in members),
        )
        for p in people
    ]


def _where(person: Person) -> str:
    org = person.employer or person.home_org
    return org.name if org else ""
