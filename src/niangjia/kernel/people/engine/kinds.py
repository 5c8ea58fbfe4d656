"""The kinds of files there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.people import sheets
from niangjia.kernel.people.models import Import

from . import orgs, people, posts
from .examples import EXAMPLES
from .lines import Column, Line, Twice


@dataclass(frozen=True, slots=True)
class Kind:
    """Columns of a file, and how its lines are checked and written."""

    title: str
    columns: tuple[Column, ...]
    examples: tuple[dict[str, str], ...]
    check: Callable[[Import, Sequence[Line], Twice], None]
    write: Callable[[Import, Sequence[Line]], None]

    def headings(self) -> dict[str, str]:
        """Every heading people may use -> the column's key."""
        return {title: c.key for c in self.columns for title in (c.title, *c.also)}

    def lines(self) -> list[list[str]]:
        """The two invented lines of the template, as they stand in the file."""
        return [[cells.get(c.key, "") for c in self.columns] for cells in self.examples]

    def example(self, key: str) -> str:
        """A cell of a column as one may look: the first that is filled in."""
        return next((cells[key] for cells in self.examples if key in cells), "")

    def template(self, form: str) -> bytes:
        """The file to fill in, as "csv" or "xlsx": headings and two invented lines.

        An xlsx says on its second sheet how to fill each column.
        """
        notes = [(_("栏目"), _("怎么填")), *((c.title, _(c.note)) for c in self.columns)]
        return sheets.written(form, [c.title for c in self.columns], self.lines(), notes)


KINDS = {
    "orgs": Kind(noop("单位"), orgs.COLUMNS, EXAMPLES["orgs"], orgs.check, orgs.write),
    "people": Kind(noop("人员"), people.COLUMNS, EXAMPLES["people"], people.check, people.write),
    "appointments": Kind(
        noop("任职"), posts.COLUMNS, EXAMPLES["appointments"], posts.check, posts.write
    ),
}
