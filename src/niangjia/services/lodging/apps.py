"""应急住宿: from a matter to a head-count, a room list and an issue list in one evening."""

from django.apps import AppConfig


class LodgingConfig(AppConfig):
    name = "niangjia.services.lodging"
    label = "lodging"
