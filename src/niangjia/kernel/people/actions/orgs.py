"""Organisations: create, change, move, close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.people import numbers, rules, sealing, switches, tree
from niangjia.kernel.people.models import Appointment, Org, Person

from .part import org_in_my_part, refused_by

TAKEN = {
    "org_code_once_per_root": noop("这个代码已经有单位在用，请换一个，或先在名册里找找。"),
    "org_path_once": noop("这个地区已经有总工会了，请在名册里找找。"),
}


@dataclass(frozen=True, slots=True)
class OrgFacts:
    """What is written down about an organisation. Codes are already checked."""

    name: str
    short: str = ""
    credit_code: str = ""
    industry: str = ""
    headcount: int = 0
    union_id: UUID | None = None
    founded_on: date | None = None


@action(permit="people.edit", audit="orgs.created", silent=True)
def create_org(
    actor: Actor,
    *,
    parent_id: UUID,
    kind: str,
    level: str,
    facts: OrgFacts,
    code: str = "",
    region: str = "",
) -> Written:
    """Create an organisation below one of the actor's part of the tree."""
    parent = org_in_my_part(actor, parent_id)
    rules.insist(tree.may_stand(kind, level, (parent.kind, parent.level)), "org_place")
    rules.insist(tree.region_fits(kind, level, region, parent.path), "org_region")
    number = 0 if level in tree.REGIONAL else numbers.segments(parent.id)[0]
    path = tree.place(kind, level, region, parent.path, number)
    root = tree.root_of(kind, level, path, parent.root)
    area = region or parent.region
    org = Org(
        id=new_id(),
        kind=kind,
        level=level,
        parent=parent,
        path=path,
        root=root,
        region=area,
        code=code or tree.code_of(_root_region(root, area), path, root, area),
    )
    _fill(org, facts)
    with refused_by(**TAKEN):
        org.save(force_insert=True)
    return Written(org.id, org.path)


def _root_region(root: str, area: str) -> str:
    """The region of the operating union; a new root's is its own."""
    found = Org.objects.filter(path=root).values_list("region", flat=True).first()
    return found or area


@action(permit="people.edit", audit="orgs.changed", silent=True)
def change_org(actor: Actor, *, org_id: UUID, facts: OrgFacts) -> Written:
    """Write down other facts about an organisation; its place and its code stay."""
    org = org_in_my_part(actor, org_id)
    _fill(org, facts)
    org.save()
    return Written(org.id, org.path)


def _fill(org: Org, facts: OrgFacts) -> None:
    if facts.union_id is not None:
        _insist_on_union(org, facts.union_id)
    for name in OrgFacts.__slots__:
        setattr(org, name, getattr(facts, name))
    words = sealing.org_words(org.name, org.short, org.code, org.credit_code)
    org.search = sealing.vector(words)


def _insist_on_union(org: Org, union_id: UUID) -> None:
    union = Org.objects.filter(id=union_id, kind="union", root=org.root, state="active")
    if org.kind == "union" or not union.exists():
        raise Refusal("org_union", "只有用人单位能挂在工会名下，而且要在同一个区（县）。")


@action(permit="people.edit", audit="orgs.moved", silent=True)
def move_org(actor: Actor, *, org_id: UUID, parent_id: UUID) -> Written:
    """Hang an organisation and everything below it under another parent, in one statement a table.

    Persons, memberships, posts, settings and every other room's rows follow (sql/tree.sql).
    """
    org, parent = org_in_my_part(actor, org_id), org_in_my_part(actor, parent_id)
    rules.insist(rules.may_move(org.path, org.root, parent.path, parent.root), "org_move")
    rules.insist(tree.may_stand(org.kind, org.level, (parent.kind, parent.level)), "org_place")
    number = numbers.segments(parent.id)[0]
    path = tree.place(org.kind, org.level, org.region, parent.path, number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.move_org(%s, %s, %s)", [org.id, parent.id, path])
    switches.forget()
    return Written(org.id, path)


@action(permit="people.edit", audit="orgs.closed", silent=True)
def close_org(actor: Actor, *, org_id: UUID) -> Written:
    """Close an organisation that nobody and nothing belongs to any more; its posts end today."""
    org = org_in_my_part(actor, org_id)
    if org.id == actor.org_id:
        raise Refusal("org_close", "不能关掉自己所在的单位，请上一级工会来办。")
    if why := still_needed(org):
        raise Refusal("org_close", why)
    Appointment.objects.filter(org=org, until=None, since__lte=today()).update(until=today())
    Org.objects.filter(id=org.id).update(state="closed")
    return Written(org.id, org.path)


def still_needed(org: Org) -> str:
    """Why an organisation cannot be closed yet; "" when it can."""
    if Org.objects.filter(parent=org, state="active").exists():
        return _("下面还有单位，请先把它们移走或关掉。")
    if Person.objects.filter(home_org=org, state="active").exists():
        return _("还有会员在这里，请先办会籍转移。")
    if Org.objects.filter(union=org, state="active").exists():
        return _("还有用人单位挂在这家工会名下，请先改挂。")
    return ""
