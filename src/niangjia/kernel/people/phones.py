"""Mobile numbers as we keep them: +86 and 11 digits (E.164), sealed, found by a blind index."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.kernel.base import codes
from niangjia.kernel.base.sealed import blind, seal, unseal

FIELD = "phone"
PERSON = "people_person.phone"
ACCOUNT = "people_account.phone"


def normal(text: str) -> str:
    """Whatever people type, as +8613800000001. Raises `codes.BadCode` unless a mainland mobile."""
    return f"+86{codes.mobile(text)}"


def index(phone: str) -> str:
    """The blind index of a normal number: the same in every table. Empty stays empty."""
    return blind(phone, FIELD)


def columns(person_id: UUID, phone: str) -> dict[str, Any]:
    """What a person's row stores of a normal number; an empty one clears it."""
    return {"phone": seal(phone, PERSON, person_id), "phone_index": index(phone),
            "phone_last4": phone[-4:]}


def of_person(sealed: str, person_id: UUID) -> str:
    """The normal number of a person's row, or nothing."""
    return unseal(sealed, PERSON, person_id)


def of_account(sealed: str, account_id: UUID) -> str:
    """The normal number of an account's row, or nothing."""
    return unseal(sealed, ACCOUNT, account_id)


def for_account(phone: str, account_id: UUID) -> dict[str, Any]:
    """What an account's row stores of a verified number."""
    return {"phone": seal(phone, ACCOUNT, account_id), "phone_index": index(phone),
            "phone_verified": bool(phone)}


def shown(phone: str) -> str:
    """138 0000 0001, as people read a number aloud."""
    digits = phone.removeprefix("+86")
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}".strip()


def masked(phone: str) -> str:
    """138****0001."""
    return codes.mask_phone(phone.removeprefix("+86"))
