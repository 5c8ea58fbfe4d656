"""What a legal hold on a case keeps here: hung on retention when the house starts."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from niangjia.kernel.acts import retention

from .models import Source


def about_held(cases: QuerySet[Any]) -> Exists:
    """Letters about one of these cases."""
    return Exists(Source.objects.filter(letter_id=OuterRef("pk"), case_id__in=cases))


def join() -> None:
    """Let a legal hold on a case keep the letters about it."""
    retention.also_held["letters.Letter"] = about_held
