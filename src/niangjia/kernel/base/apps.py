"""The ground floor: types, walls, clock, codes."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "niangjia.kernel.base"
    label = "base"
