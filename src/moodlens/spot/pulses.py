"""Looking for a shape in time: out from rest, an apex, and back.

Every region's pair of curves is compared with pulses of several lengths, each less its own
surroundings, so that neither a level nor a slope looks like a pulse. What is compared is not the
height but how unlikely it is among this clip's own noise of that length (a Mahalanobis distance of
the pair), so a restless region needs a larger movement than a quiet one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from moodlens.records import Floats
from moodlens.spot.signals import Signals, spread

LENGTHS = (0.16, 0.22, 0.3, 0.42, 0.6, 0.85, 1.2, 1.7)
"""Seconds of the pulses tried."""
AROUND = 0.6
"""Surroundings on each side, in lengths of the pulse (at least ``LEAST`` seconds)."""
LEAST = 0.25
SHRINK = 0.1


def pulse(times: Floats, onset: float, apex: float, offset: float) -> Floats:
    """A raised cosine from onset to apex and from apex to offset; 1 at the apex."""
    up = np.clip((times - onset) / max(apex - onset, 1e-6), 0, 1)
    down = np.clip((offset - times) / max(offset - apex, 1e-6), 0, 1)
    return np.asarray(0.25 * (1 - np.cos(np.pi * up)) * (1 - np.cos(np.pi * down)))


def taps(length: float, step: float) -> Floats:
    """The pulse less level and slope over its surroundings, of unit gain for a unit pulse."""
    reach = length / 2 + max(AROUND * length, LEAST)
    half = max(round(reach / step), 2)
    at = np.arange(-half, half + 1) * step
    shape = pulse(np.asarray(at, np.float64), -length / 2, 0.0, length / 2)
    shape = shape - shape.mean()
    return np.asarray(shape / float(shape @ shape))


def filtered(values: Floats, kernel: Floats) -> Floats:
    """Height of the best pulse around every time, along the first axis; reflected at the ends."""
    half = len(kernel) // 2
    ends = np.pad(values, ((half, half), (0, 0)), mode="reflect")
    return np.column_stack([np.convolve(one, kernel[::-1], "valid") for one in ends.T])


@dataclass(frozen=True, slots=True)
class Answer:
    """How each region answers to one length: heights (times x regions x 2) and z (t x regions)."""

    length: float
    heights: Floats
    z: Floats


@dataclass(frozen=True, slots=True)
class Ear:
    """One length, and this clip's noise of that length."""

    length: float
    kernel: Floats
    noise: Floats
    """Deviation of the heights (regions x 2)."""
    inverse: Floats
    """Of the correlation of each pair (regions x 2 x 2)."""

    def hear(self, curves: Floats) -> Answer:
        """How all regions answer."""
        heights = filtered(curves.reshape(len(curves), -1), self.kernel).reshape(curves.shape)
        unit = heights / self.noise
        square = np.einsum("tri,rij,trj->tr", unit, self.inverse, unit, optimize=True)
        return Answer(self.length, heights, np.sqrt(square))


def ears(signals: Signals) -> list[Ear]:
    """One for each length, its noise learnt from the clip with its movements in it."""
    flat = signals.curves.reshape(len(signals.curves), -1)
    out = []
    for length in LENGTHS:
        kernel = taps(length, signals.step)
        heights = filtered(flat, kernel).reshape(signals.curves.shape)
        out.append(Ear(length, kernel, spread(heights), tied(heights / spread(heights))))
    return out


def tied(unit: Floats) -> Floats:
    """Inverse of the correlation of each region's pair, where nothing moves."""
    out = np.zeros((unit.shape[1], 2, 2))
    for region in range(unit.shape[1]):
        calm = unit[np.hypot(*unit[:, region].T) < 3, region]
        both = float(np.clip((calm[:, 0] * calm[:, 1]).mean(), -0.9, 0.9)) if len(calm) else 0.0
        out[region] = np.linalg.inv(np.array([[1.0, both], [both, 1.0]]))
    return out


@dataclass(frozen=True, slots=True)
class Fit:
    """A pulse laid over one curve."""

    onset: float
    apex: float
    offset: float
    height: float
    left: float
    """What the pulse does not explain, as part of what there was."""


SHARES = np.array([0.3, 0.4, 0.5, 0.6, 0.7])
"""Where the apex may lie between onset and offset."""
WIDTHS = np.array([0.6, 0.75, 0.9, 1.05, 1.25, 1.5, 1.8])


def fit(times: Floats, curve: Floats, middle: float, length: float) -> Fit:
    """The best pulse near ``middle`` that is about ``length`` long, by least squares."""
    reach = 1.1 * length + LEAST
    inside = np.abs(times - middle) <= reach
    at, seen = times[inside], curve[inside]
    seen = _level(at, seen)
    best = Fit(middle - length / 2, middle, middle + length / 2, 0.0, 1.0)
    for shift, width, share in _tried(length):
        one = _laid(at, seen, middle + shift, length * width, share)
        best = one if one.left < best.left else best
    for shift, width, share in _closer(best.offset - best.onset):
        mid = (best.onset + best.offset) / 2 + shift
        part = (best.apex - best.onset) / (best.offset - best.onset)
        one = _laid(at, seen, mid, width, min(max(part + share, 0.2), 0.8))
        best = one if one.left < best.left else best
    return best


def _tried(length: float) -> list[tuple[float, float, float]]:
    shifts = np.linspace(-0.35, 0.35, 8) * length
    grid = np.stack(np.meshgrid(shifts, WIDTHS, SHARES), axis=-1).reshape(-1, 3)
    return [(float(a), float(b), float(c)) for a, b, c in grid]


def _closer(length: float) -> list[tuple[float, float, float]]:
    shifts = np.linspace(-0.06, 0.06, 5) * length
    widths = np.linspace(0.86, 1.14, 5) * length
    grid = np.stack(np.meshgrid(shifts, widths, [-0.06, 0.0, 0.06]), axis=-1).reshape(-1, 3)
    return [(float(a), float(b), float(c)) for a, b, c in grid]


def _level(times: Floats, curve: Floats) -> Floats:
    return curve - np.median(curve) if len(times) else curve


def _laid(times: Floats, curve: Floats, middle: float, length: float, share: float) -> Fit:
    onset, offset = middle - length / 2, middle + length / 2
    apex = onset + share * length
    shape = pulse(times, onset, apex, offset)
    design = np.column_stack([shape, np.ones_like(times), times - middle])
    found, *_rest = np.linalg.lstsq(design, curve, rcond=None)
    off = curve - design @ found
    whole = float(((curve - curve.mean()) ** 2).sum()) + 1e-12
    return Fit(onset, apex, offset, float(found[0]), float((off**2).sum()) / whole)
