"""Pure rules of mediation: who may ask, who may mediate, what both sides confirm. No database."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Verdict

from .flow import TOGETHER, WITHOUT_RESULT

TITLE = 30
#: 人民调解法 art. 33: both go to court together within 30 days of the agreement.
COURT_DAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Parts:
    """Who has a part in a matter: who handles the case, who asked, who works at the firm."""

    handler: UUID | None
    author: UUID | None
    of_firm: Collection[UUID]


def may_mediate(person: UUID, parts: Parts) -> Verdict:
    """A mediator is fair to both, and so has no part in the matter.

    Source: 劳动争议调解仲裁法 art. 11.
    """
    clause = noop("《劳动争议调解仲裁法》第十一条")
    if person == parts.author:
        return Verdict(False, clause, noop("这件事就是他提的"), noop("请换一位调解员"))
    if person in parts.of_firm:
        return Verdict(False, clause, noop("他就在这家单位上班"), noop("请换一位，或请上级派人"))
    if person == parts.handler:
        return Verdict(False, clause, noop("这件事是他经办的"), noop("请换一位没有经手的人"))
    return Verdict(True)


def may_ask(firm: UUID | None, state: str) -> Verdict:
    """Mediation is between a worker and a firm that is named; a matter taken back is none."""
    if firm is None:
        return Verdict(False, "000-23", noop("这件事没有写是哪家单位"), noop("先补上是哪家单位"))
    if state == "withdrawn":
        return Verdict(False, "000-23", noop("这件事已经撤回了"), noop("可以再提一件"))
    return Verdict(True)


def title_of(claim: str) -> str:
    """The first line of what is wanted, cut."""
    line = claim.strip().split("\n")[0]
    return line if len(line) <= TITLE else line[: TITLE - 1] + "…"


def digest(*parts: str) -> str:
    """SHA-256 of what both sides confirm: number, the two names, the terms."""
    return hashlib.sha256("\n\n".join(parts).encode()).hexdigest()


def may_confirm(seen: str, stands: str) -> Verdict:
    """One confirms what one has read, not what it has become since.

    Source: 劳动争议调解仲裁法 art. 14: an agreement binds those who signed it.
    """
    if seen == stands and stands:
        return Verdict(True)
    return Verdict(
        False,
        noop("《劳动争议调解仲裁法》第十四条"),
        noop("协议的内容刚刚改过"),
        noop("请从头再看一遍"),
    )


def may_extend(state: str, extended: bool, over: bool) -> Verdict:
    """More time is for two sides that are at the table, once, and before the time is over.

    Source: 浙江省劳动人事争议调解仲裁条例 art. 10: fifteen days, unless both extend. It names no
    length and no number of times; both are the house's promise, so that nobody is kept from
    arbitration by talking.
    """
    if state not in TOGETHER or over:
        return Verdict(False, "000-23", noop("现在不是两边在谈的时候"), noop("请看看最新进展"))
    if extended:
        return Verdict(
            False, "000-23", noop("已经延过一次，不能再延"), noop("到期谈不成，可以走仲裁")
        )
    return Verdict(True)


def next_door(state: str) -> bool:
    """True where a worker is told of arbitration: nothing came of the mediation.

    Source: 劳动争议调解仲裁法 art. 14: no agreement within 15 days, and one may go there.
    """
    return state in WITHOUT_RESULT


def court_until(agreed: date) -> date:
    """The last day on which both may ask a court to confirm an agreement.

    Source: 人民调解法 art. 33. The first day is not counted.
    """
    return agreed + COURT_DAYS
