"""Who answers a review, how it is titled and numbered: tables of cases."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from niangjia.kernel.cases.rules import may_call, number, title_of
from niangjia.services.feedback.rules import Union, route

DISTRICT = Union(uuid4(), "区", "33.01.99.", "33.01.99.", "county")
TOWN = Union(uuid4(), "镇", "33.01.99.t1.", "33.01.99.", "town")
OWN = Union(uuid4(), "厂", "33.01.99.t1.u1.", "33.01.99.", "grassroots")


@pytest.mark.row("000-21", "003-10")
@pytest.mark.parametrize(
    ("headcount", "own", "above", "who", "answers"),
    [
        (420, OWN, [DISTRICT, TOWN], "union", OWN),
        (30, OWN, [DISTRICT, TOWN], "union", OWN),
        (29, OWN, [DISTRICT, TOWN], "union", TOWN),
        (420, OWN, [DISTRICT, TOWN], "upper", TOWN),
        (420, OWN, [DISTRICT, TOWN], "firm", OWN),
        (420, None, [DISTRICT, TOWN], "union", TOWN),
        (420, None, [DISTRICT], "union", DISTRICT),
        (420, OWN, [], "union", OWN),
        (420, None, [], "union", None),
    ],
)
def test_who_answers(
    headcount: int, own: Union | None, above: list[Union], who: str, answers: Union | None
) -> None:
    found = route(headcount, own, above, who)
    assert (found.union if found else None) == answers


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("空调坏了。已经一周。", "空调坏了"),
        ("  空调坏了，", "空调坏了"),
        (
            "宿舍的空调上周就坏了一直没有人来修理师傅要等",
            "宿舍的空调上周就坏了一直没有人来修理师傅要等",
        ),
        ("食堂的晚饭只有一个菜，去晚了的人就只剩米饭和汤了真的吃不饱", "食堂的晚饭只有一个菜…"),
        ("？！", "？！"),
    ],
)  # fmt: skip
def test_titles(text: str, title: str) -> None:
    assert title_of(text) == title


def test_numbers_are_readable_and_say_nothing() -> None:
    made = number("LJ", date(2026, 11, 20), UUID(int=2**128 - 1))
    assert made == "LJ-261120-ZZZZZ"


@pytest.mark.parametrize(("hands", "allowed"), [(set(), True), ({1}, True), ({7}, False)])
def test_only_a_clean_hand_calls_back(hands: set[int], allowed: bool) -> None:
    caller = UUID(int=7)
    assert bool(may_call(caller, {UUID(int=n) for n in hands})) is allowed
