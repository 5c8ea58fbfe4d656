"""From picture to picture: where the face is, and its landmarks in the picture's pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from moodlens.face.nets import LOOK, MESH, Detector, Found, Mesh
from moodlens.face.points import LEFT_EYE, RIGHT_EYE
from moodlens.film.reel import Picture
from moodlens.records import Bytes, Floats

#: The square the mesh looks at, in widths of the face.
ROOM = 1.5
PRESENT = 0.5
#: While the face stays within these of the square's middle, size and turn, the square stays too:
#: a square that follows every tremble makes the landmarks tremble.
DRIFT, GROWTH, TILT = 0.03, 0.04, math.radians(1.5)


@dataclass(frozen=True, slots=True)
class Square:
    """A turned square in the picture: middle, side and angle."""

    x: float
    y: float
    side: float
    angle: float

    def into(self, size: int) -> Floats:
        """The 2 x 3 map from the picture's pixels to a square of that size."""
        scale = size / self.side
        a, b = scale * math.cos(self.angle), scale * math.sin(self.angle)
        return np.array(
            [
                [a, b, size / 2 - a * self.x - b * self.y],
                [-b, a, size / 2 + b * self.x - a * self.y],
            ]
        )

    def close(self, other: Square) -> bool:
        """Whether the other is so near that nothing is gained by moving there."""
        return (
            math.hypot(self.x - other.x, self.y - other.y) < DRIFT * self.side
            and abs(self.side - other.side) < GROWTH * self.side
            and abs(self.angle - other.angle) < TILT
        )


@dataclass(frozen=True, slots=True)
class Face:
    """468 landmarks in the picture's pixels, depth in the same unit."""

    points: Floats

    @property
    def iod(self) -> float:
        """Distance of the eyes, in pixels."""
        right, left = self.eyes()
        return float(np.linalg.norm(left - right))

    def eyes(self) -> tuple[Floats, Floats]:
        """Where the right and the left eye are."""
        flat = self.points[:, :2]
        return flat[list(RIGHT_EYE)].mean(axis=0), flat[list(LEFT_EYE)].mean(axis=0)


class Follower:
    """Finds a face once, then looks where it was. One for each clip."""

    def __init__(self) -> None:
        self.detector, self.mesh = Detector(), Mesh()
        self.square: Square | None = None

    def step(self, picture: Picture) -> Face | None:
        """The face in this picture, or None."""
        known = self.square
        face = self._fit(picture, known) if known else None
        if face is None:
            found = self.faces(picture)
            face = self._fit(picture, _around(found[0], picture)) if found else None
        self.square = self._next(face)
        return face

    def faces(self, picture: Picture) -> list[Found]:
        """All faces in the picture, by the detector."""
        return self.detector.look(_coloured(picture, _whole(picture).into(LOOK), LOOK))

    def _fit(self, picture: Picture, square: Square) -> Face | None:
        self.square = square
        into = square.into(MESH)
        points, chance = self.mesh.fit(_coloured(picture, into, MESH))
        if chance < PRESENT:
            return None
        back = np.linalg.inv(into[:, :2])
        flat = (points[:, :2] - into[:, 2]) @ back.T
        return Face(np.column_stack([flat, points[:, 2] * square.side / MESH]))

    def _next(self, face: Face | None) -> Square | None:
        if face is None:
            return None
        low, high = face.points[:, :2].min(axis=0), face.points[:, :2].max(axis=0)
        x, y = (low + high) / 2
        new = Square(x, y, ROOM * float((high - low).max()), _angle(face))
        return self.square if self.square and self.square.close(new) else new


def _angle(face: Face) -> float:
    right, left = face.eyes()
    x, y = left - right
    return math.atan2(y, x)


def _whole(picture: Picture) -> Square:
    high, wide = picture.luma.shape
    return Square(wide / 2, high / 2, max(high, wide), 0.0)


def _around(found: Found, picture: Picture) -> Square:
    """The square around a detected face; its parts are of the whole picture's square."""
    whole = _whole(picture)
    shift = np.array([whole.x, whole.y]) - whole.side / 2
    box = np.array(found.box).reshape(2, 2) * whole.side + shift
    (x, y), side = box.mean(axis=0), float((box[1] - box[0]).max())
    dx, dy = found.eyes[1] - found.eyes[0]
    return Square(float(x), float(y), ROOM * side, math.atan2(dy, dx))


def _coloured(picture: Picture, into: Floats, size: int) -> Bytes:
    """A small RGB picture, cut from the planes: the whole picture is never converted."""
    planes = (picture.luma, picture.red, picture.blue)
    merged = cv2.merge([_cut(plane, picture.luma, into, size) for plane in planes])
    return np.asarray(cv2.cvtColor(merged, cv2.COLOR_YCrCb2RGB), np.uint8)


def _cut(plane: Bytes, full: Bytes, into: Floats, size: int) -> Bytes:
    """The square of one plane, which may be smaller than the full one; 128 is no colour."""
    wide = plane.shape[1] / full.shape[1]
    less = max(int(wide / (1.4 * math.hypot(*into[:, 0]))), 1)
    if less > 1:
        plane = np.asarray(
            cv2.resize(plane, None, fx=1 / less, fy=1 / less, interpolation=cv2.INTER_AREA)
        )
    own = into.copy()
    own[:, 0] *= full.shape[1] / plane.shape[1]
    own[:, 1] *= full.shape[0] / plane.shape[0]
    return np.asarray(cv2.warpAffine(plane, own, (size, size), borderValue=(128,)), np.uint8)
