"""职工点评: a worker reviews a firm, and the loop is closed by the worker."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "niangjia.services.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Offer whoever answered a survey with a name to make a matter of it."""
        from niangjia.kernel.surveys import door as surveys  # noqa: PLC0415  (needs models)

        from .queries import asked  # noqa: PLC0415

        if asked.after not in surveys.further:
            surveys.further.append(asked.after)
