"""What is refused, by which name, and that every name says how to film again."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from moodlens import gate, words
from moodlens.face.flow import Rest
from moodlens.look import Looked
from moodlens.records import Limits

SOURCE = Path(gate.__file__).parent
REST = Rest(np.zeros((4, 4), np.uint8), np.zeros((468, 3)))


def looked(seconds: float = 15.0, fps: float = 30.0, **changed: object) -> Looked:
    """A good first look, save for what is changed."""
    times = [float(at) for at in np.arange(round(seconds * fps)) / fps]
    good = Looked(times, [26.0], [150.0] * 30, [0.0] * 30, [130.0] * 30, 0, 30, REST)
    for name, value in changed.items():
        setattr(good, name, value)
    return good


@pytest.mark.row("000-13")
@pytest.mark.parametrize(
    ("seconds", "refused"),
    [(9, ["too_short"]), (10, []), (15, []), (20, []), (21, ["too_long"])],
)
def test_ten_to_twenty_seconds(seconds: float, refused: list[str]) -> None:
    wrong = gate.after_looking(looked(seconds), Limits())
    assert [reason.code for reason in wrong] == refused


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"fps": 24.0}, "frame_rate"),
        ({"bright": [30.0] * 30}, "too_dark"),
        ({"clipped": [0.5] * 30}, "too_bright"),
        ({"iods": [70.0] * 30}, "too_far"),
        ({"coarse": [36.0]}, "compressed"),
        ({"steps": [np.array([[1.0] * 7 + [1.5]] * 2)]}, "compressed"),
        ({"thin": [0.7] * 450}, "compressed"),
        ({"crowds": 20}, "several_faces"),
        ({"iods": [130.0] * 12}, "face_lost"),
        ({"rest": None}, "face_lost"),
    ],
)
def test_the_first_look_names_what_is_wrong(changed: dict[str, object], code: str) -> None:
    fps = float(str(changed.pop("fps", 30.0)))
    wrong = gate.after_looking(looked(fps=fps, **changed), Limits())
    assert [reason.code for reason in wrong] == [code]


def test_missing_pictures_are_named() -> None:
    one = looked()
    del one.times[200:207]
    assert [r.code for r in gate.after_looking(one, Limits())] == ["frames_missing"]


GOOD = {
    "lost": 0.0,
    "sigma": 0.045,
    "turn": 11.0,
    "travel": 0.33,
    "speed": 0.9,
    "motion": 0.5,
    "restless": 0.2,
    "events_a_minute": 28.0,
}


@pytest.mark.parametrize(
    ("fact", "value", "codes"),
    [
        ("lost", 0.0, []),
        ("lost", 0.05, ["face_lost"]),
        ("speed", 1.6, ["moving"]),
        ("travel", 0.8, ["moving"]),
        ("turn", 25.0, ["moving"]),
        ("motion", 0.9, ["moving"]),
        ("restless", 0.45, ["talking"]),
        ("sigma", 0.1, ["noisy"]),
        ("events_a_minute", 80.0, ["noisy"]),
    ],
)
def test_the_second_look_names_what_is_wrong(fact: str, value: float, codes: list[str]) -> None:
    assert [reason.code for reason in gate._followed(GOOD | {fact: value})] == codes


@pytest.mark.parametrize(
    ("codec", "named"),
    [
        ({}, ["moving", "talking", "noisy"]),
        ({"coarse": 32.5}, ["compressed", "moving"]),
        ({"blocks": 1.12}, ["compressed", "moving"]),
        ({"starved": 0.8}, ["compressed", "moving"]),
    ],
)
def test_nobody_is_told_to_close_a_mouth_that_a_codec_moved(
    codec: dict[str, float], named: list[str]
) -> None:
    facts = GOOD | {"coarse": 26.0, "blocks": 1.01, "starved": 0.0} | codec
    assert gate._believed(facts, list(gate._followed(facts))) == []
    facts |= {"speed": 1.6, "restless": 0.45, "sigma": 0.1}
    wrong = gate._believed(facts, list(gate._followed(facts)))
    assert [reason.code for reason in wrong] == named


def test_every_reason_in_the_code_has_its_words() -> None:
    said = re.compile(r'(?:Unusable|Reason)\(\s*"(\w+)"|^        \("(\w+)", "\w+", [A-Z]', re.M)
    found = {a or b for p in SOURCE.rglob("*.py") for a, b in said.findall(p.read_text())}
    assert {"too_long", "talking", "unreadable"} <= found
    assert found == set(words.REASONS)
    for code in found:
        assert words.what(code, "zh") and words.again(code, "en")
