"""The queue of files to be looked at, in its states."""

from tests.ui import forms
from tests.ui.samples_desk import desk
from tests.ui.samples_files import QUEUE

PAGES = [
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
