"""Routes of the room, for workers and for unions."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import build, desk, member

member_urls: list[URLPattern | URLResolver] = [
    path("", member.mine, name="mine"),
    path("<uuid:survey_id>/", member.answer, name="answer"),
    path("<uuid:survey_id>/done/", member.done, name="done"),
]

desk_urls: list[URLPattern | URLResolver] = [
    path("", desk.listed, name="list"),
    path("new/", build.new, name="new"),
    path("<uuid:survey_id>/", desk.survey, name="survey"),
    path("<uuid:survey_id>/build/", build.build, name="build"),
    path("<uuid:survey_id>/frame/", build.frame, name="frame"),
    path("<uuid:survey_id>/preview/", build.preview, name="preview"),
    path("<uuid:survey_id>/send/", desk.send, name="send"),
    path("<uuid:survey_id>/remind/", desk.remind, name="remind"),
    path("<uuid:survey_id>/close/", desk.close, name="close"),
    path("<uuid:survey_id>/withdraw/", desk.withdraw, name="withdraw"),
    path("<uuid:survey_id>/names/", desk.names, name="names"),
    path("<uuid:survey_id>/print/", desk.printed, name="print"),
    path("<uuid:survey_id>/export.xlsx", desk.export, name="export"),
    path("<uuid:survey_id>/q/<str:question_id>/", build.question, name="question"),
    path("<uuid:survey_id>/q/<str:question_id>/move/", build.move, name="move"),
    path("<uuid:survey_id>/q/<str:question_id>/quota/", desk.quota, name="quota"),
]
