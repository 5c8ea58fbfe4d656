"""From what somebody types to the one organisation or person of their part it means."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.base import codes
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Membership, Org, Person

from .parts import orgs_in_my_part, people_in_my_part


class Unclear(ValueError):
    """Nothing, or more than one thing, is meant; the message says which."""


#: Between an organisation's name and its code on forms.
BETWEEN = " · "


def named(org: Org) -> str:
    """An organisation as forms show it and `org` reads it again: its name, then its code."""
    return f"{org.name}{BETWEEN}{org.code}"


def org(actor: Actor, text: str, kind: str = "") -> Org:
    """By code, credit code or whole name; by a part of the name when only one has it."""
    words = text.strip()
    rows = orgs_in_my_part(actor).filter(state="active")
    rows = rows.filter(kind=kind) if kind else rows
    for field, value in _readings(words):
        found = list(rows.filter(**{field: value}).order_by("path")[:2]) if value else []
        if len(found) == 1:
            return found[0]
        if found:
            raise Unclear(_("“%(words)s”不止一家，请填代码") % {"words": words[:30]})
    raise Unclear(_("没有找到“%(words)s”，请填名册里的名字或代码") % {"words": words[:30]})


def _readings(words: str) -> list[tuple[str, str]]:
    """Fields and values the words may mean, the surest first."""
    code = words.rpartition(BETWEEN)[2]
    return [
        ("code", words),
        ("credit_code", words),
        ("name", words),
        ("code", code),
        ("name__icontains", words),
    ]


def person(actor: Actor, text: str) -> Person:
    """By phone or member number, among the people of one's part."""
    rows = people_in_my_part(actor).filter(state="active")
    found = (
        rows.filter(id__in=_numbered(text)).first()
        or rows.filter(phone_index=_index(text)).exclude(phone_index="").first()
    )
    if found is None:
        raise Unclear(_("名册里没有这个手机号或会员号，请先加上这个人"))
    return found


def _index(text: str) -> str:
    try:
        return sealing.phone_index(codes.mobile(text))
    except codes.BadCode:
        return ""


def _numbered(text: str) -> list[UUID]:
    number = codes.tidy(text)
    rows = Membership.objects.filter(number=number).exclude(number="")
    return list(rows.values_list("person_id", flat=True)[:2])
