"""Pages of one organisation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import forms
from niangjia.kernel.people.actions import orgs as actions
from niangjia.kernel.people.actions import settings
from niangjia.kernel.people.actions.part import org_in_my_part
from niangjia.kernel.people.models import Org
from niangjia.kernel.people.queries import orgs as queries
from niangjia.kernel.people.queries import pick

from . import forming

TABS = ("about", "switches", "brand")
#: What a union's select of the switches tab means.
CHOSEN = {"inherit": None, "on": True, "off": False}


@dataclass(frozen=True, slots=True)
class KindWords:
    """How a kind of organisation is offered, and what the page that adds one is called."""

    icon: str
    group: str
    text: str
    adds: str

    def heading(self) -> str:
        """加一家工会"""
        return _(self.adds)


KINDS = {
    "union": KindWords(
        "home", "own", noop("镇街、基层、联合、行业工会，也有市、区县总工会"), noop("加一家工会")
    ),
    "employer": KindWords(
        "org", "help", noop("职工上班的公司、单位；和工会并排，不放在下面"), noop("加一家用人单位")
    ),
    "provider": KindWords(
        "hand", "mind", noop("给职工提供服务的：医院、律所、培训机构"), noop("加一家服务单位")
    ),
    "place": KindWords(
        "pin", "place", noop("职工可以去的地方：驿站、活动中心、母婴室"), noop("加一个场所")
    ),
}


def _finders(actor: Actor) -> dict[str, Callable[[str], Any]]:
    return {
        "parent": lambda text: pick.org(actor, text, "union"),
        "union": lambda text: pick.org(actor, text, "union"),
    }


@require_safe
@page("people.directory")
def org(request: HttpRequest, actor: Actor, org_id: UUID) -> HttpResponse:
    """Facts, posts and what is below; switches; brand."""
    tab = request.GET.get("tab", "about")
    return _org(request, actor, org_id, tab if tab in TABS else "about")


def _org(
    request: HttpRequest,
    actor: Actor,
    org_id: UUID,
    tab: str,
    brand_form: forms.BrandForm | None = None,
) -> HttpResponse:
    found = queries.org(actor, org_id=org_id)
    shown = tab if found.can.switch else "about"
    context: dict[str, Any] = {
        "tab": shown,
        "org": found.org,
        "trail": found.trail,
        "children": found.children,
        "children_more": found.children_more,
        "posts": found.posts,
        "can": found.can,
        "links": _links(found),
    }
    if shown == "switches":
        context["switches"] = queries.switch_lines(found.record)
    if shown == "brand":
        now = queries.brand_now(found.record)
        initial = {"name": now.name, "hotline": now.hotline, "accent": now.accent}
        context |= {
            "brand_form": brand_form or forms.BrandForm(initial=initial),
            "brand_hints": now.hints,
        }
    return render(request, "people/org.html", context, status=422 if brand_form else 200)


def _links(found: queries.OrgPage) -> list[forming.Link]:
    links = [forming.link("org_move", found.record.id, "switch", _("换个上级"))] * found.can.move
    return (
        links + [forming.link("org_close", found.record.id, "close", _("关闭"))] * found.can.close
    )


def _facts(data: dict[str, Any], org: Org | None = None) -> actions.OrgFacts:
    """What the form asked, and what the organisation keeps besides."""
    union = data.get("union") if "union" in data else org and org.union
    plain = {
        name: data.get(name, getattr(org, name, None))
        for name in ("name", "short", "credit_code", "industry", "headcount", "founded_on")
    }
    texts = {name: plain[name] or "" for name in ("name", "short", "credit_code", "industry")}
    return actions.OrgFacts(
        **texts,
        headcount=plain["headcount"] or 0,
        union_id=union.id if union else None,
        founded_on=plain["founded_on"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.edit")
def org_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new organisation below one of one's part: first its kind, then what that kind has."""
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    above = request.GET.get("parent", "")
    if kind not in forms.FACTS:
        return _ask_kind(request, above)
    form = forms.NewOrgForm(
        forming.sent(request),
        kind=kind,
        find=_finders(actor),
        initial=forming.key_of(request) | {"kind": kind, "parent": above or _own(actor)},
    )
    if made := forming.done(form, lambda data: _create(actor, kind, data)):
        messages.success(request, _("加好了。"))
        return forming.go("org", made.id)
    sheet = forming.Sheet(KINDS[kind].heading(), _kind_url(above), _("选类别"), _("加上"))
    return forming.draw(request, form, sheet)


