"""Pages for workers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.bundles import door as bundles
from niangjia.kernel.files import door as files

from . import actions, forms, rules
from .forms.bundling import BundleForm
from .queries import asked, boards, evidence, member, packing


def _see(case_id: UUID | str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("feedback:case", args=[case_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@files.taking
@page("feedback.start")
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write a review; what others asked about is offered, and asked for once before sending."""
    offered, topics = boards.open_boards()
    given = request.POST or request.GET
    firm = member.firm_for_review(actor, forms.uuid_of(given.get("firm", "")))
    first = _first(actor, given, firm)
    data = _filled(request.POST, first) if request.POST else None
    form = forms.OwnForm(data, boards=offered, more_topics=topics, initial=first)
    same = _same(actor, given, firm, (data or first).get("text", ""))
    carried = forms.carry(request, actor, form)
    sent = form.is_valid()
    taken = forms.uuid_of(given.get("matter", ""))
    if sent and (taken or form.cleaned_data["asked"] or not same["offers"]):
        done = _send(request, actor, form, carried)
        return HttpResponseRedirect(reverse("feedback:done", args=[done]))
    context = {
        "form": form,
        "firm": firm,
        "who_hints": forms.who_hints(),
        "form_key": form_key(request),
        "promise": member.promises(actor),
        "same": same,
        "ask_same": sent,
        "kept": files.showing.drafts(carried.files),
    }
    status = 422 if data and not sent else 200
    return render(request, "feedback/new.html", context, status=status)


