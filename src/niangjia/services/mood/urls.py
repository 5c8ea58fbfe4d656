"""Addresses of 心情自测. There are none for staff and none for firms."""

from __future__ import annotations

from django.urls import path

from . import member

member_urls = [
    path("", member.start, name="start"),
    path("questions/", member.questions, name="questions"),
    path("result/", member.result, name="result"),
    path("counted/", member.counted, name="counted"),
    path("consent/", member.consent, name="consent"),
    path("help/", member.help_now, name="help"),
    path("assessment/", member.assessment, name="assessment"),
]
