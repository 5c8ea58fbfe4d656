"""From an answer with a name to a review: offered, prefilled, and sent by nobody but its author."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.surveys import door as surveys


def after(answered: surveys.Mine) -> surveys.Link:
    """The way from an answer to a review."""
    return surveys.Link(
        f"{reverse('feedback:new')}?survey={answered.survey.id}",
        _("写成一件点评"),
        _("把刚才答的带过去，你改好、提交，工会才开始办；不提交就什么也不会发生"),
    )


def said(actor: Actor, survey_id: UUID | None) -> str:
    """What the acting person said in a survey with names, as the beginning of a text."""
    if survey_id is None or not actor.may("surveys.answer"):
        return ""
    try:
        found = surveys.asked(actor, survey_id)
    except Hidden:
        return ""
    lines = [
        f"{one.title} {text}"
        for one in found.survey.questions
        if (text := surveys.rules.in_words(one, found.said))
    ]
    return "\n".join([_("工会问“%s”，我答：") % found.survey.title, *lines, ""]) if lines else ""


def join() -> None:
    """Offer whoever answered a survey with a name to make a matter of it."""
    if after not in surveys.further:
        surveys.further.append(after)
