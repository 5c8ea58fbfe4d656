"""Many people at once, by name and phone or member number, among those of one's own part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base import codes
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Membership, Person

from .parts import people_in_my_part

NOBODY = noop("名册里没有这个手机号或会员号")
OTHER_NAME = noop("号码在名册里，名字对不上")


@dataclass(frozen=True, slots=True)
class Given:
    """Who is meant."""

    name: str
    phone: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """Who it is, and the union they belong to."""

    id: UUID
    name: str
    home_path: str


def matched(actor: Actor, given: Sequence[Given]) -> list[Met | str]:
    """For each the person, or why nobody is meant. Three statements, however many there are."""
    indexes = [_index(one.phone) for one in given]
    numbers = {codes.tidy(one.number) for one in given if one.number}
    rows = Membership.objects.filter(number__in=numbers, org_root=actor.org_root)
    by_number = dict(rows.values_list("number", "person_id"))
    mine = people_in_my_part(actor).filter(state="active").only("id", "name", "home_path")
    by_id = {one.id: one for one in mine.filter(id__in=set(by_number.values()))}
    phones = mine.filter(phone_index__in={i for i in indexes if i}).only(
        "id", "name", "home_path", "phone_index"
    )
    by_phone = {one.phone_index: one for one in phones}
    return [
        _met(one, by_phone.get(index) or by_id.get(by_number.get(codes.tidy(one.number), NONE)))
        for one, index in zip(given, indexes, strict=True)
    ]


NONE = UUID(int=0)


def _index(text: str) -> str:
    try:
        return sealing.phone_index(codes.mobile(text)) if text else ""
    except codes.BadCode:
        return ""


def _met(given: Given, found: Person | None) -> Met | str:
    if found is None:
        return NOBODY
    if "".join(found.name.split()) != "".join(given.name.split()):
        return OTHER_NAME
    return Met(found.id, found.name, found.home_path)
