"""The official calendar, and dated rules by jurisdiction."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "niangjia.kernel.rules"
    label = "rules"
