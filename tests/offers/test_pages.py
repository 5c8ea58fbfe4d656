"""Pages of a claim: the form's answers, the desk that decides, and what a stranger gets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niangjia.kernel.acts.models import Look
from niangjia.kernel.base.clock import now
from niangjia.kernel.offers import gone
from niangjia.kernel.offers.models import Claim
from tests.kit.sowing import seeding
from tests.kit.world import World

from .making import Made, claim, offer


def press(client: Client, made: Made, key: str) -> tuple[int, str]:
    gone.forget(made.id)
    answer = client.post(f"/benefits/{made.id}/claim/", {"key": key})
    return answer.status_code, answer.get("Location", "")


def test_a_form_sent_again_and_again_leads_to_one_claim(small_world: World) -> None:
    made = offer(small_world, "a1x.chair", 5)
    client = small_world.client("a1x-asker")
    first, again, other = (press(client, made, key) for key in ("k", "k", "another"))
    assert (first[0], again[0], other[0]) == (302, 303, 303)
    assert first[1] == again[1] == other[1]
    page = client.get(first[1])
    with seeding():
        row = Claim.objects.get(offer_id=made.id)
    assert page.status_code == 200 and row.pick_code in page.content.decode()
    assert small_world.client("a1x-colleague").get(first[1]).status_code == 404


def test_gone_is_said_without_asking_and_the_winner_still_gets_the_answer(
    small_world: World,
) -> None:
    made = offer(small_world, "a1x.chair", 1)
    winner, late = small_world.client("a1x-asker"), small_world.client("a1x-colleague")
    won = press(winner, made, "k")
    address = f"/benefits/{made.id}/claim/"
    said = [late.post(address, {"key": f"late{n}"}).status_code for n in range(3)]
    assert said == [409, 409, 409]
    again = winner.post(address, {"key": "k"})
    assert (again.status_code, again["Location"]) == (303, won[1])


def test_another_no_is_said_with_its_reason_and_asks_nothing_more(small_world: World) -> None:
    made = offer(small_world, "a1x.chair", 1, opens_at=now() + timedelta(days=1))
    client, address = small_world.client("a1x-asker"), f"/benefits/{made.id}/claim/"
    client.cookies["ui_size"] = "elder"
    client.post(address, {"key": "k"})
    with CaptureQueriesContext(connection) as sent:
        answer = client.post(address, {"key": "kk"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "还没到时间" in page and 'data-size="elder"' in page
    assert sum("api.drop_claim" in one["sql"] for one in sent) == 1
    assert not any("people_" in one["sql"] for one in sent)


def test_a_stranger_logs_in_first(small_world: World) -> None:
    made = offer(small_world, "a1x.chair", 1)
    status, there = press(small_world.client(""), made, "k")
    assert status == 302 and there == f"/account/login/code/?next=/benefits/{made.id}/"
    door = small_world.client("").post(f"/benefits/{made.id}/room/enter/")
    assert door["Location"] == f"/account/login/code/?next=/benefits/{made.id}/room/"
    assert press(small_world.client("a1x.officer"), made, "k")[0] == 404


@pytest.mark.parametrize(("word", "state"), [("yes", "granted"), ("no", "refused")])
def test_the_union_decides_and_the_look_is_told(small_world: World, word: str, state: str) -> None:
    world = small_world
    made = offer(world, "a1x.chair", 1, mode="review")
    claim(world, "a1x-asker", made)
    client = world.client("a1x.chair")
    page = client.get(f"/desk/benefits/{made.id}/asked/").content.decode()
    assert world.people["a1x-asker"].name in page
    with seeding():
        row = Claim.objects.get(offer_id=made.id)
        assert Look.objects.filter(subject_id=row.person_id, object_id=row.id).exists()
    there = f"/desk/benefits/asked/{row.id}/{word}/"
    assert client.post(there, {"key": "k", "why": ""}).status_code == (
        302 if word == "yes" else 422
    )
    client.post(there, {"key": "kk", "why": "先给更困难的工友"})
    with seeding():
        row.refresh_from_db()
    assert row.state == state
    other = world.client("a1y.chair").get(f"/desk/benefits/{made.id}/asked/")
    assert other.status_code == 404
