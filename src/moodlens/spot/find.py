"""Movements of one clip, strongest first, none twice."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from moodlens.face.points import NAMES, PAIRS, REGIONS
from moodlens.records import Event, Floats
from moodlens.spot.blink import blinks, bridged, closing, shut_times
from moodlens.spot.pose import DEPTH, head_free
from moodlens.spot.pulses import Answer, Ear, Fit, ears, fit, pulse
from moodlens.spot.signals import (
    Signals,
    even,
    fast,
    kernels,
    spread,
    with_pairs,
    without_head,
    without_lids,
)
from moodlens.track import Track

MICRO = 0.5
"""Seconds: what lasts shorter is a micro-movement."""
LEAST_Z = 5.8
MACRO_Z, BLINK_Z = 8.0, 7.5
"""Slow drifts look like long movements, and what a blink leaves like short ones: more is asked."""
BLINK_LASTS, SAME = 0.3, 0.05
"""What is as short as a blink and culminates with one is taken for a part of it."""
SHORTEST, LONGEST = 0.1, 3.0
SETTLES = 0.3
"""Seconds at the start in which no movement begins: an encoder's first pictures are coarse, and
as they become fine the face seems to move."""
GAIN, NEAR = 1.5, 0.3
"""The flow averages over its window and so sees two thirds of a movement's peak (made clips:
between 0.5 and 0.8 in eight of ten); and which points belong to a region, by their weight."""
FEWEST = 30
"""Pictures below which nothing can be told."""
MOST = 60
"""Movements after which nobody counts on."""
SHARED = 0.3
"""Part of the shorter of two movements that may lie in the other."""
CLEAR = 2.5
"""z from which a region takes part in the curve that a movement is timed on."""
DOUBT, STEEP = 5.9, 2.0
"""z at which a movement is as likely as not, and how fast that changes; measured on made clips."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What was found, and what the gate wants to know."""

    events: tuple[Event, ...]
    blinks: tuple[float, ...]
    sigma: float
    turn: Floats
    """Turn and nod of the head, in radians (pictures x 2)."""
    restless: float


@dataclass(frozen=True, slots=True)
class Lids:
    """When the lids are on their way (at each time), and when they are most closed."""

    gone: NDArray[np.bool_]
    peaks: tuple[float, ...]


def find(track: Track) -> Moves | None:
    """Everything in one track; None when there is too little of it."""
    if len(track.rows) < FEWEST:
        return None
    left, head = head_free(track.moved, track.places)
    curves = np.einsum("rp,tpc->trc", kernels(track.places), left, optimize=True)
    times, curves = even(track.times, curves)
    step = float(times[1] - times[0])
    shut = closing(even(track.times, track.column("eyes"))[1], step)
    gone = shut_times(shut, step)
    signals = Signals(times, cleaned(curves, even(track.times, head)[1], shut, gone, step))
    lids = Lids(gone, blinks(times, shut))
    events = sorted(spotted(signals, lids), key=lambda event: event.onset)
    reach = kernels(track.places)
    return Moves(
        events=tuple(sized(event, track.times, left, reach) for event in events),
        blinks=lids.peaks,
        sigma=noise(signals),
        turn=head.reshape(len(head), -1, 2)[:, DEPTH] / 100,
        restless=restless(curves, step),
    )


def cleaned(
    curves: Floats, head: Floats, shut: Floats, gone: NDArray[np.bool_], step: float
) -> Floats:
    """The curves of the regions without lids and head, and after them the pairs'."""
    lids = [i for i, region in enumerate(REGIONS) if region.lids]
    curves = curves.copy()
    curves[:, lids] = bridged(curves[:, lids], gone)
    curves = without_lids(curves, np.column_stack([shut, np.gradient(shut)]), gone, step)
    curves[:, lids] = bridged(curves[:, lids], gone)
    return with_pairs(without_head(curves, head, step))


def restless(curves: Floats, step: float) -> float:
    """How far mouth and chin move in a fifth of the time, in percent of the eye distance: what
    events reach for moments, talking does all along."""
    lower = [i for i, region in enumerate(REGIONS) if region.half == "lower"]
    size = np.linalg.norm(fast(curves[:, lower], step), axis=2).max(axis=1)
    return float(np.percentile(size, 80))


def noise(signals: Signals) -> float:
    """Residual noise: the usual deviation of a region, in percent of the eye distance."""
    return float(np.median(spread(fast(signals.curves[:, : len(REGIONS)], signals.step))))


