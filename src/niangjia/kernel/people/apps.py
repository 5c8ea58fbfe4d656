"""People, organisations, posts, log-in, capacity."""

from niangjia.kernel.base import rooms


class PeopleConfig(rooms.Room):
    name = "niangjia.kernel.people"
    label = "people"
    default = True
    starts = ("switches.join",)
