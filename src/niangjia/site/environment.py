"""What the process is told through its environment, read once and typed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from niangjia.kernel.base import databases

DATA = Path(os.environ.get("NIANGJIA_DATA", ".niangjia"))


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable."""
    return os.environ.get(name, "1" if default else "0").lower() in ("1", "true", "yes", "on")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated variable."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret(name: str) -> str:
    """A secret of the data directory; the environment wins for operators with a vault."""
    given = os.environ.get(f"NIANGJIA_{name.upper()}")
    if given:
        return given
    return (DATA / "secrets" / name).read_text().strip()


def login(role: str, url_variable: str) -> dict[str, Any]:
    """Connection settings of one login: a URL when the operator gives one, else the socket."""
    url = os.environ.get(url_variable)
    if url:
        return given(url, url_variable)
    return {
        "NAME": os.environ.get("NIANGJIA_PG_NAME", "niangjia"),
        "USER": f"nj_{role}",
        "PASSWORD": secret(f"pg_{role}"),
        "HOST": os.environ.get("NIANGJIA_PG_HOST", ""),
        "PORT": os.environ.get("NIANGJIA_PG_PORT", "5432"),
        "OPTIONS": {},
    }


def given(url: str, variable: str) -> dict[str, Any]:
    """What an operator's address says, its options too (sslmode, host=/socket and others)."""
    try:
        return databases.read(url.strip())
    except ValueError as error:
        raise ImproperlyConfigured(f"The setting {variable} {error}.") from None


class Mail(NamedTuple):
    """A server that sends e-mail: TLS from the start (smtps), or STARTTLS before the password."""

    host: str
    port: int
    user: str
    password: str
    wrapped: bool
    upgraded: bool


def mail(url: str) -> Mail:
    """smtp://user:password@host:587 or smtps://user:password@host:465."""
    parts = urlsplit(url)
    wrapped = parts.scheme == "smtps"
    return Mail(
        parts.hostname or "",
        parts.port or (465 if wrapped else 587),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        wrapped,
        not wrapped and bool(parts.username),
    )
