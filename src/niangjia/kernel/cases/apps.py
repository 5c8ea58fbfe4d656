"""Request, triage, handling, reply, verdict by the asker."""

from niangjia.kernel.base import rooms


class CasesConfig(rooms.Room):
    name = "niangjia.kernel.cases"
    label = "cases"
    default = True
    starts = ("traces.join",)
