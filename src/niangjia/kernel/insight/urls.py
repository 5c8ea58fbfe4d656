"""Routes of the room: at the desk under the namespace `insight`, and open to anybody."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import bulletin_desk, desk, firm, member, public

Routes = list[URLPattern | URLResolver]

desk_urls: Routes = [
    path("", desk.rates, name="rates"),
    path("show/", desk.show, name="show"),
    path("bulletins/", bulletin_desk.listed, name="bulletins"),
    path("bulletins/advice/", bulletin_desk.advice, name="advice"),
    path("bulletins/advice/<uuid:advice_id>/", bulletin_desk.advice_edit, name="advice_edit"),
    path(
        "bulletins/advice/<uuid:advice_id>/away/",
        bulletin_desk.advice_withdraw,
        name="advice_withdraw",
    ),
    path("bulletins/<uuid:bulletin_id>/", bulletin_desk.one, name="bulletin"),
    path("bulletins/<uuid:bulletin_id>/<str:verb>/", bulletin_desk.step, name="step"),
]
#: Under `bulletins` and `insight_firm`.
member_urls: Routes = [
    path("", member.listed, name="list"),
    path("<uuid:bulletin_id>/", member.one, name="one"),
    path("<uuid:bulletin_id>/file.<str:suffix>", member.file, name="file"),
]
firm_urls: Routes = [
    path("", firm.listed, name="list"),
    path("<uuid:part_id>/", firm.one, name="one"),
]
#: Without a namespace.
public_urls: Routes = [path("rates/<str:code>/", public.rates, name="rates.public")]
