"""Routes of the room: at the desk, for everybody logged in, and open to anybody."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

Routes = list[URLPattern | URLResolver]

#: Under the namespace `people`.
desk_urls: Routes = []
#: Without a namespace.
member_urls: Routes = []
public_urls: Routes = []
