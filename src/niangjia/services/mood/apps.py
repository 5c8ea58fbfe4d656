"""心情自测: five questions about the last two weeks, and nothing kept here."""

from django.apps import AppConfig


class MoodConfig(AppConfig):
    name = "niangjia.services.mood"
    label = "mood"
