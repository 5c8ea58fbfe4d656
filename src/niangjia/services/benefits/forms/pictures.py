"""Photographs of an offer at the desk: those just brought, and those that hang."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_WORDS = 80


class WordsForm(forms.Form):
    """What is to be seen on each of some photographs, one field for each."""

    def __init__(self, *args: Any, ids: Sequence[UUID], words: dict[UUID, str], **more: Any):
        super().__init__(*args, **more)
        self.ids = list(ids)
        for n, key in enumerate(self.ids, 1):
            self.fields[f"alt-{key}"] = forms.CharField(
                label=_("第 %d 张是什么？") % n,
                max_length=MOST_WORDS,
                initial=words.get(key, ""),
                error_messages={"required": _("写一句照片上是什么，看不见的人靠它")},
            )

    def alts(self) -> dict[UUID, str]:
        """What was written; call it on a valid form only."""
        return {key: self.cleaned_data[f"alt-{key}"] for key in self.ids}

    def rows(self, shown: dict[UUID, Any]) -> list[tuple[Any, Any]]:
        """Each field with its picture."""
        return [(self[f"alt-{key}"], shown[key]) for key in self.ids]
