"""Routes of the room at the desk, under the namespace `rules`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import desk

desk_urls: list[URLPattern | URLResolver] = [
    path("", desk.promises, name="promises"),
    path("step/<str:key>/", desk.promise, name="promise"),
    path("step/<str:key>/follow/", desk.follow, name="follow"),
    path("calendar/", desk.calendar, name="calendar"),
    path("calendar/<int:number>/", desk.calendar, name="calendar_year"),
    path("calendar/<int:number>/edit/", desk.year_edit, name="year_edit"),
]
