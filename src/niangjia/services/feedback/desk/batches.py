"""Pages of a desk: one verb for many cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import Turn, form_key, in_turns, page
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.desks import door as desks
from niangjia.services.feedback import forms, rules
from niangjia.services.feedback.actions import batches as steps
from niangjia.services.feedback.queries import batches as batch_queries
from niangjia.services.feedback.queries import boards as board_queries

#: Why a case that cannot be opened any more was left out.
OUT_OF_SIGHT = noop("这件已经看不到了")


#: Words a box begins with.
FIRST_WORDS = {
    "accept": noop("收到啦，这就去办，有进展会告诉你。"),
    "merge": forms.MERGED_WORDS,
}


def _to(batch_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("feedback_desk:batch", args=[batch_id]))


@require_POST
@page("desks.batch")
def batches(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was ticked in the list, and the verb that was pressed. Nothing is done yet."""
    verb = request.POST.get("verb", "")
    if verb not in rules.IN_BATCHES:
        return HttpResponseRedirect(reverse("feedback_desk:inbox"))
    batch = desks.batches.choose(actor, service=rules.SERVICE, verb=verb, ids=_ticked(request))
    return _to(batch.id)


def _ticked(request: HttpRequest) -> list[UUID]:
    """Ids of the boxes that were ticked; the one for the whole page holds them all."""
    texts = request.POST.getlist("case") + request.POST.get("all", "").split(",")
    try:
        return [UUID(text) for text in texts if text]
    except ValueError as wrong:
        raise Refusal("none_chosen", "先在列表里勾上要办的事。", status=422) from wrong


@require_safe
@page("desks.batch")
def batch(request: HttpRequest, actor: Actor, batch_id: UUID) -> HttpResponse:
    """What would happen, how far it is, or what has come of it."""
    return _page(request, actor, batch_id, None)


@require_POST
@page("desks.batch")
def ask(request: HttpRequest, actor: Actor, batch_id: UUID) -> HttpResponse:
    """The words that go with it; the page that follows says what would happen."""
    chosen = desks.batches.batch(actor, batch_id)
    if "into" in request.POST:
        return _page(request, actor, batch_id, _with_words(request, actor, chosen), 200)
    form = _form(actor, chosen, request.POST)
    if not form.is_valid():
        return _page(request, actor, batch_id, form, 422)
    desks.batches.ask(actor, batch_id=batch_id, asked=_asked(actor, form.cleaned_data))
    return _to(batch_id)


def _form(actor: Actor, chosen: desks.Chosen, data: Any, **more: Any) -> forms.BatchForm:
    unions = batch_queries.unions(actor) if chosen.verb == "forward" else []
    choices = [("", _("请选择"))] + [(str(union.id), union.name) for union in unions]
    boards = board_queries.open_boards()[0]
    mains = batch_queries.mains(actor, chosen) if chosen.verb == "merge" else []

    def find(number: str) -> UUID | None:
        return batch_queries.by_number(actor, number)

    return forms.BatchForm(
        data, verb=chosen.verb, boards=boards, unions=choices, mains=mains, find=find, **more
    )


def _asked(actor: Actor, data: dict[str, str]) -> dict[str, str]:
    """What is kept of the form; of a union also what the preview says and judges by."""
    to = next((u for u in batch_queries.unions(actor) if str(u.id) == data.get("to")), None)
    return data | ({"path": to.path, "name": to.name} if to else {}) | {"said": "1"}


def _with_words(request: HttpRequest, actor: Actor, chosen: desks.Chosen) -> forms.BatchForm:
    """Canned words behind what was typed; their blanks are filled case by case."""
    offered = desks.queries.canned(actor, rules.SERVICE)
    words = next((w.text for w in offered if str(w.id) == request.POST.get("canned")), "")
    typed = {name: request.POST.get(name, "") for name in ("to", "main", "number", "text")}
    typed["text"] = "\n".join(filter(None, (typed["text"], words)))
    return _form(actor, chosen, None, initial=typed)


def _page(
    request: HttpRequest,
    actor: Actor,
    batch_id: UUID,
    form: forms.BatchForm | None,
    status: int = 200,
) -> HttpResponse:
    shown = batch_queries.page(actor, batch_id)
    asks = form is not None or shown.stage == "ask" or "edit" in request.GET
    if asks and form is None:
        chosen = desks.batches.batch(actor, batch_id)
        first = {"text": _(FIRST_WORDS.get(shown.verb, ""))} if shown.verb in FIRST_WORDS else {}
        form = _form(actor, chosen, None, initial=chosen.asked or first)
    context = {
        "batch": shown,
        "form": form if asks else None,
        "canned": desks.queries.canned(actor, rules.SERVICE) if asks else [],
        "form_key": form_key(request),
    }
    return render(request, "feedback/desk/batch.html", context, status=status)


@require_POST
@in_turns("desks.batch")
def go(request: HttpRequest, turn: Turn, batch_id: UUID) -> HttpResponse:
    """Do the next few, each in an act of its own; the page that follows goes on or says it is
    done."""
    with turn() as actor:
        desks.batches.begin(actor, batch_id=batch_id)
        chosen = desks.batches.batch(actor, batch_id)
    for line in chosen.having("")[: desks.rules.ROUND]:
        _one(turn, chosen, line, steps.batch_step, desks.batches.leave)
    with turn() as actor:
        desks.batches.end(actor, batch_id=batch_id)
    return _to(batch_id)


@require_POST
@in_turns("desks.batch")
def undo(request: HttpRequest, turn: Turn, batch_id: UUID) -> HttpResponse:
    """Take back what can be taken back, each in an act of its own."""
    with turn() as actor:
        chosen = desks.batches.batch(actor, batch_id)
        if not batch_queries.may_undo(chosen):
            return _to(batch_id)
    for line in chosen.having("done"):
        _one(turn, chosen, line, steps.BACK[chosen.verb], desks.batches.keep)
    return _to(batch_id)


def _one(
    turn: Turn,
    chosen: desks.Chosen,
    line: desks.Line,
    do: Callable[..., object],
    otherwise: Callable[..., object],
) -> None:
    """One step; what is refused leaves nothing behind but the reason."""
    try:
        with turn() as actor:
            do(actor, chosen=chosen, line=line)
    except Refusal as refused:
        why = refused.message or OUT_OF_SIGHT
        with turn() as actor:
            otherwise(actor, line=line, why=why)
