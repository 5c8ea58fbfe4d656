"""Kept filters beside the tabs, and on their own page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from niangjia.kernel.acts.action import query
from niangjia.kernel.acts.page import path_to
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import queries
from niangjia.kernel.desks import door as desks
from niangjia.services.feedback import rules

from . import sieve

#: Beside the tabs stand one's own first, then those the chair shared; more would push the tabs out.
MOST_TABS = 8


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab over the list."""

    url: str
    label: str
    count: int | str | None
    hot: bool
    current: bool


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A kept filter on its page. `mine`: may be changed; `clears`: may be deleted."""

    id: str
    url: str
    name: str
    line: str
    shared: bool
    pinned: bool
    first: bool
    opening: bool
    by: str
    mine: bool
    clears: bool


def asked_by(view: desks.Saved) -> dict[str, str]:
    """What a kept filter asks for now; parts that nobody knows any more are left out."""
    return sieve.read(view.query)


def first(actor: Actor) -> dict[str, str]:
    """What the desk of this person opens with: their own choice, else what the chair gave to all
    who chose nothing, else nothing."""
    kept = desks.queries.views(actor, rules.SERVICE)
    own = [view for view in kept if view.mine and view.first]
    given = [view for view in kept if view.shared and view.opening]
    return next((asked_by(view) for view in (*own, *given)), {})


@query(permit="feedback.desk")
def pinned(actor: Actor, asked: Mapping[str, str]) -> list[Tab]:
    """Kept filters as tabs with their badges; those with words to search for carry none."""
    found = [v for v in desks.queries.views(actor, rules.SERVICE) if v.pinned]
    shown = sorted(found, key=lambda view: not view.mine)[:MOST_TABS]
    counts = _counts(actor, shown)
    base = path_to("feedback_desk:inbox")
    return [
        Tab(
            f"{base}?{sieve.address(asked_by(view))}",
            view.name,
            badge(counts.get(n)),
            False,
            asked_by(view) == asked,
        )
        for n, view in enumerate(shown)
    ]


def _counts(actor: Actor, shown: list[desks.Saved]) -> dict[int, int]:
    countable = [n for n, view in enumerate(shown) if "q" not in view.query]
    asks = [sieve.kept({**shown[n].query}) for n in countable]
    return dict(zip(countable, queries.passing(actor, rules.SERVICE, asks), strict=True))


def badge(count: int | None) -> int | str | None:
    """A badge stops counting at a hundred."""
    return "99+" if count is not None and count >= queries.COUNT_UP_TO else count


@query(permit="feedback.desk")
def lines(actor: Actor) -> tuple[list[ViewLine], list[ViewLine]]:
    """Kept filters as their page shows them, and one's own deleted lately."""
    views = desks.queries.views(actor, rules.SERVICE)
    gone = desks.queries.dropped(actor, rules.SERVICE)
    return [line(actor, view) for view in views], [line(actor, view) for view in gone]


def line(actor: Actor, view: desks.Saved) -> ViewLine:
    """One kept filter in words."""
    asked = asked_by(view)
    return ViewLine(
        str(view.id),
        f"{path_to('feedback_desk:inbox')}?{sieve.address(asked)}",
        view.name,
        sieve.line(actor, asked, asked.get("tab", "open")),
        view.shared,
        view.pinned,
        view.first,
        view.opening,
        "" if view.mine else view.by_name,
        view.mine,
        view.mine or actor.may("desks.share"),
    )
