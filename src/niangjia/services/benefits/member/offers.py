"""Pages for workers: what is given out, one's own claims, places in a line."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.drop import page_of_drop
from niangjia.kernel.acts.page import for_nobody, form_key, login_first, page, require
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.files import door as files
from niangjia.kernel.offers import door as offers
from niangjia.services.benefits import forms
from niangjia.services.benefits.actions import claims, codes, parcels
from niangjia.services.benefits.actions import visits as of_visits
from niangjia.services.benefits.queries import codes as of_codes
from niangjia.services.benefits.queries import hampers
from niangjia.services.benefits.queries import member as queries
from niangjia.services.benefits.queries import parcels as of_parcels
from niangjia.services.benefits.queries import pictures as of_pictures
from niangjia.services.benefits.queries import room as of_room
from niangjia.services.benefits.queries import visits as receipts
from niangjia.ui.look import Look, look_in, look_of

#: The cookie that holds a place in a waiting room; it is sent to its own offer alone.
TOKEN = "place"


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
    found = queries.offer(actor, offer_id, request.COOKIES.get(TOKEN, ""))
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
        token = request.COOKIES.get(TOKEN, "")
        found = claims.drop(act, claims.wish(offer_id, _people(request), token))
    except Refusal as refused:
        if refused.code in ("room", "turn", "passed"):
            return _back_to_room(offer_id, refused.code)
        return _no(request, offer_id, refused, "offer")
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


def _back_to_room(offer_id: UUID, why: str) -> HttpResponse:
    """Not let in yet. A token that is no good here is taken away: stand in line again."""
    answer = _to("room", offer_id, 303)
    if why == "room":
        answer.delete_cookie(TOKEN, path=reverse("benefits:offer", args=[offer_id]))
    return answer


def _no(request: HttpRequest, offer_id: UUID, refused: Refusal, back: str) -> HttpResponse:
    """A refusal of a drop: to where the answer is, or said on a page that costs little. A stranger
    logs in, and comes `back` to the page with the button, not to where the button sends."""
    if refused.status == 401:
        return login_first(request, reverse(f"benefits:{back}", args=[offer_id]))
    if refused.code == "sold_out":
        more = offers.claiming.more(refused.facts)
        return light(request, offer_id, "benefits/gone.html", more)
    if "claim" in refused.facts:
        return _to("claim_page", refused.facts["claim"], 303)
    if refused.code == "no_room":
        return _to("offer", offer_id, 303)
    if refused.status != 409:
        raise refused
    return light(request, offer_id, "benefits/no.html", _(refused.message))


@require_safe
@for_nobody
def room(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The door of a waiting room: stand in line; or, when it is one's turn, the one button."""
    step, slot = of_room.door(offer_id, request.COOKIES.get(TOKEN, ""))
    look = look_of(request)
    if slot:
        return _wait_there(offer_id, slot, look)
    context = {"step": step, "id": offer_id, "csrf_token": get_token(request)}
    return _room(context | {"form_key": form_key(request)}, look)


