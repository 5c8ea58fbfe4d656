"""Posts: give one, end one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal
from niangjia.kernel.people import reach, rules
from niangjia.kernel.people.models import Appointment

from .part import org_in_my_part, person_in_my_part, refused_by

OVERLAP = noop("这个人在这段时间里已经担任这个职务了，请改日期，或先卸任。")
TAKEN = {"no_overlapping_post": OVERLAP, "one_open_post": OVERLAP}


def giver(actor: Actor) -> rules.Giver:
    """The actor as the rule about posts sees one."""
    return rules.Giver(actor.post, actor.org_path)


@action(permit="people.appoint", audit="posts.given", silent=True)
def appoint(
    actor: Actor,
    *,
    person_id: UUID,
    org_id: UUID,
    post: Post,
    since: date,
    until: date | None = None,
    title: str = "",
) -> Written:
    """Give a person a post at an organisation from a day on."""
    org, person = org_in_my_part(actor, org_id), person_in_my_part(actor, person_id)
    if person.id == actor.person_id:
        raise Refusal("own_post", "不能任命自己，请同事或上一级工会来办。")
    rules.insist(rules.may_appoint(giver(actor), post, rules.Where(org.kind, org.path)), "post")
    rules.insist(rules.dates_in_order(since, until), "post_dates")
    made = Appointment(
        person=person,
        org=org,
        org_root=org.root,
        org_path=org.path,
        post=post.value,
        title=title,
        since=since,
        until=until,
        appointed_by=actor.person_id,
    )
    with refused_by(**TAKEN):
        made.save(force_insert=True)
    return Written(made.id, org.path)


@action(permit="people.appoint", audit="posts.ended", silent=True)
def end_appointment(actor: Actor, *, appointment_id: UUID, until: date) -> Written:
    """End a post on a day, that day included. It opens nothing from the day after."""
    held = appointment_in_my_part(actor, appointment_id)
    if held.until is not None and held.until < today():
        raise Refusal("post_over", "这个任职早已结束了。")
    at = rules.Where(held.org.kind, held.org_path)
    rules.insist(rules.may_end(giver(actor), Post(held.post), at), "post")
    rules.insist(rules.dates_in_order(held.since, until), "post_dates")
    held.until = until
    held.save(update_fields=["until"])
    return Written(held.id, held.org_path)


def appointment_in_my_part(actor: Actor, appointment_id: UUID) -> Appointment:
    """An appointment at an organisation of the actor's part; Hidden for any other.

    Without its person: somebody may hold a post here and belong to a union elsewhere.
    """
    rows = Appointment.objects.select_related("org")
    found = rows.filter(reach.posts(actor), id=appointment_id).first()
    if found is None or not actor.org_path:
        raise Hidden
    return found
