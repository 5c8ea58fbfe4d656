"""What every template may count on: look, brand, and the numbers around the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from niangjia.kernel.acts.page import digest, is_staff
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.notices.queries import inbox
from niangjia.kernel.people import door as people
from niangjia.kernel.people import switches
from niangjia.ui.look import look_of

from . import first_day
from .pages import firm_nav, post_word, rail


@dataclass(frozen=True, slots=True)
class Brand:
    """Whose platform this is to the visitor."""

    name: str
    union_name: str
    logo_url: str | None
    hotline: str | None
    css_url: str | None


def brand_of(actor: Actor | None) -> Brand:
    """The brand at the visitor's place in the tree; the one operating union's for a stranger."""
    if actor is None or not actor.org_path:
        house, brand, hotline = people.house()
        return Brand(brand or _("娘家"), house or _("工会"), None, hotline or None, None)
    found = switches.at(actor.org_path)
    base = reverse("brand.css", args=[actor.org_path]) if found.accent else None
    logo = reverse("brand.logo", args=[found.logo_org]) if found.logo_org else None
    return Brand(found.brand or _("娘家"), actor.org_name, logo, found.hotline or None, base)


def mark_of(actor: Actor | None) -> str:
    """A mark of the person that tells nothing: what one typed is never shown to the next."""
    return digest(str(actor.person_id))[:12] if actor is not None and actor.person_id else ""


def house(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    actor = getattr(request, "actor", None)
    common = {
        "look": look_of(request),
        "brand": brand_of(actor),
        "actor": actor,
        "me": mark_of(actor),
        "demo": settings.NIANGJIA_DEMO,
        "unread": SimpleLazyObject(lambda: unread_of(actor)),
        "first_day": first_day.box(request, actor),
    }
    return common | _around(actor, request.path)


def _around(actor: Actor | None, path: str) -> dict[str, Any]:
    """What stands beside the pages of a staff or firm capacity; made only if a page shows it."""
    if actor is None:
        return {}
    if is_staff(actor):
        return {"desk": SimpleLazyObject(lambda: rail(actor, path))}
    if actor.post == Post.RESPONDER:
        who = {"name": actor.org_name, "post": post_word(actor.post), "person": actor.name}
        return {"capacity": {**who, "nav": firm_nav(actor, path)}}
    return {}


def unread_of(actor: Actor | None) -> str:
    """The badge of the messages tab; asked for by pages that have one."""
    return inbox.unread(actor) if actor is not None and actor.may("notices.read") else ""
