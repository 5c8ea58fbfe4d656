"""What a union types about the units of an offer: moved, kept aside, come in, in portions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.clock import SHANGHAI

MOST_UNITS = 10_000_000
#: What can be done, and which ends it wants.
VERBS = {
    "move": (_("调到别处，或者放出预留的"), ("from_", "to")),
    "reserve": (_("留一些不发"), ("from_",)),
    "receive": (_("新到一批"), ("to",)),
    "spoil": (_("报损"), ("from_",)),
}
Nodes = Sequence[tuple[UUID, str]]


class MoveForm(forms.Form):
    """One movement of units. Which nodes it needs depends on what is done."""

    prefix = "move"

    verb = forms.ChoiceField(
        label=_("要做什么？"), choices=[(key, words) for key, (words, _ends) in VERBS.items()]
    )
    from_ = forms.ChoiceField(label=_("从哪里？"), required=False)
    to = forms.ChoiceField(label=_("到哪里？"), required=False)
    quantity = forms.IntegerField(label=_("几份？"), min_value=1, max_value=MOST_UNITS)
    reason = forms.CharField(
        label=_("为什么？"),
        max_length=60,
        error_messages={"required": _("写一句为什么，账上要看得到")},
    )

    def __init__(self, *args: Any, nodes: Nodes, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("from_", "to"):
            self.fields[name].choices = [("", "—"), *((str(k), w) for k, w in nodes)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The ends it needs are chosen, and are two."""
        data = super().clean() or {}
        for name in VERBS.get(data.get("verb", ""), ("", ()))[1]:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, gettext("选一个"))
        if data.get("verb") == "move" and data.get("to") and data.get("from_") == data.get("to"):
            self.add_error("to", gettext("和上面是同一处，换一个"))
        return data

    def end(self, name: str) -> UUID:
        """One of its nodes; call it on a valid form only."""
        return UUID(self.cleaned_data[name])


class PortionForm(forms.Form):
    """So many at a day and hour."""

    prefix = "portion"

    node = forms.ChoiceField(label=_("放给谁？"))
    quantity = forms.IntegerField(label=_("放几份？"), min_value=1, max_value=MOST_UNITS)
    on = forms.DateField(
        label=_("哪天？"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    at = forms.TimeField(
        label=_("几点？"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    fresh = forms.CharField(label=_("是新到的？写怎么来的"), max_length=60, required=False)

    def __init__(self, *args: Any, nodes: Nodes, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["node"].choices = [(str(key), words) for key, words in nodes]  # type: ignore[attr-defined]

    def moment(self) -> datetime:
        """When they come out; call it on a valid form only."""
        data = self.cleaned_data
        return datetime.combine(data["on"], data["at"], tzinfo=SHANGHAI)
