"""Per-union settings inherited down the tree: brand, hotline, which services are open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts import page
from niangjia.kernel.base import permits
from niangjia.kernel.base.kept import Kept
from niangjia.kernel.base.paths import prefixes as prefixes
from niangjia.kernel.base.types import Actor, Post, Refusal

from .models import OrgSettings

CLOSED = noop("你的工会暂时没有开这项服务。正在办的事照常办；有急事，请打工会热线。")


@dataclass(frozen=True, slots=True)
class Inherited:
    """What holds at one place of the tree."""

    brand: str = ""
    accent: str = ""
    hotline: str = ""
    logo_org: str = ""
    services: dict[str, bool] = field(default_factory=dict)

    def open(self, service: str) -> bool:
        """A service is open unless the union or one above it closed it; a part that is shut by
        itself only where one of them opened it.
        """
        item = _offered.get(service)
        return self.services.get(service, not (item and item.shut))


@dataclass(frozen=True, slots=True)
class Switchable:
    """A service a union may open or close, as the desk shows it."""

    key: str
    title: str
    icon: str = "apps"
    group: str = "calm"
    shut: bool = False
    note: str = ""


_offered: dict[str, Switchable] = {}
#: Permits that hang on a part of a service -> the part's switch.
_part_of: dict[str, str] = {}


def offer(item: Switchable) -> None:
    """Make a service known to the desk's switches; the house does so once at start-up."""
    _offered[item.key] = item


def offer_part(item: Switchable, permits: Iterable[str]) -> None:
    """The same for a part of a service, which closes with these permits."""
    offer(item)
    _part_of.update(dict.fromkeys(permits, item.key))


def catalogue() -> tuple[Switchable, ...]:
    """Services a union may open or close, in the order of the house."""
    return tuple(_offered.values())


_kept: Kept[Inherited] = Kept()


def at(path: str) -> Inherited:
    """Settings in force at `path`: the nearest value wins, from the province down."""
    return _kept.get(path, lambda: _read(path))


def forget() -> None:
    """Drop what this process keeps; called after a change."""
    _kept.forget()


def _read(path: str) -> Inherited:
    rows = OrgSettings.objects.filter(org_path__in=prefixes(path)).order_by("org_path")
    found: dict[str, str] = {}
    services: dict[str, bool] = {}
    for row in rows:
        found |= {k: v for k in ("brand", "accent", "hotline") if (v := getattr(row, k))}
        if row.logo:
            found["logo_org"] = str(row.org_id)
        services |= row.services
    return Inherited(**found, services=services)


def guard(actor: Actor, permit: str) -> None:
    """A service the union switched off begins nothing new; what is under way goes on."""
    if permits.starts(permit) and actor.post == Post.WORKER and actor.org_path:
        here = at(actor.org_path)
        needed = {permit.partition(".")[0], _part_of.get(permit, "")} - {""}
        if not all(here.open(key) for key in needed):
            raise Refusal("service_closed", CLOSED, status=403)


def join() -> None:
    """Register the guard that honours a union's service switches."""
    if guard not in page.guards:
        page.guards.append(guard)
