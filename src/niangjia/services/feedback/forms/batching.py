"""What goes with a verb that is used on many cases at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.desks import door as desks

from .fields import labelled, worded


def known_blanks(text: str) -> None:
    """Blanks are filled case by case; one that nobody can fill would leave all of them out."""
    known = {f"{{{name}}}" for name in desks.rules.BLANKS}
    if strange := [blank for blank in desks.rules.blanks(text) if blank not in known]:
        raise forms.ValidationError(_("%s 填不上，请改掉") % _("、").join(strange))


#: Verb -> its box: what is asked when it is empty, and how long it may be.
BOXES: dict[str, tuple[Any, int]] = {
    "accept": (_("请写给本人的话"), 300),
    "forward": (_("请写为什么转"), 200),
    "note": (_("请先写备注"), 1000),
    "progress": (_("请写办到哪一步了"), 1000),
    "merge": (_("请写给本人的话"), 300),
}


class BatchForm(forms.Form):
    """The words and the choice of one verb."""

    def __init__(
        self,
        *args: Any,
        verb: str,
        boards: Any,
        unions: list[tuple[str, str]],
        mains: list[tuple[str, str]],
        find: Callable[[str], UUID | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.find = find
        if verb == "merge":
            choices = [("", _("用下面写的编号")), *mains]
            self.fields["main"] = forms.ChoiceField(choices=choices, required=False)
            self.fields["number"] = forms.CharField(max_length=24, required=False)
        if verb == "forward":
            missing = {"required": _("请选转给哪个工会"), "invalid_choice": _("请选转给哪个工会")}
            self.fields["to"] = forms.ChoiceField(choices=unions, error_messages=missing)
        if verb == "sort":
            missing = {"required": _("请选一个方面")}
            self.fields["board"] = forms.ChoiceField(
                choices=labelled(boards), error_messages=missing
            )
        if verb in BOXES:
            words, most = BOXES[verb]
            self.fields["text"] = worded(words, low=2, high=most, validators=[known_blanks])

    def clean(self) -> dict[str, Any]:
        """The main case is one that was ticked, or any other by its number."""
        data = super().clean() or {}
        if "number" in self.fields:
            number = data.pop("number", "").strip()
            found = self.find(number) if number else data.get("main")
            if not found:
                missing = _("没有找到这个编号") if number else _("选一件当主件，或者写它的编号")
                self.add_error("number" if number else "main", missing)
            data["main"] = str(found or "")
        return data
