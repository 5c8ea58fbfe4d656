"""Counting answers: every line between two bands, from both sides."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

import pytest

from moodlens import words
from niangjia.kernel.base.clock import SHANGHAI
from niangjia.services.mood.rules import consent, face, scoring
from niangjia.services.mood.rules.records import Scale
from niangjia.services.mood.rules.scales import GAD7, HARM, MORE, PHQ9, SCALES, STRESS, WHO5

pytestmark = pytest.mark.row("000-13")


@pytest.mark.parametrize(
    ("scale", "score", "band"),
    [
        (WHO5, 0, "hard"),
        (WHO5, 28, "hard"),
        (WHO5, 32, "tired"),
        (WHO5, 48, "tired"),
        (WHO5, 52, "steady"),
        (WHO5, 100, "steady"),
        (PHQ9, 0, "few"),
        (PHQ9, 4, "few"),
        (PHQ9, 5, "some"),
        (PHQ9, 9, "some"),
        (PHQ9, 10, "many"),
        (PHQ9, 14, "many"),
        (PHQ9, 15, "most"),
        (PHQ9, 19, "most"),
        (PHQ9, 20, "hard"),
        (PHQ9, 27, "hard"),
        (GAD7, 0, "few"),
        (GAD7, 4, "few"),
        (GAD7, 5, "some"),
        (GAD7, 9, "some"),
        (GAD7, 10, "many"),
        (GAD7, 14, "many"),
        (GAD7, 15, "hard"),
        (GAD7, 21, "hard"),
        (STRESS, 0, "light"),
        (STRESS, 4, "light"),
        (STRESS, 5, "some"),
        (STRESS, 6, "some"),
        (STRESS, 7, "heavy"),
        (STRESS, 8, "heavy"),
        (STRESS, 9, "hard"),
        (STRESS, 10, "hard"),
    ],
)
def test_a_score_lies_in_its_band(scale: Scale, score: int, band: str) -> None:
    assert scoring.band(scale, score).key == band


def test_the_published_lines_of_who5_are_inside_the_lower_band() -> None:
    assert scoring.band(WHO5, 28).key == "hard"
    assert scoring.band(WHO5, 29).key == "tired"
    assert scoring.band(WHO5, 50).key == "tired"
    assert scoring.band(WHO5, 51).key == "steady"


def test_stress_bands_begin_at_the_first_number_not_below_a_published_line() -> None:
    lines = (0, 5.0, 6.8, 8.2)
    assert [band.least for band in STRESS.bands] == [math.ceil(line) for line in lines]


def test_stress_is_asked_with_every_number_from_nought_to_ten() -> None:
    assert [points for points, _ in STRESS.options] == list(range(11))
    assert (STRESS.best, len(STRESS.items)) == (10, 1)
    assert "压力" in STRESS.items[0]
    assert STRESS.licence == "CC BY 4.0"


@pytest.mark.parametrize("scale", MORE)
def test_of_the_other_scales_less_is_better_and_the_worst_asks_for_people(scale: Scale) -> None:
    assert not scale.bright
    assert any("12356" in text for text in scale.bands[-1].helps)


@pytest.mark.parametrize(
    ("scale", "points", "score"),
    [
        (WHO5, [0, 0, 0, 0, 0], 0),
        (WHO5, [5, 5, 5, 5, 5], 100),
        (WHO5, [3, 2, 4, 1, 3], 52),
        (PHQ9, [1] * 9, 9),
        (PHQ9, [3] * 9, 27),
        (GAD7, [2, 1, 0, 3, 0, 1, 0], 7),
        (GAD7, [3] * 7, 21),
        (STRESS, [7], 7),
    ],
)
def test_a_score_is_the_sum_times_the_factor(scale: Scale, points: list[int], score: int) -> None:
    assert scoring.score(scale, points) == score


@pytest.mark.parametrize("points", [[5, 5, 5, 5], [5] * 6, [6, 0, 0, 0, 0], [-1, 0, 0, 0, 0]])
def test_a_score_needs_every_answer_and_no_other(points: list[int]) -> None:
    with pytest.raises(ValueError, match="5 answers"):
        scoring.score(WHO5, points)


@pytest.mark.parametrize("score", [-1, 101])
def test_a_score_beyond_the_scale_has_no_band(score: int) -> None:
    with pytest.raises(ValueError, match="no score"):
        scoring.band(WHO5, score)


@pytest.mark.parametrize("scale", SCALES)
def test_bands_begin_at_nothing_go_up_and_say_what_helps(scale: Scale) -> None:
    begins = [band.least for band in scale.bands]
    assert begins == sorted(set(begins))
    assert begins[0] == 0
    assert begins[-1] <= scale.best
    assert all(band.words and len(band.helps) >= 2 for band in scale.bands)
    assert len({band.key for band in scale.bands}) == len(begins)


#: Words that name an illness, a lie or stress. Questions are their makers'; what we say is ours.
NAMES = ("抑郁", "焦虑", "障碍", "症", "病人", "患者", "诊断为", "压力", "说谎", "撒谎", "微表情")


def test_no_band_names_an_illness_a_lie_or_stress() -> None:
    said = [t for s in SCALES for b in s.bands for t in (b.title, b.words, *b.helps)]
    said += [text for scale in SCALES for text in (scale.title, scale.hint, scale.lead)]
    assert not [text for text in said for word in NAMES if word in text]


@pytest.mark.parametrize(
    ("wanted", "run"),
    [
        ([], ["who5"]),
        (["phq9"], ["phq9", "who5"]),
        (["gad7", "phq9"], ["phq9", "gad7", "who5"]),
        (["phq9", "stress"], ["stress", "phq9", "who5"]),
        (["who5", "nonsense"], ["who5"]),
    ],
)
def test_every_run_ends_with_the_five(wanted: list[str], run: list[str]) -> None:
    assert [scale.key for scale in scoring.run_of(wanted)] == run


@pytest.mark.parametrize(
    ("answers", "people"),
    [
        ({}, False),
        ({HARM: "0"}, False),
        ({HARM: ""}, False),
        ({HARM: "1"}, True),
        ({HARM: "2"}, True),
        ({HARM: "3"}, True),
        ({HARM: "1", **{f"phq9_{n}": "0" for n in range(1, 9)}}, True),
        ({f"phq9_{n}": "3" for n in range(1, 9)} | {HARM: "0"}, False),
        ({f"who5_{n}": "5" for n in range(1, 6)} | {HARM: "1"}, True),
        ({STRESS.field(1): "0", HARM: "1"}, True),
        ({STRESS.field(1): "10"}, False),
    ],
)
def test_thoughts_of_dying_ask_for_people_whatever_the_rest(
    answers: dict[str, str], people: bool
) -> None:
    assert scoring.needs_people(answers) is people


@pytest.mark.parametrize(
    ("points", "urgent"), [("", False), ("0", False), ("1", False), ("2", True), ("3", True)]
)
def test_thoughts_on_most_days_cannot_wait(points: str, urgent: bool) -> None:
    assert scoring.cannot_wait({HARM: points}) is urgent


def test_the_ninth_question_is_the_one_that_asks_it() -> None:
    assert HARM == "phq9_9"
    assert "死" in PHQ9.items[8]


AT = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)


def test_a_receipt_opens_one_half_hour_and_names_nobody() -> None:
    found = consent.receipt("AB23", AT)
    assert consent.agreed(found.token, AT) == found
    assert consent.agreed(found.token, AT + consent.LASTS - timedelta(seconds=1)) == found
    assert consent.agreed(found.token, AT + consent.LASTS) is None
    assert consent.agreed(found.token, AT - timedelta(seconds=1)) is None


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c"])
def test_what_we_did_not_write_is_no_receipt(token: str) -> None:
    assert consent.agreed(token, AT) is None
    forged = consent.receipt("AB23", AT).token + "x"
    assert consent.read(forged) is None


def test_a_receipt_of_other_words_no_longer_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    old = consent.receipt("AB23", AT)
    monkeypatch.setattr(consent, "VERSION", "2099-01-01")
    assert consent.read(old.token) == old
    assert consent.agreed(old.token, AT) is None


def test_the_drawn_face_knows_every_region_of_the_library() -> None:
    assert {key: name for key, (name, _) in face.REGIONS.items()} == {
        key: said[1] for key, said in words.REGIONS.items()
    }
