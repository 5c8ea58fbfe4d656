"""What each part of moodlens is good for: the same clips, scored with one part taken away.

    python -m bench.moodlens_without FOLDER [--json]

The folder holds clips with their truth beside them (``moodlens synth``). Clips are followed once,
and once more with the landmarks in the place of the flow; what comes after is cheap.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from moodlens import engine
from moodlens.engine import follow
from moodlens.face.flow import Rest, laid, onto
from moodlens.face.follow import Face
from moodlens.face.points import TRACKED
from moodlens.film.reel import Picture, Reel
from moodlens.look import look
from moodlens.proof.evaluate import pairs, truth
from moodlens.proof.score import Known, Score
from moodlens.records import Floats, Limits
from moodlens.spot import find as finding
from moodlens.spot import pose
from moodlens.track import Row, Track, measured

Clip = tuple[Track, Track, list[Known], float]


def by_landmarks(picture: Picture, face: Face | None, rest: Rest) -> Row:
    """As ``measured``, with the landmarks' own displacement instead of the flow's."""
    row = measured(picture, face, rest)
    if face is None:
        return row
    moved = laid(face.points, onto(face, rest.shape)) - rest.shape
    return replace(row, moved=moved[list(TRACKED), :2].astype(np.float32))


def followed(clip: Path, beside: Path) -> Clip:
    """Both tracks of a clip, its truth, and its length."""
    reel, told = Reel(clip, Limits(seconds=600)), lambda _step, _share: None
    looked = look(reel, told)
    if looked.rest is None:
        raise SystemExit(f"no face in {clip}")
    track = follow(reel, looked, looked.rest, told, 1)
    with mock.patch.object(engine, "measured", by_landmarks):
        other = follow(reel, looked, looked.rest, told, 1)
    return track, other, truth(beside), looked.duration


def _keep(curves: Floats, *_rest: object) -> Floats:
    return curves


def _as_is(moved: Floats, _places: Floats) -> tuple[Floats, Floats]:
    return moved, np.zeros((len(moved), 8))


def _flat(places: Floats) -> Floats:
    x, y, z = places.T
    return np.column_stack([np.ones_like(x), x, y, 0 * z])


@contextmanager
def _patched(**parts: Any) -> Iterator[None]:
    with mock.patch.multiple(finding, **parts):
        yield


@contextmanager
def _no_depth() -> Iterator[None]:
    with mock.patch.object(pose, "shapes", _flat):
        yield


def _never(_times: Floats, _shut: Floats) -> tuple[float, ...]:
    return ()


def _open(_shut: Floats, _step: float) -> Any:
    return np.zeros(len(_shut), bool)


WITHOUT: dict[str, Callable[[], Any]] = {
    "nothing (all parts)": nullcontext,
    "depth in the pose": _no_depth,
    "the pose": lambda: _patched(head_free=_as_is),
    "regression on the head": lambda: _patched(without_head=_keep),
    "pairs": lambda: _patched(with_pairs=_keep, PAIRS=()),
    "care for blinks": lambda: _patched(shut_times=_open, blinks=_never),
}


def scored(clips: list[Clip], landmarks: bool = False) -> dict[str, Any]:
    """Score all clips as the parts now are."""
    score = Score()
    for track, other, true, seconds in clips:
        moves = finding.find(other if landmarks else track)
        score.add(moves.events if moves else [], true, seconds)
    summary: Any = score.summary()
    return {
        "f1": summary["all"]["f1"],
        "f1_clear": summary["at_least_1.2"]["f1"],
        "precision": summary["all"]["precision"],
        "recall": summary["all"]["recall"],
        "false_a_minute": summary["false_a_minute"],
    }


def main() -> int:
    """Score every variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    clips = [followed(clip, beside) for clip, beside in pairs(options.folder)]
    out = {}
    for name, without in WITHOUT.items():
        with without():
            out[name] = scored(clips)
    out["the flow (landmarks only)"] = scored(clips, landmarks=True)
    if options.json:
        print(json.dumps(out))
    else:
        for name, row in out.items():
            print(f"{name:36}", json.dumps(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
