"""The filters of the desk's list, as its address says them and as the list is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.cases.door import FLOW, Wanted
from niangjia.kernel.people import door as people

from . import words
from .boards import board_titles

TABS: tuple[tuple[str, str], ...] = (
    ("todo", noop("要我办")),
    ("late", noop("快超时")),
    ("talks", noop("商量由谁办")),
    ("out", noop("转出去的")),
    ("open", noop("辖区在办")),
    ("done", noop("已办")),
)
#: The caller's own list, in place of what a union owes.
CALLS = ("call", noop("要回访"))
SORTS: tuple[tuple[str, str], ...] = (
    ("due", noop("先到期的在前")),
    ("new", noop("最近有动静的在前")),
    ("old", noop("放得最久的在前")),
)
ORIGINS: tuple[tuple[str, str], ...] = (
    ("", noop("怎么来的都看")),
    ("online", noop("本人网上提的")),
    ("paper", noop("意见箱纸条")),
    ("phone", noop("来电")),
    ("visit", noop("来访")),
    ("imported", noop("导入")),
)
AGES: tuple[tuple[str, str], ...] = (
    ("", noop("放了多久都看")),
    ("3", noop("放了三天以上")),
    ("7", noop("放了七天以上")),
    ("15", noop("放了十五天以上")),
    ("30", noop("放了三十天以上")),
)
STARS: tuple[tuple[str, str], ...] = (
    ("", noop("几颗星都看")),
    ("1", noop("只看一星")),
    ("2", noop("两星和以下")),
    ("3", noop("三星和以下")),
)


def _of(pairs: tuple[tuple[str, str], ...]) -> Callable[[str], str]:
    known = {value for value, _label in pairs}
    return lambda text: text if text in known else ""


def _words(length: int) -> Callable[[str], str]:
    return lambda text: text.strip()[:length]


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


#: What an address may ask for, and how each part is read; what cannot be understood is left out.
PARTS: dict[str, Callable[[str], str]] = {
    "tab": _of((*TABS, CALLS)),
    "board": _words(30),
    "state": _of(tuple((state, "") for state in sorted(FLOW.states))),
    "q": _words(60),
    "sort": _of(SORTS),
    "firm": _words(60),
    "origin": _of(ORIGINS),
    "age": _of(AGES),
    "stars": _of(STARS),
    "mine": _of((("1", ""),)),
    "by": _day,
}
#: Parts behind "more filters".
MORE = ("firm", "origin", "age", "stars", "mine", "by")


def read(given: Mapping[str, str]) -> dict[str, str]:
    """The parts of an address that ask for something, in one order: equal filters are equal."""
    found = {name: make(given[name]) for name, make in PARTS.items() if given.get(name)}
    return {name: value for name, value in found.items() if value}


def address(asked: Mapping[str, str], **more: str) -> str:
    """The query of an address that asks for this."""
    return urlencode({**asked, **more})


def wanted(asked: Mapping[str, str], first: str, root: str, cursor: str = "") -> Wanted:
    """What the list is asked; `first` is the tab where none is named. Looks up a firm by name."""
    firms = (
        tuple(firm.id for firm in people.find_employers(asked["firm"], root, 50))
        if "firm" in asked
        else None
    )
    return _wanted(asked, first, firms, cursor)


def kept(asked: Mapping[str, str]) -> Wanted:
    """What a kept filter is counted by: the firms are those that were found when it was kept."""
    ids = [UUID(text) for text in asked.get("firms", "").split(",") if text]
    return _wanted(asked, "open", tuple(ids) if "firm" in asked else None)


def _wanted(
    asked: Mapping[str, str], first: str, firms: tuple[UUID, ...] | None, cursor: str = ""
) -> Wanted:
    get = asked.get
    return Wanted(
        get("tab") or first,
        get("board", ""),
        get("state", ""),
        get("q", ""),
        get("sort") or "due",
        cursor,
        firms,
        get("origin", ""),
        int(get("age") or 0),
        int(get("stars") or 0),
        date.fromisoformat(asked["by"]) if "by" in asked else None,
        "mine" in asked,
    )


def to_keep(asked: Mapping[str, str], root: str) -> dict[str, str]:
    """What is stored of a filter: its address, and the firms its words mean today."""
    if "firm" not in asked:
        return dict(asked)
    found = people.find_employers(asked["firm"], root, 50)
    return {**asked, "firms": ",".join(str(firm.id) for firm in found)}


def states() -> tuple[tuple[str, str], ...]:
    """Every state a case at the desk can be in, with its word."""
    return _states(get_language())


@cache
def _states(_language: str | None) -> tuple[tuple[str, str], ...]:
    """Kept per language: every list names them."""
    return tuple((s, words.status(s, at_desk=True).label) for s in (*FLOW.waits, *FLOW.finals))


def tabs_of(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The tabs of a post."""
    return (CALLS, *TABS) if actor.post == Post.CALLER else TABS


Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a select offers, (value, label) each, and what is chosen."""

    choices: Pairs
    chosen: str


@cache
def _said(pairs: Pairs, _language: str | None) -> Pairs:
    """The labels of a fixed list; kept per language, as every list draws them."""
    return tuple((value, _(label)) for value, label in pairs)


@query(permit="feedback.desk")
def form(actor: Actor, asked: Mapping[str, str], tab: str) -> dict[str, Any]:
    """The filter form's choices."""

    def options(pairs: Pairs, name: str) -> Choices:
        return Choices(pairs, asked.get(name, ""))

    language = get_language()
    shown = tuple(pair for pair in states() if pair[0] != "withdrawn")
    return {
        "tab": tab,
        "q": asked.get("q", ""),
        "boards": options((("", _("全部方面")), *board_titles().items()), "board"),
        "states": options((("", _("全部进度")), *shown), "state"),
        "sorts": options(_said(SORTS, language), "sort"),
        "firm": asked.get("firm", ""),
        "origins": options(_said(ORIGINS, language), "origin"),
        "ages": options(_said(AGES, language), "age"),
        "stars": options(_said(STARS, language), "stars"),
        "by": asked.get("by", ""),
        "mine": "mine" in asked,
        "more": sum(name in asked for name in MORE),
        "on": bool(asked.keys() - {"tab", "sort"}),
        "line": line(actor, asked, tab),
    }


def line(actor: Actor, asked: Mapping[str, str], tab: str) -> str:
    """A filter in one line, as its list, its paper and its file name it."""
    labels = {
        "tab": dict(tabs_of(actor)) | {"": ""},
        "board": board_titles(),
        "state": dict(states()),
        "origin": dict(ORIGINS),
        "age": dict(AGES),
        "stars": dict(STARS),
        "sort": dict(SORTS),
    }
    said = {"mine": _("我经办的"), "by": _("%s 前到期") % asked.get("by", "")}
    parts = [
        said.get(name) or _(labels.get(name, {}).get(value, value))
        for name, value in ({"tab": tab} | dict(asked)).items()
        if name in PARTS
    ]
    return " · ".join(part for part in parts if part)
