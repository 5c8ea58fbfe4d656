"""``moodlens evaluate DIR``: every clip with its truth, found and scored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from moodlens.engine import analyse
from moodlens.proof.collected import PLACES, filed
from moodlens.proof.score import Known, Score
from moodlens.proof.tables import FORMATS
from moodlens.records import Analysis

Told = Callable[[str], None]

CLIPS = (".mp4", ".mov", ".webm", ".mkv", ".m4v", ".3gp")


class BadTruth(ValueError):
    """A file of known movements that cannot be understood, or none at all."""


@dataclass(frozen=True, slots=True)
class Case:
    """One clip, what is known of it, and what finds the rest. Blinks may be unknown."""

    name: str
    true: tuple[Known, ...]
    blinks: tuple[float, ...] | None
    run: Callable[[], Analysis]


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


def beside(folder: Path) -> Iterator[Case]:
    """The clips of a folder with their truth beside them."""
    found = pairs(folder)
    if not found:
        raise BadTruth(
            f"{folder}: no clip has its truth beside it (clip.mp4 and clip.json, as moodlens synth "
            "makes them); for a collection's table give --table and --format"
        )
    for clip, known in found:
        try:
            told = json.loads(known.read_text(encoding="utf-8"))
            blinks = tuple(map(float, told["blinks"])) if "blinks" in told else None
            case = Case(clip.name, tuple(truth(known)), blinks, partial(analyse, clip))
        except (ValueError, KeyError, TypeError, StopIteration) as error:
            raise BadTruth(f"{known.name} tells no movements as moodlens synth does") from error
        yield case


def evaluate(folder: Path, told: Told = lambda _line: None) -> dict[str, Any]:
    """Score all clips of a folder. Refused clips are listed, and count for nothing else."""
    return scored(beside(folder), told)


def evaluate_table(
    folder: Path, table: Path, name: str, told: Told = lambda _line: None
) -> dict[str, Any]:
    """The same for a collection: the truth is its table, its films are let be longer."""
    films, missing = filed(folder, table, FORMATS[name])
    cases = (Case(one.name, one.true, None, one.analysed) for one in films)
    return scored(cases, told) | {"missing": missing}


def scored(cases: Iterable[Case], told: Told) -> dict[str, Any]:
    """Counts over all clips, and over those without any movement."""
    score, calm, refused, clips = Score(), Score(), [], 0
    for case in cases:
        clips += 1
        answer, true = case.run(), case.true
        told(_line(case.name, answer, true))
        if not answer.assessable:
            refused.append({"clip": case.name, "reasons": [r.code for r in answer.reasons]})
            continue
        score.add(answer.events, true, answer.duration or 0.0)
        if case.blinks is not None:
            score.eyes.add(answer.blinks, case.blinks)
        if not true:
            calm.add(answer.events, true, answer.duration or 0.0)
    summary = score.summary() | {"clips": clips, "refused": refused}
    if calm.seconds:
        summary["false_a_minute_without_events"] = calm.summary()["false_a_minute"]
    return summary


def _line(name: str, answer: Analysis, true: tuple[Known, ...]) -> str:
    one = Score()
    one.add(answer.events, true, answer.duration or 0.0)
    sigma = f"{answer.sigma:.3f}" if answer.sigma is not None else "-"
    why = ", ".join(reason.code for reason in answer.reasons) or "judged"
    return (
        f"{name}: {why}; sigma {sigma}; {len(one.hits)} of {len(true)} found, "
        f"{len(one.false)} false"
    )
