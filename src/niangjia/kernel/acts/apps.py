"""Everything done or looked at passes here."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "niangjia.kernel.acts"
    label = "acts"
