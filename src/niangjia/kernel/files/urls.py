"""Routes of the room, under the namespace `files`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import member

urlpatterns: list[URLPattern | URLResolver] = [
    path("", member.bring, name="bring"),
    path("<uuid:upload_id>/<str:part>/", member.draft, name="draft"),
]
