"""Pages for unions: matters many people ask about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.papers import door as papers
from niangjia.services.feedback import forms
from niangjia.services.feedback.actions import exports
from niangjia.services.feedback.actions import matters as actions
from niangjia.services.feedback.queries import matters as queries


def _to(name: str, *args: object) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"feedback_desk:{name}", args=args))


def _status(form: Form) -> int:
    return 422 if form.is_bound else 200


@require_safe
@page("feedback.matters")
def matters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Matters in hand, and what looks like one."""
    closed = request.GET.get("state") == "closed"
    rows, cursor = queries.listing(actor, closed=closed, cursor=request.GET.get("after", "")[:200])
    kept = urlencode({"state": "closed" if closed else "open", "after": cursor})
    context = {
        "closed": closed,
        "matters": rows,
        "hunches": [] if closed else queries.hunches(actor),
        "more_url": f"?{kept}" if cursor else None,
        "form_key": form_key(request),
    }
    return render(request, "feedback/desk/matters.html", context)


@require_safe
@page("feedback.matters")
def matters_print(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list to print. Written down."""
    closed = request.GET.get("state") == "closed"
    return papers.download(exports.printed_matters(actor, closed=closed), "pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.matters")
def matter_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A matter made by hand of cases that were searched for."""
    found = _found(request, actor)
    form = forms.NewMatterForm(request.POST or None, found=found)
    if form.is_valid():
        data = form.cleaned_data
        made = actions.group(actor, case_ids=_ids(data["cases"]), title=data["title"])
        messages.success(request, _("归到一起了"))
        return _to("matter", made.id)
    return _picking(request, form, found, "")


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.matters")
def matter_add(request: HttpRequest, actor: Actor, matter_id: UUID) -> HttpResponse:
    """Further cases for a matter."""
    title = queries.who_gets(actor, matter_id, "progress").title
    found = _found(request, actor)
    form = forms.PickForm(request.POST or None, found=found)
    if form.is_valid():
        actions.add(actor, matter_id=matter_id, case_ids=_ids(form.cleaned_data["cases"]))
        messages.success(request, _("归进来了"))
        return _to("matter", matter_id)
    return _picking(request, form, found, title, matter_id)


def _found(request: HttpRequest, actor: Actor) -> list[tuple[str, str]]:
    return queries.pickable(actor, request.GET.get("q", "")[:60])


def _picking(
    request: HttpRequest, form: Form, found: object, title: str, matter_id: UUID | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "found": found,
        "q": request.GET.get("q", "")[:60],
        "title": title,
        "matter_id": matter_id,
        "form_key": form_key(request),
    }
    return render(request, "feedback/desk/matter_pick.html", context, status=_status(form))


def _ids(values: list[str]) -> list[UUID]:
    return [UUID(value) for value in values]


@require_safe
@page("feedback.matters")
def matter(request: HttpRequest, actor: Actor, matter_id: UUID) -> HttpResponse:
    """One matter."""
    return _matter(request, actor, matter_id, None)


def _matter(
    request: HttpRequest, actor: Actor, matter_id: UUID, wrong: Form | None
) -> HttpResponse:
    found = queries.matter(actor, matter_id, request.GET.get("after", "")[:200])
    context = {
        "matter": found,
        "title_form": wrong or forms.TitleForm(initial={"title": found.title}),
        "more_url": f"?{urlencode({'after': found.cursor})}" if found.cursor else None,
        "form_key": form_key(request),
    }
    status = 422 if wrong else 200
    return render(request, "feedback/desk/matter.html", context, status=status)


@require_POST
@page("feedback.matters")
def matter_title(request: HttpRequest, actor: Actor, matter_id: UUID) -> HttpResponse:
    """Another title."""
    form = forms.TitleForm(request.POST)
    if not form.is_valid():
        return _matter(request, actor, matter_id, form)
    actions.rename(actor, matter_id=matter_id, title=form.cleaned_data["title"])
    messages.success(request, _("名字改好了"))
    return _to("matter", matter_id)


@require_POST
@page("feedback.matters")
def matter_out(request: HttpRequest, actor: Actor, matter_id: UUID) -> HttpResponse:
    """A case that does not belong."""
    form = forms.OutForm(request.POST)
    if form.is_valid():
        actions.take_out(actor, matter_id=matter_id, case_id=form.cleaned_data["case"])
        messages.success(request, _("拿出来了，这件单独办"))
    return _to("matter", matter_id)


@require_POST
@page("feedback.matters")
def matter_close(request: HttpRequest, actor: Actor, matter_id: UUID) -> HttpResponse:
    """Nobody is offered it any more."""
    actions.close(actor, matter_id=matter_id)
    messages.success(request, _("收尾了，往后不再提示别人"))
    return _to("matter", matter_id)


@require_POST
@page("feedback.matters")
def matter_reopen(request: HttpRequest, actor: Actor, matter_id: UUID) -> HttpResponse:
    """It is there again."""
    actions.reopen_matter(actor, matter_id=matter_id)
    messages.success(request, _("重新打开了"))
    return _to("matter", matter_id)


@require_POST
@page("feedback.matters")
def hunch_confirm(request: HttpRequest, actor: Actor, hunch_id: UUID) -> HttpResponse:
    """Yes, one matter."""
    form = forms.TitleForm(request.POST)
    title = form.cleaned_data["title"] if form.is_valid() else ""
    made = actions.confirm(actor, hunch_id=hunch_id, title=title)
    messages.success(request, _("归到一起了"))
    return _to("matter", made.id)


@require_POST
@page("feedback.matters")
def hunch_drop(request: HttpRequest, actor: Actor, hunch_id: UUID) -> HttpResponse:
    """No."""
    actions.drop(actor, hunch_id=hunch_id)
    messages.success(request, _("好，这几件不再提了"))
    return _to("matters")


@require_POST
@page("feedback.matters")
def case_into(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """One case into a matter that is there, or a new one."""
    form = forms.IntoForm(request.POST, titles=queries.titles(actor), prefix="into")
    if not form.is_valid():
        messages.error(
            request, " ".join(str(one) for errors in form.errors.values() for one in errors)
        )
        return _to("case", case_id)
    data = form.cleaned_data
    if data["matter"] == forms.NEW:
        made = actions.group(actor, case_ids=[case_id], title=data["title"])
    else:
        made = actions.add(actor, matter_id=UUID(data["matter"]), case_ids=[case_id])
    messages.success(request, _("归到“%(title)s”了") % {"title": made.title})
    return _to("matter", made.id)


def context_of_case(actor: Actor, case_id: UUID, *, own: bool, grouped: bool) -> dict[str, Any]:
    """What the page of a case shows of matters: the one it is part of, or, where the case is in the
    union's own hands, the way into one."""
    if not actor.may("feedback.matters"):
        return {"of_matter": None, "into_form": None}
    found = queries.of_case(actor, case_id) if grouped else None
    open_to = own and found is None
    form = forms.IntoForm(titles=queries.titles(actor), prefix="into") if open_to else None
    return {"of_matter": found, "into_form": form}
