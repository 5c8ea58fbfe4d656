"""One-time codes: six digits that live in the SMS; the session keeps a salted digest."""

from __future__ import annotations

import hmac
import re
import secrets

from django.db import connection

from niangjia.kernel.base.codes import tidy
from niangjia.kernel.base.sealed import blind

TRIES = 5
DAY = 86400
SHAPE = re.compile(r"[0-9]{6}")


class Code(str):
    """What the session keeps of a code; the digits themselves are beside it until it is sent.

    allauth carries one string from drawing to sending to comparing. This one reads as the digest.
    """

    digits: str


def draw() -> Code:
    """A new code."""
    digits, salt = f"{secrets.randbelow(10**6):06d}", secrets.token_hex(8)
    code = Code(f"{salt}${_digest(salt, digits)}")
    code.digits = digits
    return code


def right(typed: str, kept: str) -> bool:
    """Whether `typed` is the code behind `kept`. Every question is a try, and there are five.

    Tries are counted in the database: a session can be asked many times at once.
    """
    salt, _, digest = kept.partition("$")
    if not salt or not _hit(f"code:tries:{salt}", TRIES):
        return False
    digits = tidy(typed)
    return bool(SHAPE.fullmatch(digits)) and hmac.compare_digest(_digest(salt, digits), digest)


def use_up(kept: str) -> bool:
    """True for the first use of a right code, False ever after."""
    return _hit(f"code:used:{kept.partition('$')[0]}", 1)


def _digest(salt: str, digits: str) -> str:
    return blind(f"{salt}|{digits}", "login.code")


def _hit(key: str, most: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.hit(%s, %s, %s)", [key, most, DAY])
        return bool(cursor.fetchone()[0])
