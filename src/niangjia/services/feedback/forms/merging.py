"""Merging one case into another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from .fields import whole, worded

#: What an author is told unless the cadre finds better words; nothing of the main case is in it.
MERGED_WORDS = noop(
    "你说的这件事，工会已经在办了，跟它放在一起，答复时也会告诉你。编号不变，还是你来打分。"
)


class MergeForm(forms.Form):
    """Words to the author; where the main case is answered, the answer to this author too."""

    main = forms.UUIDField(widget=forms.HiddenInput)
    text = worded(_("请写给本人的话"), low=4, high=300, validators=[whole])
    answer = worded(_("请写给本人的答复"), low=2, high=1000, validators=[whole])

    def __init__(self, *args: Any, answered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not answered:
            del self.fields["answer"]


class UnmergeForm(forms.Form):
    """Why it goes on alone, in words the author reads."""

    text = worded(_("请写一句为什么单独办"), low=2, high=300, validators=[whole])
