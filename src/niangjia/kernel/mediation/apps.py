"""Mediation between a worker and a firm, with both sides' consent."""

from niangjia.kernel.base import rooms


class MediationConfig(rooms.Room):
    name = "niangjia.kernel.mediation"
    label = "mediation"
    default = True
    starts = ("traces.join",)
