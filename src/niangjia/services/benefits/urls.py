"""Addresses of 福利, for workers and for unions."""

from __future__ import annotations

from django.urls import path

from . import firm, member
from .desk import goods, points, quotas

member_urls = [
    path("", member.listed, name="list"),
    path("claims/<uuid:claim_id>/", member.claim_page, name="claim_page"),
    path("claims/<uuid:claim_id>/cancel/", member.cancel, name="cancel"),
    path("claims/<uuid:claim_id>/proxy/", member.proxy, name="proxy"),
    path("waiting/<uuid:waiter_id>/", member.place, name="place"),
    path("waiting/<uuid:waiter_id>/take/", member.take, name="take"),
    path("waiting/<uuid:waiter_id>/leave/", member.leave, name="leave"),
    path("<uuid:offer_id>/", member.offer, name="offer"),
    path("<uuid:offer_id>/claim/", member.claim, name="claim"),
    path("<uuid:offer_id>/wait/", member.wait, name="wait"),
]

_GATE = "points/<uuid:point_id>/gate/<uuid:item_id>/"
_GOODS = "goods/<uuid:item_id>/"

desk_urls = [
    path("<uuid:offer_id>/stock/", quotas.stock, name="stock"),
    path("points/", points.points, name="points"),
    path("points/open/", points.open_point, name="open_point"),
    path("points/<uuid:point_id>/", points.point, name="point"),
    path("points/<uuid:point_id>/receive/", points.receive, name="receive"),
    path("points/<uuid:point_id>/move/", points.move, name="move"),
    path(_GATE, points.gate, name="gate"),
    path("goods/name/", points.name_goods, name="name_goods"),
    path(_GOODS, goods.goods, name="goods"),
    path(f"{_GOODS}print/", goods.printed, name="goods_print"),
    path(f"{_GOODS}export.xlsx", goods.export, name="goods_export"),
    path(f"{_GOODS}books/", goods.books, name="books"),
    path(f"{_GOODS}slips/", goods.slips, name="slips"),
    path(f"{_GOODS}slips/<uuid:slip_id>/", goods.sign, name="sign"),
]

firm_urls = [
    path("", firm.slips, name="slips"),
    path("<uuid:slip_id>/", firm.sign, name="sign"),
]
