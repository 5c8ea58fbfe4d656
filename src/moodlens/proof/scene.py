"""A photo that moves: bent by movements, turned in space by its own depth, filmed by a poor camera.

Everything is one map from the film's pixels back to the photo's, made at a quarter of the size
(all bends are smooth) and laid over the photo's three planes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from moodlens.face.follow import Face, Follower
from moodlens.face.points import LIDS
from moodlens.film.reel import Picture
from moodlens.proof.moves import PUSHES, Head, Move, Recipe
from moodlens.records import Bytes, Floats

GRID = 4
LID = 0.28
"""Eye distances above the eye from which skin comes along when it shuts."""
EYE_LINE = 0.42
"""Where the eyes are, as part of the picture's height."""


#: Photos in the public domain; where they come from stands beside them.
FACES = {"astronaut": "astronaut.png", "other": "astronaut.png", "hopper": "hopper.jpg"}


SMALLEST = 64
"""Pixels of a photo's side."""


class NoFace(ValueError):
    """The photo shows no face that the networks find."""


def photo(face: str) -> Bytes:
    """A face by name, or from a file: ``other`` is the first one mirrored, narrower, darker."""
    if face in FACES:
        content = files(__package__).joinpath("faces", FACES[face]).read_bytes()
    else:
        content = Path(face).read_bytes()
    image = _opened(face, content)
    return _another(image) if face == "other" else image


def _opened(face: str, content: bytes) -> Bytes:
    """The pixels of a photo. OpenCV answers with nothing what it cannot read."""
    found = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR) if content else None
    if found is None:
        raise NoFace(f"{face} is not a photo: give a .jpg or .png, or one of {', '.join(FACES)}")
    if min(found.shape[:2]) < SMALLEST:
        raise NoFace(f"{face} is too small: a photo has {SMALLEST} pixels or more on each side")
    return np.asarray(found, np.uint8)


def _another(image: Bytes) -> Bytes:
    narrow = cv2.resize(image[:, ::-1], None, fx=0.93, fy=1.0, interpolation=cv2.INTER_CUBIC)
    tone = (narrow.astype(np.float64) / 255) ** np.array([1.7, 1.5, 1.3]) * 235
    return np.asarray(tone, np.uint8)


