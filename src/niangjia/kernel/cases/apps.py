"""Request, triage, handling, reply, verdict by the asker."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "niangjia.kernel.cases"
    label = "cases"
