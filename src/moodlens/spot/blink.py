"""Blinks: for a tenth of a second or three, neither eye looks as it does at rest.

The opening of the lids by the landmarks is no measure: the network knows what eyes look like and
half ignores a short one. How unlike the resting picture both eyes are says it clearly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from moodlens.records import Floats
from moodlens.spot.signals import fast

SHUT, STARTS = 0.25, 0.05
"""Change of both eyes that is a blink, and from which the lids are on their way."""
SPAN = 1.3
APART = 0.15
MARGIN = 0.07


def closing(eyes: Floats, step: float) -> Floats:
    """How much less than usual the eye that changed less looks as it does at rest."""
    return fast(eyes.min(axis=1), step, SPAN)


def shut_times(shut: Floats, step: float) -> NDArray[np.bool_]:
    """Where the lids are on their way: and a moment before and after."""
    out = np.zeros(len(shut), bool)
    margin = max(round(MARGIN / step), 1)
    for peak in _peaks(shut, step):
        first = last = peak
        while first > 0 and shut[first] > STARTS:
            first -= 1
        while last < len(shut) - 1 and shut[last] > STARTS:
            last += 1
        out[max(first - margin, 0) : last + margin + 1] = True
    return out


def bridged(curves: Floats, gone: NDArray[np.bool_]) -> Floats:
    """The curves with a straight line over the times that are gone."""
    if not gone.any() or gone.all():
        return curves
    at = np.arange(len(curves))
    flat = curves.reshape(len(curves), -1).copy()
    for column in flat.T:
        column[gone] = np.interp(at[gone], at[~gone], column[~gone])
    return flat.reshape(curves.shape)


def blinks(times: Floats, shut: Floats) -> tuple[float, ...]:
    """Times at which the eyes were most closed."""
    step = float(times[1] - times[0])
    return tuple(float(times[at]) for at in _peaks(shut, step))


def _peaks(shut: Floats, step: float) -> list[int]:
    tops = (shut > SHUT) & (shut >= np.roll(shut, 1)) & (shut > np.roll(shut, -1))
    found: list[int] = []
    for peak in sorted(np.flatnonzero(tops), key=lambda at: -shut[at]):
        if all(abs(int(peak) - other) * step > APART for other in found):
            found.append(int(peak))
    return sorted(found)
