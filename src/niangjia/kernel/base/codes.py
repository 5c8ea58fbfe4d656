"""Codes people and firms carry, read and checked without asking anybody. Pure functions.

Each reader returns what the code says, or raises `BadCode` with a sentence for the person.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import reduce

import phonenumbers
from django.utils.translation import gettext_noop as noop

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
ID_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
#: First two digits of residence permits (GA 467, same form as GB 11643).
PERMITS = {"81": "hongkong", "82": "macau", "83": "taiwan"}

CREDIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_SHAPE = re.compile(f"[{CREDIT_DIGITS}]{{18}}")

MOBILE_SHAPE = re.compile(r"1[3-9][0-9]{9}")


class BadCode(ValueError):
    """The code cannot be right; the message says why, in words for the person."""


@dataclass(frozen=True, slots=True)
class CitizenId:
    """What a citizen identification number says. `kind` is citizen or one of the permits."""

    number: str
    region: str
    birth: date
    sex: str
    kind: str


def tidy(text: str) -> str:
    """Full-width forms to half-width, blanks and hyphens away, letters upper-case."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\-\u2010-\u2015]", "", plain).upper()


def citizen_id(text: str) -> CitizenId:
    """Read a citizen identification number (GB 11643-1999) or a residence permit's.

    The region is not looked up: a county may be gone while its people are not.
    """
    number = tidy(text)
    if not ID_SHAPE.fullmatch(number):
        raise BadCode("身份证号应是 18 位，最后一位可以是 X")
    if number[-1] != id_check_digit(number[:17]):
        raise BadCode("身份证号的校验位对不上，请看看有没有抄错")
    birth = _birth(number[6:14])
    sex = "male" if int(number[16]) % 2 else "female"
    return CitizenId(number, number[:6], birth, sex, PERMITS.get(number[:2], "citizen"))


def id_check_digit(body: str) -> str:
    """The 18th sign for 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True))
    return ID_CHECKS[total % 11]


def _birth(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as wrong:
        raise BadCode("身份证号里的出生日期不存在，请看看有没有抄错") from wrong


def credit_code(text: str) -> str:
    """Read a unified social credit code (GB 32100-2015) and return it tidied."""
    code = tidy(text)
    if not CREDIT_SHAPE.fullmatch(code):
        raise BadCode("统一社会信用代码应是 18 位，没有字母 I、O、S、V、Z")
    if code[-1] != credit_check_digit(code[:17]):
        raise BadCode("统一社会信用代码的校验位对不上，请看看有没有抄错")
    return code


def credit_check_digit(body: str) -> str:
    """The 18th sign for 17: weights 3^i mod 31; the outer mod keeps remainder 0 at sign 0."""
    total = reduce(
        lambda acc, pair: acc + _worth(pair[1]) * pow(3, pair[0], 31), enumerate(body), 0
    )
    return CREDIT_DIGITS[(31 - total % 31) % 31]


def _worth(sign: str) -> int:
    return CREDIT_DIGITS.index(sign)


def mobile(text: str) -> str:
    """A mainland mobile number as its 11 digits, from whatever people type: +86, 0086, blanks."""
    plain = text.strip()
    if MOBILE_SHAPE.fullmatch(plain):
        return plain
    try:
        parsed = phonenumbers.parse(re.sub(r"^00", "+", tidy(plain)), "CN")
    except phonenumbers.NumberParseException as wrong:
        raise BadCode(_NOT_MOBILE) from wrong
    digits = str(parsed.national_number)
    if parsed.country_code != 86 or not MOBILE_SHAPE.fullmatch(digits):
        raise BadCode(_NOT_MOBILE)
    return digits


_NOT_MOBILE = noop("手机号应是 1 开头的 11 位数字")


def mask_phone(phone: str) -> str:
    """138****0001; nothing for nothing."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 7 else ""


def mask_name(name: str) -> str:
    """李*, as a public notice shows a name: the first sign, one star."""
    return f"{name[:1]}*" if name else ""


def mask_number(number: str) -> str:
    """3301 •••• 0427: the ends of a long number."""
    return f"{number[:4]} •••• {number[-4:]}" if len(number) > 8 else number
