"""Small records and words the pages of the room share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import date_text, today
from niangjia.kernel.base.paths import beneath
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.people import reach, rules, tree
from niangjia.kernel.people.models import Appointment, Org, Person


@dataclass(frozen=True, slots=True)
class State:
    """A pill: `kind` is ok, warn, err, info or ""."""

    kind: str
    icon: str
    label: str


def org_state(org: Org) -> State:
    """在用 or 已关闭."""
    if org.state == "active":
        return State("ok", "check", _("在用"))
    return State("", "close", _("已关闭"))


def person_state(state: str, member: bool) -> State:
    """会员, 未入会 or 已注销."""
    if state != "active":
        return State("", "close", _("已注销"))
    return State("ok", "check", _("会员")) if member else State("info", "info", _("未入会"))


def kind_label(org: Org) -> str:
    """What an organisation is: 镇街工会, 用人单位."""
    return _(tree.WORDS[org.level]) if org.kind == "union" else _(org.get_kind_display())


def post_words(post: str, title: str = "") -> str:
    """How a post is called: its own title where it has one."""
    return title or _(rules.POST_WORDS[Post(post)])


def since_text(day: date | None) -> str:
    """2020年3月1日起"""
    return _("%(day)s起") % {"day": date_text(day)} if day else _("没有记下")


def until_text(day: date | None) -> str:
    """The last day, or nothing while it lasts."""
    return date_text(day) if day else ""


def holding(on: date | None = None) -> Q:
    """Appointments in force on a day (default: today)."""
    day = on or today()
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


def posts_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """What each person is today, in words: one query."""
    rows = Appointment.objects.filter(holding(), person_id__in=list(people)).order_by("since")
    found: dict[UUID, list[str]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(post_words(row.post, row.title))
    return {key: _("、").join(dict.fromkeys(words)) for key, words in found.items()}


def orgs_in_my_part(actor: Actor) -> QuerySet[Org]:
    """The first line; the wall is the second."""
    return Org.objects.filter(beneath(actor, "path"))


def people_in_my_part(actor: Actor) -> QuerySet[Person]:
    """People of the actor's part of the tree."""
    return Person.objects.filter(reach.people(actor))
