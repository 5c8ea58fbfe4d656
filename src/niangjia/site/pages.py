"""Home, the service catalogue, and the way into the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import is_staff, page, path_to, public
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.manifest import Tile
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.people import switches
from niangjia.kernel.people.queries import capacity as hats
from niangjia.kernel.people.rules import POST_WORDS
from niangjia.services.feedback.queries import member as feedback

from . import first_day, menu, registry

#: The eight groups of the catalogue, in the words of workers.
GROUPS: tuple[tuple[str, str, str], ...] = (
    ("voice", noop("有话说"), noop("给公司和工会提意见")),
    ("help", noop("求帮助"), noop("遇到难处找娘家人")),
    ("gift", noop("领福利"), noop("会员专享，先到先得")),
    ("learn", noop("学本领"), noop("涨手艺，涨工资")),
    ("place", noop("去哪儿"), noop("歇脚、喝水、逛一逛")),
    ("mind", noop("身心健康"), noop("心里的事，有人听")),
    ("own", noop("当家作主"), noop("商量大家的事")),
    ("friend", noop("交朋友"), noop("下班以后")),
)


@dataclass(frozen=True, slots=True)
class HomeTile:
    """A tile on the home page."""

    url: str
    icon: str
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A service in the catalogue."""

    url: str
    icon: str
    title: str
    text: str
    verb: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the catalogue."""

    key: str
    title: str
    text: str
    services: list[Offered]


@require_safe
@public
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The first page: who you are here, what is in progress, what can be done."""
    if is_staff(actor):
        return HttpResponseRedirect(first_page(actor))
    if actor.post == Post.RESPONDER:
        return HttpResponseRedirect(first_day.greeted(actor, first_page(actor)))
    mine, recent = feedback.in_progress(actor) if actor.may("feedback.write") else (None, [])
    context = {
        "tab": "home",
        "greeting": _greeting(actor),
        "under": _under(actor),
        "signed_in": actor.person_id is not None,
        "capacities": hats.count(actor) if actor.may("people.capacity") else 0,
        "mine": mine,
        "tiles": [
            HomeTile(reverse(t.url_name), t.icon, t.group, _(t.title)) for t in _tiles(actor)
        ][:7],
        "banner": None,
        "recent": recent,
    }
    return render(request, "site/home.html", context)


def first_page(actor: Actor) -> str:
    """Where a capacity begins its work."""
    if actor.post == Post.RESPONDER:
        return reverse("feedback_firm:list")
    return reverse("desk") if is_staff(actor) else reverse("home")


def _greeting(actor: Actor) -> str:
    hour = local(now()).hour
    words = (
        _("夜深了")
        if hour < 5
        else _("早上好")
        if hour < 11
        else _("中午好")
        if hour < 13
        else _("下午好")
        if hour < 18
        else _("晚上好")
    )
    given = actor.name[1:] if 2 < len(actor.name) < 4 else actor.name
    return _("%(hello)s，%(name)s") % {"hello": words, "name": given} if given else words


def _under(actor: Actor) -> str:
    return actor.org_name if actor.org_name else _("有事找娘家")


def _tiles(actor: Actor) -> list[Tile]:
    """Tiles of services that are open here. A stranger sees them all: log-in comes at the act."""
    here = switches.at(actor.org_path) if actor.org_path else switches.Inherited()
    return [
        tile for service in registry.services() if here.open(service.key) for tile in service.tiles
    ]


@require_safe
@public
def services(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The catalogue, made from the manifests."""
    wanted = request.GET.get("q", "").strip()[:40]
    tiles = [t for t in _tiles(actor) if wanted.casefold() in _said(t)]
    groups = [
        Group(key, _(title), _(text), offered)
        for key, title, text in GROUPS
        if (offered := _offered(tiles, key))
    ]
    return render(request, "site/services.html", {"tab": "services", "q": wanted, "groups": groups})


def _said(tile: Tile) -> str:
    """What a tile says, in the source language and in the visitor's."""
    words = (tile.title, tile.hint)
    return "\n".join((*words, *map(_, words))).casefold()


def _offered(tiles: list[Tile], group: str) -> list[Offered]:
    return [
        Offered(reverse(t.url_name), t.icon, _(t.title), _(t.hint), _(t.verb))
        for t in tiles
        if t.group == group
    ]


@require_safe
@page("house.desk")
def desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The main page of the first room a cadre may enter."""
    for service in registry.services():
        for item in service.desk[:1]:
            if actor.may(item.permit):
                return HttpResponseRedirect(first_day.greeted(actor, reverse(item.url_name)))
    return HttpResponseRedirect(reverse("capacity"))


def rail(actor: Actor, path: str) -> dict[str, Any]:
    """The desk's side navigation, made from the manifests."""
    items = [
        item
        for service in registry.services()
        for item in service.desk
        if actor.may(item.permit) and (item.shown is None or item.shown(actor))
    ]
    here = menu.current(path, [path_to(i.url_name) for i in items])
    nav = [
        menu.Line(
            url=(url := path_to(i.url_name)),
            icon=i.icon,
            label=_(i.title),
            count=(i.count(actor) or None) if i.count else None,
            current=url == here,
            exact=url == path,
            group=i.group,
        )
        for i in items
    ]
    return {
        "groups": menu.grouped(nav),
        "who": {"name": actor.name, "post": post_word(actor.post), "org": actor.org_name},
    }


def firm_nav(actor: Actor, path: str) -> list[dict[str, Any]]:
    """What an employer finds here, made from the manifests."""
    items = [i for service in registry.services() for i in service.firm if actor.may(i.permit)]
    here = menu.current(path, [path_to(i.url_name) for i in items])
    return [
        {
            "url": path_to(i.url_name),
            "icon": i.icon,
            "label": _(i.title),
            "current": path_to(i.url_name) == here,
        }
        for i in items
    ]


def post_word(post: Post) -> str:
    """How a post is called on pages."""
    return _(POST_WORDS[post]) if post in POST_WORDS else ""
