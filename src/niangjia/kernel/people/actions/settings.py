"""What a union sets for itself: which services are open, brand, logo, accent, hotline."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal
from niangjia.kernel.people import pictures, rules, switches
from niangjia.kernel.people.models import Org, OrgSettings

from .part import org_in_my_part


@dataclass(frozen=True, slots=True)
class Brand:
    """What workers see; "" inherits. `logo` None keeps the one there is, empty bytes remove it."""

    name: str = ""
    hotline: str = ""
    accent: str = ""
    logo: bytes | None = None


def may_set(actor: Actor, org: Org) -> bool:
    """A union sets its own; the administrator sets for any below."""
    own = org.id == actor.org_id or actor.post is Post.ADMIN
    return own and org.kind == "union" and actor.may("people.settings")


@action(permit="people.settings", audit="settings.services", silent=True)
def set_services(actor: Actor, *, org_id: UUID, wanted: Mapping[str, bool | None]) -> Written:
    """Open or close services; None follows the union above."""
    org, settings = _settings(actor, org_id)
    unknown = set(wanted) - {item.key for item in switches.catalogue()}
    if unknown:
        raise Refusal("no_such_service", "没有这项服务，请刷新页面再试。", status=400)
    kept = {key: on for key, on in settings.services.items() if key not in wanted}
    settings.services = kept | {key: on for key, on in wanted.items() if on is not None}
    return _keep(org, settings)


@action(permit="people.settings", audit="settings.brand", silent=True)
def set_brand(actor: Actor, *, org_id: UUID, brand: Brand) -> Written:
    """Set the name, hotline, accent and logo that workers see."""
    if brand.accent:
        rules.insist(rules.accent_fits(brand.accent), "accent")
    org, settings = _settings(actor, org_id)
    settings.brand, settings.hotline = brand.name, brand.hotline
    settings.accent = brand.accent.upper()
    if brand.logo is not None:
        settings.logo = packed(brand.logo)
    return _keep(org, settings)


def packed(content: bytes) -> str:
    """A logo as stored: media type, comma, base64. Empty for no logo."""
    if not content:
        return ""
    try:
        picture = pictures.logo(content)
    except pictures.BadPicture as wrong:
        raise Refusal("logo", _("%(why)s。") % {"why": _(str(wrong))}) from wrong
    return f"{picture.media},{base64.b64encode(picture.content).decode()}"


def unpacked(stored: str) -> pictures.Picture | None:
    """A stored logo as bytes again."""
    media, _, body = stored.partition(",")
    return pictures.Picture(media, base64.b64decode(body)) if body else None


def _settings(actor: Actor, org_id: UUID) -> tuple[Org, OrgSettings]:
    org = org_in_my_part(actor, org_id)
    if not may_set(actor, org):
        raise Hidden
    found = OrgSettings.objects.filter(org=org).first()
    return org, found or OrgSettings(org=org, org_path=org.path)


def _keep(org: Org, settings: OrgSettings) -> Written:
    settings.updated_at = now()
    settings.save()
    switches.forget()
    return Written(org.id, org.path)
