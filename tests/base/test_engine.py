"""The connection under every act: what it survives."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from niangjia.kernel.acts.action import look
from niangjia.kernel.acts.models import Look
from niangjia.kernel.base.context import actor
from tests.kit import cluster
from tests.kit.sowing import seeding
from tests.kit.world import World

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


@pytest.fixture
def in_time() -> Iterator[None]:
    """Ends a test that hangs, instead of hanging with it."""

    def over(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("in_time")
def test_what_does_not_fit_a_socket_is_left_too(committed_world: World) -> None:
    people = [uuid4() for _ in range(10_000)]
    with committed_world.acting("a1.chair"):
        for person in people:
            look(actor(), person, "看了一份名单")
    with seeding():
        assert Look.objects.filter(subject_id__in=people).count() == len(people)
