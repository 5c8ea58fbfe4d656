"""People in the records: add, change, and the membership of a union."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.people import numbers, rules, sealing
from niangjia.kernel.people.models import Membership, Org, Person

from .part import org_in_my_part, person_in_my_part, refused_by

TAKEN = {
    "person_phone_once": noop("这个手机号已经登记在另一个人名下，请先在名册里找找。"),
    "person_id_number_once": noop("这个身份证号已经登记在另一个人名下，请先在名册里找找。"),
    "member_number_once_per_root": noop("这个会员号已经有人在用。"),
    "one_open_membership": noop("这个人还有一份没结束的会籍，请办会籍转移。"),
}


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is written down about a person. Codes are already checked; "" for none."""

    name: str
    phone: str = ""
    id_number: str = ""
    employer_id: UUID | None = None


@action(permit="people.edit", audit="persons.added", silent=True)
def add_person(
    actor: Actor,
    *,
    union_id: UUID,
    facts: PersonFacts,
    joined_on: date | None = None,
    number: str = "",
) -> Written:
    """Add a person to a union's records; a member from `joined_on` when that is given.

    Somebody who registered by phone and belongs to no union yet is taken in, not added twice.
    """
    union = _union(actor, union_id)
    known = take_in(facts.phone, union.id)
    person = (
        Person.objects.get(id=known)
        if known
        else Person(id=new_id(), home_org=union, home_path=union.path, home_root=union.root)
    )
    _fill(person, facts)
    person.identity = max(person.identity, Person.Identity.ROSTER)
    with refused_by(**TAKEN):
        person.save(force_insert=not known)
        if joined_on:
            open_membership(person, union, joined_on, number)
    return Written(person.id, union.path)


def take_in(phone: str, union_id: UUID) -> UUID | None:
    """The person without a union who holds this number, now in the records of this union."""
    if not phone:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.take_in(%s, %s)", [sealing.phone_index(phone), union_id])
        found: UUID | None = cursor.fetchone()[0]
    return found


@action(permit="people.edit", audit="persons.changed", silent=True)
def change_person(actor: Actor, *, person_id: UUID, facts: PersonFacts) -> Written:
    """Write down other facts about a person. A number somebody logs in by is theirs to change."""
    person = person_in_my_part(actor, person_id)
    if _other_phone(person, facts) and has_login(person.id):
        raise Refusal("phone_theirs", "这个人用手机号登录过，换号要由本人在“我的”里办。")
    _fill(person, facts)
    with refused_by(**TAKEN):
        person.save()
    return Written(person.id, person.home_path)


def has_login(person_id: UUID) -> bool:
    """True when the person logs in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.has_login(%s)", [person_id])
        return bool(cursor.fetchone()[0])


def _other_phone(person: Person, facts: PersonFacts) -> bool:
    return bool(facts.phone) and sealing.phone_index(facts.phone) != person.phone_index


def _fill(person: Person, facts: PersonFacts) -> None:
    """Numbers left empty stay as they are: forms never show them."""
    columns: dict[str, object] = {"name": facts.name, "employer_id": facts.employer_id}
    if _other_phone(person, facts):
        columns |= sealing.phone_fields(person.id, facts.phone)
    if facts.id_number and sealing.id_index(facts.id_number) != person.id_index:
        columns |= sealing.id_fields(person.id, facts.id_number)
    for name, value in columns.items():
        setattr(person, name, value)
    person.search = sealing.vector(sealing.person_words(facts.name, person.phone_last4))


def _union(actor: Actor, union_id: UUID) -> Org:
    union = org_in_my_part(actor, union_id)
    if union.kind != "union" or union.state != "active":
        raise Refusal("not_a_union", "会籍要在一家工会，请选一家工会。")
    return union


def open_membership(person: Person, union: Org, since: date, number: str = "") -> Membership:
    """Begin a membership; the next number of the operating union unless one is given."""
    person.joined_on = person.joined_on or since
    person.save(update_fields=["joined_on"])
    return Membership.objects.create(
        person=person,
        org=union,
        org_root=union.root,
        org_path=union.path,
        since=since,
        number=number or numbers.members(union.root)[0],
    )


@action(permit="people.edit", audit="memberships.moved", silent=True)
def move_member(
    actor: Actor, *, person_id: UUID, union_id: UUID, since: date | None = None
) -> Written:
    """Join a union, or transfer: the old membership ends the day before, a new one begins.

    The number stays inside one operating union.
    """
    person, union = person_in_my_part(actor, person_id), _union(actor, union_id)
    day = since or today()
    number = _close(person, union, day)
    person.home_org, person.home_path, person.home_root = union, union.path, union.root
    person.save(update_fields=["home_org", "home_path", "home_root"])
    with refused_by(**TAKEN):
        made = open_membership(person, union, day, number)
    return Written(made.id, union.path)


def _close(person: Person, union: Org, day: date) -> str:
    """End the open membership; returns its number when the new one may keep it."""
    held = Membership.objects.filter(person=person, until=None).first()
    if held is None:
        return ""
    if held.org_id == union.id:
        raise Refusal("same_union", "会籍已经在这家工会了。")
    rules.insist(rules.dates_in_order(held.since, day - timedelta(days=1)), "transfer_dates")
    keeps = held.org_root == union.root
    number = held.number
    held.until = day - timedelta(days=1)
    held.number = "" if keeps else held.number
    held.save(update_fields=["until", "number"])
    return number if keeps else ""
