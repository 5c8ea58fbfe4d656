"""Writing rows no actor may write, on the connection the test itself uses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def seeding(role: str = "nj_keeper") -> Iterator[None]:
    """Run the block as `role`; whoever acted before acts again afterwards."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        before = cursor.fetchone()[0]
        _enter(role)
        yield
        _enter(before)


def _enter(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, true)", [role])
