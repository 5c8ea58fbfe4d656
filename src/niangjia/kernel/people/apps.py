"""People, organisations, posts, log-in, capacity."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "niangjia.kernel.people"
    label = "people"

    def ready(self) -> None:
        """Register the guard that honours a union's service switches."""
        from niangjia.kernel.acts import page  # noqa: PLC0415  (apps must be loaded first)

        from . import switches  # noqa: PLC0415

        if switches.guard not in page.guards:
            page.guards.append(switches.guard)
