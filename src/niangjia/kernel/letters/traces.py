"""What a legal hold on a case keeps here: hung on retention when the house starts."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from .models import Source


def about_held(cases: QuerySet[Any]) -> Exists:
    """Letters about one of these cases."""
    return Exists(Source.objects.filter(letter_id=OuterRef("pk"), case_id__in=cases))
