"""What the second pass keeps of each picture: some hundred numbers, and no pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moodlens.face.flow import EYES, IOD, Rest, aligned, changed, displacements, laid, onto
from moodlens.face.follow import Face
from moodlens.face.points import LIDS, MOUTH, TRACKED
from moodlens.film.reel import Picture
from moodlens.records import Floats

HEAD = ("x", "y", "scale", "roll")


@dataclass(frozen=True, slots=True)
class Row:
    """One picture: its time, and the face's numbers where there was one."""

    at: float
    moved: NDArray[np.float32] | None = None
    """Displacement of the tracked points from rest, in aligned pixels (points x 2)."""
    head: tuple[float, ...] = (0.0,) * 4
    """Middle of the face in parts of the eye distance, log of the size, roll in radians."""
    open: tuple[float, float] = (0.0, 0.0)
    """Opening of the right and the left eye, in parts of the eye's width."""
    eyes: tuple[float, float] = (0.0, 0.0)
    """How little the right and the left eye look as they do at rest."""
    mouth: float = 0.0
    """Opening of the mouth, in parts of its width."""


def measured(picture: Picture, face: Face | None, rest: Rest) -> Row:
    """Measure one picture against the resting face."""
    if face is None:
        return Row(picture.at)
    into = onto(face, rest.shape)
    mesh = laid(face.points, into)
    image = aligned(picture, into)
    return Row(
        picture.at,
        displacements(rest, image),
        _head(into),
        (_gap(mesh, "right"), _gap(mesh, "left")),
        changed(rest, image),
        _mouth(mesh),
    )


def _head(into: Floats) -> tuple[float, ...]:
    size = math.hypot(into[0, 0], into[1, 0])
    back = np.linalg.solve(into[:, :2], np.array(EYES) - into[:, 2]) * size / IOD
    return float(back[0]), float(back[1]), -math.log(size), math.atan2(into[0, 1], into[0, 0])


def _gap(mesh: Floats, side: str) -> float:
    pairs, corners = LIDS[side]
    high = np.mean([np.linalg.norm(mesh[a, :2] - mesh[b, :2]) for a, b in pairs])
    return float(high / np.linalg.norm(mesh[corners[0], :2] - mesh[corners[1], :2]))


def _mouth(mesh: Floats) -> float:
    (up, down), (right, left) = MOUTH
    wide = float(np.linalg.norm(mesh[right, :2] - mesh[left, :2]))
    return float(np.linalg.norm(mesh[up, :2] - mesh[down, :2])) / wide


class Track:
    """All rows of a clip."""

    def __init__(self, shape: Floats) -> None:
        self.shape = shape
        self.rows: list[Row] = []
        self.missing = 0

    def add(self, row: Row) -> None:
        """Keep one picture; without a face only its number."""
        if row.moved is None:
            self.missing += 1
        else:
            self.rows.append(row)

    @property
    def lost(self) -> float:
        """Part of the pictures without a face."""
        return self.missing / max(self.missing + len(self.rows), 1)

    @property
    def times(self) -> Floats:
        """Seconds of the pictures with a face."""
        return np.array([row.at for row in self.rows])

    @property
    def moved(self) -> Floats:
        """Displacements in percent of the eye distance (pictures x points x 2)."""
        empty = np.zeros((0, len(TRACKED), 2))
        rows = [row.moved for row in self.rows if row.moved is not None]
        return np.stack(rows).astype(np.float64) * (100 / IOD) if rows else empty

    def column(self, name: str) -> Floats:
        """One field of all rows."""
        return np.array([getattr(row, name) for row in self.rows], np.float64)

    @property
    def places(self) -> Floats:
        """Where the tracked points lie at rest, in eye distances (points x 3)."""
        points = self.shape[list(TRACKED)]
        return np.asarray((points - points.mean(axis=0)) / IOD)
