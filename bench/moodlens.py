"""How long a clip takes: the whole, and each stage.

    python -m bench.moodlens [--clip CLIP] [--runs 5] [--json]

Without a clip, one of fifteen seconds at 720 x 1280 and thirty pictures a second is made. The
real-time factor is wall time by the clip's length, with this process held on one core, then on two
with two workers; the middle of the runs, and the least and the most. Stages are processor time for
each picture, which a busy machine hardly changes. The load average stands beside, because wall time
is only worth something where nothing else runs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from moodlens.engine import analyse, follow
from moodlens.face.flow import aligned, displacements, onto
from moodlens.face.follow import Follower
from moodlens.film.reel import Reel
from moodlens.look import look
from moodlens.proof.moves import Recipe
from moodlens.proof.synth import make
from moodlens.records import Limits
from moodlens.spot.find import find

PICTURES = 120
"""Pictures that each stage is measured with."""


def factors(clip: Path, seconds: float, workers: int, runs: int) -> dict[str, float]:
    """Wall time by length: middle, least, most."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:workers])
    try:
        found = [_timed(lambda: analyse(clip, workers=workers)) / seconds for _ in range(runs)]
    finally:
        os.sched_setaffinity(0, cores)
    middle = statistics.median(found)
    return {"middle": round(middle, 3), "least": round(min(found), 3), "most": round(max(found), 3)}


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def stages(clip: Path) -> dict[str, float]:
    """Milliseconds of processor time for each picture."""
    reel, told = Reel(clip, Limits()), lambda _step, _share: None
    looked = look(reel, told)
    if looked.rest is None:
        raise SystemExit("no face in this clip")
    rest, follower = looked.rest, Follower()
    pictures = [one for one, _ in zip(reel.pictures(), range(PICTURES), strict=False)]
    faces = [face for face in map(follower.step, pictures) if face]
    images = [
        aligned(one, onto(face, rest.shape)) for one, face in zip(pictures, faces, strict=False)
    ]
    track = follow(reel, looked, rest, told, 1)
    count = len(track.rows)
    return {
        "decode": _each(lambda: list(reel.pictures()), count),
        "first pass": _each(lambda: look(reel, told), count),
        "landmarks": _each(lambda: list(map(Follower().step, pictures)), len(pictures)),
        "align": _each(
            lambda: [
                aligned(one, onto(face, rest.shape))
                for one, face in zip(pictures, faces, strict=False)
            ],
            len(faces),
        ),
        "flow": _each(lambda: [displacements(rest, image) for image in images], len(images)),
        "second pass": _each(lambda: follow(reel, looked, rest, told, 1), count),
        "find": _each(lambda: find(track), count),
    }


def _each(work: Callable[[], object], count: int) -> float:
    found = []
    for _ in range(3):
        start = time.process_time()
        work()
        found.append(1000 * (time.process_time() - start) / max(count, 1))
    return round(min(found), 3)


def main() -> int:
    """Measure one clip."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clip", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clip = options.clip or make(Recipe(seed=1), Path(folder), "bench")
        answer = analyse(clip)
        out = {
            "load": [round(one, 2) for one in os.getloadavg()],
            "real-time factor, one core": factors(clip, answer.duration or 1, 1, options.runs),
            "real-time factor, two cores": factors(clip, answer.duration or 1, 2, options.runs),
            "milliseconds a picture": stages(clip),
        }
    if options.json:
        print(json.dumps(out))
    else:
        for name, value in out.items():
            print(f"{name:28}", json.dumps(value))
    return 0


if __name__ == "__main__":
    sys.exit(main())
