"""What a union gives out, to whom, how many, and who took one. Never one more than there are."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "niangjia.kernel.offers"
    label = "offers"

    def ready(self) -> None:
        """Tell `files` which photographs hang on an offer."""
        from niangjia.kernel.files import actions as files  # noqa: PLC0415  (models come first)

        from . import pictures  # noqa: PLC0415

        if pictures.held not in files.holders:
            files.holders.append(pictures.held)
