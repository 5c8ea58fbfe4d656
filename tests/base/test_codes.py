"""Codes by table: what is accepted, what is refused, what they say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.base import codes


@pytest.mark.parametrize(
    ("text", "region", "birth", "sex", "kind"),
    [
        ("11010519491231002X", "110105", date(1949, 12, 31), "female", "citizen"),
        ("11010519491231002x", "110105", date(1949, 12, 31), "female", "citizen"),
        (" 110105 19491231 002Ｘ ", "110105", date(1949, 12, 31), "female", "citizen"),
        # A county that was dissolved: its people keep their numbers.
        ("330103196402290015", "330103", date(1964, 2, 29), "male", "citizen"),
        ("810000199408230021", "810000", date(1994, 8, 23), "female", "hongkong"),
        ("830000200112120015", "830000", date(2001, 12, 12), "male", "taiwan"),
    ],
)
def test_a_right_number_says_region_birth_and_sex(
    text: str, region: str, birth: date, sex: str, kind: str
) -> None:
    found = codes.citizen_id(_with_check(text))
    assert (found.region, found.birth, found.sex, found.kind) == (region, birth, sex, kind)


def _with_check(text: str) -> str:
    """The number with the check digit that belongs to it; the standard's own vector is kept."""
    plain = codes.tidy(text)
    return text if plain.startswith("110105") else plain[:17] + codes.id_check_digit(plain[:17])


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",
        "",
        "1101051949123100",
        "X1010519491231002X",
        "11010519491231002Y",
        "1101051949123100２",
        "abc",
    ],
)
def test_a_wrong_number_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(codes.BadCode, match="身份证号"):
        codes.citizen_id(text)


@pytest.mark.parametrize("day", ["19490231", "20230229", "19491301", "00000101"])
def test_a_birthday_that_never_was_is_refused(day: str) -> None:
    body = f"110105{day}002"
    with pytest.raises(codes.BadCode, match="出生日期"):
        codes.citizen_id(body + codes.id_check_digit(body))


@pytest.mark.parametrize(
    "code",
    ["91330523MA2ABCDE0M", "81330523MC0000001K", "91330523MA20000220", "91330523 ma2abcde0m"],
)
def test_credit_codes_with_synthetic_check_digits(code: str) -> None:
    assert codes.credit_code(code) == codes.tidy(code)


@pytest.mark.parametrize(
    "code",
    [
        "91330523MA2ABCDE0N",
        "91330523MA2000022V",
        "91330523MA2ABCDI0M",
        "9133",
        "",
        "91330523MA2000022０1",
    ],
)
def test_a_wrong_credit_code_is_refused(code: str) -> None:
    with pytest.raises(codes.BadCode, match="信用代码"):
        codes.credit_code(code)


@given(st.text(alphabet=codes.CREDIT_DIGITS, min_size=17, max_size=17))
def test_every_body_has_exactly_one_check_sign(body: str) -> None:
    good = [sign for sign in codes.CREDIT_DIGITS if _accepts(body + sign)]
    assert good == [codes.credit_check_digit(body)]


def _accepts(code: str) -> bool:
    try:
        return codes.credit_code(code) == code
    except codes.BadCode:
        return False


@pytest.mark.parametrize(
    "text",
    [
        "13800000001",
        " 138 0000 0001 ",
        "138-0000-0001",
        "+86 138 0000 0001",
        "+8613800000001",
        "008613800000001",
        "１３８００００００01",
        "86 13800000001",
    ],
)
def test_a_mobile_number_however_it_is_typed(text: str) -> None:
    assert codes.mobile(text) == "13800000001"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12800000001",
        "1380000000",
        "138000000012",
        "0571-12345678",
        "+85291234567",
        "手机",
        "+1 415 555 2671",
    ],
)
def test_what_is_no_mainland_mobile_is_refused(text: str) -> None:
    with pytest.raises(codes.BadCode, match="手机号"):
        codes.mobile(text)


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (codes.mask_phone, "13800000001", "138****0001"),
        (codes.mask_phone, "", ""),
        (codes.mask_name, "李建国", "李*"),
        (codes.mask_name, "", ""),
        (codes.mask_number, "33019900000427", "3301 •••• 0427"),
        (codes.mask_number, "A17", "A17"),
    ],
)
def test_masks(mask: object, text: str, shown: str) -> None:
    assert callable(mask)
    assert mask(text) == shown
