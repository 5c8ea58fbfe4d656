"""Wiring: fills the permit catalogue from the manifests once all rooms are loaded."""

from django.apps import AppConfig

from niangjia.kernel.base import permits


class SiteConfig(AppConfig):
    name = "niangjia.site"
    label = "site"

    def ready(self) -> None:
        from . import registry  # noqa: PLC0415  (manifests import models)

        for service in registry.services():
            for permit in service.permits:
                permits.grant(permit.key, permit.posts)
