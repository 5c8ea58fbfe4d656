"""What a union gives out, to whom, how many, and who took one. Never one more than there are."""

from niangjia.kernel.base import rooms


class OffersConfig(rooms.Room):
    name = "niangjia.kernel.offers"
    label = "offers"
    default = True
    starts = ("pictures.join",)
