"""The page of an organisation: facts, posts, what is below it, switches, brand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.people import reach, rules, switches
from niangjia.kernel.people.actions.appointments import giver
from niangjia.kernel.people.actions.part import org_in_my_part
from niangjia.kernel.people.actions.settings import may_set
from niangjia.kernel.people.models import Appointment, Org, OrgSettings, Person

from . import facts
from .parts import State, holding, kind_label, org_state, post_words, since_text

CHILDREN = 50


@dataclass(frozen=True, slots=True)
class OrgCard:
    """Facts of an organisation."""

    id: str
    name: str
    kind: str
    kind_label: str
    state: State
    facts: list[facts.Fact]


@dataclass(frozen=True, slots=True)
class Step:
    """A link to an organisation on the way, or below."""

    url: str
    name: str
    kind_label: str = ""


@dataclass(frozen=True, slots=True)
class PostLine:
    """Somebody in a post today."""

    id: str
    url: str
    person: str
    post: str
    since_text: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class Can:
    """What the actor may do here."""

    edit: bool
    appoint: bool
    switch: bool
    move: bool
    close: bool


@dataclass(frozen=True, slots=True)
class OrgPage:
    """Everything the page shows on its first tab, and the record for its forms."""

    org: OrgCard
    record: Org
    trail: list[Step]
    children: list[Step]
    children_more: str | None
    posts: list[PostLine]
    can: Can


@query(permit="people.directory")
def org(actor: Actor, *, org_id: UUID) -> OrgPage:
    """One organisation of the actor's part."""
    found = org_in_my_part(actor, org_id)
    below = list(Org.objects.filter(parent=found, state="active").order_by("path")[: CHILDREN + 1])
    more = f"{reverse('people:directory')}?kind=orgs" if len(below) > CHILDREN else None
    return OrgPage(
        _card(actor, found),
        found,
        _trail(actor, found),
        [_step(o) for o in below[:CHILDREN]],
        more,
        _posts(actor, found),
        _can(actor, found),
    )


def _card(actor: Actor, org: Org) -> OrgCard:
    return OrgCard(
        str(org.id), org.name, org.kind, kind_label(org), org_state(org), facts.of(actor, org)
    )


def _step(org: Org) -> Step:
    return Step(reverse("people:org", args=[org.id]), org.name, kind_label(org))


def _trail(actor: Actor, org: Org) -> list[Step]:
    """From the actor's own organisation down to the parent: what is above opens nothing."""
    way = [path for path in switches.prefixes(org.path)[:-1] if path.startswith(actor.org_path)]
    return [_step(found) for found in Org.objects.filter(path__in=way).order_by("path")]


def _posts(actor: Actor, org: Org) -> list[PostLine]:
    held = Appointment.objects.filter(holding(), reach.posts(actor), org=org)
    rows = list(held.order_by("since", "id")[:50])
    names = dict(
        Person.objects.filter(id__in=[row.person_id for row in rows]).values_list("id", "name")
    )
    at = rules.Where(org.kind, org.path)
    return [
        PostLine(
            str(row.id),
            reverse("people:person", args=[row.person_id]),
            names.get(row.person_id, _("别处工会的人")),
            post_words(row.post, row.title),
            since_text(row.since),
            actor.may("people.appoint") and bool(rules.may_end(giver(actor), Post(row.post), at)),
        )
        for row in rows
    ]


def _can(actor: Actor, org: Org) -> Can:
    open_, own = org.state == "active", org.id == actor.org_id
    edit = actor.may("people.edit") and open_
    return Can(
        edit,
        actor.may("people.appoint") and open_,
        may_set(actor, org),
        edit and not own and org.path != org.root,
        edit and not own,
    )


@dataclass(frozen=True, slots=True)
class Switch:
    """One service at one union: on, off, or as above."""

    key: str
    icon: str
    group: str
    label: str
    hint: str
    value: str
    note: str = ""


def switch_lines(org: Org) -> list[Switch]:
    """What the union set for each service, and what it would follow."""
    own = OrgSettings.objects.filter(org=org).values_list("services", flat=True).first() or {}
    above = switches.at(org.parent.path) if org.parent else switches.Inherited()
    name = org.parent.name if org.parent else _("平台")
    return [
        Switch(
            item.key,
            item.icon,
            item.group,
            _(item.title),
            _("跟随%(org)s：%(state)s") % {"org": name, "state": _on_off(above.open(item.key))},
            _set(own, item.key),
            _(item.note) if item.note else "",
        )
        for item in switches.catalogue()
    ]


def _set(own: dict[str, bool], key: str) -> str:
    if key not in own:
        return "inherit"
    return "on" if own[key] else "off"


def _on_off(on: bool) -> str:
    return _("开") if on else _("关")


@dataclass(frozen=True, slots=True)
class BrandNow:
    """A union's own brand, and what it inherits where it set nothing."""

    name: str
    hotline: str
    accent: str
    has_logo: bool
    hints: dict[str, str]


def brand_now(org: Org) -> BrandNow:
    """The values of the brand form and its hints."""
    own = OrgSettings.objects.filter(org=org).first() or OrgSettings()
    above = switches.at(org.parent.path) if org.parent else switches.Inherited()
    inherited = {
        "name": above.brand or _("娘家"),
        "hotline": above.hotline or _("没有"),
        "accent": above.accent or _("平台的红色"),
    }
    hints = {key: _("空着就用：%(value)s") % {"value": value} for key, value in inherited.items()}
    return BrandNow(own.brand, own.hotline, own.accent, bool(own.logo), hints)
