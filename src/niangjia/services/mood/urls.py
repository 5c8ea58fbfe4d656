"""Addresses of 心情自测. There are none for staff and none for firms."""

from __future__ import annotations

from django.urls import path

from . import member
from .film import member as filming

member_urls = [
    path("", member.start, name="start"),
    path("questions/", member.questions, name="questions"),
    path("result/", member.result, name="result"),
    path("counted/", member.counted, name="counted"),
    path("consent/", member.consent, name="consent"),
    path("film/", filming.film, name="film"),
    path("film/ticket/", filming.join, name="film_ticket"),
    path("film/place/", filming.place, name="film_place"),
    path("film/run/", filming.run, name="film_run"),
    path("help/", member.help_now, name="help"),
    path("assessment/", member.assessment, name="assessment"),
]
