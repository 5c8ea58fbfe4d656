"""The drawn face of a result page: where each region of moodlens lies on it, and its name.

The face is the same for everybody; only marks are put on it. `tests/mood` holds the names against
those of the library.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

#: Region -> (name, (x, y)) on a drawing of 200 by 260, as one sees oneself in a mirror.
REGIONS: dict[str, tuple[str, tuple[int, int]]] = {
    "brow_inner_left": (noop("左眉内侧"), (82, 84)),
    "brow_inner_right": (noop("右眉内侧"), (118, 84)),
    "brow_outer_left": (noop("左眉外侧"), (54, 86)),
    "brow_outer_right": (noop("右眉外侧"), (146, 86)),
    "brow_low_left": (noop("左眉下方"), (76, 96)),
    "brow_low_right": (noop("右眉下方"), (124, 96)),
    "cheek_left": (noop("左脸颊"), (56, 152)),
    "cheek_right": (noop("右脸颊"), (144, 152)),
    "nose_left": (noop("左鼻翼"), (87, 144)),
    "nose_right": (noop("右鼻翼"), (113, 144)),
    "lip_upper_left": (noop("上唇左侧"), (90, 175)),
    "lip_upper_right": (noop("上唇右侧"), (110, 175)),
    "mouth_left": (noop("左嘴角"), (74, 184)),
    "mouth_right": (noop("右嘴角"), (126, 184)),
    "lip_lower": (noop("下唇"), (100, 196)),
    "chin": (noop("下巴"), (100, 224)),
}
