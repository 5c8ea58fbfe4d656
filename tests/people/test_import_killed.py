"""kill -9 of the real worker in the middle of an import: it goes on, and nobody is there twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from niangjia.kernel.people.models import Import, Membership, Person
from tests.kit import live, sowing
from tests.kit.world import World

PEOPLE = 12_000
PATIENCE = 240.0


def table() -> bytes:
    """A file of people nobody knows."""
    rows = [f"人{n:05d},139{n:08d},2020-01-01" for n in range(PEOPLE)]
    return "\n".join(["姓名,手机号,入会日期", *rows]).encode()


def state(run_id: str) -> tuple[str, int]:
    """How far the import is."""
    with sowing.seeding():
        run = Import.objects.get(id=run_id)
    return run.state, run.done


def until(run_id: str, done: Any) -> tuple[str, int]:
    """Wait for a state of the import."""
    end = time.monotonic() + PATIENCE
    while not done(*(found := state(run_id))):
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


@pytest.fixture
def worker() -> Iterator[live.Running]:
    """A job worker that is gone afterwards."""
    with live.running(live.jobs()) as found:
        yield found


@pytest.mark.deep
def test_a_killed_worker_leaves_no_twin(committed_world: World, worker: live.Running) -> None:
    client = committed_world.client("a1x.chair")
    file = SimpleUploadedFile("名单.csv", table())
    sent = client.post(reverse("people:import"), {"kind": "people", "file": file})
    run_id = sent["Location"].rstrip("/").rpartition("/")[2]
    until(run_id, lambda name, _done: name == "preview")
    client.post(reverse("people:import_commit", args=[run_id]))
    kills = 0
    for after in (1, 6000):
        name, _done = until(run_id, lambda name, done, at=after: name == "done" or done >= at)
        if name == "done":
            break
        worker.stop(9)
        kills += 1
        worker.start()
    until(run_id, lambda name, _done: name == "done")
    assert kills
    with transaction.atomic(), sowing.seeding():
        made = Person.objects.filter(name__startswith="人")
        numbers = Membership.objects.filter(person__in=made).values_list("number", flat=True)
        assert made.count() == len(set(numbers)) == PEOPLE
