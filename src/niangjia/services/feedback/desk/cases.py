"""."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.desks import door as desks
from niangjia.kernel.files import door as files
from niangjia.kernel.people import door as people
from niangjia.services.feedback import actions, forms, rules
from niangjia.services.feedback.queries import boards as board_queries
from niangjia.services.feedback.queries import canned, desk, evidence, sieve
from niangjia.services.feedback.queries import history as history_queries
from niangjia.services.feedback.queries import holds as hold_queries

from .inbox import NO_LIST, listed
from .matters import context_of_case

#: Verb of the address -> (form class, whether it needs the unions to choose from).
FORMS: dict[str, type[Form]] = {
    "reply": forms.ReplyForm,
    "relay": forms.RelayForm,
    "note": forms.NoteForm,
    "seat": forms.SeatForm,
    "forward": forms.ForwardForm,
    "sort": forms.SortForm,
    "pause": forms.PauseForm,
    "resume": forms.ResumeForm,
    "call": forms.CallForm,
    "decline": forms.DeclineForm,
    "dispute": forms.DisputeForm,
    "decide": forms.DecideForm,
    "unmerge": forms.UnmergeForm,
}


#: What is said after a verb was done; it also tells the page that a kept draft is spent.
SAID = {
    "reply": _lazy("回复发出去了"),
    "relay": _lazy("已经转告本人"),
    "note": _lazy("记下了"),
    "seat": _lazy("已经转给公司"),
    "forward": _lazy("问过去了；对方接收以前，还是你们负责"),
    "sort": _lazy("归好了"),
    "pause": _lazy("计时暂停了，原因本人看得到"),
    "resume": _lazy("接着计时了"),
    "call": _lazy("回访记下了"),
    "decline": _lazy("回过去了，原因对方看得到"),
    "dispute": _lazy("已经请上级工会定"),
    "decide": _lazy("定好了，两边都看得到原因"),
    "unmerge": _lazy("拆开了，单独办，说好的日期不变"),
}


#: The one form of the desk that may carry files.
WITH_FILES = "reply"


@require_safe
@page("feedback.desk")
def case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The list with one case open."""
    return _detail(request, actor, case_id)


def _detail(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    wrong: str = "",
    form: Form | None = None,
    author: desk.AuthorCard | None = None,
    carried: files.Taken | None = None,
    *,
    status: int = 422,
) -> HttpResponse:
    found = desk.case(actor, case_id)
    alone = request.headers.get("HX-Target") == "detail"
    context = (NO_LIST if alone else listed(request, actor, case_id)) | {
        "case": found.case,
        "clock": found.clock,
        "steps": found.steps,
        "seats": found.seats,
        "can": found.can,
        "talk": found.talk,
        "answers": found.answers,
        "similar": found.similar,
        "hint": found.hint,
        "letters": found.letters,
        "canned": found.canned,
        "merged": found.merged,
        "holds": hold_queries.on_case(actor, case_id),
        "may_hold": hold_queries.may_hold(actor),
        "firm_facts": [],
        "author": author,
        "may_hand_over": actor.may("feedback.bundle"),
        "has_author": found.has_author and actor.may("feedback.author"),
        "open_form": wrong,
        "galleries": evidence.galleries(actor, case_id, "union", found.files),
        "may_screen": actor.may("feedback.screen"),
        "kept": files.showing.drafts(carried.files) if carried else [],
        "form_key": form_key(request),
        **context_of_case(actor, case_id, own=found.can.sort, grouped=found.grouped),
        **_guided(request, _offered(_forms(actor, found.can, wrong, form), found), found),
    }
    return render(request, "feedback/desk/inbox.html", context, status=status if wrong else 200)


def _forms(actor: Actor, can: desk.DeskCan, wrong: str, form: Form | None) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for verb in FORMS:
        allowed = getattr(can, verb)
        given = form if verb == wrong else None
        out[f"{verb}_form"] = (given or _form(actor, verb, None)) if allowed else None
    return out


def _offered(made: dict[str, Any], found: desk.DeskPage) -> dict[str, Any]:
    """What the asker may say depends on the claim; who may answer, on the talk."""
    if made["call_form"]:
        forms.offer(made["call_form"], found.claim)
    if made["decide_form"] and found.talk:
        forms.name_parties(made["decide_form"], found.talk.taker, found.talk.giver)
    return made


def _guided(request: HttpRequest, made: dict[str, Any], found: desk.DeskPage) -> dict[str, Any]:
    """The answer that tells whom to go to, where the catalogue names an office outside."""
    reply, guide = made["reply_form"], found.answers.guide if found.answers else ""
    if reply and guide and not reply.is_bound and "guide" in request.GET:
        reply.initial = {"text": guide, "claim": "guided", "ask_verdict": True}
    return made


def _form(actor: Actor, verb: str, data: Any, **more: Any) -> Form:
    if verb == "forward":
        unions = [("", _("请选择"))] + [
            (str(o.id), o.name) for o in people.unions_to_forward_to(actor)
        ]
        return forms.ForwardForm(data, unions=unions, prefix=verb, **more)
    if verb == "sort":
        return forms.SortForm(data, boards=board_queries.open_boards()[0], prefix=verb, **more)
    return FORMS[verb](data, prefix=verb, **more)


