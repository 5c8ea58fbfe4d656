"""What people leave behind in this room: hung on the hooks of `people` when the house starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.acts import retention
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import STAFF_POSTS
from niangjia.kernel.files import actions as files
from niangjia.kernel.people import hooks

from .models import Attachment, Author, Case


def in_use(ids: Sequence[UUID]) -> set[UUID]:
    """People who asked something, and organisations something is asked of."""
    asked = Author.objects.filter(person_id__in=ids).values_list("person_id", flat=True)
    named = Case.objects.filter(Q(firm_id__in=ids) | Q(org_id__in=ids))
    orgs = {key for pair in named.values_list("firm_id", "org_id") for key in pair if key}
    return {*asked, *orgs}


def asked_here(cases: QuerySet[Any]) -> Exists:
    """People who asked one of these cases: with the case held, its author keeps a name."""
    return Exists(Author.objects.filter(person_id=OuterRef("pk"), case_id__in=cases))


def open_matters(person: UUID, org: UUID) -> str:
    """How many matters somebody has in hand at a union; nothing for whoever may not know."""
    if actor().post not in STAFF_POSTS:
        return ""
    held = Case.objects.filter(handler_id=person, org_id=org, closed_at=None).count()
    return _("手上还有 %(n)d 件事没办完，请先交给同事") % {"n": held} if held else ""


def files_held(ids: Sequence[UUID]) -> set[UUID]:
    """Files that hang on a case, and so are not swept."""
    return set(Attachment.objects.filter(id__in=ids).values_list("id", flat=True))


def join() -> None:
    """Tell `people` and `files` what is needed here, and retention whom a held case needs."""
    if in_use not in hooks.in_use:
        hooks.in_use.append(in_use)
        hooks.open_matters.append(open_matters)
        files.holders.append(files_held)
    retention.also_held["people.Person"] = asked_here
