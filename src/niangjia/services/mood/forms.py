"""What a run may send. Answers are looked at here and nowhere kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from .rules.records import Scale
from .rules.scales import HARM

MISSING = noop("这一题还没选")
#: The answer to which the lines to ring were shown.
SEEN = "seen"


class AskForm(forms.Form):
    """One row of radios for each question of the run's scales."""

    def __init__(self, scales: Sequence[Scale], data: Any = None) -> None:
        super().__init__(data)
        self.scales = scales
        for scale in scales:
            choices = [(str(points), _(words)) for points, words in scale.options]
            for number, item in enumerate(scale.items, 1):
                self.fields[scale.field(number)] = forms.ChoiceField(
                    label=_(item),
                    choices=choices,
                    widget=forms.RadioSelect,
                    error_messages={"required": _(MISSING), "invalid_choice": _(MISSING)},
                )

    def parts(self) -> Iterator[tuple[Scale, list[BoundField]]]:
        """Each scale with its questions, in the order asked."""
        for scale in self.scales:
            yield scale, [self[scale.field(n + 1)] for n in range(len(scale.items))]

    def seen(self) -> bool:
        """Whether the lines to ring were shown to this answer: another one brings them again."""
        return bool(self.data.get(SEEN)) and self.data.get(SEEN) == self.data.get(HARM)

    def given(self) -> list[tuple[str, str]]:
        """The answers as they came, and that the lines were seen: for a page that sends them on."""
        answers = [(name, str(self.data[name])) for name in self.fields if name in self.data]
        return [*answers, (SEEN, str(self.data.get(HARM, "")))]


class ConsentForm(forms.Form):
    """Yes, to this one film."""

    agree = forms.BooleanField(
        label=noop("我看明白了，同意这一次"),
        error_messages={"required": noop("同意了才能录；不想录就只答五个问题，一样算分")},
    )
