"""Request, triage, handling, reply, verdict by the asker."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "niangjia.kernel.cases"
    label = "cases"

    def ready(self) -> None:
        """Tell `people` and `files` what is needed here, and retention whom a held case needs."""
        from niangjia.kernel.acts import retention  # noqa: PLC0415  (models must be loaded first)
        from niangjia.kernel.files import actions as files  # noqa: PLC0415
        from niangjia.kernel.people import hooks  # noqa: PLC0415

        from . import traces  # noqa: PLC0415

        if traces.in_use not in hooks.in_use:
            hooks.in_use.append(traces.in_use)
            hooks.open_matters.append(traces.open_matters)
            files.holders.append(traces.files_held)
        retention.also_held["people.Person"] = traces.asked_here
