"""kill -9 of the real worker while it tells many people: it goes on, and nobody is told twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.urls import reverse

from niangjia.kernel.notices.models import Broadcast, Notice
from tests.kit import live, sowing
from tests.kit.world import World

PEOPLE = 60_000
PATIENCE = 240.0
CROWD = """INSERT INTO people_person (id, name, phone, phone_index, phone_last4, id_number,
    id_index, identity, home_org_id, home_path, home_root, state)
    SELECT gen_random_uuid(), '人' || n, '', '', '', '', '', 0, %s, %s, %s, 'active'
    FROM generate_series(1, %s) n"""


def crowd(world: World) -> None:
    org = world.orgs["a1x"]
    with transaction.atomic(), sowing.seeding(), connection.cursor() as cursor:
        cursor.execute(CROWD, [org.id, org.path, org.root, PEOPLE])


def told(broadcast_id: UUID) -> tuple[str, int]:
    with transaction.atomic(), sowing.seeding():
        row = Broadcast.objects.get(id=broadcast_id)
    return row.state, row.told


@pytest.fixture
def worker() -> Iterator[live.Running]:
    """A job worker that is gone afterwards."""
    with live.running(live.jobs()) as found:
        yield found


@pytest.mark.deep
def test_a_killed_worker_tells_nobody_twice(committed_world: World, worker: live.Running) -> None:
    crowd(committed_world)
    client = committed_world.client("a1.chair")
    said = {"title": "周六体检车开到厂门口", "text": "带工会卡。"}
    made = client.post(reverse("notices:cast_new"), said)["Location"]
    broadcast_id = UUID(made.rstrip("/").rpartition("/")[2])
    client.post(reverse("notices:cast_send", args=[broadcast_id]))
    kills, end = 0, time.monotonic() + PATIENCE
    while (found := told(broadcast_id))[0] == "running":
        assert time.monotonic() < end, found
        if found[1] > kills * 20_000 and kills < 2:
            worker.stop(9)
            kills += 1
            worker.start()
        time.sleep(0.02)
    assert kills
    with transaction.atomic(), sowing.seeding():
        mine = Notice.objects.filter(broadcast_id=broadcast_id)
        twice = mine.values("person_id").annotate(n=Count("id")).filter(n__gt=1)
        assert not twice.exists()
        assert mine.count() == found[1] > PEOPLE
