"""Rules of letters as tables: numbers, places, what gives somebody away, money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.letters import rules, wordings
from niangjia.kernel.letters.rules import Held, Known

ONE, TWO = UUID(int=1), UUID(int=2)
WORDS = [
    ("临江区总工会", "临总工"),
    ("东湖街道总工会", "东总工"),
    ("百川纺织有限公司工会委员会", "百川纺织工"),
    ("柳埠商圈小微企业联合工会", "柳埠商圈小微工"),
    ("某某", "某某工"),
]


@pytest.mark.parametrize(("name", "word"), WORDS)
def test_a_union_signs_with_its_own_letters(name: str, word: str) -> None:
    assert rules.union_word(name) == word


def test_a_number_reads_as_official_documents_do() -> None:
    assert rules.number("临总工监", 2026, 3) == "临总工监〔2026〕3号"


FILLED = [
    ("【单位】你好", {"单位": "百川"}, "百川你好"),
    ("一\n【费用】\n二", {"费用": ""}, "一\n二"),
    ("一【费用】二", {"费用": ""}, "一二"),
    ("【编号】", {}, "【编号】"),
    ("一\n\n\n\n二", {}, "一\n\n二"),
]


@pytest.mark.parametrize(("text", "values", "expected"), FILLED)
def test_places_are_filled(text: str, values: dict[str, str], expected: str) -> None:
    assert rules.fill(text, values) == expected


def test_places_nobody_knows_are_named_once_in_order() -> None:
    assert rules.unknown_places("【单位】【乙】【甲】【乙】") == ["乙", "甲"]
    assert rules.unfilled("【编号】【情况】【日期】") == ["情况"]


def test_the_houses_own_words_hold_only_places_it_can_fill() -> None:
    for kind in wordings.KINDS.values():
        assert not rules.unknown_places(kind.house.title + kind.house.body), kind.key


SAID = "三号宿舍楼四零二的空调上周就坏了，夜班白天睡觉太冷"
LEAKS = [
    ("宿舍空调坏了，请尽快修好。", []),
    ("有人说：三号宿舍楼四零二的空调上周就坏了。", ["words"]),
    ("三号宿舍楼，四零二的，空调 上周就坏了", ["words"]),
    ("职工张建国反映宿舍太冷", ["name"]),
    ("请联系 138 0000 1234", ["phone"]),
    ("张建国 13800001234：三号宿舍楼四零二的空调上周就坏了", ["name", "phone", "words"]),
]


@pytest.mark.row("000-23")
@pytest.mark.parametrize(("draft", "kinds"), LEAKS)
def test_what_gives_an_author_away_is_found(draft: str, kinds: list[str]) -> None:
    known = Known(ONE, SAID, "张建国", "13800001234", TWO)
    assert [leak.kind for leak in rules.leaks(draft, [known])] == kinds


def test_a_name_of_one_letter_and_no_phone_are_not_looked_for() -> None:
    assert rules.leaks("张口说话", [Known(ONE, "别的", "张", "", TWO)]) == []


@given(st.text("甲乙丙丁", max_size=40), st.text("甲乙丙丁", max_size=40))
def test_the_longest_shared_run_is_shared_and_no_longer_one_is(one: str, other: str) -> None:
    pieces = {other[a:b] for a in range(len(other)) for b in range(a, len(other) + 1)}
    shared = [p for p in pieces if len(p) >= rules.VERBATIM and p in one]
    found = rules.longest_shared(one, other)
    assert len(found) == max(map(len, shared), default=0)
    assert not found or (found in one and found in other)


PAYBACKS = [
    (180_000_000, 260_000_000, Decimal("8.3")),
    (0, 100, Decimal("0.0")),
    (100, 0, None),
    (1200, 1200, Decimal("12.0")),
    (125, 3000, Decimal("0.5")),
]


@pytest.mark.row("000-20")
@pytest.mark.parametrize(("invested", "saved", "months"), PAYBACKS)
def test_months_until_it_has_paid_for_itself(
    invested: int, saved: int, months: Decimal | None
) -> None:
    assert rules.payback(invested, saved) == months


FINANCE = Held(ONE, "finance", "1", date(2026, 1, 1), date(2026, 12, 31))
CHECKERS = [
    (ONE, TWO, [FINANCE], date(2026, 1, 1), True),
    (ONE, TWO, [FINANCE], date(2026, 12, 31), True),
    (ONE, TWO, [FINANCE], date(2027, 1, 1), False),
    (ONE, TWO, [FINANCE], date(2025, 12, 31), False),
    (ONE, ONE, [FINANCE], date(2026, 6, 1), False),
    (TWO, ONE, [FINANCE], date(2026, 6, 1), False),
    (ONE, TWO, [], date(2026, 6, 1), False),
]


@pytest.mark.row("000-20")
@pytest.mark.parametrize(("who", "entered", "held", "day", "allowed"), CHECKERS)
def test_figures_are_checked_by_another_who_is_charged_with_it(
    who: UUID, entered: UUID, held: list[Held], day: date, allowed: bool
) -> None:
    verdict = rules.may_verify(who, entered, held, day)
    assert bool(verdict) is allowed
    assert allowed or (verdict.clause and verdict.remedy)
