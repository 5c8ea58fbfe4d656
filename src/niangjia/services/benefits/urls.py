"""Addresses of 福利, for workers and for unions."""

from __future__ import annotations

from django.urls import path

from . import member
from .desk import quotas

member_urls = [
    path("", member.listed, name="list"),
]

desk_urls = [
    path("<uuid:offer_id>/stock/", quotas.stock, name="stock"),
]
