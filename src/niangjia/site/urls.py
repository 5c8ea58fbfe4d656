"""Routes of the house: each room under its key, once per kind of reader."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from niangjia.kernel.files import urls as files
from niangjia.kernel.insight import urls as insight
from niangjia.kernel.letters import urls as letters
from niangjia.kernel.mediation import urls as mediation
from niangjia.kernel.notices import urls as notices
from niangjia.kernel.people import urls as people
from niangjia.kernel.people.entrance import urls as entrance
from niangjia.kernel.rules import urls as rules
from niangjia.kernel.surveys import urls as surveys
from niangjia.services.benefits import urls as benefits
from niangjia.services.feedback import urls as feedback
from niangjia.services.lodging import urls as lodging
from niangjia.services.mood import urls as mood

from . import pages, pages_app, pages_capacity, pages_dev, pages_first_day, pages_me, pages_privacy
from .api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", pages.home, name="home"),
    path("app.webmanifest", pages_app.manifest, name="app.manifest"),
    path("worker.js", pages_app.worker, name="app.worker"),
    path("offline/", pages_app.offline, name="app.offline"),
    path("services/", pages.services, name="services"),
    *people.public_urls,
    *insight.public_urls,
    path("account/", include(entrance.urlpatterns)),
    path("capacity/", pages_capacity.capacity, name="capacity"),
    path("first-day/", pages_first_day.first_day, name="first_day"),
    path("first-day/step/", pages_first_day.step, name="first_day.step"),
    path("dev/inbox", pages_dev.inbox, name="dev.inbox"),
    path("dev/inbox.json", pages_dev.inbox_json, name="dev.inbox_json"),
    path("me/", pages_me.me, name="me"),
    path("me/data/", pages_privacy.data, name="privacy.data"),
    path("me/data/close/", pages_privacy.close, name="privacy.close"),
    path("me/data/export/", pages_privacy.take_away, name="privacy.export"),
    path("me/notices/", include((notices.member_urls, "notices_me"))),
    path("me/elsewhere/", pages_me.elsewhere, name="elsewhere"),
    path("me/seen/", pages_privacy.seen, name="privacy.seen"),
    path("messages/", pages_me.messages, name="messages"),
    path("messages/read/", pages_me.messages_read, name="messages.read"),
    path("messages/<uuid:notice_id>/", pages_me.message_open, name="messages.open"),
    path("files/", include((files.urlpatterns, "files"))),
    path("settings/look/", pages_me.look, name="look"),
    path("feedback/", include((feedback.member_urls, "feedback"))),
    path("benefits/", include((benefits.member_urls, "benefits"))),
    path("lodging/", include((lodging.member_urls, "lodging"))),
    path("mood/", include((mood.member_urls, "mood"))),
    path("surveys/", include((surveys.member_urls, "surveys"))),
    path("desk/", pages.desk, name="desk"),
    path("desk/feedback/", include((feedback.desk_urls, "feedback_desk"))),
    path("desk/letters/", include((letters.desk_urls, "letters_desk"))),
    path("desk/mediation/", include((mediation.desk_urls, "mediation_desk"))),
    path("bulletins/", include((insight.member_urls, "bulletins"))),
    path("firm/bulletins/", include((insight.firm_urls, "insight_firm"))),
    path("desk/insight/", include((insight.desk_urls, "insight"))),
    path("desk/notices/", include((notices.desk_urls, "notices"))),
    path("desk/people/", include((people.desk_urls, "people"))),
    path("desk/rules/", include((rules.desk_urls, "rules"))),
    path("desk/benefits/", include((benefits.desk_urls, "benefits_desk"))),
    path("desk/lodging/", include((lodging.desk_urls, "lodging_desk"))),
    path("desk/surveys/", include((surveys.desk_urls, "surveys_desk"))),
    path("firm/feedback/", include((feedback.firm_urls, "feedback_firm"))),
    path("firm/benefits/", include((benefits.firm_urls, "benefits_firm"))),
    path("firm/letters/", include((letters.firm_urls, "letters_firm"))),
    path("letters/", include((letters.member_urls, "letters"))),
    path("firm/mediation/", include((mediation.firm_urls, "mediation_firm"))),
    path("mediation/", include((mediation.member_urls, "mediation"))),
]

handler403 = "niangjia.site.errors.forbidden"
handler404 = "niangjia.site.errors.not_found"
handler500 = "niangjia.site.errors.broken"
