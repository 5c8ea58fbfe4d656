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
    """A line in the desk's side navigation; `count` gives its badge, `shown` narrows the permit."""

    url_name: str
    title: str
    icon: str
    permit: str
    count: Callable[[Any], int | str] | None = None
    shown: Callable[[Any], bool] | None = None


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
    links: tuple[Linkable, ...] = ()
