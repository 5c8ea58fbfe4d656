"""The desk's menu: lines of the manifests under the headings a cadre would look for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

#: Key, title and icon of each group, in order. The first is always open.
GROUPS: tuple[tuple[str, str, str], ...] = (
    ("today", noop("今天的事"), "inbox"),
    ("folk", noop("职工和单位"), "users"),
    ("gifts", noop("福利"), "gift"),
    ("papers", noop("建议和文书"), "doc"),
    ("figures", noop("数字和通报"), "chart"),
    ("set", noop("设置"), "gear"),
)
#: A menu of so few lines needs no headings.
FEW = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the menu. `current`: the page belongs to it; `exact`: the page is it."""

    url: str
    icon: str
    label: str
    count: str | int | None
    current: bool
    exact: bool
    group: str


@dataclass(frozen=True, slots=True)
class Group:
    """Some lines of the menu. `folds`: it can be closed; `open`: the current page is in it."""

    key: str
    title: str
    icon: str
    items: tuple[Line, ...]
    folds: bool
    open: bool
    waits: bool


def grouped(nav: Sequence[Line]) -> tuple[Group, ...]:
    """The lines under their headings; groups without a line are left out."""
    if len(nav) <= FEW:
        return (Group("today", "", "", tuple(nav), folds=False, open=True, waits=False),)
    return tuple(
        _group(key, _(title), icon, found)
        for key, title, icon in GROUPS
        if (found := tuple(item for item in nav if item.group == key))
    )


def _group(key: str, title: str, icon: str, items: tuple[Line, ...]) -> Group:
    here = any(item.current for item in items)
    waits = any(item.count for item in items)
    return Group(key, title, icon, items, folds=key != GROUPS[0][0], open=here, waits=waits)


def current(path: str, urls: Sequence[str]) -> str:
    """The line a page belongs to: of those its address begins with, the longest. "" for none."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")
