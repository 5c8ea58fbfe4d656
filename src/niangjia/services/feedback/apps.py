"""职工点评: a worker reviews a firm, and the loop is closed by the worker."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "niangjia.services.feedback"
    label = "feedback"
