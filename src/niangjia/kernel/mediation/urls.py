"""Routes of the room: the desk's, the firm's, the worker's and those of both sides."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import desk, firm, member, party

desk_urls: list[URLPattern | URLResolver] = [
    path("", desk.listed, name="list"),
    path("cases/<uuid:case_id>/", desk.case, name="case"),
    path("<uuid:mediation_id>/", desk.mediation, name="mediation"),
    path("<uuid:mediation_id>/invite/", desk.invite, name="invite"),
    path("<uuid:mediation_id>/talk/", desk.talk, name="talk"),
    path("<uuid:mediation_id>/record/", desk.record, name="record"),
    path("<uuid:mediation_id>/draft/", desk.draft, name="draft"),
    path("<uuid:mediation_id>/revise/", desk.revise, name="revise"),
    path("<uuid:mediation_id>/fail/", desk.fail, name="fail"),
    path("<uuid:mediation_id>/file/<slug:suffix>/", desk.taken, name="file"),
]
firm_urls: list[URLPattern | URLResolver] = [
    path("", firm.listed, name="list"),
    path("<uuid:mediation_id>/", firm.mediation, name="mediation"),
    path("<uuid:mediation_id>/accept/", firm.accept, name="accept"),
    path("<uuid:mediation_id>/refuse/", firm.refuse, name="refuse"),
    path("<uuid:mediation_id>/leave/", firm.leave, name="leave"),
]
member_urls: list[URLPattern | URLResolver] = [
    path("cases/<uuid:case_id>/", member.case, name="case"),
    path("<uuid:mediation_id>/", member.mediation, name="mediation"),
    path("<uuid:mediation_id>/agree/", member.agree, name="agree"),
    path("<uuid:mediation_id>/decline/", member.decline, name="decline"),
    path("<uuid:mediation_id>/withdraw/", member.withdraw, name="withdraw"),
    # Both sides: the firm's page posts here too.
    path("<uuid:mediation_id>/confirm/", party.confirm, name="confirm"),
    path("<uuid:mediation_id>/more/", party.more, name="more"),
    path("<uuid:mediation_id>/object/", party.object_to, name="object"),
    path("<uuid:mediation_id>/file/<slug:suffix>/", party.taken, name="file"),
]
