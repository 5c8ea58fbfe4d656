"""Routes of the room: the desk's, the firm's, the author's."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import firm, member
from .desk import benefits, letters, settings

desk_urls: list[URLPattern | URLResolver] = [
    path("", letters.listed, name="list"),
    path("list.pdf", letters.list_printed, name="list_print"),
    path("benefits/", benefits.benefits, name="benefits"),
    path("benefits/<uuid:benefit_id>/check/", benefits.check, name="check"),
    path("benefits/<uuid:benefit_id>/mend/", benefits.mend, name="mend"),
    path("benefits/<uuid:benefit_id>/drop/", benefits.drop, name="drop"),
    path("cases/<uuid:case_id>/prompt/", letters.prompt, name="prompt"),
    path("templates/", settings.templates, name="templates"),
    path("templates/<slug:template>/", settings.template, name="template"),
    path("templates/<slug:template>/reset/", settings.template_reset, name="template_reset"),
    path("mandates/", settings.mandates, name="mandates"),
    path("mandates/<uuid:mandate_id>/end/", settings.mandate_end, name="mandate_end"),
    path("<uuid:letter_id>/", letters.letter, name="letter"),
    path("<uuid:letter_id>/edit/", letters.edit, name="edit"),
    path("<uuid:letter_id>/issue/", letters.issue, name="issue"),
    path("<uuid:letter_id>/answer/", letters.enter_answer, name="enter_answer"),
    path("<uuid:letter_id>/close/", letters.close, name="close"),
    path("<uuid:letter_id>/escalate/", letters.escalate, name="escalate"),
    path("<uuid:letter_id>/keep/", letters.keep, name="keep"),
    path("<uuid:letter_id>/sign/", letters.sign, name="sign"),
    path("<uuid:letter_id>/withdraw/", letters.withdraw, name="withdraw"),
    path("<uuid:letter_id>/claim/", benefits.claim, name="claim"),
    path("<uuid:letter_id>/print/", letters.printed, name="print"),
    path("<uuid:letter_id>/file/<slug:suffix>/", letters.taken, name="file"),
]
firm_urls: list[URLPattern | URLResolver] = [
    path("", firm.letters, name="list"),
    path("<uuid:letter_id>/", firm.letter, name="letter"),
    path("<uuid:letter_id>/receive/", firm.receive, name="receive"),
    path("<uuid:letter_id>/answer/", firm.answer, name="answer"),
    path("<uuid:letter_id>/file/<slug:suffix>/", firm.taken, name="file"),
]
member_urls: list[URLPattern | URLResolver] = [
    path("<uuid:letter_id>/", member.letter, name="letter"),
    path("<uuid:letter_id>/file/<slug:suffix>/", member.taken, name="file"),
]