def spotted(signals: Signals, lids: Lids) -> list[Event]:
    """Take the strongest movement out of the curves, and again, until only noise is left."""
    found: list[Event] = []
    curves, listening = signals.curves.copy(), ears(signals)
    free = np.ones(len(curves), bool)
    for _ in range(MOST):
        heard = [ear.hear(curves) for ear in listening]
        z, which, at = _strongest(heard, free)
        if z < LEAST_Z:
            break
        left = Signals(signals.times, curves)
        event, laid = _event(left, heard[which], listening[which], at)
        free[at] = False
        if event and z >= asked(event, signals.times, lids) and _new(event, found):
            found.append(event)
        curves = curves - _explained(left, laid)
    return found


def asked(event: Event, times: Floats, lids: Lids) -> float:
    """The z that a movement of this kind must have, at this time."""
    if event.kind == "macro":
        return MACRO_Z
    if event.offset - event.onset < BLINK_LASTS and any(
        abs(event.apex - peak) < SAME for peak in lids.peaks
    ):
        return math.inf
    during = (times >= event.onset) & (times <= event.offset)
    return BLINK_Z if lids.gone[during].any() else LEAST_Z


def _new(event: Event, found: list[Event]) -> bool:
    return all(_apart(event, other) for other in found)


def _apart(one: Event, other: Event) -> bool:
    """Whether two movements lie side by side, not the second in the slopes of the first."""
    both = min(one.offset, other.offset) - max(one.onset, other.onset)
    return both < SHARED * min(one.offset - one.onset, other.offset - other.onset)


def _strongest(heard: list[Answer], free: NDArray[np.bool_]) -> tuple[float, int, int]:
    best = (0.0, 0, 0)
    for which, answer in enumerate(heard):
        tops = np.where(free, answer.z.max(axis=1), 0.0)
        at = int(tops.argmax())
        best = max(best, (float(tops[at]), which, at))
    return best


def _explained(signals: Signals, laid: Fit) -> Floats:
    """The pulse of a movement in every voice's curves, as high as it fits there."""
    shape = pulse(signals.times, laid.onset, laid.apex, laid.offset)
    return shape[:, None, None] * heights(signals.times, signals.curves, laid)


def heights(times: Floats, curves: Floats, laid: Fit | Event) -> Floats:
    """How high the pulse stands in every curve (times x any x 2), by least squares around it."""
    reach = laid.offset - laid.onset
    near = (times > laid.onset - reach) & (times < laid.offset + reach)
    at = times[near]
    shape = pulse(at, laid.onset, laid.apex, laid.offset)
    design = np.column_stack([shape, np.ones_like(at), at - laid.apex])
    found, *_rest = np.linalg.lstsq(design, curves[near].reshape(len(at), -1), rcond=None)
    return np.asarray(found[0].reshape(curves.shape[1:]))


def sized(event: Event, times: Floats, left: Floats, reach: Floats) -> Event:
    """The event with its size: how far the points of its region go that go furthest."""
    weight = reach[NAMES.index(event.region)]
    far = np.linalg.norm(heights(times, left[:, weight > NEAR * weight.max()], event), axis=1)
    return replace(event, size_iod=GAIN * float(np.percentile(far, 90)))


def _event(signals: Signals, answer: Answer, ear: Ear, at: int) -> tuple[Event | None, Fit]:
    z = answer.z[at]
    curve = _curve(signals, answer, ear, at)
    laid = fit(signals.times, curve, float(signals.times[at]), answer.length)
    lasts = laid.offset - laid.onset
    whole = signals.times[0] + SETTLES <= laid.onset and laid.offset <= signals.times[-1]
    if not SHORTEST <= lasts <= LONGEST or not whole:
        return None, laid
    kind = "micro" if lasts < MICRO else "macro"
    sure = 1 / (1 + math.exp(-STEEP * (float(z.max()) - DOUBT)))
    times = (laid.onset, laid.apex, laid.offset)
    return Event(kind, *times, NAMES[_region(z)], 0.0, min(sure, 0.99)), laid


def _region(z: Floats) -> int:
    """The region that speaks clearest; of a pair the clearer one."""
    voice = int(z.argmax())
    if voice < len(REGIONS):
        return voice
    return max(PAIRS[voice - len(REGIONS)], key=lambda region: float(z[region]))


def _curve(signals: Signals, answer: Answer, ear: Ear, at: int) -> Floats:
    """One curve for the whole movement: every region that takes part, by how sure it is."""
    heights = answer.heights[at]
    weight = np.where(answer.z[at][:, None] > CLEAR, heights / ear.noise**2, 0.0)
    return np.asarray(np.einsum("trc,rc->t", signals.curves, weight, optimize=True))
