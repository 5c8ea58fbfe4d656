"""Telling people: the in-app inbox."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "niangjia.kernel.notices"
    label = "notices"
