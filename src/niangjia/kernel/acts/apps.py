"""Everything done or looked at passes here."""

from django.apps import AppConfig
from django.core import checks


class ActsConfig(AppConfig):
    name = "niangjia.kernel.acts"
    label = "acts"

    def ready(self) -> None:
        """Refuse to start with a retention that nobody could carry out."""
        from .checks import check_retention  # noqa: PLC0415  (models must be loaded first)

        checks.register(check_retention)
