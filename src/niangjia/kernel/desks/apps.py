"""What makes a desk quick to work at: saved filters, canned words, batches."""

from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "niangjia.kernel.desks"
    label = "desks"
