"""The connection under every act: what it survives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.kit import cluster

pytestmark = pytest.mark.django_db


@pytest.fixture
def pooled() -> Iterator[BaseDatabaseWrapper]:
    """A connection like the web's, out of a pool of two."""
    made = connections["default"].copy(alias="pooled")
    made.settings_dict = {
        **made.settings_dict,
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 2, "timeout": 10}},
    }
    connections["pooled"] = made
    yield made
    made.close()
    made.close_pool()
    del connections["pooled"]


def backend(pooled: BaseDatabaseWrapper) -> int:
    """The server process behind one visit."""
    with pooled.cursor():
        pid: int = pooled.connection.info.backend_pid
    pooled.close()
    return pid


def test_a_restarted_server_is_not_seen_by_the_next_visitor(pooled: BaseDatabaseWrapper) -> None:
    backend(pooled)
    name = pooled.settings_dict["NAME"]
    with cluster.as_super(name) as link:
        ended = {
            pid
            for pid, _done in link.execute(
                "SELECT pid, pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = %s AND pid <> pg_backend_pid() AND state = 'idle'"
                " AND pid <> %s",
                [name, connections["default"].connection.info.backend_pid],
            )
        }
    assert ended
    assert {backend(pooled) for _ in range(3)}.isdisjoint(ended)


def test_a_healthy_connection_is_used_again(pooled: BaseDatabaseWrapper) -> None:
    assert len({backend(pooled) for _ in range(6)}) <= 2
