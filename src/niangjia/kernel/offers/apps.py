"""What a union gives out, to whom, how many, and who took one. Never one more than there are."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "niangjia.kernel.offers"
    label = "offers"
