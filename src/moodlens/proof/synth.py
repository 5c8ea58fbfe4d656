"""Making a clip: pictures in order, through a real encoder, and the truth beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from moodlens.proof.moves import Head, Move, Recipe, blinking, heading, scheduled, talking, wander
from moodlens.proof.scene import Scene, seen_through
from moodlens.records import Bytes, Floats
from moodlens.spot.pulses import pulse

DRIFT, FLICKER = 0.03, 0.006
"""Of the brightness: slow drift, and the lamp's beat against the shutter."""
BLINK = (0.09, 0.14)
"""Seconds to close and to open again."""
GRAINS = 5
"""Sheets of noise that are shifted and reused: new ones for each picture would cost too much."""


def make(recipe: Recipe, folder: Path, name: str) -> Path:
    """Write ``name.mp4`` and ``name.json`` into the folder; the same recipe gives the same."""
    luck = np.random.default_rng(recipe.seed)
    moves, shut = scheduled(recipe, luck), blinking(recipe, luck)
    clip = folder / f"{name}.mp4"
    _written(clip, recipe, _pictures(recipe, luck, moves, shut))
    truth = _truth(recipe, moves, shut)
    (folder / f"{name}.json").write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")
    return clip


def _truth(recipe: Recipe, moves: list[Move], shut: list[float]) -> dict[str, Any]:
    events = [
        {
            "kind": move.kind,
            "au": move.au,
            "size_iod": round(100 * move.size, 3),
            "onset": round(move.onset, 4),
            "apex": round(move.apex, 4),
            "offset": round(move.offset, 4),
        }
        for move in moves
    ]
    blinks = [round(at, 4) for at in shut]
    return {
        "recipe": asdict(recipe),
        "duration": recipe.seconds,
        "events": events,
        "blinks": blinks,
    }


Planes = tuple[Bytes, Bytes, Bytes]


def _pictures(
    recipe: Recipe, luck: np.random.Generator, moves: list[Move], shut: list[float]
) -> Iterator[Planes]:
    scene = Scene.of(recipe)
    times = np.arange(round(recipe.seconds * recipe.fps)) / recipe.fps
    head, bright = heading(recipe, luck, times), recipe.dark * _brightness(luck, times)
    bends, grain = _bends(scene, recipe, luck, times, moves, shut), _grain(recipe, luck)
    for at in range(len(times)):
        through = seen_through(scene, head, at, bends(at))
        yield _filmed(scene, through, float(bright[at]), grain, luck)


def _brightness(luck: np.random.Generator, times: Floats) -> Floats:
    beat = np.sin(2 * np.pi * luck.uniform(2, 9) * times)
    return np.asarray(1 + DRIFT * wander(luck, times) + FLICKER * beat)


class _bends:  # noqa: N801  (a function with something worked out beforehand)
    """What bends the photo at each picture."""

    def __init__(
        self,
        scene: Scene,
        recipe: Recipe,
        luck: np.random.Generator,
        times: Floats,
        moves: list[Move],
        shut: list[float],
    ) -> None:
        iod = scene.face.iod
        self.parts: list[tuple[Floats, Floats]] = [
            (pulse(times, move.onset, move.apex, move.offset), scene.push(move, iod))
            for move in moves
        ]
        self.shut, self.scene = _lids(times, shut), scene
        self.parts.append((talking(recipe, luck, times), scene.jaw()))
        self.nothing = np.zeros_like(scene.grid)

    def __call__(self, at: int) -> Floats:
        live = [height[at] * bend for height, bend in self.parts if height[at] > 0]
        if self.shut[at] > 0:
            live.append(self.scene.lids(float(self.shut[at])))
        return np.sum(live, axis=0) if live else self.nothing


def _lids(times: Floats, shut: list[float]) -> Floats:
    out = np.zeros_like(times)
    for at in shut:
        out = np.maximum(out, pulse(times, at - BLINK[0], at, at + BLINK[1]))
    return out


def _grain(recipe: Recipe, luck: np.random.Generator) -> list[NDArray[np.float32]]:
    size = (recipe.high + 64, recipe.wide + 64)
    return [(recipe.noise * luck.standard_normal(size)).astype(np.float32) for _ in range(GRAINS)]


def _filmed(
    scene: Scene,
    through: NDArray[np.float32],
    bright: float,
    grain: list[NDArray[np.float32]],
    luck: np.random.Generator,
) -> Planes:
    high, wide = scene.planes[0].shape
    whole = _enlarged(through, (wide, high), 1.0)
    sheet, (down, right) = grain[int(luck.integers(GRAINS))], luck.integers(0, 64, 2)
    luma = _through(scene.planes[0], whole).astype(np.float32) * bright
    luma += sheet[down : down + high, right : right + wide]
    half = _enlarged(through, (wide // 2, high // 2), 0.5)
    blue, red = (_through(plane, half) for plane in scene.planes[1:])
    return np.clip(np.rint(luma), 0, 255).astype(np.uint8), blue, red


def _enlarged(coarse: NDArray[np.float32], size: tuple[int, int], scale: float) -> Any:
    return cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR) * np.float32(scale)


def _through(plane: Bytes, where: Any) -> Bytes:
    out = cv2.remap(
        plane, where[..., 0], where[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
    )
    return np.asarray(out, np.uint8)


def _written(clip: Path, recipe: Recipe, pictures: Iterator[Planes]) -> None:
    with av.open(str(clip), "w") as container:
        options = {"crf": str(recipe.crf), "preset": "veryfast", "threads": "1"}
        stream = container.add_stream("libx264", rate=recipe.fps, options=options)
        stream.width, stream.height, stream.pix_fmt = recipe.wide, recipe.high, "yuv420p"
        for at, sheets in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(_stacked(sheets), format="yuv420p")
            frame.pts, frame.time_base = at, Fraction(1, recipe.fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _stacked(sheets: Planes) -> Bytes:
    """Planes as the encoder's wrapper wants them: one below the other."""
    luma, blue, red = sheets
    wide = luma.shape[1]
    return np.concatenate([luma, blue.reshape(-1, wide), red.reshape(-1, wide)])


__all__ = ["Head", "Recipe", "make"]
