"""How far each point of the face lies from where it lies at rest.

Every picture is laid over one resting picture of the same face (the median of some twenty taken
from all over the clip), and the displacement of each landmark from there is measured by optical
flow. Nothing is added up from picture to picture, so nothing drifts.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from moodlens.face.follow import Face
from moodlens.face.points import LID_POINTS, RIGID, TRACKED
from moodlens.film.reel import Picture
from moodlens.records import Bytes, Floats

#: The aligned picture: its width and height, where the middle of the eyes lies, and the distance
#: of the eyes, all in pixels.
WIDE, HIGH, EYES, IOD = 264, 296, (132.0, 100.0), 96.0
WINDOW, LEVELS, STEPS, ENOUGH = 21, 1, 10, 0.003
NEAR = 31
"""Side of the neighbourhood whose brightness and contrast are evened out."""
FLOOR = 3.0
"""Contrast below this many grey levels is noise and is not blown up."""
GAIN = 42.0

cv2.setNumThreads(1)  # one clip, one core: two clips share two cores better than one clip does


@dataclass(frozen=True, slots=True)
class Rest:
    """The resting face: its picture, and its landmarks in aligned pixels (468 x 3)."""

    image: Bytes
    shape: Floats

    @property
    def points(self) -> NDArray[np.float32]:
        """The tracked landmarks as the flow wants them."""
        return self.shape[list(TRACKED), None, :2].astype(np.float32)

    def eyes(self) -> tuple[tuple[slice, slice], ...]:
        """The right and the left eye's rows and columns."""
        return tuple(_box(self.shape[list(points), :2]) for points in LID_POINTS)


def _box(points: Floats) -> tuple[slice, slice]:
    low, high = np.floor(points.min(axis=0)).astype(int), np.ceil(points.max(axis=0)).astype(int)
    return slice(max(low[1] - 1, 0), high[1] + 2), slice(max(low[0], 0), high[0] + 1)


def changed(rest: Rest, image: Bytes) -> tuple[float, float]:
    """How little each eye looks as it does at rest: 0 the same, 1 nothing in common."""
    out = []
    for box in rest.eyes():
        mine, theirs = image[box].astype(np.float64), rest.image[box].astype(np.float64)
        mine, theirs = mine - mine.mean(), theirs - theirs.mean()
        both = float(np.sqrt((mine**2).sum() * (theirs**2).sum())) + 1e-9
        out.append(1 - float((mine * theirs).sum()) / both)
    return out[0], out[1]


def upright(face: Face) -> Floats:
    """The first map: eyes level, at their place and distance."""
    right, left = face.eyes()
    across, middle = left - right, (left + right) / 2
    a, b = across * IOD / float(across @ across)
    turn = np.array([[a, b], [-b, a]])
    return np.column_stack([turn, np.array(EYES) - turn @ middle])


def onto(face: Face, shape: Floats) -> Floats:
    """The map that lays the rigid landmarks on those of a shape, by least squares."""
    rigid = list(RIGID)
    mine, theirs = face.points[rigid, :2], shape[rigid, :2]
    from_, to = mine.mean(axis=0), theirs.mean(axis=0)
    p, q = mine - from_, theirs - to
    size = float((p**2).sum())
    a = float((p * q).sum()) / size
    b = float((p[:, 1] * q[:, 0] - p[:, 0] * q[:, 1]).sum()) / size
    turn = np.array([[a, b], [-b, a]])
    return np.column_stack([turn, to - turn @ from_])


def laid(points: Floats, into: Floats) -> Floats:
    """Landmarks taken through a map; depth is scaled with it."""
    flat = points[:, :2] @ into[:, :2].T + into[:, 2]
    return np.column_stack([flat, points[:, 2] * np.hypot(*into[:, 0])])


def aligned(picture: Picture, into: Floats) -> Bytes:
    """The face cut out of the picture, with brightness and contrast evened out."""
    size = (WIDE, HIGH)
    cut = cv2.warpAffine(picture.luma, into, size, borderMode=cv2.BORDER_REPLICATE)
    grey = cv2.GaussianBlur(cut.astype(np.float32), (0, 0), 1.0)
    middle = cv2.blur(grey, (NEAR, NEAR))
    spread = cv2.blur(grey * grey, (NEAR, NEAR)) - middle * middle
    even = (grey - middle) / (np.sqrt(np.maximum(spread, 0)) + FLOOR)
    return np.clip(even * GAIN + 128, 0, 255).astype(np.uint8)


def displacements(rest: Rest, image: Bytes) -> NDArray[np.float32]:
    """How far every tracked point lies from its rest, in aligned pixels (points x 2)."""
    found, _ok, _error = cv2.calcOpticalFlowPyrLK(
        rest.image,
        image,
        rest.points,
        rest.points.copy(),
        winSize=(WINDOW, WINDOW),
        maxLevel=LEVELS,
        criteria=(cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, STEPS, ENOUGH),
        flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
    )
    return np.asarray(found - rest.points, np.float32)[:, 0]
