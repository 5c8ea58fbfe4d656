"""Rules and clocks of the ladder as tables, with the articles they come from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from niangjia.kernel.base.clock import local
from niangjia.kernel.letters import clocks, rules
from niangjia.kernel.letters.rules import Held, Signed
from niangjia.kernel.letters.wordings import KINDS
from tests.kit.sowing import seeding

ONE, TWO, FIRM, OTHER = (UUID(int=n) for n in range(1, 5))
DAY = date(2026, 6, 1)
CARD = Held(ONE, "supervisor", "Z1", date(2026, 1, 1), date(2026, 12, 31))
SIGNERS = [
    (ONE, [CARD], OTHER, DAY, True),
    (ONE, [CARD], None, DAY, True),
    (ONE, [CARD], FIRM, DAY, False),
    (ONE, [CARD], OTHER, date(2026, 1, 1), True),
    (ONE, [CARD], OTHER, date(2026, 12, 31), True),
    (ONE, [CARD], OTHER, date(2027, 1, 1), False),
    (ONE, [CARD], OTHER, date(2025, 12, 31), False),
    (TWO, [CARD], OTHER, DAY, False),
    (ONE, [], OTHER, DAY, False),
    (ONE, [Held(ONE, "finance", "F", CARD.since, CARD.until)], OTHER, DAY, False),
]


@pytest.mark.parametrize(("who", "held", "employer", "day", "allowed"), SIGNERS)
def test_who_signs_an_opinion(
    who: UUID, held: list[Held], employer: UUID | None, day: date, allowed: bool
) -> None:
    verdict = rules.may_sign(who, held, employer, FIRM, day)
    assert bool(verdict) is allowed
    assert allowed or ("第二十条" in verdict.clause and verdict.remedy)


def signed(who: UUID, text: str = "x", until: date = date(2026, 12, 31)) -> Signed:
    return Signed(who, text, until)


SENT = [
    ("opinion", [signed(ONE), signed(TWO)], True, True),
    ("opinion", [signed(ONE), signed(ONE)], True, False),
    ("opinion", [signed(ONE)], True, False),
    ("opinion", [], True, False),
    ("opinion", [signed(ONE), signed(TWO, "older words")], True, False),
    ("opinion", [signed(ONE), signed(TWO, until=date(2026, 5, 31))], True, False),
    ("opinion", [signed(ONE), signed(TWO)], False, False),
    ("prompt", [], False, True),
    ("proposal", [], False, True),
]


@pytest.mark.parametrize(("kind", "names", "chair", "allowed"), SENT)
def test_an_opinion_goes_out_with_two_names_by_the_chair(
    kind: str, names: list[Signed], chair: bool, allowed: bool
) -> None:
    assert bool(rules.may_send(kind, names, "x", chair, DAY)) is allowed


STEPS = [
    ("proposal", "issued", False),
    ("proposal", "overdue", True),
    ("prompt", "answered", True),
    ("prompt", "issued", False),
    ("prompt", "draft", False),
    ("opinion", "overdue", True),
    ("opinion", "closed", False),
    ("recommendation", "overdue", False),
    ("refusal", "closed", False),
]


@pytest.mark.parametrize(("kind", "state", "allowed"), STEPS)
def test_each_step_waits_for_the_one_before(kind: str, state: str, allowed: bool) -> None:
    assert bool(rules.may_step(kind, state)) is allowed


def test_the_ladder_has_three_steps_after_a_proposal() -> None:
    steps, kind = [], "proposal"
    while kind := KINDS[kind].then:
        steps.append(kind)
    assert steps == ["prompt", "opinion", "recommendation"]


CLAIMS = [("solved", False), ("partly", False), ("explained", True), ("guided", True)]


@pytest.mark.parametrize(("claim", "owed"), [*CLAIMS, ("legal", True)])
def test_what_was_not_done_is_explained_in_writing(claim: str, owed: bool) -> None:
    assert rules.owes_reason(claim) is owed


#: 2022: 24 April and 7 May are working Sunday and Saturday, 30 April to 4 May holidays.
CLOCKS = [
    ("refusal", "letter.draft", datetime(2022, 4, 18, 2, tzinfo=UTC), date(2022, 4, 24)),
    ("opinion", "letter.issued", datetime(2022, 4, 18, 2, tzinfo=UTC), date(2022, 5, 10)),
    ("proposal", "letter.issued", datetime(2022, 4, 18, 2, tzinfo=UTC), date(2022, 5, 18)),
    ("proposal", "letter.issued", datetime(2026, 11, 20, 2, tzinfo=UTC), date(2026, 12, 21)),
    ("prompt", "letter.issued", datetime(2022, 4, 18, 2, tzinfo=UTC), date(2022, 4, 29)),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "clock", "start", "last"), CLOCKS)
def test_when_a_step_is_due(kind: str, clock: str, start: datetime, last: date) -> None:
    with seeding():
        until = clocks.due(kind, "33.01.99.", start)(clock)
    assert until is not None and local(until).date() == last
