"""Routes of the room: at the desk under the namespace `insight`, and open to anybody."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import desk, public

Routes = list[URLPattern | URLResolver]

desk_urls: Routes = [
    path("", desk.rates, name="rates"),
    path("show/", desk.show, name="show"),
]
#: Without a namespace.
public_urls: Routes = [path("rates/<str:code>/", public.rates, name="rates.public")]
