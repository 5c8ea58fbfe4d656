"""Routes of the house."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

handler403 = "niangjia.site.errors.forbidden"
handler404 = "niangjia.site.errors.not_found"
