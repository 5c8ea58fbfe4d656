"""Read models over matters: three rates, bulletins."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "niangjia.kernel.insight"
    label = "insight"
