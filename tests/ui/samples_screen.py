"""The queue of files to be looked at, in its states."""

from django import forms as django_forms

from tests.ui import forms
from tests.ui.samples_desk import desk
from tests.ui.samples_files import QUEUE, picture
from tests.ui.stage import rec


class Cover(django_forms.Form):
    """Parts of a picture, four numbers each."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for row in range(1, 9):
            for side in ("left", "top", "width", "height"):
                self.fields[f"{side}{row}"] = django_forms.IntegerField(required=False)

    def clean(self):
        """As the form of the project says it."""
        if self.cleaned_data.get("left2"):
            self.add_error("left2", "第 2 块要填四个数")

    def rows(self):
        """The rows, with what stands in them."""
        return [self._row(number) for number in range(1, 9)]

    def _row(self, number):
        names = {"left": "左边", "top": "上边", "width": "宽", "height": "高"}
        cells = [
            {"label": label, "field": self[f"{side}{number}"]} for side, label in names.items()
        ]
        shown = {side: self[f"{side}{number}"].value() or 0 for side in names}
        return {"number": number, "cells": cells, "shown": shown}


DRAWN = {"left1": "38", "top1": "20", "width1": "24", "height1": "32"}
PICTURE = rec(file=rec(width=160, height=120), url=picture(70), back="/s")

PAGES = [
    desk(
        "cover",
        "feedback/desk/cover.html",
        picture=PICTURE,
        form=Cover(initial={name: int(n) for name, n in DRAWN.items()}),
        form_key="k",
    ),
    desk(
        "cover-error",
        "feedback/desk/cover.html",
        picture=PICTURE,
        form=Cover(DRAWN | {"left2": "5"}),
        form_key="k",
    ),
    desk(
        "screen",
        "feedback/desk/screen.html",
        queue=QUEUE,
        form=forms.Screen(),
        form_key="k",
    ),
    desk(
        "screen-error",
        "feedback/desk/screen.html",
        queue=QUEUE,
        form=forms.Screen({}),
        form_key="k",
    ),
    desk(
        "screen-none",
        "feedback/desk/screen.html",
        queue=QUEUE | {"items": [], "waiting": "0", "oldest": ""},
        form=forms.Screen(),
        form_key="k",
    ),
]
