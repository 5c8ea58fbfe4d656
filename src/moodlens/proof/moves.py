"""What a made clip shows: movements, blinks and the head's way, drawn from a seed.

A movement is a set of pushes: a landmark, a direction, and how much of the movement's size it
takes. They follow the Facial Action Coding System only as far as direction and place; skin does
more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from moodlens.records import Floats

#: Landmark, direction (x to the viewer's right, y down, in parts of the size).
PUSHES: dict[str, tuple[tuple[int, float, float], ...]] = {
    "AU1": ((107, 0.0, -1.0), (336, 0.0, -1.0)),
    "AU2": ((63, 0.0, -1.0), (293, 0.0, -1.0)),
    "AU4": ((107, 0.45, 0.9), (336, -0.45, 0.9)),
    "AU9": ((49, 0.0, -1.0), (279, 0.0, -1.0), (8, 0.0, 0.5)),
    "AU10": ((37, 0.0, -1.0), (267, 0.0, -1.0), (49, 0.0, -0.4), (279, 0.0, -0.4)),
    "AU12": ((61, -0.75, -0.66), (291, 0.75, -0.66), (205, -0.2, -0.3), (425, 0.2, -0.3)),
    "AU12L": ((291, 0.75, -0.66), (425, 0.2, -0.3)),
    "AU15": ((61, -0.2, 1.0), (291, 0.2, 1.0)),
    "AU17": ((199, 0.0, -1.0), (17, 0.0, -0.5)),
}
SIZES = (0.0038, 0.0077, 0.0115, 0.0154, 0.023, 0.031)
"""Of micro-movements, in eye distances; one of each to a clip."""


@dataclass(frozen=True, slots=True)
class Move:
    """One movement: times in seconds, size in eye distances, reach of a push likewise."""

    kind: str
    au: str
    size: float
    onset: float
    apex: float
    offset: float
    reach: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to make. Sizes of motion are as filmed by a hand that rests on a table."""

    seed: int = 0
    face: str = "astronaut"
    seconds: float = 15.0
    fps: int = 30
    noise: float = 2.0
    crf: int = 23
    motion: float = 1.0
    sizes: tuple[float, ...] = SIZES
    macros: int = 1
    blinks: float = 0.27
    """Blinks a second."""
    talk: float = 0.0
    """Opening of the mouth while talking, in eye distances."""
    dark: float = 1.0
    """Brightness against the photo."""
    wide: int = 720
    high: int = 1280
    iod: float = 130.0


def scheduled(recipe: Recipe, luck: np.random.Generator) -> list[Move]:
    """Movements at random times, none touching another."""
    wanted = [("micro", size, luck.uniform(0.15, 0.45)) for size in recipe.sizes]
    wanted += [("macro", luck.uniform(0.045, 0.07), luck.uniform(0.8, 1.4))] * recipe.macros
    order = luck.permutation(len(wanted))
    room = recipe.seconds - 1.0 - sum(lasts for _kind, _size, lasts in wanted)
    gaps = luck.dirichlet(np.full(len(wanted) + 1, 3.0)) * max(room, 0.0)
    moves, at = [], 0.5
    for gap, which in zip(gaps, order, strict=False):
        kind, size, lasts = wanted[which]
        at += float(gap)
        moves.append(_move(kind, float(size), at, float(lasts), luck))
        at += float(lasts)
    return moves


def _move(kind: str, size: float, onset: float, lasts: float, luck: np.random.Generator) -> Move:
    apex = onset + lasts * float(luck.uniform(0.35, 0.6))
    au = str(luck.choice(sorted(PUSHES)))
    return Move(kind, au, size, onset, apex, onset + lasts, float(luck.uniform(0.12, 0.2)))


def blinking(recipe: Recipe, luck: np.random.Generator) -> list[float]:
    """Times of the blinks: irregular, at least a second and a half apart."""
    times, at = [], float(luck.uniform(0.4, 2.5))
    while recipe.blinks and at < recipe.seconds - 0.4:
        times.append(at)
        at += 1.5 + float(luck.exponential(max(1 / recipe.blinks - 1.5, 0.2)))
    return times


def wander(
    luck: np.random.Generator, times: Floats, slow: float = 0.07, quick: float = 0.9
) -> Floats:
    """A smooth random way between about -1 and 1: five sines of random pace and phase."""
    pace, phase = luck.uniform(slow, quick, 5), luck.uniform(0, 2 * np.pi, 5)
    size = luck.uniform(0.4, 1.0, 5)
    waves = size[:, None] * np.sin(2 * np.pi * pace[:, None] * times + phase[:, None])
    return np.asarray(waves.sum(axis=0) / np.abs(waves.sum(axis=0)).max())


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head is at each time: pixels, log size, radians."""

    x: Floats
    y: Floats
    size: Floats
    roll: Floats
    yaw: Floats
    pitch: Floats


def heading(recipe: Recipe, luck: np.random.Generator, times: Floats) -> Head:
    """The head's way, with the hand's tremble of five a second on top."""
    much, pixel = recipe.motion, recipe.iod / 130
    tremble = [0.4 * pixel * wander(luck, times, 4.0, 6.0) for _ in range(2)]
    return Head(
        x=much * (20 * pixel * wander(luck, times) + tremble[0]),
        y=much * (20 * pixel * wander(luck, times) + tremble[1]),
        size=much * 0.03 * wander(luck, times),
        roll=much * np.radians(3.0) * wander(luck, times),
        yaw=much * np.radians(3.2) * wander(luck, times),
        pitch=much * np.radians(2.6) * wander(luck, times),
    )


def talking(recipe: Recipe, luck: np.random.Generator, times: Floats) -> Floats:
    """Opening of the mouth at each time: syllables of four a second, with rests between words."""
    if not recipe.talk:
        return np.zeros_like(times)
    syllables = np.maximum(wander(luck, times, 2.5, 5.5), 0)
    words = np.clip(0.6 + wander(luck, times, 0.3, 0.9), 0, 1)
    return np.asarray(recipe.talk * syllables * words)
