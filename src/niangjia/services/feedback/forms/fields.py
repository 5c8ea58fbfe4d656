"""What fields share: choices, and how a text is asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import rules as case_rules
from niangjia.kernel.desks import door as desks
from niangjia.kernel.files import door as files
from niangjia.services.feedback import rules

#: What a union says has come of a matter.
CLAIMS = (
    ("solved", noop("解决了")),
    ("partly", noop("解决了一部分")),
    ("explained", noop("办不到，说明了原因")),
    ("guided", noop("不归工会办，告诉了找谁")),
    ("legal", noop("转法定程序（仲裁、监察等）")),
)


#: What somebody says of an answer.
OUTCOMES = (
    ("solved", noop("解决了")),
    ("partly", noop("解决了一部分")),
    ("accept", noop("知道了，可以办结")),
    ("back", noop("没解决，退回重办")),
)


def offer(form: forms.Form, claim: str) -> None:
    """Show only what can be said to the union's claim."""
    words = dict(OUTCOMES)
    choices = labelled([(said, words[said]) for said in case_rules.answers(claim)])
    form.fields["outcome"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


STARS = [(n, str(n)) for n in range(6)]


def who_hints() -> dict[str, Any]:
    """What each answer to "who can see that it was you" means."""
    return {value: _(hint) for value, hint in rules.WHO_HINTS.items()}


def labelled(pairs: Any) -> list[tuple[str, Any]]:
    return [(value, _(label)) for value, label in pairs]


def uuid_of(text: str) -> UUID | None:
    """An id as it stands in an address, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def carry(request: HttpRequest, actor: Actor, form: forms.Form, used: int = 0) -> files.Taken:
    """The files that travel with a form; what was not taken is said among its errors."""
    found = files.chosen(request, actor, used)
    if form.is_bound:
        form.full_clean()
        for problem in found.problems:
            form.add_error(None, problem)
    return found


def whole(text: str) -> None:
    """Words that still hold a blank of a canned text are not sent."""
    if left := desks.rules.blanks(text):
        raise forms.ValidationError(_("%s 还没填上，改好再发") % _("、").join(left))


def worded(
    missing: Any, low: int = rules.TEXT_MIN, high: int = rules.TEXT_MAX, **more: Any
) -> forms.CharField:
    return forms.CharField(
        widget=forms.Textarea,
        min_length=low,
        max_length=high,
        error_messages={
            "required": missing,
            "min_length": _("请多写两句，至少 %(limit_value)d 个字"),
            "max_length": _("写得有点长了，最多 %(limit_value)d 个字，现在 %(show_value)d 个"),
        },
        **more,
    )