def planes(image: Bytes) -> tuple[Bytes, Bytes, Bytes]:
    """Brightness at full size and the two colours at half."""
    luma, red, blue = cv2.split(cv2.cvtColor(image, cv2.COLOR_BGR2YCrCb))
    half = (image.shape[1] // 2, image.shape[0] // 2)
    small = [cv2.resize(plane, half, interpolation=cv2.INTER_AREA) for plane in (blue, red)]
    return (
        np.asarray(luma, np.uint8),
        np.asarray(small[0], np.uint8),
        np.asarray(small[1], np.uint8),
    )


def met(image: Bytes) -> Face:
    """The face in a photo."""
    high, wide = (side // 2 * 2 for side in image.shape[:2])
    face = Follower().step(Picture(0.0, *planes(np.ascontiguousarray(image[:high, :wide])), None))
    if face is None:
        raise NoFace("no face was found in the photo")
    return face


@dataclass(slots=True)
class Scene:
    """The photo laid into the film's frame, with its landmarks and depth there."""

    planes: tuple[Bytes, Bytes, Bytes]
    face: Face
    grid: Floats
    """Film pixels of the coarse grid (rows x columns x 2)."""
    depth: Floats

    @classmethod
    def of(cls, recipe: Recipe) -> Scene:
        """Scale the photo so that the eyes are as far apart as asked."""
        image = photo(recipe.face)
        into = _laid(met(image), recipe)
        size = (recipe.wide, recipe.high)
        still = cv2.warpAffine(
            image, into, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
        )
        face = met(np.asarray(still, np.uint8))
        x, y = np.arange(0, recipe.wide, GRID) + 1.5, np.arange(0, recipe.high, GRID) + 1.5
        grid = np.stack(np.meshgrid(x, y), axis=-1)
        return cls(planes(np.asarray(still, np.uint8)), face, grid, _depth(face, grid))

    def push(self, move: Move, scale: float) -> Floats:
        """The bend of a movement at its apex, in film pixels (rows x columns x 2)."""
        out = np.zeros_like(self.grid)
        for point, dx, dy in PUSHES[move.au]:
            near = self._near(point, move.reach, move.reach)
            out += near[..., None] * np.array([dx, dy]) * move.size * scale
        return out

    def _near(self, point: int, wide: float, high: float) -> Floats:
        iod = self.face.iod
        off = (self.grid - self.face.points[point, :2]) / (np.array([wide, high]) * iod)
        return np.asarray(np.exp(-0.5 * (off**2).sum(axis=-1)))

    def lids(self, shut: float) -> Floats:
        """The bend of eyes that are shut so far: the upper lid's skin is drawn over the eye, and
        the brow comes along a little."""
        out = np.zeros_like(self.grid)
        for pairs, corners in LIDS.values():
            up, down = (self.face.points[point, :2] for point in pairs[0])
            gap = shut * float(down[1] - up[1])
            middle = self.face.points[list(corners), 0].mean()
            across = np.exp(-0.5 * ((self.grid[..., 0] - middle) / (0.2 * self.face.iod)) ** 4)
            edge = up[1] + gap * across
            rise = (self.grid[..., 1] - up[1] + LID * self.face.iod) / (LID * self.face.iod)
            drawn = np.clip(rise, 0, 1) * (self.grid[..., 1] <= edge)
            out[..., 1] += 1.15 * gap * across * drawn
        return out

    def jaw(self) -> Floats:
        """The bend of a mouth that opens by one eye distance."""
        out = np.zeros_like(self.grid)
        for point, part in ((199, 1.0), (17, 0.9), (14, 0.6), (13, -0.15)):
            out[..., 1] += part * self.face.iod * self._near(point, 0.3, 0.2) / 1.6
        return out


def _laid(face: Face, recipe: Recipe) -> Floats:
    """The photo's face upright in the film, its eyes on their line."""
    right, left = face.eyes()
    across, middle = left - right, (left + right) / 2
    a, b = across * recipe.iod / float(across @ across)
    turn = np.array([[a, b], [-b, a]])
    goal = np.array([recipe.wide / 2, recipe.high * EYE_LINE])
    return np.column_stack([turn, goal - turn @ middle])


def _depth(face: Face, grid: Floats) -> Floats:
    """Depth of every grid point in film pixels, smooth, level beyond the face."""
    iod, points = face.iod, face.points
    flat = grid.reshape(-1, 2)
    out = np.empty(len(flat))
    for start in range(0, len(flat), 4096):
        off = ((flat[start : start + 4096, None] - points[None, :, :2]) / (0.1 * iod)) ** 2
        weight = np.exp(-0.5 * off.sum(axis=-1))
        edge = 1e-2
        back = edge * float(points[:, 2].max())
        out[start : start + 4096] = (weight @ points[:, 2] + back) / (weight.sum(axis=1) + edge)
    return out.reshape(grid.shape[:2])


def seen_through(scene: Scene, head: Head, at: int, bend: Floats) -> NDArray[np.float32]:
    """The map of one picture: film pixel to photo pixel."""
    high, wide = scene.grid.shape[:2]
    middle = np.array([wide * GRID / 2, high * GRID * EYE_LINE])
    scale, roll = np.exp(-head.size[at]), -head.roll[at]
    turn = scale * np.array([[np.cos(roll), -np.sin(roll)], [np.sin(roll), np.cos(roll)]])
    shift = np.array([head.x[at], head.y[at]])
    photo_at = (scene.grid - middle - shift) @ turn.T + middle
    turned = np.stack([scene.depth * head.yaw[at], scene.depth * head.pitch[at]], axis=-1)
    on_face = ((photo_at - scene.grid[0, 0]) / GRID).astype(np.float32)
    moved = cv2.remap(
        np.dstack([bend, turned]).astype(np.float32),
        on_face[..., 0],
        on_face[..., 1],
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(photo_at - moved[..., :2] - moved[..., 2:], np.float32)