def _ask_kind(request: HttpRequest, above: str) -> HttpResponse:
    """The first step: four kinds, each a link."""
    kinds = [
        {
            "url": _kind_url(above, key),
            "icon": kind.icon,
            "group": kind.group,
            "title": _(Org.Kinds(key).label),
            "text": _(kind.text),
        }
        for key, kind in KINDS.items()
    ]
    context = {"kinds": kinds, "back_url": _list_url()}
    status = 422 if request.method == "POST" else 200
    return render(request, "people/org_kind.html", context, status=status)


def _kind_url(above: str, kind: str = "") -> str:
    asked = {"kind": kind, "parent": above}
    query = urlencode({key: value for key, value in asked.items() if value})
    return reverse("people:org_new") + (f"?{query}" if query else "")


def _own(actor: Actor) -> str:
    return pick.named(org_in_my_part(actor, actor.org))


def _list_url() -> str:
    return reverse("people:directory") + "?kind=orgs"


def _create(actor: Actor, kind: str, data: dict[str, Any]) -> object:
    return actions.create_org(
        actor,
        parent_id=data["parent"].id,
        kind=kind,
        level=data.get("level", ""),
        facts=_facts(data),
        code=data["code"],
        region=data.get("region", ""),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.edit")
def org_edit(request: HttpRequest, actor: Actor, org_id: UUID) -> HttpResponse:
    """Other facts; moving and closing are linked from here."""
    found = org_in_my_part(actor, org_id)
    form = forms.OrgForm(
        forming.sent(request),
        kind=found.kind,
        find=_finders(actor),
        initial=forming.key_of(request) | forms.org_initial(found),
    )
    if forming.done(
        form, lambda data: actions.change_org(actor, org_id=org_id, facts=_facts(data, found))
    ):
        messages.success(request, _("存好了。"))
        return forming.go("org", org_id)
    return forming.draw(request, form, _sheet(found.name, org_id, _("改资料"), _("存好")))


def _sheet(
    name: str, org_id: UUID, heading: str, submit: str, note: str = "", danger: bool = False
) -> forming.Sheet:
    return forming.Sheet(heading, reverse("people:org", args=[org_id]), name, submit, note, danger)


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.edit")
def org_move(request: HttpRequest, actor: Actor, org_id: UUID) -> HttpResponse:
    """Hang an organisation, and everything below it, elsewhere."""
    found = org_in_my_part(actor, org_id)
    form = forms.MoveOrgForm(
        forming.sent(request), find=_finders(actor), initial=forming.key_of(request)
    )
    if forming.done(
        form, lambda data: actions.move_org(actor, org_id=org_id, parent_id=data["parent"].id)
    ):
        messages.success(request, _("移好了，下级、会员和办件都跟过去了。"))
        return forming.go("org", org_id)
    note = _("下级单位、会员、任职和办件会一起移过去；原来的上级以后看不到。")
    sheet = _sheet(found.name, org_id, _("换个上级"), _("移过去"), note, danger=True)
    return forming.draw(request, form, sheet)


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.edit")
def org_close(request: HttpRequest, actor: Actor, org_id: UUID) -> HttpResponse:
    """Close an organisation."""
    found = org_in_my_part(actor, org_id)
    form = forms.Keyed(forming.sent(request), initial=forming.key_of(request))
    if forming.done(form, lambda _data: actions.close_org(actor, org_id=org_id)):
        messages.success(request, _("已经关闭。"))
        return forming.go("org", org_id)
    note = actions.still_needed(found) or _("关闭后不能再任命和加人，任职到今天为止；记录还在。")
    sheet = _sheet(found.name, org_id, _("关闭这个单位"), _("关闭"), note, danger=True)
    return forming.draw(request, form, sheet)


@require_POST
@page("people.settings")
def org_switches(request: HttpRequest, actor: Actor, org_id: UUID) -> HttpResponse:
    """Open, close, or follow the union above."""
    sent = {key: CHOSEN[value] for key, value in request.POST.items() if value in CHOSEN}
    settings.set_services(actor, org_id=org_id, wanted=sent)
    messages.success(request, _("存好了。"))
    return forming.go("org", org_id, query="?tab=switches")


@require_POST
@page("people.settings")
def org_brand(request: HttpRequest, actor: Actor, org_id: UUID) -> HttpResponse:
    """What workers see."""
    form = forms.BrandForm(request.POST, request.FILES)
    if forming.done(
        form, lambda data: settings.set_brand(actor, org_id=org_id, brand=settings.Brand(**data))
    ):
        messages.success(request, _("存好了。"))
        return forming.go("org", org_id, query="?tab=brand")
    return _org(request, actor, org_id, "brand", form)
