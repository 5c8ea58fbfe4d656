"""When a message may leave, how long a failed one waits, and which words a union may use."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.clock import local
from niangjia.kernel.base.types import Verdict
from niangjia.kernel.base.wording import is_phrase

#: Between the first try and the second; doubled every time up to the ceiling.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
#: Tries before a message is given up: half a day, in the end once an hour.
MOST_TRIES = 16
#: What could not leave by then says nothing new to anybody; the inbox has it all the same.
LATE = timedelta(hours=36)


def quiet_until(moment: datetime, start: int, end: int) -> datetime | None:
    """When the quiet hours around `moment` end; None outside them.

    Hours are of Shanghai, `start` counts and `end` does not: 21 to 8 is quiet at 21:00 and no
    longer at 08:00. Equal hours: nothing is quiet.
    """
    there = local(moment)
    after_start, before_end = there.hour >= start, there.hour < end
    quiet = after_start and before_end if start < end else after_start or before_end
    if start == end or not quiet:
        return None
    day = there.date() if before_end else there.date() + timedelta(days=1)
    return datetime.combine(day, time(end), there.tzinfo)


def wait_after(tries: int) -> timedelta:
    """How long a message rests after so many tries: 1, 2, 4 … minutes, an hour at most."""
    doublings: int = min(tries - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


#: An address or a number in our message would be the first thing a swindler copies.
LINKISH = re.compile(r"://|www\.|\.(?:com|cn|net|org|top|xyz)\b|\d{7,}", re.IGNORECASE)


def may_say(words: str) -> Verdict:
    """Words around our link hold no other link and no number to call."""
    if LINKISH.search(words):
        return Verdict(
            False,
            reason=noop("不要写网址和电话号码，链接我们会自动加上。"),
            remedy=noop("想让人打电话，请写“打工会热线”。"),
        )
    return Verdict(True)


def may_cast(text: str) -> Verdict:
    """What an officer writes is shown as it stands, so it must not look like a phrase of ours."""
    if is_phrase(text):
        return Verdict(False, reason=noop("开头请不要用方括号。"))
    return Verdict(True)
