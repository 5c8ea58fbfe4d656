"""``moodlens evaluate DIR``: every clip with its truth beside it, found and scored."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from moodlens.engine import analyse
from moodlens.proof.score import Known, Score
from moodlens.records import Analysis

CLIPS = (".mp4", ".mov", ".webm", ".mkv", ".m4v", ".3gp")
_BROWS_IN = ("brow_inner_right", "brow_inner_left")
_BROWS = (*_BROWS_IN, "brow_low_right", "brow_low_left")
_CORNERS = ("mouth_right", "mouth_left")
_NOSE = ("nose_right", "nose_left")
_UPPER = ("lip_upper_right", "lip_upper_left")
PLACES: dict[str, tuple[str, ...]] = {
    "AU1": _BROWS_IN,
    "AU2": ("brow_outer_right", "brow_outer_left"),
    "AU4": _BROWS,
    "AU9": (*_NOSE, *_UPPER),
    "AU10": (*_UPPER, *_NOSE),
    "AU12": (*_CORNERS, "cheek_right", "cheek_left"),
    "AU12L": ("mouth_left", "cheek_left"),
    "AU15": _CORNERS,
    "AU17": ("chin", "lip_lower"),
}
"""Regions in which a movement of the Facial Action Coding System shows first."""


def truth(path: Path) -> list[Known]:
    """The movements of one clip, from the JSON that ``synth`` writes or one with short names."""
    return [_true(event) for event in json.loads(path.read_text(encoding="utf-8"))["events"]]


def _true(event: dict[str, Any]) -> Known:
    size = event["size_iod"] if "size_iod" in event else 100 * event["amp_iod"]
    return Known(
        kind=event["kind"],
        onset=_first(event, "onset", "on"),
        apex=_first(event, "apex", "ap"),
        offset=_first(event, "offset", "off"),
        size_iod=float(size),
        regions=PLACES.get(event.get("au", ""), ()),
    )


def _first(event: dict[str, Any], *names: str) -> float:
    return float(next(event[name] for name in names if name in event))


def pairs(folder: Path) -> list[tuple[Path, Path]]:
    """Clips that have a truth beside them."""
    clips = sorted(path for path in folder.iterdir() if path.suffix.lower() in CLIPS)
    return [
        (clip, clip.with_suffix(".json")) for clip in clips if clip.with_suffix(".json").exists()
    ]


def evaluate(folder: Path, told: Callable[[str], None] = lambda _line: None) -> dict[str, Any]:
    """Score all clips of a folder. Refused clips are listed, and count for nothing else."""
    score, calm, refused, clips = Score(), Score(), [], 0
    for clip, beside in pairs(folder):
        clips += 1
        answer, true = analyse(clip), truth(beside)
        told(_line(clip, answer, true))
        if not answer.assessable:
            refused.append({"clip": clip.name, "reasons": [r.code for r in answer.reasons]})
            continue
        score.add(answer.events, true, answer.duration or 0.0)
        if not true:
            calm.add(answer.events, true, answer.duration or 0.0)
    summary = score.summary() | {"clips": clips, "refused": refused}
    if calm.seconds:
        summary["false_a_minute_without_events"] = calm.summary()["false_a_minute"]
    return summary


def _line(clip: Path, answer: Analysis, true: list[Known]) -> str:
    one = Score()
    one.add(answer.events, true, answer.duration or 0.0)
    sigma = f"{answer.sigma:.3f}" if answer.sigma is not None else "-"
    why = ", ".join(reason.code for reason in answer.reasons) or "judged"
    return (
        f"{clip.name}: {why}; sigma {sigma}; "
        f"{len(one.hits)} of {len(true)} found, {len(one.false)} false"
    )
