"""When a message may leave, how long a failed one rests, what a union may say: tables of cases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from niangjia.kernel.base.clock import SHANGHAI
from niangjia.kernel.notices import rules

QUIET = [
    # now, from, until, when the quiet ends
    ("2026-11-20 20:59", 21, 8, None),
    ("2026-11-20 21:00", 21, 8, "2026-11-21 08:00"),
    ("2026-11-20 23:59", 21, 8, "2026-11-21 08:00"),
    ("2026-11-21 00:00", 21, 8, "2026-11-21 08:00"),
    ("2026-11-21 07:59", 21, 8, "2026-11-21 08:00"),
    ("2026-11-21 08:00", 21, 8, None),
    ("2026-12-31 22:00", 21, 8, "2027-01-01 08:00"),
    ("2026-11-20 12:30", 12, 14, "2026-11-20 14:00"),
    ("2026-11-20 14:00", 12, 14, None),
    ("2026-11-20 11:59", 12, 14, None),
    ("2026-11-20 03:00", 0, 6, "2026-11-20 06:00"),
    ("2026-11-20 23:00", 22, 0, "2026-11-21 00:00"),
    ("2026-11-21 00:00", 22, 0, None),
    ("2026-11-20 03:00", 9, 9, None),
]


@pytest.mark.parametrize(("moment", "start", "end", "until"), QUIET)
def test_quiet_hours(moment: str, start: int, end: int, until: str | None) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
    wanted = datetime.fromisoformat(until).replace(tzinfo=SHANGHAI) if until else None
    assert rules.quiet_until(at, start, end) == wanted


WAITS = [(1, 1), (2, 2), (3, 4), (4, 8), (6, 32), (7, 60), (16, 60), (1000, 60)]


@pytest.mark.parametrize(("tries", "minutes"), WAITS)
def test_waits_double_up_to_an_hour(tries: int, minutes: int) -> None:
    assert rules.wait_after(tries) == timedelta(minutes=minutes)


WORDS = [
    ("工会有话带给你", True),
    ("", True),
    ("请打工会热线 12351", True),
    ("看这里 http://x.example", False),
    ("WWW.example", False),
    ("打开 abc.com 领奖", False),
    ("请打 13800000001", False),
]


@pytest.mark.parametrize(("words", "fits"), WORDS)
def test_words_hold_no_link_and_no_number(words: str, fits: bool) -> None:
    verdict = rules.may_say(words)
    assert bool(verdict) is fits
    assert fits or verdict.reason


@pytest.mark.parametrize(("text", "fits"), [("体检车来了", True), ('["%(x)s", {}]', False)])
def test_what_an_officer_writes_is_no_phrase_of_ours(text: str, fits: bool) -> None:
    assert bool(rules.may_cast(text)) is fits
