"""Pages for workers: what is given out, one's own claims, places in a line."""

from __future__ import annotations

from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.drop import page_of_drop
from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.files import door as files
from niangjia.kernel.offers import door as offers

from . import forms
from .actions import claims, codes, parcels
from .queries import codes as of_codes
from .queries import hampers
from .queries import member as queries
from .queries import parcels as of_parcels
from .queries import pictures as of_pictures


@require_safe
@page("benefits.see")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What can be claimed now, what comes soon, and what I took."""
    found = queries.board(actor)
    context = {"tab": "services", **found, "hampers": hampers.together(found["shown"])}
    return render(request, "benefits/list.html", context)


@require_safe
@page("benefits.see")
def hamper(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Several things that belong together, each claimed alone."""
    return render(request, "benefits/hamper.html", hampers.hamper(actor, campaign_id))


@require_safe
@page("benefits.see")
def offer(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """What it is, who may, how many are left, and the one button."""
    found = queries.offer(actor, offer_id)
    return render(request, "benefits/offer.html", {**found, "form_key": form_key(request)})


@require_safe
@page("benefits.see", to_login=False)
def picture(
    request: HttpRequest, actor: Actor, offer_id: UUID, picture_id: UUID, part: str
) -> HttpResponseBase:
    """A photograph of something I may see."""
    found = of_pictures.shown(actor, offer_id, picture_id)
    return files.serving.shared(request, found, part, files.serving.name(found))


@require_POST
@page_of_drop("benefits.claim")
def claim(request: HttpRequest, act: Act, offer_id: UUID) -> HttpResponse:
    """One for me."""
    try:
        found = claims.drop(act, claims.wish(offer_id, _people(request)))
    except Refusal as refused:
        if refused.code == "sold_out":
            return gone(offer_id, offers.claiming.more(refused.facts))
        if "claim" in refused.facts:
            return _to("claim_page", refused.facts["claim"], 303)
        raise
    assert found.reply is not None
    return HttpResponse(
        status=303 if found.code == "replay" else 302, headers=_at(found.reply.body)
    )


def _people(request: HttpRequest) -> tuple[UUID, ...]:
    """Nobody named: for me alone. With family: me first, then those who were ticked."""
    ticked = request.POST.getlist("people")
    try:
        return tuple(UUID(one) for one in (request.POST.get("me", ""), *ticked)) if ticked else ()
    except ValueError as wrong:
        raise Refusal("people", _("没有看懂是替谁领，请刷新页面再试。"), status=422) from wrong


def _at(place: str) -> dict[str, str]:
    return {"Location": place}


def _to(name: str, id: object, status: int = 302) -> HttpResponse:
    return HttpResponse(status=status, headers=_at(reverse(f"benefits:{name}", args=[id])))


#: The page that says "gone", by language, offer and what still comes: drawn once, sent ten
#: thousand times.
_gone: dict[tuple[str | None, UUID, str], str] = {}
MOST_PAGES = 500


def gone(offer_id: UUID, more: str = "") -> HttpResponse:
    """Everything is gone: said without drawing a page for everybody who asks."""
    key = (get_language(), offer_id, more)
    if key not in _gone:
        if len(_gone) >= MOST_PAGES:
            _gone.clear()
        there = reverse("benefits:offer", args=[offer_id])
        _gone[key] = render_to_string("benefits/gone.html", {"url": there, "more": more})
    return HttpResponse(_gone[key], status=409)


@require_safe
@page("benefits.see")
def claim_page(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """My claim, with the code to show or to read aloud."""
    found = queries.claim(actor, claim_id)
    code = found["claim"]["code"]
    picture = segno.make(code, error="m", boost_error=False).svg_data_uri(scale=5) if code else ""
    form = forms.ProxyForm(initial={"name": found["claim"]["proxy"]})
    return _claim(request, found | {"qr": picture, "form": form})


def _claim(request: HttpRequest, found: dict[str, object], status: int = 200) -> HttpResponse:
    context = {**found, "form_key": form_key(request)}
    return render(request, "benefits/claim.html", context, status=status)


@require_POST
@page("benefits.claim")
def cancel(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """I do not need it."""
    claims.cancel(actor, claim_id=claim_id)
    messages.success(request, _("取消了，留给下一位"))
    return _to("claim_page", claim_id)


@require_POST
@page("benefits.claim")
def proxy(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """Somebody else comes for it."""
    form = forms.ProxyForm(request.POST)
    if not form.is_valid():
        found = queries.claim(actor, claim_id)
        return _claim(request, found | {"qr": "", "form": form}, 422)
    claims.name_proxy(actor, claim_id=claim_id, name=form.cleaned_data["name"])
    messages.success(request, _("记下了，让他报取货码和你的名字"))
    return _to("claim_page", claim_id)


@require_POST
@page("benefits.claim")
def wait(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Stand in line."""
    made = claims.wait(actor, offer_id=offer_id)
    messages.success(request, _("排上了，轮到你会发消息"))
    return _to("place", made.id)


@require_safe
@page("benefits.see")
def place(request: HttpRequest, actor: Actor, waiter_id: UUID) -> HttpResponse:
    """Where I stand, and the button when it is my turn."""
    found = queries.place(actor, waiter_id)
    return render(request, "benefits/place.html", {**found, "form_key": form_key(request)})


@require_POST
@page("benefits.claim")
def take(request: HttpRequest, actor: Actor, waiter_id: UUID) -> HttpResponse:
    """Yes, it is my turn and I want it."""
    made = claims.take(actor, waiter_id=waiter_id)
    messages.success(request, _("领到了"))
    return _to("claim_page", made.id)


@require_POST
@page("benefits.claim")
def leave(request: HttpRequest, actor: Actor, waiter_id: UUID) -> HttpResponse:
    """I wait no longer."""
    claims.leave(actor, waiter_id=waiter_id)
    messages.success(request, _("不排了，给下一位"))
    return HttpResponseRedirect(reverse("benefits:list"))


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.see")
def code(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """My voucher code: opened when I want it, shown from then on."""
    if request.method == "POST":
        codes.see(actor, claim_id=claim_id)
        return _to("code", claim_id)
    found = of_codes.mine(actor, claim_id)
    text = found["text"]
    picture = segno.make(text, error="m", boost_error=False).svg_data_uri(scale=5) if text else ""
    return render(request, "benefits/code.html", {**found, "qr": picture})


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.see")
def address(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """Where my parcel goes; later, where it is."""
    found = of_parcels.mine(actor, claim_id)
    form = forms.AddressForm(request.POST or None, initial=_known(found["to"]))
    if form.is_valid():
        parcels.say(actor, claim_id=claim_id, to=form.address())
        messages.success(request, _("记下了，寄出时发消息告诉你"))
        return _to("claim_page", claim_id)
    context = {**found, "form": form, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "benefits/address.html", context, status=status)


def _known(to: object) -> dict[str, object]:
    """An address as the form shows it first."""
    names = ("name", "phone", "region", "street", "holds")
    return {name: getattr(to, name) for name in names} if to else {}


@require_POST
@page("benefits.see")
def came(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """It has come."""
    parcels.came(actor, claim_id=claim_id)
    messages.success(request, _("收到就好，地址七天后自动删掉"))
    return _to("address", claim_id)
