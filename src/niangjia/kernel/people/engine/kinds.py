"""The kinds of files there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.people.models import Import

from . import orgs, people, posts
from .lines import Column, Line, Twice


@dataclass(frozen=True, slots=True)
class Kind:
    """Columns of a file, and how its lines are checked and written."""

    title: str
    columns: tuple[Column, ...]
    check: Callable[[Import, Sequence[Line], Twice], None]
    write: Callable[[Import, Sequence[Line]], None]

    def headings(self) -> dict[str, str]:
        """Every heading people may use -> the column's key."""
        return {title: c.key for c in self.columns for title in (c.title, *c.also)}


KINDS = {
    "orgs": Kind(noop("单位"), orgs.COLUMNS, orgs.check, orgs.write),
    "people": Kind(noop("人员"), people.COLUMNS, people.check, people.write),
    "appointments": Kind(noop("任职"), posts.COLUMNS, posts.check, posts.write),
}
