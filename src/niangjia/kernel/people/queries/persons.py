"""The page of a person. Opening it is a look, and so is the phone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import codes
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.people import phones, rules, sealing
from niangjia.kernel.people.actions.appointments import giver
from niangjia.kernel.people.actions.part import person_in_my_part
from niangjia.kernel.people.models import Appointment, Membership, Person

from .parts import State, person_state, post_words, since_text, until_text


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Facts of a person; nothing here can be dialled or typed into another form."""

    id: str
    name: str
    phone_masked: str
    level_label: str
    number: str
    state: State


@dataclass(frozen=True, slots=True)
class MembershipLine:
    """A membership, open or ended."""

    union: str
    since_text: str
    until_text: str
    state: State


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post, held or ended."""

    id: str
    post: str
    org: str
    org_url: str
    since_text: str
    until_text: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class Can:
    """What the actor may do with this record."""

    edit: bool
    merge: bool
    appoint: bool
    phone: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the page shows. `subject_id` is told of the look."""

    subject_id: UUID
    record: Person
    person: PersonCard
    memberships: list[MembershipLine]
    posts: list[PostLine]
    can: Can


@query(permit="people.directory", looks_at=noop("名册资料"))
def person(actor: Actor, *, person_id: UUID) -> PersonPage:
    """One person of the actor's part."""
    found = person_in_my_part(actor, person_id)
    held = list(Membership.objects.filter(person=found).select_related("org").order_by("-since"))
    edit = actor.may("people.edit")
    return PersonPage(
        found.id,
        found,
        _card(found, held),
        [_membership(m) for m in held],
        _posts(actor, found),
        Can(
            edit,
            actor.may("people.merge") and found.id != actor.person_id,
            actor.may("people.appoint"),
            bool(found.phone),
        ),
    )


def _card(person: Person, held: list[Membership]) -> PersonCard:
    open_ = next((m for m in held if m.until is None), None)
    return PersonCard(
        str(person.id),
        person.name,
        phones.masked(sealing.phone_of(person)) or _("没有手机号"),
        _(person.get_identity_display()),
        codes.mask_number(open_.number) if open_ else "—",
        person_state(person.state, open_ is not None),
    )


def _membership(held: Membership) -> MembershipLine:
    over = held.until is not None
    state = State("", "clock", _("已结束")) if over else State("ok", "check", _("在会"))
    return MembershipLine(held.org.name, since_text(held.since), until_text(held.until), state)


def _posts(actor: Actor, person: Person) -> list[PostLine]:
    rows = Appointment.objects.filter(person=person).select_related("org").order_by("-since")
    return [
        PostLine(
            str(row.id),
            post_words(row.post, row.title),
            row.org.name,
            reverse("people:org", args=[row.org_id]),
            since_text(row.since),
            until_text(row.until),
            _can_end(actor, row),
        )
        for row in rows[:50]
    ]


def _can_end(actor: Actor, row: Appointment) -> bool:
    if not actor.may("people.appoint") or (row.until is not None and row.until < today()):
        return False
    at = rules.Where(row.org.kind, row.org_path)
    return bool(rules.may_end(giver(actor), Post(row.post), at))


@dataclass(frozen=True, slots=True)
class PhoneShown:
    """A number in the clear, once."""

    subject_id: UUID
    phone: str


@query(permit="people.directory", looks_at=noop("手机号"))
def phone(actor: Actor, *, person_id: UUID) -> PhoneShown:
    """A person's number, in exchange for a line in 谁看过我的信息."""
    found = person_in_my_part(actor, person_id)
    return PhoneShown(found.id, phones.shown(sealing.phone_of(found)))
