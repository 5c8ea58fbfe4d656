"""One pair of curves for each region, on an even grid of times, cleaned of what is not the face's.

Cleaning is regression, always with weights that pass over what does not fit, so that a movement is
not explained away: on the closing of the eyes (a blink pulls at brow and cheek), and on the head's
coefficients (a region answers to a turn a little differently than its depth says).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from moodlens.face.points import PAIRS, REGIONS, TRACKED
from moodlens.records import Floats

#: Reach of a region around its anchors, in eye distances.
REACH = 0.1
SLOW = 1.1
"""Seconds of the running median that takes out what is slower than a movement."""
HUBER, ROUNDS = 2.0, 5


@dataclass(frozen=True, slots=True)
class Signals:
    """Curves on an even grid (times x voices x 2), in percent of eye distance. The voices are the
    regions, and then the pairs: what a region and its mirror do alike."""

    times: Floats
    curves: Floats

    @property
    def step(self) -> float:
        """Seconds between two points of the grid."""
        return float(self.times[1] - self.times[0])


def with_pairs(curves: Floats) -> Floats:
    """The regions' curves, and after them the pairs'."""
    right, left = (list(side) for side in zip(*PAIRS, strict=True))
    alike = (curves[:, right] + curves[:, left] * np.array([-1.0, 1.0])) / 2
    return np.concatenate([curves, alike], axis=1)


def kernels(places: Floats) -> Floats:
    """How much each tracked point counts for each region (regions x points), rows summing to 1."""
    rows = []
    for region in REGIONS:
        anchors = places[[TRACKED.index(point) for point in region.anchors], :2]
        off = np.linalg.norm(places[:, None, :2] - anchors[None], axis=2).min(axis=1)
        weight = np.exp(-0.5 * (off / REACH) ** 2)
        rows.append(weight / weight.sum())
    return np.stack(rows)


def even(times: Floats, values: Floats) -> tuple[Floats, Floats]:
    """The same curves at even times, as many as there were."""
    grid = np.linspace(times[0], times[-1], len(times))
    flat = values.reshape(len(times), -1)
    new = np.column_stack([np.interp(grid, times, column) for column in flat.T])
    return grid, new.reshape(values.shape)


def fast(values: Floats, step: float, slow: float = SLOW) -> Floats:
    """Curves less their running median; along the first axis."""
    half = max(round(slow / step / 2), 1)
    flat = values.reshape(len(values), -1)
    ends = np.pad(flat, ((half, half), (0, 0)), mode="reflect")
    middle = np.median(sliding_window_view(ends, 2 * half + 1, axis=0), axis=-1)
    return (flat - middle).reshape(values.shape)


def spread(values: Floats) -> Floats:
    """Standard deviation by the median, which movements hardly raise; along the first axis."""
    off = np.abs(values - np.median(values, axis=0))
    return np.asarray(1.4826 * np.median(off, axis=0) + 1e-9)


def explained(values: Floats, by: Floats, ridge: float = 1e-3) -> Floats:
    """What ``by`` explains of each curve, passing over what does not fit (Huber's weights)."""
    by = by / (by.std(axis=0) + 1e-9)
    weights = np.ones_like(values)
    out = np.zeros_like(values)
    for _ in range(ROUNDS):
        normal = np.einsum("ti,tk,tj->kij", by, weights, by, optimize=True)
        normal += ridge * len(by) * np.eye(by.shape[1])
        right = np.einsum("ti,tk,tk->ki", by, weights, values, optimize=True)
        out = by @ np.linalg.solve(normal, right[..., None])[..., 0].T
        off = np.abs(values - out) / spread(values - out)
        weights = np.where(off > HUBER, (HUBER / np.maximum(off, 1e-9)) ** 2, 1.0)
    return out


def without_head(curves: Floats, head: Floats, step: float) -> Floats:
    """Curves less what the head still explains of them."""
    flat = curves.reshape(len(curves), -1)
    lost = explained(fast(flat, step), fast(head, step))
    return np.asarray((flat - lost).reshape(curves.shape))


def without_lids(curves: Floats, eyes: Floats, shut: NDArray[np.bool_], step: float) -> Floats:
    """Curves less what the lids pull along, learnt where they are on their way."""
    if not shut.any():
        return curves
    flat, by = curves.reshape(len(curves), -1), fast(eyes, step)
    pull, *_rest = np.linalg.lstsq(by[shut], fast(flat, step)[shut], rcond=None)
    return np.asarray((flat - by @ pull).reshape(curves.shape))
