"""Small records of figures for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from . import words


@dataclass(frozen=True, slots=True)
class Line:
    """One row of figures: a quarter, a union, a board or a firm. `few`: too few to be shown."""

    title: str
    opened: int
    shares: list[words.Share]
    few: bool = False
    running: bool = False
    aside: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A union's public page."""

    union: str
    code: str
    words: str
    until: date
    quarters: list[Line]
    league_title: str
    league: list[Line]


@dataclass(frozen=True, slots=True)
class Desk:
    """The rates of a union with all below it."""

    until: date | None
    quarters: list[Line]
    chosen: str
    start: str
    starts: list[tuple[str, str]]
    unions: list[Line]
    boards: list[Line]
    firms: list[Line]


EMPTY = Desk(None, [], "", "", [], [], [], [])


@dataclass(frozen=True, slots=True)
class Choice:
    """What the actor's union decided to show."""

    shown: bool
    words: str
    league: bool
    line: str
    code: str
