"""Pages for unions: the letters, and one of them."""

from __future__ import annotations

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

from niangjia.kernel.acts.page import form_key, page, path_to, require
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.letters import actions, forms
from niangjia.kernel.letters.actions import printing
from niangjia.kernel.letters.queries import desk
from niangjia.kernel.papers import door as papers


@require_safe
@page("letters.see")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The letters of the own part of the tree."""
    tab = "done" if request.GET.get("tab") == "done" else "open"
    found = desk.listed(actor, tab, request.GET.get("after", "")[:200])
    context = {
        "tabs": desk.tabs(tab),
        "rows": found.items,
        "more_url": f"?tab={tab}&after={found.cursor}" if found.cursor else None,
        "may_set": actor.may("letters.settings"),
        "print_url": f"{path_to('letters_desk:list_print')}?tab={tab}",
    }
    return render(request, "letters/desk/list.html", context)


@require_safe
@page("letters.see")
def list_printed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list to print. Written down."""
    tab = "done" if request.GET.get("tab") == "done" else "open"
    return papers.download(printing.printed(actor, tab=tab), "pdf")


@require_safe
@page("letters.see")
def letter(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """One letter."""
    return shown(request, actor, letter_id)


def shown(
    request: HttpRequest, actor: Actor, letter_id: UUID, wrong: str = "", form: Form | None = None
) -> HttpResponse:
    """The page of a letter, with the form that needs another look."""
    found = desk.letter(actor, letter_id)
    benefit = desk.benefit_of(actor, letter_id)
    offered = _offered(actor, letter_id, found, benefit)
    context: dict[str, Any] = {
        "letter": found,
        "benefit": benefit,
        "open_form": wrong,
        "form_key": form_key(request),
        **{f"{name}_form": offered.get(name) for name in forms.NAMES},
    }
    if wrong:
        context[f"{wrong}_form"] = form
    return render(request, "letters/desk/letter.html", context, status=422 if wrong else 200)


def _offered(
    actor: Actor, letter_id: UUID, found: desk.Whole, benefit: desk.BenefitLine | None
) -> dict[str, Form]:
    """The forms this reader gets, empty or with what stands."""
    can, out = found.can, dict[str, Form]()
    if can.edit:
        title, body = desk.typed(actor, letter_id)
        out["edit"] = forms.EditForm(initial={"title": title, "body": body}, prefix="edit")
        out["issue"] = forms.IssueForm(prefix="issue")
    if can.enter_answer:
        out["answer"] = forms.AnswerForm(outcomes=found.outcomes, prefix="answer")
    if can.close:
        out["close"] = forms.WhyForm(prefix="close")
    if can.escalate:
        out["escalate"] = forms.EscalateForm(authority=found.next_authority, prefix="escalate")
    if can.withdraw:
        out["withdraw"] = forms.WhyForm(prefix="withdraw")
    if can.claim or (benefit and benefit.may_mend):
        out["claim"] = forms.DecidedForm(prefix="claim")
    if benefit and benefit.may_check:
        out["check"] = forms.CheckForm(prefix="check")
    return out


def to(letter_id: UUID) -> HttpResponseRedirect:
    """Back to the page of a letter."""
    return HttpResponseRedirect(reverse("letters_desk:letter", args=[letter_id]))


@require_POST
@page("letters.write")
def edit(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Change a draft."""
    form = forms.EditForm(request.POST, prefix="edit")
    if not form.is_valid():
        return shown(request, actor, letter_id, "edit", form)
    actions.edit(actor, letter_id=letter_id, **form.cleaned_data)
    messages.success(request, _("草稿存好了"))
    return to(letter_id)


#: Refusals that are about the words of a draft: said beside the button, nothing typed is lost.
ABOUT_WORDS = ("unfilled", "quotes_author", "unsigned")
NAMES = _lazy(
    "没有发：里面有提出人的姓名或手机号，公司会知道是谁。请改掉再发。这次核对本人看得到。"
)


@require_POST
@page("letters.write")
def issue(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Send it."""
    form = forms.IssueForm(request.POST, prefix="issue")
    form.is_valid()
    if actions.names_author(actor, letter_id=letter_id):
        messages.error(request, NAMES)
        return to(letter_id)
    try:
        sent = actions.issue(actor, letter_id=letter_id, sure=form.cleaned_data["sure"])
    except Refusal as refused:
        if refused.code not in ABOUT_WORDS:
            raise
        form.add_error("sure", _(refused.message))
        return shown(request, actor, letter_id, "issue", form)
    messages.success(request, _("发出去了，文号 %(number)s") % {"number": sent.number})
    return to(letter_id)


@require_POST
@page("letters.write")
def enter_answer(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Enter an answer that came on paper."""
    found = desk.letter(actor, letter_id)
    form = forms.AnswerForm(request.POST, outcomes=found.outcomes, prefix="answer")
    if not form.is_valid():
        return shown(request, actor, letter_id, "answer", form)
    actions.enter_answer(actor, letter_id=letter_id, said=form.said())
    messages.success(request, _("答复录好了"))
    return to(letter_id)


@require_POST
@page("letters.write")
def close(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Say what became of it."""
    form = forms.WhyForm(request.POST, prefix="close")
    if not form.is_valid():
        return shown(request, actor, letter_id, "close", form)
    actions.close(actor, letter_id=letter_id, text=form.cleaned_data["text"])
    messages.success(request, _("办完了，结果已经告诉每一位提的人"))
    return to(letter_id)


@require_POST
@page("letters.write")
def keep(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Say that what the firm promised is done."""
    actions.keep(actor, letter_id=letter_id)
    messages.success(request, _("记下了，每一位提的人都知道"))
    return to(letter_id)


@require_POST
@page("letters.write")
def escalate(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Take the next step of the ladder."""
    found = desk.letter(actor, letter_id)
    form = forms.EscalateForm(request.POST, authority=found.next_authority, prefix="escalate")
    if not form.is_valid():
        return shown(request, actor, letter_id, "escalate", form)
    data = form.cleaned_data
    following = actions.escalate(
        actor, letter_id=letter_id, text=data["text"], authority=data.get("authority", "")
    )
    messages.success(request, _("下一份文书起草好了，写好再发"))
    return to(following.id)


@require_POST
@page("letters.sign")
def sign(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Put one's name under a draft."""
    actions.sign(actor, letter_id=letter_id)
    messages.success(request, _("签好了"))
    return to(letter_id)


@require_POST
@page("letters.write")
def prompt(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Begin a supervision prompt from a case."""
    letter = actions.prompt(actor, case_id=case_id)
    messages.success(request, _("提示函起草好了，把情况和要求写上再发"))
    return to(letter.id)


@require_POST
@page("letters.write")
def withdraw(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Take it back."""
    form = forms.WhyForm(request.POST, prefix="withdraw")
    if not form.is_valid():
        return shown(request, actor, letter_id, "withdraw", form)
    actions.withdraw(actor, letter_id=letter_id, text=form.cleaned_data["text"])
    messages.success(request, _("收回了"))
    return to(letter_id)


@require_safe
@page("letters.see")
def printed(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """The letter on paper, as it was sent."""
    stamp = _("%(name)s %(when)s 打印") % {
        "name": actor.name,
        "when": f"{local(now()):%Y-%m-%d %H:%M}",
    }
    context = {"letter": desk.letter(actor, letter_id), "printed": stamp}
    return render(request, "letters/desk/print.html", context)


@require_safe
@page("letters.see")
def taken(request: HttpRequest, actor: Actor, letter_id: UUID, suffix: str) -> HttpResponse:
    """The letter as a file: pdf or docx."""
    require(suffix in papers.WRITERS)
    return papers.download(desk.taken(actor, letter_id), suffix)
