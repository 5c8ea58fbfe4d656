"""Movements planted into noise are found where they are; noise alone stays silent."""

from __future__ import annotations

import numpy as np
import pytest

from moodlens.face.points import NAMES
from moodlens.records import Floats
from moodlens.spot.blink import blinks, bridged, closing, shut_times
from moodlens.spot.find import Lids, spotted
from moodlens.spot.pose import head_free, shapes
from moodlens.spot.pulses import fit, pulse
from moodlens.spot.signals import Signals, even, explained, with_pairs

STEP = 1 / 30
TIMES = np.arange(450) * STEP
OPEN = Lids(np.zeros(450, bool), ())


def noise(seed: int, size: float = 0.04) -> Floats:
    return size * np.random.default_rng(seed).standard_normal((450, len(NAMES), 2))


def test_noise_alone_is_silent() -> None:
    found = [spotted(Signals(TIMES, with_pairs(noise(seed))), OPEN) for seed in range(4)]
    assert sum(map(len, found)) <= 1


@pytest.mark.parametrize(
    ("kind", "region", "onset", "lasts"),
    [("micro", "chin", 4.0, 0.2), ("micro", "mouth_left", 9.1, 0.45), ("macro", "chin", 6.0, 1.2)],
)
def test_a_movement_is_found_with_its_times_and_place(
    kind: str, region: str, onset: float, lasts: float
) -> None:
    curves = noise(1)
    shape = pulse(TIMES, onset, onset + 0.45 * lasts, onset + lasts)
    curves[:, NAMES.index(region)] += 0.6 * shape[:, None] * np.array([0.6, -0.8])
    (one,) = spotted(Signals(TIMES, with_pairs(curves)), OPEN)
    assert (one.kind, one.region) == (kind, region)
    assert one.onset == pytest.approx(onset, abs=0.05 + 0.05 * lasts)
    assert one.offset == pytest.approx(onset + lasts, abs=0.05 + 0.05 * lasts)
    assert one.confidence > 0.9


def test_no_movement_begins_while_a_codec_settles() -> None:
    """The same pulse at the start, where the first pictures of a stream are coarse, and later."""
    found = []
    for onset in (0.03, 0.5):
        curves = noise(1)
        shape = pulse(TIMES, onset, onset + 0.12, onset + 0.3)
        curves[:, NAMES.index("chin"), 1] += 0.6 * shape
        found.append(spotted(Signals(TIMES, with_pairs(curves)), OPEN))
    assert [len(some) for some in found] == [0, 1]


def test_what_lies_on_a_blink_must_be_clearer() -> None:
    curves = noise(2)
    shape = pulse(TIMES, 5.0, 5.1, 5.25)
    curves[:, NAMES.index("chin"), 1] += 0.18 * shape
    heard = Signals(TIMES, with_pairs(curves))
    shut = (np.abs(TIMES - 5.2) < 0.15).astype(bool)
    assert len(spotted(heard, OPEN)) == 1
    assert not spotted(heard, Lids(shut, (5.2,)))
    curves[:, NAMES.index("chin"), 1] += 0.4 * shape
    heard = Signals(TIMES, with_pairs(curves))
    assert len(spotted(heard, Lids(shut, (5.2,)))) == 1
    assert not spotted(heard, Lids(shut, (5.1,)))


def test_a_pulse_is_laid_exactly_where_it_is() -> None:
    curve = 0.3 + 0.1 * TIMES + 2 * pulse(TIMES, 3.0, 3.12, 3.3)
    laid = fit(TIMES, curve, 3.15, 0.3)
    assert (laid.onset, laid.apex, laid.offset) == pytest.approx((3.0, 3.12, 3.3), abs=0.02)


def test_the_head_is_taken_out_and_the_muscle_stays() -> None:
    luck = np.random.default_rng(3)
    places = np.column_stack([luck.uniform(-1, 1, (384, 2)), luck.uniform(-0.3, 0.3, 384)])
    head = luck.normal(0, 3, (5, 4, 2))
    moved = shapes(places) @ head
    muscle = np.linalg.norm(places[:, :2] - [0.5, -0.5], axis=1) < 0.25
    moved[2, muscle, 1] -= 2.0
    left, _found = head_free(moved, places)
    assert np.abs(left[[0, 1, 3, 4]]).max() < 0.01
    assert left[2, muscle, 1].mean() == pytest.approx(-2.0, abs=0.1)
    assert np.abs(left[2, ~muscle]).mean() < 0.05


def test_regression_passes_over_what_does_not_fit() -> None:
    luck = np.random.default_rng(4)
    by = luck.standard_normal((450, 2))
    curve = (by @ [1.0, -2.0])[:, None] + 0.01 * luck.standard_normal((450, 1))
    curve[100:110] += 5
    left = curve - explained(curve, by)
    assert np.abs(left[:100]).mean() < 0.02
    assert left[100:110].mean() == pytest.approx(5, abs=0.1)


def test_blinks_are_when_neither_eye_looks_as_at_rest() -> None:
    eyes = 0.03 + 0.01 * np.random.default_rng(5).standard_normal((450, 2))
    for at, both in ((3.0, True), (7.0, True), (11.0, False)):
        shape = 0.6 * pulse(TIMES, at - 0.1, at, at + 0.15)
        eyes[:, 0] += shape
        eyes[:, 1] += shape if both else 0
    shut = closing(eyes, STEP)
    assert blinks(TIMES, shut) == pytest.approx((3.0, 7.0), abs=0.04)
    gone = shut_times(shut, STEP)
    assert gone[90]
    assert not gone[330]
    assert not gone[150]
    line = bridged(np.where(gone, 9.0, 1.0)[:, None], gone)
    assert np.allclose(line, 1.0)


def test_uneven_times_become_even_without_moving_anything() -> None:
    times = np.cumsum(np.random.default_rng(6).uniform(0.02, 0.045, 400))
    grid, curve = even(times, np.sin(times)[:, None])
    assert np.ptp(np.diff(grid)) < 1e-9
    assert np.abs(curve[:, 0] - np.sin(grid)).max() < 1e-3
