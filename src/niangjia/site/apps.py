"""Wiring: fills permits, switches and what can be linked from the manifests of all rooms."""

from django.apps import AppConfig

from niangjia.kernel.base import permits
from niangjia.kernel.base.manifest import Service


class SiteConfig(AppConfig):
    name = "niangjia.site"
    label = "site"

    def ready(self) -> None:
        # Manifests import models, and those need every room loaded.
        from niangjia.kernel.cases.door import linking  # noqa: PLC0415
        from niangjia.kernel.insight import words  # noqa: PLC0415
        from niangjia.kernel.people import switches  # noqa: PLC0415
        from niangjia.services.feedback import rules as feedback  # noqa: PLC0415
        from niangjia.services.feedback.queries.boards import board_titles  # noqa: PLC0415

        from . import registry  # noqa: PLC0415

        words.boards[feedback.SERVICE] = board_titles
        for service in registry.services():
            for permit in service.permits:
                permits.grant(permit.key, permit.posts, starts=permit.starts)
            for kind in service.links:
                linking.offer(kind)
            if service.switchable:
                switches.offer(switches.Switchable(service.key, service.title, *_look(service)))
            for part in service.parts:
                shown = (*_look(service), part.shut, part.note)
                switches.offer_part(switches.Switchable(part.key, part.title, *shown), part.permits)


def _look(service: Service) -> tuple[str, str]:
    """Icon and group of a service's first tile."""
    return next(((tile.icon, tile.group) for tile in service.tiles), ("apps", "calm"))
