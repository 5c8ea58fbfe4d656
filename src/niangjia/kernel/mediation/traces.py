"""What a legal hold on a case keeps here: hung on retention when the house starts."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from niangjia.kernel.acts import retention

from .models import Applicant


def about_held(cases: QuerySet[Any]) -> Exists:
    """Mediations that came of one of these cases."""
    return Exists(Applicant.objects.filter(mediation_id=OuterRef("pk"), case_id__in=cases))


def of_held(cases: QuerySet[Any]) -> Exists:
    """Talks of such mediations."""
    found = Applicant.objects.filter(mediation_id=OuterRef("mediation_id"), case_id__in=cases)
    return Exists(found)


def join() -> None:
    """Let a legal hold on a case keep the mediation that came of it."""
    retention.also_held["mediation.Mediation"] = about_held
    retention.also_held["mediation.Sitting"] = of_held
