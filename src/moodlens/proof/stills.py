"""A film that lies in a folder as numbered pictures, as SAMM and SMIC come; one open at a time."""

from __future__ import annotations

import re
import time
from collections.abc import Generator
from pathlib import Path

import cv2
import numpy as np

from moodlens.film.reel import CLOSEST, EMPTY, Picture
from moodlens.proof.scene import planes
from moodlens.records import Limits, Unusable

KINDS = (".jpg", ".jpeg", ".png", ".bmp")
NUMBER = re.compile(r"(\d+)$")


def numbered(folder: Path) -> list[tuple[int, Path]]:
    """The pictures of a folder by the number at the end of their names."""
    names = ((NUMBER.search(path.stem), path) for path in folder.iterdir())
    return sorted((int(at[1]), path) for at, path in names if at and path.suffix.lower() in KINDS)


class Stills:
    """Numbered pictures shown at ``limits.rate``; a number that is missing is a hole."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.limits, self.rate = limits, limits.rate or 30.0
        self.files = numbered(folder)
        self.first = self.files[0][0] if self.files else 0
        self.deadline = time.monotonic() + limits.seconds

    def pictures(self) -> Generator[Picture]:
        """Every picture in order of its number. Raises ``Unusable`` with the reason."""
        if len(self.files) > self.limits.frames:
            raise Unusable("too_many_frames", len(self.files), self.limits.frames)
        kept: float | None = None
        for number, path in self.files:
            at = (number - self.first) / self.rate
            self._within(at)
            thinned = kept is not None and at - kept < CLOSEST
            kept = kept if thinned else at
            yield (
                Picture(at, EMPTY, EMPTY, EMPTY, None, thinned=True)
                if thinned
                else _picture(at, path)
            )

    def _within(self, at: float) -> None:
        if at > self.limits.longest:
            raise Unusable("too_long", round(at, 2), self.limits.longest)
        if time.monotonic() > self.deadline:
            raise Unusable("too_slow", self.limits.seconds, self.limits.seconds)


def _picture(at: float, path: Path) -> Picture:
    content = np.frombuffer(path.read_bytes(), np.uint8)
    image = cv2.imdecode(content, cv2.IMREAD_COLOR) if len(content) else None
    if image is None or min(image.shape[:2]) < 2:
        raise Unusable("broken")
    high, wide = (side // 2 * 2 for side in image.shape[:2])
    even = np.ascontiguousarray(image[:high, :wide], np.uint8)
    return Picture(at, *planes(even), None)
