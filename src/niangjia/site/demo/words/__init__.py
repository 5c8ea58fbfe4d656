"""Words of their own for every telling, split by theme; each theme module is plain data."""

from niangjia.site.demo.words import (
    air,
    benefits,
    canteen,
    commute,
    congress,
    contracts,
    dialogue,
    dormitory,
    facilities,
    guests,
    health,
    hours,
    leave,
    life,
    machines,
    pay,
    riders,
    safety,
    wages,
    women,
)
from niangjia.site.demo.words.again import AGAIN
from niangjia.site.demo.words.shape import Own

__all__ = ("AGAIN", "ALL", "Own", "own_words")

ALL: tuple[Own, ...] = (
    *air.WORDS,
    *benefits.WORDS,
    *canteen.WORDS,
    *commute.WORDS,
    *congress.WORDS,
    *contracts.WORDS,
    *dialogue.WORDS,
    *dormitory.WORDS,
    *facilities.WORDS,
    *guests.WORDS,
    *health.WORDS,
    *hours.WORDS,
    *leave.WORDS,
    *life.WORDS,
    *machines.WORDS,
    *pay.WORDS,
    *riders.WORDS,
    *safety.WORDS,
    *wages.WORDS,
    *women.WORDS,
)
_BY_TELLING = {(own.matter, own.number): own for own in ALL}


def own_words(matter: str, number: int) -> Own:
    """Return the words of one telling; empty ones where the matter's own serve."""
    return _BY_TELLING.get((matter, number)) or Own(matter, number)
