"""Rules of mediation as tables: who may ask, who may mediate, what both confirm."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from niangjia.kernel.mediation import rules
from niangjia.kernel.mediation.flow import FLOW, RUNNING
from niangjia.kernel.rules import packs

HANDLER, AUTHOR, NEAR, FAR, FIRM = (UUID(int=n) for n in range(1, 6))
PARTS = rules.Parts(HANDLER, AUTHOR, {NEAR})


@pytest.mark.row("000-23")
@pytest.mark.parametrize(
    ("who", "may"), [(HANDLER, False), (AUTHOR, False), (NEAR, False), (FAR, True)]
)
def test_nobody_with_a_part_in_the_matter_mediates(who: UUID, may: bool) -> None:
    verdict = rules.may_mediate(who, PARTS)
    assert bool(verdict) == may
    assert may or "第十一条" in verdict.clause


@pytest.mark.parametrize(
    ("firm", "state", "may"),
    [
        (FIRM, "received", True),
        (FIRM, "answered", True),
        (FIRM, "closed", True),
        (FIRM, "withdrawn", False),
        (None, "received", False),
    ],
)
def test_mediation_takes_a_firm_and_a_matter(firm: UUID | None, state: str, may: bool) -> None:
    assert bool(rules.may_ask(firm, state)) == may


@pytest.mark.parametrize(
    ("seen", "stands", "may"),
    [("a", "a", True), ("a", "b", False), ("", "", False), ("", "a", False)],
)
def test_one_confirms_what_one_read(seen: str, stands: str, may: bool) -> None:
    assert bool(rules.may_confirm(seen, stands)) == may


@pytest.mark.parametrize("state", sorted(FLOW.states))
def test_whoever_got_nothing_is_told_of_the_next_door(state: str) -> None:
    told = state in ("failed", "refused", "expired", "withdrawn")
    assert rules.next_door(state) == told


def test_the_fifteen_days_are_the_law_s() -> None:
    clock = packs.clock("mediation.end", "33.01.99.", date(2026, 11, 20))
    assert (clock.period.length, clock.period.unit, clock.by_law) == (15, "day", True)
    assert clock.period.clause == "《劳动争议调解仲裁法》第十四条"


def test_a_union_may_not_promise_more_than_fifteen_days() -> None:
    clock = packs.clock("mediation.end", "33.01.99.", date(2026, 11, 20))
    longer = type(clock.period)(20, clock.period.unit)
    assert not packs.may_promise(longer, clock)


def test_a_court_is_asked_within_thirty_days() -> None:
    assert rules.court_until(date(2026, 11, 20)) == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("claim", "title"),
    [
        ("补发加班费\n九月到现在", "补发加班费"),
        ("  补发  ", "补发"),
        ("长" * 40, "长" * 29 + "…"),
    ],
)
def test_a_title_is_the_first_line(claim: str, title: str) -> None:
    assert rules.title_of(claim) == title


def test_a_digest_covers_every_part() -> None:
    base = ("调1号", "王工友", "公司", "补发三千元")
    marks = {rules.digest(*base)}
    for at in range(len(base)):
        marks.add(rules.digest(*base[:at], base[at] + "。", *base[at + 1 :]))
    assert len(marks) == len(base) + 1


def test_either_side_may_end_it_while_it_runs() -> None:
    for state in RUNNING:
        verbs = {step.verb for step in FLOW.steps if state in step.sources}
        assert {"withdraw", "fail", "expire"} <= verbs
