"""Numbered documents a union sends, and what is answered to them."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "niangjia.kernel.letters"
    label = "letters"

    def ready(self) -> None:
        """Let a legal hold on a case keep the letters about it."""
        from niangjia.kernel.acts import retention  # noqa: PLC0415  (models must be loaded first)

        from . import traces  # noqa: PLC0415

        retention.also_held["letters.Letter"] = traces.about_held
