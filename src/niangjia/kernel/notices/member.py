"""Pages of the person: how messages come, and proving where they go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import page, require
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.people.actions import contact

from . import forms
from .actions import inbox as actions
from .engine import wechat as pages_of_wechat
from .queries import settings as queries

CHOSEN = ("sms", "email", "wechat", "quiet_from", "quiet_until", "urgent_passes")
#: What a proof is for that goes to WeChat and back.
WECHAT = "wechat"


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("notices_me:settings"))


@require_http_methods(["GET", "HEAD", "POST"])
@page("notices.settings")
def choices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """消息怎么送: channels, quiet hours, addresses."""
    reached = queries.reached(actor)
    form = forms.PreferenceForm(
        request.POST or None,
        initial={name: getattr(reached.wishes, name) for name in CHOSEN},
        wechat=reached.may_wechat,
    )
    if form.is_valid():
        actions.choose(actor, wishes=form.cleaned_data)
        messages.success(request, _("记下了，就按你选的送"))
        return _back()
    return _draw(request, reached, form, forms.EmailForm())


def _draw(
    request: HttpRequest,
    reached: queries.Reached,
    form: forms.PreferenceForm,
    email: forms.EmailForm,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "email_form": email, "reached": reached}
    status = 422 if form.errors or email.errors else 200
    return render(request, "notices/settings.html", context, status=status)


@require_POST
@page("notices.settings")
def email(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Send a proof to an address."""
    form = forms.EmailForm(request.POST)
    if form.is_valid() and _asked(request, actor, form):
        messages.success(request, _("确认邮件马上就到，打开里面的链接就行"))
        return _back()
    reached = queries.reached(actor)
    first = {name: getattr(reached.wishes, name) for name in CHOSEN}
    wishes = forms.PreferenceForm(initial=first, wechat=reached.may_wechat)
    return _draw(request, reached, wishes, form)


def _asked(request: HttpRequest, actor: Actor, form: forms.EmailForm) -> bool:
    word = contact.proof(actor.me, form.cleaned_data["address"])
    path = reverse("notices_me:email_proved", args=[word])
    try:
        actions.ask_email(actor, word=word, link=f"{settings.NIANGJIA_SITE_URL}{path}")
    except Refusal as refused:
        form.add_error("address", _(refused.message))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@page("notices.settings")
def email_proved(request: HttpRequest, actor: Actor, token: str) -> HttpResponse:
    """The link in the e-mail: shows the address, keeps it on a press."""
    address = contact.proved(actor.me, token)
    if request.method == "POST":
        contact.keep_email(actor, word=token)
        messages.success(request, _("邮箱确认好了"))
        return _back()
    return render(request, "notices/email.html", {"address": address})


@require_POST
@page("notices.settings")
def email_remove(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take the address away."""
    contact.forget_email(actor)
    messages.success(request, _("邮箱去掉了"))
    return _back()


@require_safe
@page("notices.settings")
def wechat(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Off to WeChat's own page."""
    require(settings.NIANGJIA_WECHAT_APP)
    back = f"{settings.NIANGJIA_SITE_URL}{reverse('notices_me:wechat_back')}"
    url = pages_of_wechat.ask_url(back, contact.proof(actor.me, WECHAT))
    return HttpResponseRedirect(url)


@require_safe
@page("notices.settings")
def wechat_back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Back from WeChat with a code. Only who set out comes back: the state is sealed to them."""
    require(contact.proved(actor.me, request.GET.get("state", "")) == WECHAT)
    code = request.GET.get("code", "")[:200]
    require(code)
    actions.ask_wechat(actor, code=code)
    messages.success(request, _("正在和微信核对，好了会在消息里告诉你"))
    return _back()


@require_POST
@page("notices.settings")
def wechat_remove(request: HttpRequest, actor: Actor) -> HttpResponse:
    """WeChat forgets."""
    contact.unbind_wechat(actor)
    messages.success(request, _("微信解开了"))
    return _back()
