"""Mobile numbers: 11 digits inside the house (see `sealing`), +86 before them outside (E.164)."""

from __future__ import annotations

from niangjia.kernel.base import codes


def normal(text: str) -> str:
    """Whatever people type, as 11 digits. Raises `codes.BadCode` unless a mainland mobile."""
    return codes.mobile(text)


def outside(phone: str) -> str:
    """+8613800000001, as gateways want it."""
    return f"+86{phone}"


def shown(phone: str) -> str:
    """138 0000 0001, as people read a number aloud."""
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}".strip()


def masked(phone: str) -> str:
    """138****0001."""
    return codes.mask_phone(phone)
