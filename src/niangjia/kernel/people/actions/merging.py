"""One human being, two records: make them one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.sealed import unseal
from niangjia.kernel.base.search import lexemes
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Person

from .part import person_in_my_part, refused_by

#: What stands against a merge (sql/account.sql), in words.
AGAINST = {
    "same": noop("不能和自己合并，也不能合并你自己的记录，请同事来办。"),
    "outside": noop("这个人在你管的范围之外还有任职，请上一级工会来合并。"),
    "two_documents": noop("两条记录的身份证号不同，不是同一个人。"),
    "two_accounts": noop("两条记录都登录过，请本人先注销其中一个账号。"),
    "two_memberships": noop("两条记录都有在册会籍，请先结束其中一份。"),
    "same_post": noop("两条记录在同一个单位担任同一职务，请先卸任一个。"),
}
CLASH = {"person_phone_once": AGAINST["two_accounts"]}


@action(permit="people.merge", audit="persons.merged", silent=True)
def merge(actor: Actor, *, kept_id: UUID, other_id: UUID, name: str) -> Written:
    """Make `other` part of `kept`: memberships, posts, log-in and whatever else names the person.

    `name` is the other's full name, typed, so that nobody merges the wrong two. What the kept
    record lacks it gets. Refuses what AGAINST lists; both sessions end.
    """
    kept, other = person_in_my_part(actor, kept_id), person_in_my_part(actor, other_id)
    if other.name != name.strip():
        raise Refusal("other_name", "姓名和另一条记录对不上，请再核对一遍是不是同一个人。")
    brought_login = _move(kept_id, other_id)
    facts = _facts(kept, other, brought_login)
    _empty(other, kept_id)
    with refused_by(**CLASH):
        Person.objects.filter(id=kept_id).update(**facts)
    return Written(kept_id, kept.home_path)


def _move(kept_id: UUID, other_id: UUID) -> bool:
    """Let the tables follow; whether the other record's log-in came along."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT api.has_login(%s), api.merge_people(%s, %s)", [other_id, other_id, kept_id]
        )
        had_login, against = cursor.fetchone()
    if against == "absent":
        raise Hidden("no_person")
    if against:
        raise Refusal(against, AGAINST[against])
    return bool(had_login)


def _facts(kept: Person, other: Person, brought_login: bool) -> dict[str, Any]:
    """What the kept record takes over. A number somebody logs in by goes before one only noted."""
    phone, theirs = sealing.phone_of(kept), sealing.phone_of(other)
    holder = kept if kept.id_number else other
    document = unseal(holder.id_number, sealing.PERSON_ID, holder.id)
    if theirs and (brought_login or not phone):
        phone = theirs
    days = [day for day in (kept.joined_on, other.joined_on) if day]
    return {
        **sealing.phone_fields(kept.id, phone),
        **sealing.id_fields(kept.id, document),
        "identity": max(kept.identity, other.identity),
        "employer_id": kept.employer_id or other.employer_id,
        "joined_on": min(days) if days else None,
        "search": sealing.vector(sealing.person_words(kept.name, phone)),
    }


def _empty(other: Person, kept_id: UUID) -> None:
    """The other record stays as a pointer, without number or document."""
    Person.objects.filter(id=other.id).update(
        state="merged",
        merged_into=kept_id,
        closed_at=now(),
        search=sealing.vector(lexemes(other.name)),
        **sealing.phone_fields(other.id, ""),
        **sealing.id_fields(other.id, ""),
    )
