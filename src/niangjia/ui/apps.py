"""Django application of the interface kit."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Static files, layouts and template tags; owns no table."""

    name = "niangjia.ui"
    label = "ui"
