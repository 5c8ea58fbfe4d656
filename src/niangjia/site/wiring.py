"""Fills permits, switches and what can be linked from the manifests of all rooms."""

from __future__ import annotations

from niangjia.kernel.base import permits
from niangjia.kernel.base.manifest import Service
from niangjia.kernel.cases.door import linking
from niangjia.kernel.insight import words
from niangjia.kernel.people import switches
from niangjia.services.feedback import rules as feedback
from niangjia.services.feedback.queries.boards import board_titles

from . import registry


def join() -> None:
    """Take every manifest in."""
    words.boards[feedback.SERVICE] = board_titles
    for service in registry.services():
        for permit in service.permits:
            permits.grant(permit.key, permit.posts, starts=permit.starts)
        for kind in service.links:
            linking.offer(kind)
        _switches(service)


def _switches(service: Service) -> None:
    """What a union may turn off, and the parts it may open."""
    if service.switchable:
        switches.offer(switches.Switchable(service.key, service.title, *_look(service)))
    for part in service.parts:
        shown = (*_look(service), part.shut, part.note)
        switches.offer_part(switches.Switchable(part.key, part.title, *shown), part.permits)


def _look(service: Service) -> tuple[str, str]:
    """Icon and group of a service's first tile."""
    return next(((tile.icon, tile.group) for tile in service.tiles), ("apps", "calm"))
