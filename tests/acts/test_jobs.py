"""Jobs exist when their transaction commits, and the worker does them as a service actor."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.models import Seal
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import new_id
from tests.kit import cluster, database, live

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[live.Running]:
    """The job worker, with a data directory whose notes are its own."""
    (tmp_path / "secrets").symlink_to(Path(live.environment("jobs")["NIANGJIA_DATA"]) / "secrets")
    one = live.jobs()
    one.environment["NIANGJIA_DATA"] = str(tmp_path)
    with live.running(one):
        yield one


def until(holds: Callable[[], bool], patience: float = 20) -> bool:
    """Wait for something that another process does."""
    end = time.monotonic() + patience
    while not (done := holds()) and time.monotonic() < end:
        time.sleep(0.1)
    return done


def sealed() -> bool:
    with system("auditor"):
        return Seal.objects.exists()


def jobs(status: str = "todo") -> int:
    with cluster.as_super(database.clone_name()) as link:
        row = link.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = %s::procrastinate_job_status"
            " AND task_name = 'acts.seal'",
            (status,),
        ).fetchone()
    return int(row[0]) if row else 0


def test_a_job_is_there_if_and_only_if_its_transaction_committed() -> None:
    with pytest.raises(ZeroDivisionError), system("clerk"):
        act().defer("acts.seal", timestamp=0)
        raise ZeroDivisionError
    assert jobs() == 0
    with system("clerk"):
        act().defer("acts.seal", timestamp=0)
    assert jobs() == 1


def test_the_worker_seals(worker: live.Running) -> None:
    with system("clerk"):
        act().note("test.done", "test", new_id())
        act().defer("acts.seal", timestamp=0)
    assert until(sealed), worker.said()
    assert until(lambda: jobs() == 0)
    assert (Path(worker.environment["NIANGJIA_DATA"]) / "seals").read_text().startswith("1 ")


def test_a_dead_workers_job_is_done_by_the_next(worker: live.Running) -> None:
    with system("clerk"):
        act().note("test.done", "test", new_id())
    with cluster.as_super(database.clone_name()) as link:
        link.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '2 minutes')"
        )
        link.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args, worker_id)"
            " SELECT 'default', 'acts.seal', 'doing', '{\"timestamp\": 0}', max(id)"
            " FROM procrastinate_workers WHERE last_heartbeat < now() - interval '1 min'"
        )
    with system("clerk"):
        act().defer("acts.retry", timestamp=0)
    assert until(sealed), worker.said()


def test_every_job_of_ours_is_known_by_name() -> None:
    """A new job is added here with the service actor it acts as, or the permit it needs."""
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("builtin")}
    assert set(ours) >= {"acts.seal", "acts.erase", "acts.retry", "acts.forget_jobs"}


def test_the_web_cannot_write_jobs_itself() -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
            " VALUES ('default', 'acts.seal', '{}')"
        )
