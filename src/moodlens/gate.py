"""May anything be said about this clip? If not, what is wrong.

The thresholds were chosen on made clips of their own seeds (``docs/moodlens.md``). A clip that does
not pass gets no movements at all: with a head in motion or a codec's blocks there are so many false
ones that the true ones drown.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from moodlens.look import Looked
from moodlens.records import Analysis, Floats, Limits, Reason
from moodlens.spot.find import Moves
from moodlens.spot.signals import even
from moodlens.track import Track

LEAST_FPS, LONGEST_HOLE = 28.5, 0.15
LEAST_FACES, MOST_CROWD, MOST_LOST = 0.9, 0.1, 0.02
LEAST_IOD = 100.0
DARK, BURNT = 45.0, 0.25
MOST_COARSE = 33.5
"""H.264's quantiser: 26 to 29 in good films, 36 and more where crf 33 was asked for."""
MOST_BLOCKS, MOST_STARVED = 1.15, 1.0
"""Steps at edges of blocks against those within (good films 1.00-1.05, seen blocks 1.4 and more);
the codec's fewest bits against those spent."""
DOUBT = {"coarse": 31.5, "blocks": 1.09, "starved": 0.6}
"""From here on a codec may be what makes the mouth or the picture restless."""
MOST_SIGMA = 0.075
MOST_TURN, MOST_TRAVEL, MOST_SPEED = 22.0, 0.65, 1.4
"""Degrees, eye distances, eye distances a second."""
MOST_MOTION = 0.65
"""All three together: the geometric mean of what each is of its line."""
PACE = 0.1
"""Seconds over which the speed is taken, so that the landmarks' tremble is none."""
MOST_RESTLESS = 0.36
MOST_EVENTS = 50.0
"""Movements a minute."""


def after_looking(looked: Looked, limits: Limits) -> tuple[Reason, ...]:
    """What the first pass already shows."""
    facts = looked.facts()
    wrong = list(_film(looked, limits, facts["hole"]))
    if facts["faces"] < LEAST_FACES or looked.rest is None:
        return (*wrong, Reason("face_lost", round(facts["faces"], 2), LEAST_FACES))
    return (*wrong, *_picture(facts))


def _film(looked: Looked, limits: Limits, hole: float) -> Iterator[Reason]:
    if looked.duration < limits.shortest:
        yield Reason("too_short", round(looked.duration, 2), limits.shortest)
    if looked.duration > limits.longest:
        yield Reason("too_long", round(looked.duration, 2), limits.longest)
    if looked.fps < LEAST_FPS:
        yield Reason("frame_rate", round(looked.fps, 1), LEAST_FPS)
    if hole > LONGEST_HOLE:
        yield Reason("frames_missing", round(hole, 2), LONGEST_HOLE)


def _picture(facts: dict[str, float]) -> Iterator[Reason]:
    if facts["iod"] < LEAST_IOD:
        yield Reason("too_far", round(facts["iod"]), LEAST_IOD)
    if facts["bright"] < DARK:
        yield Reason("too_dark", round(facts["bright"]), DARK)
    yield from _over(
        facts,
        ("several_faces", "crowd", MOST_CROWD),
        ("too_bright", "clipped", BURNT),
        ("compressed", "coarse", MOST_COARSE),
        ("compressed", "blocks", MOST_BLOCKS),
        ("compressed", "starved", MOST_STARVED),
    )


def judged(looked: Looked, track: Track, moves: Moves | None) -> Analysis:
    """The answer: movements, or the reasons why not."""
    if moves is None:
        reasons = (Reason("face_lost", round(1 - track.lost, 2), 1 - MOST_LOST),)
        return Analysis(False, reasons, looked.fps, looked.duration, facts=looked.facts())
    facts = looked.facts() | followed(track, moves, looked.duration)
    wrong = tuple(_believed(facts, list(_followed(facts))))
    return Analysis(
        assessable=not wrong,
        reasons=wrong,
        fps=looked.fps,
        duration=looked.duration,
        sigma=moves.sigma,
        events=() if wrong else moves.events,
        blinks=moves.blinks,
        facts=facts,
    )


def _range(values: Floats) -> float:
    low, high = np.percentile(values, (2, 98))
    return float(high - low)


def followed(track: Track, moves: Moves, duration: float) -> dict[str, float]:
    """Numbers of the second pass."""
    head = track.column("head")
    facts = {
        "lost": track.lost,
        "sigma": moves.sigma,
        "turn": float(np.degrees(max(_range(moves.turn[:, 0]), _range(moves.turn[:, 1])))),
        "travel": max(_range(head[:, 0]), _range(head[:, 1])),
        "speed": speed(track.times, head[:, :2]),
        "restless": moves.restless,
        "events_a_minute": 60 * len(moves.events) / max(duration, 1.0),
    }
    return facts | {"motion": _motion(facts)}


def _motion(facts: dict[str, float]) -> float:
    turn, travel, speed = facts["turn"], facts["travel"], facts["speed"]
    return float(np.cbrt(turn / MOST_TURN * travel / MOST_TRAVEL * speed / MOST_SPEED))


def speed(times: Floats, places: Floats) -> float:
    """How fast the head moves in the quickest tenth of the time, in eye distances a second."""
    grid, places = even(times, places)
    apart = max(round(PACE / float(grid[1] - grid[0])), 1)
    way = np.linalg.norm(places[apart:] - places[:-apart], axis=1)
    return float(np.percentile(way, 90) / (grid[apart] - grid[0]))


def _followed(facts: dict[str, float]) -> Iterator[Reason]:
    return _over(
        facts,
        ("face_lost", "lost", MOST_LOST),
        ("moving", "turn", MOST_TURN),
        ("moving", "travel", MOST_TRAVEL),
        ("moving", "speed", MOST_SPEED),
        ("moving", "motion", MOST_MOTION),
        ("talking", "restless", MOST_RESTLESS),
        ("noisy", "sigma", MOST_SIGMA),
        ("noisy", "events_a_minute", MOST_EVENTS),
    )


def _believed(facts: dict[str, float], wrong: list[Reason]) -> list[Reason]:
    """A coarse codec makes a still mouth look as if it talked: nobody is told to close a mouth
    that was closed."""
    doubt = next((fact for fact, line in DOUBT.items() if facts[fact] > line), None)
    kept = [reason for reason in wrong if reason.code not in ("talking", "noisy")]
    if doubt is None or kept == wrong:
        return wrong
    return [Reason("compressed", round(facts[doubt], 3), DOUBT[doubt]), *kept]


def _over(facts: dict[str, float], *lines: tuple[str, str, float]) -> Iterator[Reason]:
    """Each reason once, with the first fact that lies above its line."""
    said: set[str] = set()
    for code, fact, limit in lines:
        if facts[fact] > limit and code not in said:
            said.add(code)
            yield Reason(code, round(facts[fact], 3), limit)
