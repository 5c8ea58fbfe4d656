"""Addresses of 应急住宿, for guests and for unions."""

from __future__ import annotations

from django.urls import path

from . import desk, member

member_urls = [
    path("", member.mine, name="mine"),
    path("receipts/<uuid:receipt_id>/", member.sign, name="sign"),
]

desk_urls = [
    path("", desk.listed, name="list"),
    path("begin/", desk.begin, name="begin"),
    path("<uuid:stay_id>/", desk.stay, name="stay"),
    path("<uuid:stay_id>/room/", desk.room, name="room"),
    path("<uuid:stay_id>/arrange/", desk.arrange, name="arrange"),
    path("<uuid:stay_id>/guests/<uuid:guest_id>/", desk.put, name="put"),
    path("<uuid:stay_id>/tell/", desk.tell, name="tell"),
    path("<uuid:stay_id>/supply/", desk.supply, name="supply"),
    path("<uuid:stay_id>/supply/<uuid:supply_id>/", desk.hand_out, name="hand_out"),
    path("<uuid:stay_id>/receipts/<uuid:receipt_id>/", desk.tick, name="tick"),
    path("<uuid:stay_id>/cost/", desk.cost, name="cost"),
    path("<uuid:stay_id>/cost/<uuid:cost_id>/", desk.decide, name="decide"),
    path("<uuid:stay_id>/end/", desk.end, name="end"),
    path("<uuid:stay_id>/print/<str:kind>/", desk.printed, name="print"),
]
