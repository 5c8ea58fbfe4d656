"""What a kind of organisation has to say of itself, line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.kernel.base import regions
from niangjia.kernel.base.clock import date_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import switches, tree
from niangjia.kernel.people.models import Org

from .parts import State, org_state

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the list: a text, a link when there is a page to open, or a pill."""

    label: str
    text: str = NOTHING
    url: str = ""
    number: bool = False
    state: State | None = None


def of(actor: Actor, org: Org) -> list[Fact]:
    """The facts of an organisation, by its kind. One read for those it names."""
    near = Org.objects.in_bulk([key for key in (org.parent_id, org.union_id) if key])
    parent = near.get(org.parent_id) if org.parent_id else None
    union = near.get(org.union_id) if org.union_id else None
    own = ABOUT[org.kind](org)
    if org.kind == "employer":
        own.append(_linked(actor, _("职工属于"), union))
    return [*own, *_everywhere(org, _linked(actor, _("上级"), parent))]


def _union(org: Org) -> list[Fact]:
    here = switches.at(org.path)
    return [
        Fact(_("层级"), _(tree.WORDS[org.level])),
        Fact(_("给职工看的名字"), here.brand or _("娘家")),
        _hotline(here.hotline),
        *([_credit(org)] if org.credit_code else []),
    ]


def _employer(org: Org) -> list[Fact]:
    return [
        _credit(org),
        Fact(_("行业"), org.industry or NOTHING),
        Fact(_("人数"), _people(org), number=True),
    ]


def _provider(org: Org) -> list[Fact]:
    return [_credit(org), Fact(_("行业"), org.industry or NOTHING)]


def _place(org: Org) -> list[Fact]:
    return []


ABOUT: dict[str, Callable[[Org], list[Fact]]] = {
    "union": _union,
    "employer": _employer,
    "provider": _provider,
    "place": _place,
}


def _everywhere(org: Org, parent: Fact) -> list[Fact]:
    founded = date_text(org.founded_on) if org.founded_on else NOTHING
    return [
        Fact(_("简称"), org.short or NOTHING),
        Fact(_("代码"), org.code, number=True),
        parent,
        Fact(_("地区"), _region(org)),
        Fact(_("成立"), founded),
        Fact(_("状态"), state=org_state(org)),
    ]


def _hotline(number: str) -> Fact:
    label = _("服务电话")
    return Fact(label, number, f"tel:{number}", number=True) if number else Fact(label)


def _credit(org: Org) -> Fact:
    return Fact(_("统一社会信用代码"), org.credit_code or NOTHING, number=True)


def _people(org: Org) -> str:
    return _("%(n)d 人") % {"n": org.headcount} if org.headcount else NOTHING


def _region(org: Org) -> str:
    return f"{regions.full_name(org.region)} {org.region}".strip() or NOTHING


def _linked(actor: Actor, label: str, other: Org | None) -> Fact:
    """Another organisation; a link while it stands in the actor's part."""
    if other is None:
        return Fact(label)
    mine = other.path.startswith(actor.org_path)
    return Fact(label, other.name, reverse("people:org", args=[other.id]) if mine else "")
