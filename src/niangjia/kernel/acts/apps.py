"""Everything done or looked at passes here."""

from niangjia.kernel.base import rooms


class ActsConfig(rooms.Room):
    name = "niangjia.kernel.acts"
    label = "acts"
    default = True
    starts = ("checks.join",)