def back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """To the case, in the list it was opened from."""
    tail = sieve.address(sieve.read(request.GET.dict()))
    here = reverse("feedback_desk:case", args=[case_id])
    return HttpResponseRedirect(f"{here}?{tail}" if tail else here)


@require_POST
@page("desks.words")
def put(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Put canned words behind what was typed so far; nothing is sent. For those without script."""
    verb = request.POST.get("into", "")
    words = canned.chosen(desk.case(actor, case_id).canned, request.POST.get("canned", ""))
    if verb not in forms.TAKES_WORDS:
        return back(request, case_id)
    form = _form(actor, verb, None, initial=_typed(request, verb, words.text if words else ""))
    return _detail(request, actor, case_id, verb, form, status=200)


def _typed(request: HttpRequest, verb: str, words: str) -> dict[str, Any]:
    """What stood in a form, with words added to it."""
    marks = f"{verb}-"
    typed: dict[str, Any] = {
        name.removeprefix(marks): value
        for name, value in request.POST.items()
        if name.startswith(marks)
    }
    box = forms.TAKES_WORDS[verb]
    return typed | {box: "\n".join(filter(None, (typed.get(box, ""), words)))}


@require_POST
@page("feedback.handle")
def accept(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Take a case on."""
    actions.accept(actor, case_id=case_id, text=_("收到啦，这就去办，有进展会告诉你。"))
    return back(request, case_id)


def doing(permit: str, verb: str) -> Callable[[Callable[..., object]], Callable[..., HttpResponse]]:
    """A page that takes one form, does one thing, and shows the case again."""

    def wrap(do: Callable[..., object]) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
            form = _form(actor, verb, request.POST)
            used = evidence.weight(actor, case_id) if verb == WITH_FILES else 0
            carried = forms.carry(request, actor, form, used)
            if not form.is_valid():
                return _detail(request, actor, case_id, verb, form, carried=carried)
            do(actor, case_id, form.cleaned_data | {"files": carried.ids})
            _count_words(actor, request.POST.get("canned", ""))
            messages.success(request, SAID[verb])
            return back(request, case_id)

        return require_POST(files.taking(page(permit)(view)))  # type: ignore[return-value]  # same call shape

    return wrap


def _count_words(actor: Actor, key: str) -> None:
    """Words that were put into what was just sent have been said once more."""
    offered = desks.queries.canned(actor, rules.SERVICE) if key else []
    for one in offered:
        if str(one.id) == key:
            desks.actions.use_words(actor, words_id=one.id)


@doing("feedback.handle", "reply")
def reply(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Answer the author."""
    actions.reply(
        actor,
        case_id=case_id,
        text=data["text"],
        ask_verdict=data["ask_verdict"],
        claim=data["claim"] or "solved",
        files=data["files"],
    )


@doing("feedback.handle", "relay")
def relay(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Pass the firm's words on to the author."""
    actions.relay(actor, case_id=case_id, said_id=data["said"])


@doing("feedback.handle", "note")
def note(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Internal words."""
    actions.note(actor, case_id=case_id, text=data["text"])


@doing("feedback.handle", "seat")
def seat(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Take it to management."""
    actions.ask_firm(actor, case_id=case_id, text=data["ask"])


@doing("feedback.handle", "forward")
def forward(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Hand it to another union."""
    actions.forward(actor, case_id=case_id, to=UUID(data["to"]), text=data["reason"])


@doing("feedback.handle", "sort")
def sort(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Put it on the board it belongs to."""
    actions.sort(actor, case_id=case_id, board=data["board"])


@doing("feedback.handle", "pause")
def pause(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Stop the clock."""
    actions.pause(actor, case_id=case_id, reason=data["reason"], text=data["text"])


@doing("feedback.handle", "resume")
def resume(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Let the clock run on."""
    actions.resume(actor, case_id=case_id, text=data["text"])


@doing("feedback.handle", "unmerge")
def unmerge(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Take it out of a merge."""
    actions.unmerge(actor, case_id=case_id, text=data["text"])


@doing("feedback.call", "call")
def call(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """What the asker said on the phone."""
    actions.call(
        actor,
        case_id=case_id,
        said=data["outcome"],
        stars=data["score"],
        text=data["text"],
    )


@require_POST
@page("feedback.call")
def missed(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The caller reached nobody."""
    actions.missed_call(actor, case_id=case_id)
    messages.success(request, _("记下了，过两天再打"))
    return back(request, case_id)


@require_POST
@page("feedback.author")
def author(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Show who asked; the person is told."""
    return _detail(request, actor, case_id, author=desk.author(actor, case_id))


@require_safe
@page("feedback.desk")
def history(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Every step."""
    found, moves = history_queries.history(actor, case_id)
    return render(request, "feedback/desk/history.html", {"case": found, "moves": moves})


@require_safe
@page("feedback.desk")
def printed(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """One A4 sheet, without the words only unions read: paper goes from hand to hand."""
    found = desk.case(actor, case_id)
    stamp = _("%(name)s %(when)s 打印") % {
        "name": actor.name,
        "when": f"{local(now()):%Y-%m-%d %H:%M}",
    }
    shown = [step for step in found.steps if step.voice != "inner"]
    context = {
        "case": found.case,
        "steps": shown,
        "seats": found.seats,
        "merged": found.merged,
        "sheet": evidence.sheet(actor, case_id, found.files, inner="inner" in request.GET),
        "printed": stamp,
    }
    return render(request, "feedback/desk/print.html", context)
