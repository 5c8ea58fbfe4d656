"""What the house may know of a room: frozen facts and plain function references."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .types import Post


@dataclass(frozen=True, slots=True)
class Permit:
    """A permit, the posts that hold it, its wording, and whether it begins something new."""

    key: str
    posts: tuple[Post, ...]
    title: str
    starts: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """A door to the service on the home and services pages. `group` is one of the eight."""

    url_name: str
    title: str
    hint: str
    icon: str
    group: str
    verb: str
    permit: str


@dataclass(frozen=True, slots=True)
class DeskItem:
    """A line of the desk's menu; `count` gives its badge, `shown` narrows the permit.

    `group` is one of the menu's six: today, folk, gifts, papers, figures, set.
    """

    url_name: str
    title: str
    icon: str
    permit: str
    count: Callable[[Any], int | str] | None = None
    shown: Callable[[Any], bool] | None = None
    group: str = "today"


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of somebody's first day: a page, what to look at there, and why it is like that.

    Only holders of `permit` come by; stops are walked in the order of `place`. `spot` is a CSS
    selector of what is meant on the page; `chips` are drawn beside the text as (kind, label). The
    text is the same for everybody: nothing of anybody's case is ever in it.
    """

    key: str
    place: int
    url_name: str
    permit: str
    title: str
    text: str
    spot: str = ""
    chips: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a service with a switch of its own: it needs `permits`, and the service open too.

    A part that is `shut` stays closed until a union opens it; `note` says beside the switch what
    whoever opens it must have done before.
    """

    key: str
    title: str
    permits: tuple[str, ...]
    shut: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """One room's part of "give me my data": rows about a person as plain values."""

    title: str
    rows: Callable[[UUID], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Linked:
    """A thing people can be led to: its key within its kind, its name, and a path of ours."""

    key: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Linkable:
    """A kind of thing a matter of many people may lead to: a survey, a course, an offer.

    `offered` gives those the acting union may lead its workers to now, newest first.
    """

    key: str
    title: str
    offered: Callable[[Any], list[Linked]]


@dataclass(frozen=True, slots=True)
class Service:
    """A room's manifest. Menu, permits, routes, catalogue, export, demo and docs come from it."""

    key: str
    title: str
    summary: str
    permits: tuple[Permit, ...] = ()
    tiles: tuple[Tile, ...] = ()
    desk: tuple[DeskItem, ...] = ()
    firm: tuple[DeskItem, ...] = ()
    personal_data: tuple[str, ...] = ()
    exports: tuple[Export, ...] = ()
    erase: Callable[[UUID], None] | None = None
    retention: str = ""
    measures: tuple[str, ...] = ()
    seeds: Callable[[Any], None] | None = None
    switchable: bool = True
    parts: tuple[Part, ...] = ()
    links: tuple[Linkable, ...] = ()
    first_day: tuple[Stop, ...] = ()
