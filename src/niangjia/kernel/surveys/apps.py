"""One page of questions to many: with names, or so that nobody can say who answered what."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "niangjia.kernel.surveys"
    label = "surveys"
