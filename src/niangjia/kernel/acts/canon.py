"""What a log is sealed as: the text of a row, the digest of a seal; neither database nor Django."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

FIELDS = (
    "id",
    "at",
    "epoch",
    "tx",
    "person_id",
    "post",
    "org_root",
    "org_path",
    "purpose",
    "action",
    "object_kind",
    "object_id",
    "facts",
)
SIGNED = ("number", "at", "epoch", "from_tx", "until_tx", "rows", "root", "previous")
FIRST_EPOCH = 1
#: The end of an epoch that is over: nothing comes after it.
END = 2**63 - 1
START = "0" * 64


class Sealed(Protocol):
    """What a seal says, wherever it was read from."""

    number: int
    at: datetime
    epoch: int
    from_tx: int
    until_tx: int
    rows: int
    root: str
    previous: str
    digest: str
    signature: str


def digest(seal: Sealed) -> str:
    """What is signed and what the next seal points back to."""
    return sha256(canonical(tuple(getattr(seal, name) for name in SIGNED))).hexdigest()


def named(seal: Sealed) -> str:
    """A seal as people compare it."""
    return f"seal {seal.number} of {seal.at.astimezone(UTC).isoformat()}: {seal.digest}"


def canonical(values: tuple[Any, ...]) -> bytes:
    """Values as the one text that is hashed: a JSON array, moments in UTC to the microsecond."""
    plain = [_plain(v) for v in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if value is None or isinstance(value, int | str | list) else str(value)
