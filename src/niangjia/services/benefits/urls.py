"""Addresses of 福利, for workers and for unions."""

from __future__ import annotations

from django.urls import path

from . import firm, member
from .desk import (
    campaigns,
    codes,
    goods,
    handout,
    offers,
    packs,
    parcels,
    points,
    quotas,
    review,
    rolls,
    simulate,
    wizard,
)

member_urls = [
    path("", member.listed, name="list"),
    path("claims/<uuid:claim_id>/", member.claim_page, name="claim_page"),
    path("claims/<uuid:claim_id>/cancel/", member.cancel, name="cancel"),
    path("claims/<uuid:claim_id>/proxy/", member.proxy, name="proxy"),
    path("claims/<uuid:claim_id>/code/", member.code, name="code"),
    path("claims/<uuid:claim_id>/address/", member.address, name="address"),
    path("claims/<uuid:claim_id>/came/", member.came, name="came"),
    path("waiting/<uuid:waiter_id>/", member.place, name="place"),
    path("waiting/<uuid:waiter_id>/take/", member.take, name="take"),
    path("waiting/<uuid:waiter_id>/leave/", member.leave, name="leave"),
    path("<uuid:offer_id>/", member.offer, name="offer"),
    path("<uuid:offer_id>/claim/", member.claim, name="claim"),
    path("<uuid:offer_id>/wait/", member.wait, name="wait"),
]

_GATE = "points/<uuid:point_id>/gate/<uuid:item_id>/"
_GOODS = "goods/<uuid:item_id>/"

_CAMPAIGN, _ROLL, _PACK = (
    "campaigns/<uuid:campaign_id>/",
    "rolls/<uuid:roll_id>/",
    "packs/<uuid:pack_id>/",
)
_OFFER = "<uuid:offer_id>/"

desk_urls = [
    path("", offers.listed, name="list"),
    path("new/", wizard.new, name="new"),
    path(_OFFER, offers.offer, name="offer"),
    path(f"{_OFFER}what/", wizard.what, name="what"),
    path(f"{_OFFER}who/", wizard.who, name="who"),
    path(f"{_OFFER}when/", wizard.when, name="when"),
    path(f"{_OFFER}many/", wizard.many, name="many"),
    path(f"{_OFFER}check/", wizard.check, name="check"),
    path(f"{_OFFER}behind/", simulate.behind, name="behind"),
    path(f"{_OFFER}step/", offers.step, name="step"),
    path(f"{_OFFER}print/", offers.printed, name="offer_print"),
    path(f"{_OFFER}export/", offers.export, name="offer_export"),
    path("campaigns/", campaigns.listed, name="campaigns"),
    path("campaigns/new/", campaigns.new, name="campaign_new"),
    path(_CAMPAIGN, campaigns.campaign, name="campaign"),
    path(f"{_CAMPAIGN}approve/", campaigns.approve, name="campaign_approve"),
    path(f"{_CAMPAIGN}withdraw/", campaigns.withdraw, name="campaign_withdraw"),
    path(f"{_CAMPAIGN}end/", campaigns.end, name="campaign_end"),
    path(f"{_CAMPAIGN}promise/", campaigns.promise, name="promise"),
    path(f"{_CAMPAIGN}pay/", campaigns.pay, name="pay"),
    path(f"{_CAMPAIGN}shift/", campaigns.shift, name="shift"),
    path(f"{_CAMPAIGN}print/", campaigns.printed, name="campaign_print"),
    path(f"{_CAMPAIGN}export/", campaigns.export, name="campaign_export"),
    path("packs/", packs.listed, name="packs"),
    path("packs/new/", packs.new, name="pack_new"),
    path(f"{_PACK}version/", packs.version, name="pack_version"),
    path(f"{_PACK}end/", packs.end, name="pack_end"),
    path("rolls/", rolls.listed, name="rolls"),
    path("rolls/new/", rolls.new, name="roll_new"),
    path("rolls/template/", rolls.template, name="roll_template"),
    path(_ROLL, rolls.roll, name="roll"),
    path(f"{_ROLL}approve/", rolls.approve, name="roll_approve"),
    path(f"{_ROLL}add/", rolls.add, name="roll_add"),
    path(f"{_ROLL}strike/", rolls.strike, name="roll_strike"),
    path(f"{_ROLL}drop/", rolls.drop, name="roll_drop"),
    path(f"{_ROLL}end/", rolls.end, name="roll_end"),
    path("<uuid:offer_id>/stock/", quotas.stock, name="stock"),
    path("hand/", handout.listed, name="counters"),
    path("<uuid:handed_id>/hand/", handout.counter, name="counter"),
    path("<uuid:handed_id>/hand/list/", handout.pick_list, name="pick_list"),
    path("<uuid:handed_id>/hand/list/print/<str:kind>/", handout.printed, name="pick_print"),
    path("<uuid:handed_id>/hand/list/export.xlsx", handout.export, name="pick_export"),
    path("<uuid:handed_id>/hand/<uuid:claim_id>/", handout.collect, name="collect"),
    path("<uuid:handed_id>/hand/<uuid:claim_id>/undo/", handout.undo, name="undo"),
    path("codes/", codes.listed, name="codes_list"),
    path("<uuid:offer_id>/codes/", codes.codes, name="codes"),
    path("<uuid:offer_id>/codes/bring/", codes.bring, name="codes_bring"),
    path("<uuid:offer_id>/codes/redeem/", codes.redeem, name="codes_redeem"),
    path("<uuid:offer_id>/codes/<uuid:delivery_id>/bill.xlsx", codes.bill, name="codes_bill"),
    path("parcels/", parcels.listed, name="parcels_list"),
    path("<uuid:offer_id>/parcels/", parcels.parcels, name="parcels"),
    path("<uuid:offer_id>/parcels/how/", parcels.post_by, name="post_by"),
    path("<uuid:offer_id>/parcels/send/", parcels.send_one, name="parcel_send"),
    path("<uuid:offer_id>/parcels/send/list/", parcels.send, name="parcels_send"),
    path("<uuid:offer_id>/parcels/labels/", parcels.labels, name="labels"),
    path("<uuid:offer_id>/parcels/export.xlsx", parcels.export, name="parcels_export"),
    path("<uuid:offer_id>/asked/", review.asked, name="asked"),
    path("asked/<uuid:claim_id>/yes/", review.approve, name="approve"),
    path("asked/<uuid:claim_id>/no/", review.refuse, name="refuse"),
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