@require_POST
@page("feedback.start", posts_once=False)
def same(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What others asked about that the words typed so far speak of; a part of the form."""
    firm = member.firm_for_review(actor, forms.uuid_of(request.POST.get("firm", "")))
    found = _same(actor, request.POST, firm, request.POST.get("text", ""))
    return render(request, "feedback/_same.html", {"same": found})


def _first(actor: Actor, given: QueryDict, firm: member.Firm | None) -> dict[str, str]:
    """What a form starts with: the own firm, and the words of a matter that was taken up or of the
    own answer to a survey."""
    firm_id = UUID(firm.id) if firm else None
    text, board = member.start(actor, forms.uuid_of(given.get("matter", "")), firm_id)
    text = text or asked.said(actor, forms.uuid_of(given.get("survey", "")))
    return {"firm": firm.id if firm else "", "text": text, "board": board}


def _filled(data: QueryDict, first: dict[str, str]) -> QueryDict:
    """What was sent; who met the same and wrote nothing more says it in the matter's words."""
    out = data.copy()
    for name in ("text", "board"):
        if first[name] and not out.get(name, "").strip():
            out[name] = first[name]
    return out


def _same(actor: Actor, given: QueryDict, firm: member.Firm | None, text: str) -> dict[str, Any]:
    """What others asked about, as a choice; whether it was sought by the words."""
    firm_id = UUID(firm.id) if firm else None
    found = member.offers(actor, text[: rules.TEXT_MAX], firm_id)
    form = forms.SameForm(initial={"matter": given.get("matter") or forms.NONE}, offers=found)
    return {"offers": found, "form": form, "asked": bool(text.strip())}


def _send(request: HttpRequest, actor: Actor, form: forms.OwnForm, carried: files.Taken) -> UUID:
    """Open the case, or find it open: back and sent again is still one matter."""
    review = _review(form.cleaned_data)
    if before := member.said_already(actor, review.firm_id, review.text):
        messages.info(request, _("这件事你已经提交过，还是同一件，没有多出一件来"))
        return before
    taken = forms.uuid_of(form.cleaned_data["matter"])
    opened = actions.open_review(actor, review=review, matter_id=taken, files=carried.ids)
    return opened.id


def _review(data: dict[str, Any]) -> actions.Review:
    return actions.Review(
        data["firm"], data["board"], data["score"], tuple(data["topics"]), data["text"], data["who"]
    )


@require_safe
@page("feedback.start")
def firm_search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Find another firm."""
    text = request.GET.get("q", "")[:60]
    firms = member.search_firms(actor, text)
    return render(
        request, "feedback/firm_search.html", {"q": text, "firms": firms, "more_url": None}
    )


@require_safe
@page("feedback.write")
def done(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Sent: the number and what happens next."""
    case, steps = member.after_sending(actor, case_id)
    return render(request, "feedback/done.html", {"case": case, "steps": steps})


@require_safe
@page("feedback.write")
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My cases."""
    state = "closed" if request.GET.get("state") == "closed" else "open"
    cases, cursor = member.my_cases(
        actor, closed=state == "closed", cursor=request.GET.get("after", "")
    )
    more = f"?state={state}&after={cursor}" if cursor else None
    return render(
        request,
        "feedback/mine.html",
        {"tab": "me", "state": state, "cases": cases, "more_url": more},
    )


@require_safe
@page("feedback.write")
def case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """One case of mine."""
    return _case_page(request, actor, case_id)


def _case_page(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    *,
    word: forms.WordForm | None = None,
    judge: forms.VerdictForm | None = None,
    carried: files.Taken | None = None,
) -> HttpResponse:
    found = member.my_case(actor, case_id)
    if judge is None and found.can.verdict:
        judge = forms.VerdictForm(prefix="verdict")
    if judge is not None:
        forms.offer(judge, found.claim)
    context = {
        "case": found.case,
        "steps": found.steps,
        "can": found.can,
        "letters": found.letters,
        "word_form": (word or forms.WordForm(prefix="word")) if found.can.add_word else None,
        "verdict_form": judge if found.can.verdict else None,
        "galleries": evidence.galleries(actor, case_id, "author", found.files),
        "kept": files.showing.drafts(carried.files) if carried else [],
        "form_key": form_key(request),
    }
    wrong = word is not None or (judge is not None and judge.is_bound)
    return render(request, "feedback/case.html", context, status=422 if wrong else 200)


@require_POST
@files.taking
@page("feedback.write")
def add_word(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Add a word, and files to it."""
    form = forms.WordForm(request.POST, prefix="word")
    carried = forms.carry(request, actor, form, evidence.weight(actor, case_id))
    if not form.is_valid():
        return _case_page(request, actor, case_id, word=form, carried=carried)
    text = form.cleaned_data["text"]
    actions.add_word(actor, case_id=case_id, text=text, files=carried.ids)
    messages.success(request, _("补充的话，工会看得到了"))
    return _see(case_id)


@require_POST
@page("feedback.write")
def verdict(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Close the case or send it back."""
    form = forms.VerdictForm(request.POST, prefix="verdict")
    if not form.is_valid():
        return _case_page(request, actor, case_id, judge=form)
    data = form.cleaned_data
    actions.verdict(
        actor,
        case_id=case_id,
        said=data["outcome"],
        stars=data["score"],
        text=data["reason"],
    )
    messages.success(request, _("你的评价，工会收到了"))
    return _see(case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.write")
def bundle(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Pack the own matter to take along, and what was packed."""
    form = BundleForm(_sent(request))
    head, made = packing.mine(actor, case_id)
    if form.is_valid():
        actions.pack_mine(actor, case_id=case_id, purpose=form.cleaned_data["purpose"])
        messages.success(request, _("正在打包，做好了告诉你"))
        return HttpResponseRedirect(reverse("feedback:bundle", args=[case_id]))
    context = {"case": head, "bundles": made, "form": form, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "feedback/bundle.html", context, status=status)


@require_POST
@page("feedback.write", posts_once=False)
def bundle_file(request: HttpRequest, actor: Actor, bundle_id: UUID) -> HttpResponseBase:
    """The own bundle, downloaded."""
    return bundles.sending.answer(actions.take_bundle(actor, bundle_id=bundle_id))


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.write")
def contest(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Say that the clock should not stand still."""
    form = forms.ContestForm(_sent(request))
    if form.is_valid():
        actions.contest(actor, case_id=case_id, text=form.cleaned_data["text"])
        messages.success(request, _("已经请上级工会看这件事"))
        return _see(case_id)
    return _asking(request, actor, case_id, "feedback/contest.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.write")
def apart(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Take a case out of a merge: it is another thing."""
    form = forms.ApartForm(_sent(request))
    if form.is_valid():
        actions.apart(actor, case_id=case_id, text=form.cleaned_data["text"])
        messages.success(request, _("拿出来了，单独办，说好的日期不变"))
        return _see(case_id)
    return _asking(request, actor, case_id, "feedback/apart.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.write")
def appeal(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Take it to the union above."""
    form = forms.AppealForm(_sent(request))
    if form.is_valid():
        do = actions.press if form.cleaned_data["pressed"] else actions.appeal
        do(actor, case_id=case_id, text=form.cleaned_data["text"])
        messages.success(request, _("交给上级工会了"))
        return _see(case_id)
    return _asking(request, actor, case_id, "feedback/appeal.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.write")
def reopen(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Open a closed case once more."""
    form = forms.ReopenForm(_sent(request))
    if form.is_valid():
        actions.reopen(actor, case_id=case_id, text=form.cleaned_data["text"])
        messages.success(request, _("重新打开了，工会会接着办"))
        return _see(case_id)
    return _asking(request, actor, case_id, "feedback/reopen.html", form)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing at all; None before anything was."""
    return request.POST if request.method == "POST" else None


def _asking(
    request: HttpRequest, actor: Actor, case_id: UUID, template: str, form: Form
) -> HttpResponse:
    """A page that asks one thing about an own case."""
    found = member.my_case(actor, case_id)
    context = {"case": found.case, "can": found.can, "form": form, "form_key": form_key(request)}
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.write")
def withdraw(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Take a case back."""
    form = forms.WithdrawForm(request.POST or None)
    if form.is_valid():
        actions.withdraw(actor, case_id=case_id, text=form.cleaned_data["reason"])
        messages.success(request, _("撤回了"))
        return _see(case_id)
    return _asking(request, actor, case_id, "feedback/withdraw.html", form)


@require_safe
@page("feedback.write", to_login=False)
def file(
    request: HttpRequest, actor: Actor, case_id: UUID, file_id: UUID, part: str
) -> HttpResponseBase:
    """A part of a file of an own case."""
    found = evidence.for_author(actor, case_id, file_id)
    return files.serving.answer(request, found, part, files.serving.name(found))
