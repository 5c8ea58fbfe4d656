"""Numbered documents a union sends, and what is answered to them."""

from niangjia.kernel.base import rooms


class LettersConfig(rooms.Room):
    name = "niangjia.kernel.letters"
    label = "letters"
    default = True
    starts = ("traces.join",)
