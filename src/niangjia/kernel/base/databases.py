"""Reads the address of a PostgreSQL as PostgreSQL itself does, with every option in it."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

SCHEMES = ("postgresql://", "postgres://")
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
#: What Django has a name of its own for.
NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def read(url: str) -> dict[str, Any]:
    """Django's settings of a connection; what Django has no name for stands in OPTIONS.

    Raises ValueError with what the address should be. The sentence never repeats the address: a
    password may stand in it.
    """
    if not url.startswith(SCHEMES):
        raise ValueError("should begin with postgresql://")
    parts = _parts(url)
    _check(parts)
    named = {ours: str(parts.pop(theirs, "")) for theirs, ours in NAMES.items()}
    return {**named, "OPTIONS": parts}


def _parts(url: str) -> dict[str, Any]:
    try:
        return conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        reason = str(error).strip().split("\n")[0]
        if "query parameter" in reason:
            raise ValueError(f"holds an option PostgreSQL does not know ({reason})") from None
        raise ValueError("is no address PostgreSQL can read") from None


def _check(parts: dict[str, Any]) -> None:
    """What PostgreSQL would find wrong only when somebody connects, or not at all."""
    for name in ("dbname", "user"):
        if not parts.get(name) and "service" not in parts:
            raise ValueError("should name a login and a database: postgresql://login@host/database")
    ports = str(parts.get("port", "")).split(",")
    if not all(one.isdigit() and 0 < int(one) < 65536 for one in ports if one):
        raise ValueError("holds a port that is no number from 1 to 65535")
    if parts.get("sslmode", "prefer") not in SSL_MODES:
        raise ValueError(f"should have one of these as sslmode: {', '.join(SSL_MODES)}")
