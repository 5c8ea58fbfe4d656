"""Two records of one human being become one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import forms
from niangjia.kernel.people.actions import merging as actions
from niangjia.kernel.people.actions.part import person_in_my_part
from niangjia.kernel.people.models import Person
from niangjia.kernel.people.queries import pick

from . import forming


class MergeForm(forms.Keyed):
    """Which other record, and its name as a second look."""

    other = forms.Looked(
        label=gettext_lazy("另一条记录的手机号或会员号（都没有就填那一页的网址）"),
        max_length=200,
        error_messages={"required": gettext_lazy("请填另一条记录")},
    )
    name = forms.words(gettext_lazy("另一条记录的姓名"), 60, gettext_lazy("请填姓名，防止并错人"))


@require_http_methods(["GET", "POST"])
@page("people.merge")
def merge(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Keep this record, take the other one into it."""
    kept = person_in_my_part(actor, person_id)
    form = MergeForm(
        request.POST or None,
        find={"other": lambda text: _other(actor, text)},
        initial=forming.key_of(request),
    )
    if forming.done(form, lambda data: _merge(actor, person_id, data)):
        messages.success(request, _("合成一条了。"))
        return forming.go("person", person_id)
    note = _("会籍、任职、办件和登录都归到这一条，另一条不再使用。合并后分不开，请先核对证件。")
    sheet = forming.Sheet(
        _("合并重复记录"),
        reverse("people:person", args=[person_id]),
        kept.name,
        _("合并"),
        note,
        danger=True,
    )
    return forming.draw(request, form, sheet)


def _merge(actor: Actor, kept_id: UUID, data: dict[str, Any]) -> object:
    return actions.merge(actor, kept_id=kept_id, other_id=data["other"].id, name=data["name"])


def _other(actor: Actor, text: str) -> Person:
    """By phone or member number, or by the address of the record's page."""
    for part in text.rstrip("/").split("/"):
        try:
            return person_in_my_part(actor, UUID(part))
        except ValueError:
            continue
    return pick.person(actor, text)
