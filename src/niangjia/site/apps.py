"""The site is wired when every room is loaded."""

from niangjia.kernel.base import rooms


class SiteConfig(rooms.Room):
    name = "niangjia.site"
    label = "site"
    default = True
    starts = ("wiring.join",)
