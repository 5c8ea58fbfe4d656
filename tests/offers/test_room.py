"""The waiting room: one place a person, nobody past it, and pages that ask nobody."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base import clock
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.offers import claiming, gone, room, room_rules
from niangjia.services.benefits.actions import claims
from tests.kit.world import World

from .making import Made, offer

pytestmark = pytest.mark.row("000-05")
SOON = timedelta(minutes=10)


def drop(world: World, quantity: int = 5, *, rate: int = 1, **more: object) -> Made:
    """An offer with a room, ten minutes before it opens."""
    opens = {"opens_at": clock.now() + SOON}
    return offer(world, "a1.chair", quantity, room=rate, **{**opens, **more})


def enter(world: World, who: str, made: Made) -> room.Token:
    room.forget(made.id)
    gone.forget(made.id)
    return claims.enter(world.act(who, "benefits.claim"), made.id)


def text(made: Made, held: room.Token) -> str:
    return room.token(made.id, held.n, held.mark)


def told(world: World, who: str, made: Made, token: str) -> str:
    """What a claim with this token is told."""
    room.forget(made.id)
    gone.forget(made.id)
    try:
        act = world.act(who, "benefits.claim")
        return claims.drop_for_program(act, claims.wish(made.id, (), token)).code
    except Refusal as refused:
        return refused.code


def why_not_in(world: World, who: str, made: Made) -> str:
    with pytest.raises(Refusal) as refused:
        enter(world, who, made)
    return refused.value.code


def test_a_person_has_one_place_however_often_they_come(small_world: World) -> None:
    made = drop(small_world)
    first, again = (enter(small_world, "a1x-asker", made) for _ in range(2))
    other = enter(small_world, "a1x-colleague", made)
    assert first == again and first.n == other.n == 0 and first.mark != other.mark
    with clock.frozen(clock.now() + SOON + timedelta(seconds=7)):
        assert enter(small_world, "a1x-asker", made) == first
        assert enter(small_world, "a1y-asker", made).n == 2


def test_nobody_claims_past_the_room_or_with_another_ones_place(small_world: World) -> None:
    world = small_world
    made = drop(world)
    held = {who: enter(world, f"a1x-{who}", made) for who in ("asker", "colleague")}
    token = text(made, held["asker"])
    assert told(world, "a1x-asker", made, token) == "turn"
    with clock.frozen(clock.now() + SOON + timedelta(seconds=3)):
        forged = room.token(made.id, 0, "0" * 32)
        wrong = ("", "x", f"{token}0", token.replace("0.", "1.", 1), forged)
        assert [told(world, "a1x-asker", made, one) for one in wrong] == ["room"] * 5
        assert told(world, "a1x-colleague", made, token) == "room", "a place cannot be handed on"
        with world.acting("a1x-asker"), pytest.raises(Refusal) as refused:
            claims.claim(actor(), wanted=claims.wish(made.id))
        assert refused.value.code == "room"
        assert told(world, "a1x-asker", made, token) == "ok"
        assert told(world, "a1x-asker", made, token) == "already"


def test_whom_another_process_called_this_one_lets_in(small_world: World) -> None:
    world, made = small_world, drop(small_world)
    held = enter(world, "a1x-asker", made)
    gone.forget(made.id)
    room.forget(made.id)
    room.at_hand(made.id)
    with clock.frozen(clock.now() + SOON + timedelta(seconds=3)):
        act = world.act("a1x-asker", "benefits.claim")
        wish = claims.wish(made.id, (), text(made, held))
        assert claims.drop_for_program(act, wish).code == "ok"


def test_a_process_that_knows_of_the_room_need_not_ask(small_world: World) -> None:
    made = drop(small_world, opens_at=clock.now())
    assert told(small_world, "a1x-asker", made, "") == "room"
    with (
        CaptureQueriesContext(
            connection,
        ) as sent,
        pytest.raises(Refusal) as refused,
    ):
        act = small_world.act("a1x-asker", "benefits.claim")
        claims.drop_for_program(act, claims.wish(made.id))
    assert (refused.value.code, len(sent)) == ("room", 0)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("no_room", {"room": 0}),
        ("room_early", {"opens_at": clock.now() + timedelta(hours=2)}),
        (
            "not_entitled",
            {
                "clauses": [
                    {"fact": "member_days", "op": "ge", "value": 10**6, "clause": "", "say": ""}
                ]
            },
        ),
    ],
)
def test_why_somebody_is_not_let_into_the_room(
    small_world: World, code: str, change: dict[str, object]
) -> None:
    made = offer(small_world, "a1.chair", 5, **{"room": 1, **change})
    assert why_not_in(small_world, "a1x-asker", made) == code


def test_a_room_of_another_union_is_not_there(small_world: World) -> None:
    made = offer(small_world, "a2.chair", 5, room=1)
    assert why_not_in(small_world, "a1x-asker", made) == "no_offer"


def test_the_database_counts_rounds_as_the_rules_say(small_world: World) -> None:
    world, made = small_world, drop(small_world)
    begin = clock.now()
    came = {"a1x-asker": 0, "a1x-colleague": 1, "a1y-asker": 601, "a1y-colleague": 620}
    for who, seconds in came.items():
        with clock.frozen(begin + timedelta(seconds=seconds)):
            enter(world, who, made)
    room.forget(made.id)
    with clock.frozen(begin + SOON + timedelta(seconds=60)):
        found = room.at_hand(made.id)
    assert found is not None
    hall, wanted = found.hall, list[room_rules.Round]()
    for n, count in ((0, 2), (1, 1), (5, 1)):
        before = wanted[-1] if wanted else None
        wanted.append(room_rules.Round(n, room_rules.begins(hall.opens, n, before, 1), count))
    assert hall.rounds == tuple(wanted) and (hall.rate, hall.since) == (1, 0)


def test_a_place_not_used_in_time_begins_again_at_the_end(small_world: World) -> None:
    world, made = small_world, drop(small_world)
    held = enter(world, "a1x-asker", made)
    opens, grace = clock.now() + SOON, timedelta(seconds=room_rules.GRACE)
    with clock.frozen(opens + timedelta(seconds=1)):
        enter(world, "a1y-asker", made)
        room.at_hand(made.id)
    with clock.frozen(opens + grace):
        assert enter(world, "a1x-asker", made) == held, "half an hour to come in"
    with clock.frozen(opens + grace + timedelta(minutes=1)):
        assert told(world, "a1x-asker", made, text(made, held)) == "passed"
        later = enter(world, "a1x-asker", made)
        assert later.mark == held.mark and later.n > 300
        assert told(world, "a1x-asker", made, text(made, later)) == "turn"
        assert told(world, "a1x-asker", made, text(made, held)) == "passed"


def test_the_room_is_emptied_when_it_is_over(small_world: World) -> None:
    made = drop(small_world, closes_at=clock.now() + timedelta(hours=1))
    enter(small_world, "a1x-asker", made)
    with clock.frozen(clock.now() + timedelta(minutes=59)), system("benefits"):
        assert claiming._ask("SELECT api.room_forget(%s)", clock.now()) == 0
    with clock.frozen(clock.now() + timedelta(hours=1)), system("benefits"):
        assert claiming._ask("SELECT api.room_forget(%s)", clock.now()) == 1


def walked_in(client: Client, made: Made) -> str:
    """Through the door; the address of the page to wait on."""
    room.forget(made.id)
    answer = client.post(f"/benefits/{made.id}/room/enter/")
    assert answer.status_code == 303 and "place" in client.cookies
    return str(answer["Location"])


def test_pages_of_those_who_wait_ask_neither_session_nor_database(small_world: World) -> None:
    made, client = drop(small_world), small_world.client("a1x-asker")
    client.cookies["ui_size"] = "elder"
    there = walked_in(client, made)
    assert there.endswith("?size=elder")
    stranger = Client()
    room.at_hand(made.id)
    with CaptureQueriesContext(connection) as sent:
        door = stranger.get(f"/benefits/{made.id}/room/")
        nowhere = stranger.get(f"/benefits/{UUID(int=7)}/room/")
        page = stranger.get(there)
        again = client.get(f"/benefits/{made.id}/room/")
    assert len(sent) == 0
    assert door.status_code == nowhere.status_code == 200 and "排一个位置" in door.content.decode()
    assert page["Cache-Control"].startswith("public") and int(page["Refresh"]) >= 4
    assert not page.cookies and "Cookie" not in page.get("Vary", "")
    assert 'data-size="elder"' in page.content.decode() and "还没开始" in page.content.decode()
    assert (again.status_code, again["Location"]) == (303, there)
    assert "Refresh" not in stranger.get(f"{there}&calm=1")
    assert "Your place is kept" in stranger.get(f"{there}&lang=en").content.decode()
    assert stranger.get(there.replace("0-", "1-", 1)).status_code == 404


def test_from_the_door_to_the_claim_by_pages_alone(small_world: World) -> None:
    made = drop(small_world, 1)
    client, other = (small_world.client(f"a1x-{who}") for who in ("asker", "colleague"))
    there = walked_in(client, made)
    claim = f"/benefits/{made.id}/claim/"
    with clock.frozen(clock.now() + SOON + timedelta(seconds=2)):
        room.forget(made.id)
        assert "进去领" in client.get(there).content.decode()
        assert "马上领取" in client.get(f"/benefits/{made.id}/room/").content.decode()
        assert "马上领取" in client.get(f"/benefits/{made.id}/").content.decode()
        assert "去排队" in other.get(f"/benefits/{made.id}/").content.decode()
        assert other.post(claim, {"key": "k"})["Location"] == f"/benefits/{made.id}/room/"
        other.cookies["place"] = client.cookies["place"].value
        turned_away = other.post(claim, {"key": "k"})
        assert turned_away.status_code == 303 and turned_away.cookies["place"].value == ""
        assert client.post(claim, {"key": "k"}).status_code == 302
        room.forget(made.id)
        assert "领完了" in client.get(there).content.decode()
        assert client.post(claim, {"key": "k"}).status_code == 303, "the winner's own answer"


def test_a_program_waits_by_its_token(small_world: World) -> None:
    world, made = small_world, drop(small_world)
    client = Client(headers={"Authorization": f"Bearer {world.hats['a1x-asker'].bearer}"})
    places = f"/api/v1/benefits/offers/{made.id}/places"
    claim = f"/api/v1/benefits/offers/{made.id}/claims"
    room.forget(made.id)
    first = client.post(places).json()
    assert first["from_at"] is None and first["again_s"] > 0
    with clock.frozen(clock.now() + SOON + timedelta(seconds=2)):
        room.forget(made.id)
        assert client.post(claim, {}, "application/json").json()["code"] == "room"
        now = client.post(places).json()
        assert now["token"] == first["token"] and now["from_at"]
        head = {"Queue-Token": now["token"]}
        made_by = client.post(claim, {}, "application/json", headers=head)
    assert made_by.status_code == 201, json.dumps(made_by.json())