@require_POST
@page_of_drop("benefits.claim")
def enter(request: HttpRequest, act: Act, offer_id: UUID) -> HttpResponse:
    """A place for me: the one I have, or a new one."""
    try:
        held = claims.enter(act, offer_id)
    except Refusal as refused:
        return _no(request, offer_id, refused, "room")
    answer = _wait_there(offer_id, offers.room.slot(offer_id, held), look_of(request))
    answer.set_cookie(
        TOKEN,
        offers.room.token(offer_id, held.n, held.mark),
        path=reverse("benefits:offer", args=[offer_id]),
        max_age=86400,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _wait_there(offer_id: UUID, slot: str, look: Look) -> HttpResponse:
    """Off to the page of one's slot. It sees no cookies: how it looks stands in its address."""
    there = reverse("benefits:in_room", args=[offer_id, slot])
    return HttpResponse(status=303, headers=_at(_with(there, look.words)))


def _with(address: str, words: dict[str, str]) -> str:
    return f"{address}?{urlencode(words)}" if words else address


@require_safe
@for_nobody
def in_room(request: HttpRequest, offer_id: UUID, slot: str) -> HttpResponse:
    """Where one stands. The same for all of a slot: whoever looks next is shown the same page."""
    look, calmed = look_in(request.GET), "calm" in request.GET
    found = of_room.seen(offer_id, slot)
    require(found is not None)
    assert found is not None
    words = look.words | ({"calm": "1"} if calmed else {})
    larger = {k: v for k, v in words.items() if k != "size"}
    larger |= {"size": "elder"} if look.size == "std" else {}
    calm = look.words | ({} if calmed else {"calm": "1"})
    links = {"again": words, "larger": larger, "calm": calm}
    context = found.context | {k: _with(request.path, v) for k, v in links.items()}
    with override("en" if look.lang == "en" else settings.LANGUAGE_CODE):
        answer = _room(context | {"calmed": calmed}, look)
    answer.headers["Cache-Control"] = f"public, max-age=1, s-maxage={found.kept}"
    if found.again and not calmed:
        answer.headers["Refresh"] = str(found.again)
    return answer


def _room(context: dict[str, Any], look: Look) -> HttpResponse:
    return HttpResponse(render_to_string("benefits/room.html", context | {"look": look}))


#: Refusals of a drop, by what is said, how it looks and where it leads: each drawn once, sent ten
#: thousand times.
_drawn: dict[tuple[Any, ...], str] = {}
MOST_PAGES = 500


def light(request: HttpRequest, offer_id: UUID, name: str, said: str) -> HttpResponse:
    """A no without drawing a page for everybody who asks: no look at who they are."""
    look = look_of(request)
    key = (name, said, offer_id, look.size, look.theme, look.lang)
    if key not in _drawn:
        if len(_drawn) >= MOST_PAGES:
            _drawn.clear()
        there = reverse("benefits:offer", args=[offer_id])
        _drawn[key] = render_to_string(name, {"url": there, "said": said, "look": look})
    return HttpResponse(_drawn[key], status=409)


@require_safe
@page("benefits.see")
def claim_page(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """My claim, with the code to show or to read aloud."""
    found = queries.claim(actor, claim_id)
    code = found["claim"]["code"]
    form = forms.ProxyForm(initial={"name": found["claim"]["proxy"]})
    more = {"qr": _picture(code) if code else "", "form": form}
    family = [(name, number, one, _picture(one)) for name, number, one in found["family"]]
    return _claim(request, found | more | {"family": family})


def _picture(code: str) -> str:
    return segno.make(code, error="m", boost_error=False).svg_data_uri(scale=5)


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
def share(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """Those I claimed with may see my code, or no longer."""
    on = request.POST.get("on") == "1"
    claims.share(actor, claim_id=claim_id, on=on)
    messages.success(request, _("一起领的家人看得到你的取货码了") if on else _("家人看不到了"))
    return _to("claim_page", claim_id)


@require_POST
@page("benefits.claim")
def proxy(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """Somebody else comes for it."""
    form = forms.ProxyForm(request.POST)
    if not form.is_valid():
        found = queries.claim(actor, claim_id)
        return _claim(request, found | {"qr": "", "form": form, "family": []}, 422)
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


@require_safe
@page("benefits.see")
def visits(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the union brought to my home, by its own receipts."""
    context = {"visits": receipts.mine(actor), "form_key": form_key(request)}
    return render(request, "benefits/visits.html", context)


@require_POST
@page("benefits.see")
def visit_answer(request: HttpRequest, actor: Actor, visit_id: UUID) -> HttpResponse:
    """It is right; or it is not."""
    verb = request.POST.get("verb", "")
    require(verb in ("sign", "deny", "agree"))
    of_visits.answer(actor, visit_id=visit_id, verb=verb)
    said = _("主席会亲自来核对") if verb == "deny" else _("签收了")
    messages.success(request, said)
    return HttpResponseRedirect(reverse("benefits:visits"))
