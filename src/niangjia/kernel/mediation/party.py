"""Pages of both sides at the table: each comes back to the page of its own."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import page, require
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.papers import door as papers

from . import actions
from .actions import told
from .queries import lines


def _back(actor: Actor, mediation_id: UUID) -> HttpResponseRedirect:
    own = told.mine if actor.post == Post.WORKER else told.firm
    return HttpResponseRedirect(own(mediation_id))


@require_POST
@page("mediation.party")
def confirm(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Confirm the agreement as it was read."""
    seen = request.POST.get("seen", "")[:64]
    actions.confirm(actor, mediation_id=mediation_id, seen=seen)
    said = _("你确认了") if actor.post == Post.WORKER else _("公司确认了")
    messages.success(request, said)
    return _back(actor, mediation_id)


@require_POST
@page("mediation.party")
def object_to(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Not agree with the draft."""
    actions.object_to(actor, mediation_id=mediation_id)
    messages.success(request, _("调解员知道了，会接着谈"))
    return _back(actor, mediation_id)


@require_POST
@page("mediation.party")
def more(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Want more time, or no longer."""
    wants = request.POST.get("wants", "") == "yes"
    found = actions.want_more(actor, mediation_id=mediation_id, wants=wants)
    if found.extended_at:
        messages.success(request, _("两边都同意，延期了"))
    else:
        messages.success(request, _("告诉对方了") if wants else _("收回了"))
    return _back(actor, mediation_id)


@require_safe
@page("mediation.party")
def taken(request: HttpRequest, actor: Actor, mediation_id: UUID, suffix: str) -> HttpResponse:
    """The document as a file: pdf or docx."""
    require(suffix in papers.WRITERS)
    return papers.download(lines.taken(actor, mediation_id), suffix)
