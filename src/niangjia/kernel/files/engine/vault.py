"""Bytes on disk, sealed in pieces, so that any range can be read and none can be swapped.

A part lies in `files/uploads/<last two digits of the id>/<id>.<part>`. Its key comes from the
house's key, the salt in the row and the name of the part; each piece is bound to its place, and the
last one to being the last (AES-GCM, the STREAM way). A part is written once: to a draft, to the
disk, then under its name.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from niangjia.kernel.base.ids import random_id

SUITE = b"NJ1\n"
PIECE, TAG = 64 * 1024, 16


class Lost(Exception):
    """The bytes are gone, damaged, or were sealed with another key."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a part lies and what opens it. `size` counts the bytes before sealing."""

    id: UUID
    part: str
    salt: str
    size: int

    @property
    def path(self) -> Path:
        """The sealed file."""
        return folder() / self.id.hex[-2:] / f"{self.id}.{self.part}"


def folder() -> Path:
    """Where all of them lie."""
    return Path(settings.NIANGJIA_DATA) / "files" / "uploads"


def write(box: Box, source: BinaryIO) -> None:
    """Seal `box.size` bytes of `source`. Raises FileExistsError for a part already written."""
    box.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = box.path.with_name(f".{box.path.name}.{random_id().hex}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            _fill(box, source, target)
            target.flush()
            os.fsync(target.fileno())
        os.link(draft, box.path)
    finally:
        draft.unlink()
    _settle(box.path.parent)


def _fill(box: Box, source: BinaryIO, target: BinaryIO) -> None:
    cipher, last = _cipher(box), _pieces(box.size) - 1
    target.write(SUITE)
    for number in range(last + 1):
        piece = source.read(min(PIECE, box.size - number * PIECE))
        target.write(cipher.encrypt(_nonce(number, number == last), piece, SUITE))


def _settle(there: Path) -> None:
    """A new name is on the disk once its folder is."""
    handle = os.open(there, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(box: Box, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """Bytes from `start` up to, not with, `end`. Raises Lost."""
    stop = box.size if end is None else min(end, box.size)
    try:
        with box.path.open("rb") as source:
            for number in range(start // PIECE, _pieces(stop)):
                piece = _piece(box, source, number)
                at = number * PIECE
                yield piece[max(0, start - at) : stop - at]
    except (OSError, InvalidTag) as wrong:
        raise Lost(str(box.id)) from wrong


def _piece(box: Box, source: BinaryIO, number: int) -> bytes:
    source.seek(len(SUITE) + number * (PIECE + TAG))
    last = number == _pieces(box.size) - 1
    return _cipher(box).decrypt(_nonce(number, last), source.read(PIECE + TAG), SUITE)


def there(box: Box) -> bool:
    """Whether the sealed file is whole, by its length."""
    with suppress(OSError):
        whole = len(SUITE) + box.size + _pieces(box.size) * TAG
        return box.path.stat().st_size == whole
    return False


def erase(upload_id: UUID) -> None:
    """Remove every part of a file; one that is gone already is fine."""
    shard = folder() / upload_id.hex[-2:]
    for path in shard.glob(f"{upload_id}.*"):
        path.unlink(missing_ok=True)


def old(before: float) -> Iterator[tuple[Path, UUID | None]]:
    """Every file written before a moment, with the id in its name; None for a draft left behind."""
    for path in folder().glob("??/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                yield path, _id(path)


def _id(path: Path) -> UUID | None:
    with suppress(ValueError):
        return UUID(path.name.partition(".")[0])
    return None


def _pieces(size: int) -> int:
    return max(1, -(-size // PIECE))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


@functools.lru_cache(maxsize=256)
def _cipher(box: Box) -> AESGCM:
    whose = f"files|{box.id}|{box.part}".encode()
    house = bytes.fromhex(settings.NIANGJIA_FIELD_KEY)
    return AESGCM(HKDF(SHA256(), 32, bytes.fromhex(box.salt), whose).derive(house))
