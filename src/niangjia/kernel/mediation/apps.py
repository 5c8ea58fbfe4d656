"""Mediation between a worker and a firm, with both sides' consent."""

from django.apps import AppConfig


class MediationConfig(AppConfig):
    name = "niangjia.kernel.mediation"
    label = "mediation"

    def ready(self) -> None:
        """Let a legal hold on a case keep the mediation that came of it."""
        from niangjia.kernel.acts import retention  # noqa: PLC0415  (models must be loaded first)

        from . import traces  # noqa: PLC0415

        retention.also_held["mediation.Mediation"] = traces.about_held
        retention.also_held["mediation.Sitting"] = traces.of_held
