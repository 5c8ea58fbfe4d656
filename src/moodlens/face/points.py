"""Which of the 468 landmarks lie where. Left and right are the person's own."""

from __future__ import annotations

from dataclasses import dataclass

RIGHT_EYE, LEFT_EYE = (33, 133), (263, 362)
"""The corners; an eye lies in the middle of its two, and the eyes' distance is our measure."""

#: Upper and lower lid in pairs, then the two corners.
LIDS = {
    "right": (((159, 145), (158, 153), (160, 144)), (33, 133)),
    "left": (((386, 374), (385, 380), (387, 373)), (263, 362)),
}
LID_POINTS = tuple(
    tuple(point for pair in pairs for point in pair) + corners for pairs, corners in LIDS.values()
)
MOUTH = ((13, 14), (61, 291))
"""Inner lips in the middle, and the corners."""

#: Points that the skull carries, more than any muscle does.
RIGID = (
    *(6, 168, 197, 195, 5, 4, 1, 122, 351, 193, 417, 188, 412, 174, 399, 196, 419),
    *(33, 133, 263, 362, 116, 345, 123, 352, 147, 376, 143, 372, 34, 264, 227, 447),
    *(139, 368, 71, 301, 68, 298, 104, 333, 151, 9, 8, 236, 456, 198, 420),
)

#: The edge of the face: it slides with every turn of the head, so nothing is measured there.
OVAL = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)

#: Inside of eyes and lips: pupils and teeth come and go there.
INSIDE = (
    *(7, 163, 144, 145, 153, 154, 155, 157, 158, 159, 160, 161, 173, 246),
    *(249, 390, 373, 374, 380, 381, 382, 384, 385, 386, 387, 388, 398, 466),
    *(78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 95, 88, 178, 87, 14, 317, 402, 318, 324),
)
TRACKED = tuple(sorted(set(range(468)) - set(OVAL) - set(INSIDE)))


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the face that moves as one."""

    name: str
    anchors: tuple[int, ...]
    half: str
    mirror: str | None = None

    @property
    def lids(self) -> bool:
        """Whether a blink pulls at it."""
        return self.half != "lower"


REGIONS = (
    Region("brow_inner_right", (107, 66, 69), "upper", "brow_inner_left"),
    Region("brow_inner_left", (336, 296, 299), "upper", "brow_inner_right"),
    Region("brow_outer_right", (70, 63, 105), "upper", "brow_outer_left"),
    Region("brow_outer_left", (300, 293, 334), "upper", "brow_outer_right"),
    Region("brow_low_right", (55, 65), "upper", "brow_low_left"),
    Region("brow_low_left", (285, 295), "upper", "brow_low_right"),
    Region("cheek_right", (50, 205, 36), "middle", "cheek_left"),
    Region("cheek_left", (280, 425, 266), "middle", "cheek_right"),
    Region("nose_right", (49, 129, 126), "middle", "nose_left"),
    Region("nose_left", (279, 358, 355), "middle", "nose_right"),
    Region("lip_upper_right", (37, 39, 165), "lower", "lip_upper_left"),
    Region("lip_upper_left", (267, 269, 391), "lower", "lip_upper_right"),
    Region("mouth_right", (61, 76, 57), "lower", "mouth_left"),
    Region("mouth_left", (291, 306, 287), "lower", "mouth_right"),
    Region("lip_lower", (17, 84, 314), "lower"),
    Region("chin", (199, 200, 175), "lower"),
)
NAMES = tuple(region.name for region in REGIONS)
#: Regions of the right half with their mirrors, by their place in ``REGIONS``: most movements take
#: both, and the noise of the two differs.
PAIRS = tuple(
    (at, NAMES.index(region.mirror))
    for at, region in enumerate(REGIONS)
    if region.mirror and region.name.endswith("right")
)
