"""What goes with a verb that is used on many cases at once."""

from __future__ import annotations

from typing import Any

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
}


class BatchForm(forms.Form):
    """The words and the choice of one verb."""

    def __init__(
        self, *args: Any, verb: str, boards: Any, unions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
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
