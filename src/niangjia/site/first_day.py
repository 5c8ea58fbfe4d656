"""The first day in a capacity: stops of the manifests, walked over the real pages.

Where somebody is stands in the address (`?first-day=clock`), so that no other page asks the
database for it; how far one came is written down with each step, per capacity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from niangjia.kernel.acts.page import is_staff, path_to
from niangjia.kernel.base.manifest import Stop
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.desks import door as desks
from niangjia.kernel.people import switches

from . import registry

PARAMETER = "first-day"
#: In place of a stop: the question whether to begin.
HELLO = "hello"


@dataclass(frozen=True, slots=True)
class Chip:
    """A little sign as pages show it, drawn beside the text."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A stop as the box beside the page shows it; `number` 0 is the question whether to begin."""

    key: str
    number: int
    of: int
    title: str
    text: str
    spot: str
    chips: list[Chip]
    url: str
    last: bool


def stops(actor: Actor) -> list[Stop]:
    """What there is to see in a capacity, in order; services that are switched off are passed."""
    here = switches.at(actor.org_path) if actor.org_path else switches.Inherited()
    found = [
        stop
        for room in registry.services()
        if not room.switchable or here.open(room.key)
        for stop in room.first_day
        if actor.may(stop.permit)
    ]
    return sorted(found, key=lambda stop: stop.place)


def lines(actor: Actor) -> list[Shown]:
    """All stops in words."""
    return shown(stops(actor))


def shown(found: Sequence[Stop]) -> list[Shown]:
    return [
        Shown(
            stop.key,
            number,
            len(found),
            _(stop.title),
            _(stop.text),
            stop.spot,
            [Chip(kind, _(label)) for kind, label in stop.chips],
            address(stop),
            last=number == len(found),
        )
        for number, stop in enumerate(found, 1)
    ]


def address(stop: Stop) -> str:
    """The page of a stop, with the box beside it."""
    return f"{path_to(stop.url_name)}?{PARAMETER}={stop.key}"


def box(request: HttpRequest, actor: Actor | None) -> Shown | None:
    """What stands beside this page, when its address says that somebody walks by."""
    key = request.GET.get(PARAMETER, "")
    if not key or actor is None or not actor.may("desks.first_day"):
        return None
    found = lines(actor)
    if key == HELLO:
        return _hello(found)
    here = (one for one in found if one.key == key)
    return next((one for one in here if one.url.partition("?")[0] == request.path), None)


def _hello(found: Sequence[Shown]) -> Shown:
    text = _("一共 %(n)d 处，走一圈三分钟；先不看也行，“怎么用”一直都在。") % {"n": len(found)}
    return Shown(HELLO, 0, len(found), _("第一次来？带你认认门"), text, "", [], "", last=False)


def greeted(actor: Actor, first: str) -> str:
    """The first page, with the question whether to begin for who was never asked."""
    if not actor.may("desks.first_day") or desks.first_day.come(actor) is not None:
        return first
    return f"{first}?{PARAMETER}={HELLO}"


def beside(actor: Actor) -> str:
    """Layout of the page that lists it all."""
    if is_staff(actor):
        return "ui/desk_wide.html"
    return "ui/firm.html" if actor.post == Post.RESPONDER else "ui/worker.html"
