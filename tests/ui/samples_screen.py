"""The queue of files to be looked at, in its states."""

from tests.ui import forms
from tests.ui.samples_desk import desk
from tests.ui.samples_files import QUEUE, picture
from tests.ui.stage import rec

DRAWN = {"left1": "38", "top1": "20", "width1": "24", "height1": "32"}
PICTURE = rec(file=rec(width=160, height=120), url=picture(70), back="/s")

PAGES = [
    desk(
        "cover",
        "feedback/desk/cover.html",
        picture=PICTURE,
        form=forms.Cover(initial={name: int(n) for name, n in DRAWN.items()}),
        form_key="k",
    ),
    desk(
        "cover-error",
        "feedback/desk/cover.html",
        picture=PICTURE,
        form=forms.Cover(DRAWN | {"left2": "5"}),
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
