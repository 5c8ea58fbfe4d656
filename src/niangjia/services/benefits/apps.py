"""福利: what unions give their workers, from the first packet to the last receipt."""

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "niangjia.services.benefits"
    label = "benefits"
