"""The first pass: times of all pictures, faces in a few, and the resting face made of those."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field

import cv2
import numpy as np

from moodlens.face.flow import Rest, aligned, laid, onto, upright
from moodlens.face.follow import Face, Follower
from moodlens.film.coarse import BLOCK, blocks, steps
from moodlens.film.reel import Film, Picture
from moodlens.records import Bytes, Floats, Progress, Unusable

EVERY = 0.45
"""Seconds between the pictures that make the resting face."""
USUAL = 30
"""Pictures a second that a codec's fewest bits are meant for."""
FEWEST = 5
"""Faces that make a resting face."""


@dataclass(slots=True)
class Looked:
    """What the first pass saw."""

    times: list[float] = field(default_factory=list)
    coarse: list[float] = field(default_factory=list)
    bright: list[float] = field(default_factory=list)
    """Mean brightness of the face in the pictures looked at, 0 to 255."""
    clipped: list[float] = field(default_factory=list)
    """Part of the face that is burnt out."""
    iods: list[float] = field(default_factory=list)
    crowds: int = 0
    """Pictures looked at with more than one face."""
    seen: int = 0
    rest: Rest | None = None
    thin: list[float] = field(default_factory=list)
    """Bits of each picture in parts of the fewest, where the codec is judged by them."""
    steps: list[Floats] = field(default_factory=list)
    """Of the face in the pictures looked at, by place in a codec's block."""

    @property
    def gap(self) -> float:
        """The usual time between pictures."""
        return float(np.median(np.diff(self.times))) if len(self.times) > 1 else 0.0

    @property
    def duration(self) -> float:
        """From the first picture to the end of the last."""
        return self.times[-1] + self.gap if self.times else 0.0

    @property
    def fps(self) -> float:
        """Pictures a second, over the whole clip."""
        return len(self.times) / self.duration if self.duration else 0.0

    @property
    def hole(self) -> float:
        """The longest time without a picture."""
        return float(np.diff(self.times).max()) if len(self.times) > 1 else 0.0

    def facts(self) -> dict[str, float]:
        """Numbers for the gate."""
        return {
            "faces": len(self.iods) / max(self.seen, 1),
            "crowd": self.crowds / max(self.seen, 1),
            "hole": self.hole,
            "iod": _middle(self.iods),
            "bright": _middle(self.bright),
            "clipped": _middle(self.clipped),
            "coarse": float(np.mean(self.coarse)) if self.coarse else 0.0,
            "blocks": blocks(self.steps),
            "starved": self._starved(),
        }

    def _starved(self) -> float:
        """The fewest bits in parts of those spent, over a second: above 1 there are too few."""
        spent = sum(self.thin) / max(self.duration, 1e-9) / USUAL
        return 1 / spent if spent else 0.0


def _middle(values: list[float]) -> float:
    return float(np.median(values)) if values else 0.0


@dataclass(slots=True)
class Samples:
    """Aligned pictures that make the resting face; some forty at most."""

    images: list[Bytes] = field(default_factory=list)
    shapes: list[Floats] = field(default_factory=list)

    def add(self, picture: Picture, face: Face) -> None:
        """Lay one more over the first."""
        into = onto(face, self.shapes[0]) if self.shapes else upright(face)
        self.images.append(aligned(picture, into))
        self.shapes.append(laid(face.points, into))

    def rest(self) -> Rest | None:
        """The median of all: what moves now and then is gone, what stays is sharp."""
        if len(self.images) < FEWEST:
            return None
        image = np.median(np.stack(self.images), axis=0).astype(np.uint8)
        return Rest(image, np.median(np.stack(self.shapes), axis=0))


def look(reel: Film, told: Progress) -> Looked:
    """Decode once. Raises ``Unusable`` for what no film can be made of."""
    looked, samples, follower, due = Looked(), Samples(), Follower(), 0.0
    with closing(reel.pictures()) as pictures:
        for picture in pictures:
            looked.times.append(picture.at)
            if picture.coarse is not None:
                looked.coarse.append(picture.coarse)
            if picture.thin is not None:
                looked.thin.append(picture.thin)
            if picture.at >= due and not picture.thinned:
                due = picture.at + EVERY
                _sample(picture, follower, looked, samples)
                told("look", min(picture.at / reel.limits.longest, 1.0))
    if len(looked.times) < 2:
        raise Unusable("no_picture")
    looked.rest = samples.rest()
    told("look", 1.0)
    return looked


def _sample(picture: Picture, follower: Follower, looked: Looked, samples: Samples) -> None:
    looked.seen += 1
    looked.crowds += len(follower.faces(picture)) > 1
    face = follower.step(picture)
    if face is None:
        return
    looked.iods.append(face.iod)
    skin = _skin(picture, face)
    looked.bright.append(float(skin.mean()))
    looked.clipped.append(float((skin >= 250).mean()))
    looked.steps += _steps(picture, face)
    samples.add(picture, face)


def _steps(picture: Picture, face: Face) -> list[Floats]:
    """The steps within the face, in the picture's own pixels; none where it has left them."""
    high, wide = picture.luma.shape
    low, top = face.points[:, :2].min(axis=0), face.points[:, :2].max(axis=0)
    x0, y0 = (max(int(side) // BLOCK * BLOCK, 0) for side in low)
    x1, y1 = min(int(top[0]), wide), min(int(top[1]), high)
    if min(x1 - x0, y1 - y0) < 4 * BLOCK:
        return []
    return [steps(picture.luma[y0:y1, x0:x1])]


def _skin(picture: Picture, face: Face) -> Bytes:
    """The middle of the face, upright and small, as the camera gave it."""
    into = upright(face) * 0.5
    return np.asarray(cv2.warpAffine(picture.luma, into, (132, 148)), np.uint8)[24:, 28:104]
