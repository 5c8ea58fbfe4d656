"""Secrets of one installation: random, made once, each in its own 0600 file."""

import os
import secrets
from pathlib import Path

from niangjia.run.errors import RunError

PASSWORDS = ("pg_super", "pg_migrate", "pg_app", "pg_jobs")
KEYS = ("django_key", "field_key", "index_key", "audit_key")
NAMES = PASSWORDS + KEYS


def make(name: str) -> str:
    """Draw a new secret: passwords of 192 bits, keys of 32 bytes as hex."""
    return secrets.token_urlsafe(24) if name in PASSWORDS else secrets.token_hex(32)


def ensure(folder: Path) -> dict[str, str]:
    """Return all secrets, making those that are missing."""
    return {name: read(folder, name) or write(folder, name, make(name)) for name in NAMES}


def missing(folder: Path) -> list[str]:
    """Keys that were neither made nor given in the environment."""
    given = {name for name in KEYS if os.environ.get(f"NIANGJIA_{name.upper()}")}
    return [name for name in KEYS if name not in given and not read(folder, name)]


def read(folder: Path, name: str) -> str:
    """Read one secret; empty when it has not been made."""
    try:
        return (folder / name).read_text("ascii").strip()
    except FileNotFoundError:
        return ""
    except PermissionError as error:
        raise RunError(f"You may not read the secrets in {folder}.") from error


def write(folder: Path, name: str, value: str) -> str:
    """Write one secret completely or not at all; the value first written stays.

    Two starters may race here: the hard link fails for the second, who then reads the first's.
    """
    draft = folder / f".{name}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(value + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, folder / name)
    except FileExistsError:
        return read(folder, name)
    finally:
        draft.unlink()
    return value
