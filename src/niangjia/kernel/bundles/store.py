"""Where packed bundles lie: sealed, as files are, in a folder of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from niangjia.kernel.files import door as files

from .models import Bundle

PART = "zip"


@dataclass(frozen=True, slots=True)
class Packed(files.vault.Box):
    """A bundle's place and what opens it."""

    @property
    def path(self) -> Path:
        """The sealed file."""
        return folder() / f"{self.id}.{self.part}"


def folder() -> Path:
    """Where all of them lie."""
    return Path(settings.NIANGJIA_DATA) / "files" / "bundles"


def box(row: Bundle) -> Packed:
    """Where one lies."""
    return Packed(row.id, PART, row.salt, row.size)


def write(row_id: UUID, salt: str, size: int, source: BinaryIO) -> None:
    """Seal a packed bundle; one that a killed job left there is written anew."""
    there = Packed(row_id, PART, salt, size)
    there.path.unlink(missing_ok=True)
    files.vault.write(there, source)


def read(row: Bundle) -> Iterator[bytes]:
    """The bytes of a bundle. Raises Lost where they are gone."""
    return files.vault.read(box(row))


def left(before: float) -> Iterator[tuple[Path, UUID | None]]:
    """Every file written before a moment, with the id in its name."""
    for path in folder().glob("*") if folder().is_dir() else ():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                yield path, _id(path)


def _id(path: Path) -> UUID | None:
    with suppress(ValueError):
        return UUID(path.name.partition(".")[0])
    return None
