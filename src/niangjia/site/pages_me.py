"""The own page, messages, and how pages look."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import page, public
from niangjia.kernel.base.types import DATABASE_ROLES, Actor, Post
from niangjia.kernel.notices.actions import inbox as notices
from niangjia.kernel.notices.queries import inbox
from niangjia.kernel.people.actions import account
from niangjia.kernel.people.queries import capacity, mine
from niangjia.ui.look import SIZES, THEMES

from . import paths, registry

YEAR = 365 * 86400
#: Icon and group of messages whose room has no tile.
PLAIN = ("bell", "calm")


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of one's own things."""

    url: str
    icon: str
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the messages page."""

    url: str
    icon: str
    group: str
    title: str
    text: str
    when: str
    unread: bool


def oneself(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    """In a post one's own pages are a change of hats away; None for the worker."""
    if actor.post is Post.WORKER:
        return None
    return HttpResponseRedirect(f"{reverse('capacity')}?next={quote(request.get_full_path())}")


@require_POST
@page("people.account")
def elsewhere(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A lost phone: it is logged out from here, and with it whatever it holds locked."""
    account.leave_elsewhere(actor)
    notes.success(request, _("别的手机和电脑都退出了"))
    return HttpResponseRedirect(reverse("me"))


@require_safe
@page("people.me")
def me(request: HttpRequest, actor: Actor) -> HttpResponse:
    """我的: card, own things, account."""
    if elsewhere := oneself(request, actor):
        return elsewhere
    hats = capacity.count(actor)
    context = {
        "tab": "me",
        "person": mine.myself(actor),
        "card": mine.card(actor),
        "tiles": _tiles(actor),
        "seen_text": _seen_text(mine.looks_lately(actor)),
        "capacities": hats,
        "capacity_text": _("现在：我自己"),
        "is_staff": hats > 1,
    }
    return render(request, "site/me.html", context)


def _tiles(actor: Actor) -> list[Tile]:
    return [
        Tile(reverse("feedback:mine"), "case", "voice", _("办件")),
        Tile(reverse("messages"), "bell", "help", _("消息")),
        Tile(reverse("services"), "apps", "calm", _("全部服务")),
    ]


def _seen_text(count: int) -> str:
    return _("近 30 天 %(n)d 次") % {"n": count} if count else _("近 30 天没有人看过")


#: Layout of the inbox for those who have no tab bar.
SHELLS = {
    "nj_staff": "ui/desk_wide.html",
    "nj_admin": "ui/desk_wide.html",
    "nj_firm": "ui/firm.html",
}


@require_safe
@page("notices.read")
def messages(request: HttpRequest, actor: Actor) -> HttpResponse:
    """消息, one row a matter, newest first."""
    shown = inbox.inbox(actor, request.GET.get("cursor", ""))
    more = f"{reverse('messages')}?cursor={shown.cursor}" if shown.cursor else None
    rows = [_message(line) for line in shown.items]
    context = {
        "tab": "messages",
        "shell": SHELLS.get(DATABASE_ROLES[actor.post]),
        "notices": rows,
        "more_url": more,
        "any_unread": any(row.unread for row in rows),
    }
    return render(request, "site/messages.html", context)


def _message(line: inbox.Line) -> Message:
    icon, group = looks_of(line.service)
    return Message(
        reverse("messages.open", args=[line.id]),
        icon,
        group,
        line.title,
        line.text,
        line.when,
        line.unread,
    )


def looks_of(service: str) -> tuple[str, str]:
    """Icon and colour group of a room, from its first tile."""
    for room in registry.services():
        if room.key == service and room.tiles:
            return room.tiles[0].icon, room.tiles[0].group
    return PLAIN


@require_safe
@page("notices.read")
def message_open(request: HttpRequest, actor: Actor, notice_id: UUID) -> HttpResponse:
    """Mark one message as read and go where it leads; by way of the hats when that is elsewhere."""
    opened = notices.read(actor, notice_id=notice_id)
    there = paths.own(opened.link, reverse("messages"))
    if opened.link and paths.side(there) != paths.side_of(actor.post):
        return HttpResponseRedirect(f"{reverse('capacity')}?next={quote(there)}")
    return HttpResponseRedirect(there)


@require_POST
@page("notices.read")
def messages_read(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mark everything as read."""
    notices.read_all(actor)
    return HttpResponseRedirect(reverse("messages"))


#: What one may choose: form field, cookie, allowed values.
CHOICES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("size", "ui_size", SIZES),
    ("theme", "ui_theme", ("", *THEMES)),
    ("keys", "ui_keys", ("on", "off")),
    ("lang", settings.LANGUAGE_COOKIE_NAME, tuple(code for code, _name in settings.LANGUAGES)),
)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def look(request: HttpRequest, actor: Actor | None) -> HttpResponse:
    """Size, theme, language: kept in cookies of this browser, no log-in needed."""
    given = request.POST if request.method == "POST" else request.GET
    there = paths.asked(request, reverse("home"))
    chosen = [
        (cookie, given[field])
        for field, cookie, allowed in CHOICES
        if field in given and given[field] in allowed
    ]
    if not chosen:
        return render(request, "site/look.html", {"next": there, "languages": _languages(request)})
    response = HttpResponseRedirect(there)
    for cookie, value in chosen:
        response.set_cookie(
            cookie, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


def _languages(request: HttpRequest) -> list[dict[str, object]]:
    now = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    return [
        {"code": code, "name": name, "current": code == now} for code, name in settings.LANGUAGES
    ]
