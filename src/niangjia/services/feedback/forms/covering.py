"""Which parts of a picture are covered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.wording import in_words
from niangjia.kernel.files import door as files

ROWS = range(1, files.rules.MOST_MARKS + 1)
#: The four numbers of a part, and what each is called.
SIDES = (
    ("left", noop("左边")),
    ("top", noop("上边")),
    ("width", noop("宽")),
    ("height", noop("高")),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the four numbers."""

    label: str
    field: BoundField


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One part, as the form and the picture show it."""

    number: int
    cells: list[Cell]
    shown: dict[str, int]


class CoverForm(forms.Form):
    """Up to eight parts, each four whole numbers in percent; empty rows are none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wrong = {"invalid": _("写 0 到 100 的整数")}
        wrong |= {"min_value": wrong["invalid"], "max_value": wrong["invalid"]}
        for row in ROWS:
            for side, _label in SIDES:
                self.fields[f"{side}{row}"] = forms.IntegerField(
                    required=False, min_value=0, max_value=100, error_messages=wrong
                )

    def marks(self) -> list[files.Mark]:
        """What was typed; call it on a valid form only."""
        asked = (self._typed(row) for row in ROWS)
        return [files.Mark(*numbers) for numbers in asked if None not in numbers]  # type: ignore[arg-type]

    def _typed(self, row: int) -> list[int | None]:
        return [self.cleaned_data.get(f"{side}{row}") for side, _label in SIDES]

    def clean(self) -> dict[str, Any]:
        """A part needs all four numbers, and lies inside the picture."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        for row in ROWS:
            typed = self._typed(row)
            if None in typed and any(number is not None for number in typed):
                self.add_error(f"left{row}", _("第 %(n)d 块要填四个数") % {"n": row})
        if not self.errors and not (verdict := files.rules.may_mark(self.marks())):
            self.add_error(None, in_words(verdict))
        return data

    def rows(self) -> list[MarkRow]:
        """The rows of the form, with what already stands in them."""
        return [self._row(row) for row in ROWS]

    def _row(self, row: int) -> MarkRow:
        cells = [Cell(gettext(label), self[f"{side}{row}"]) for side, label in SIDES]
        values = [str(cell.field.value() or "") for cell in cells]
        numbers = [int(value) if value.isdigit() else 0 for value in values]
        shown = dict(zip((side for side, _label in SIDES), numbers, strict=True))
        return MarkRow(row, cells, shown)
