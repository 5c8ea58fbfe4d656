"""Routes of the house: each room under its key, once per kind of reader."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from niangjia.services.feedback import urls as feedback

from . import pages
from .api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", pages.home, name="home"),
    path("services/", pages.services, name="services"),
    path("feedback/", include((feedback.member_urls, "feedback"))),
    path("desk/", pages.desk, name="desk"),
    path("desk/feedback/", include((feedback.desk_urls, "feedback_desk"))),
    path("firm/feedback/", include((feedback.firm_urls, "feedback_firm"))),
]

handler403 = "niangjia.site.errors.forbidden"
handler404 = "niangjia.site.errors.not_found"
