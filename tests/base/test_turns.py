"""Turns: one place a person, one answer a ticket, and a machine's silence brings turns back."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, connections

from niangjia.kernel.base import turns
from niangjia.kernel.base.clock import frozen, local, now
from niangjia.kernel.base.turns import Desk
from niangjia.services.mood import tasks
from tests.kit import cluster, database
from tests.kit.world import World


def desk(room: int = 1, **more: int) -> Desk:
    """A desk of this test's own."""
    return Desk(f"try.{uuid4().hex[:8]}", room, **{"daily": 5, **more})


def leave() -> str:
    """What was never shown before."""
    return uuid4().hex


def stale(one: Desk, column: str, seconds: int = 60) -> None:
    """As if a phone or a machine had been silent for a minute."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        name = cursor.fetchone()[0]
    assert not connection.in_atomic_block
    with cluster.as_super(name) as link:
        link.execute(
            f"UPDATE sec.turn SET {column} = now() - %s * interval '1 second' WHERE desk = %s",
            (seconds, one.key),
        )


def hold(one: Desk) -> tuple[str, turns.Turn]:
    """Somebody whose turn has begun."""
    ticket, place = turns.ask(one, uuid4(), leave())
    assert place.state == "ready"
    turn = turns.begin(one, ticket)
    assert turn.state == "go"
    return ticket, turn


def test_whoever_comes_later_waits_and_is_told_how_long(db: None) -> None:
    one = desk(2)
    held = [hold(one) for _ in range(2)]
    ticket, place = turns.ask(one, uuid4(), leave())
    assert (place.state, place.ahead, place.seconds) == ("wait", 0, 6.0)
    assert turns.ask(one, uuid4(), leave())[1].ahead == 1
    assert turns.begin(one, ticket).state == "wait"
    assert held[0][1].end(done=True, seconds=30.0)
    assert turns.look(one, ticket).state == "ready"
    assert turns.ask(one, uuid4(), leave())[1].seconds == pytest.approx(3 * 30 / 2)


def test_one_person_has_one_place_however_often_they_ask(db: None) -> None:
    one, me = desk(), uuid4()
    first, _ = hold(one)
    mine = [turns.ask(one, me, leave()) for _ in range(4)]
    assert {place.ahead for _ticket, place in mine} == {0}
    assert turns.ask(one, uuid4(), leave())[1].ahead == 1
    assert [turns.look(one, ticket).state for ticket, _ in mine] == ["gone"] * 3 + ["wait"]
    assert turns.begin(one, first).state == "running"


def test_a_ticket_is_good_for_one_answer(db: None) -> None:
    one = desk()
    ticket, turn = hold(one)
    assert turn.end(done=True, seconds=3.0)
    assert not turn.end(done=True, seconds=3.0)
    assert not turn.beat()
    assert turns.look(one, ticket).state == turns.begin(one, ticket).state == "gone"


def test_what_was_shown_for_a_turn_is_good_for_one(db: None) -> None:
    one, shown = desk(2), leave()
    tickets = [turns.ask(one, uuid4(), shown)[0] for _ in range(2)]
    assert turns.begin(one, tickets[0]).end(done=False)
    held = [turns.begin(one, ticket) for ticket in tickets]
    assert held[1].end(done=True, seconds=1.0)
    assert not held[0].end(done=True, seconds=1.0)
    assert turns.ask(one, uuid4(), shown)[1].state == "spent"
    assert turns.ask(desk(), uuid4(), shown)[1].state == "ready"


def test_a_run_that_failed_keeps_its_place_but_not_for_ever(db: None) -> None:
    one = desk()
    ticket, turn = hold(one)
    later, _ = turns.ask(one, uuid4(), leave())
    assert turn.end(done=False)
    assert turns.look(one, later).state == "wait"
    for _ in range(2):
        again = turns.begin(one, ticket)
        assert again.state == "go" and again.end(done=False)
    assert turns.begin(one, ticket).state == "worn"
    assert turns.begin(one, ticket).state == "gone"
    assert turns.look(one, later).state == "ready"


def test_who_shows_something_new_may_try_anew(db: None) -> None:
    one, me, shown = desk(tries=1), uuid4(), leave()
    for said, state in ((shown, "go"), (shown, "worn"), (shown, "go"), (leave(), "go")):
        turn = turns.begin(one, turns.ask(one, me, said)[0])
        assert turn.state == state
        if turn.run:
            turn.end(done=False)


def test_often_enough_is_enough_for_a_day(db: None) -> None:
    one, me = desk(daily=2), uuid4()
    for _ in range(2):
        ticket, place = turns.ask(one, me, leave())
        assert place.state == "ready"
        assert turns.begin(one, ticket).end(done=True, seconds=1.0)
    assert turns.ask(one, me, leave())[1].state == "enough"
    assert turns.ask(one, uuid4(), leave())[1].state == "ready"


def test_a_turn_of_a_dead_machine_comes_back_to_its_holder(committed_world: World) -> None:
    one, me = desk(), uuid4()
    ticket, _place = turns.ask(one, me, leave())
    dead = turns.begin(one, ticket)
    assert turns.ask(one, me, leave())[1].state == "running"
    stale(one, "lease")
    assert turns.look(one, ticket).state == "ready"
    assert not dead.beat()
    alive = turns.begin(one, ticket)
    assert alive.state == "go"
    assert not dead.end(done=True, seconds=1.0)  # it was only slow: its result is nobody's
    assert alive.end(done=True, seconds=1.0)


def test_a_phone_that_left_is_passed_over(committed_world: World) -> None:
    one = desk()
    gone, _ = turns.ask(one, uuid4(), leave())
    here, place = turns.ask(one, uuid4(), leave())
    assert place.state == "wait"
    stale(one, "seen")
    assert turns.ask(one, uuid4(), leave())[1].state == "ready"
    assert turns.look(one, gone).state == turns.look(one, here).state == "gone"


def test_two_machines_take_as_many_as_both_have_room_for(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk()
    monkeypatch.setattr(turns.platform, "node", lambda: "other")
    turns.ask(one, uuid4(), leave())
    monkeypatch.setattr(turns.platform, "node", lambda: "this")
    hold(one)
    ticket, place = turns.ask(one, uuid4(), leave())
    assert place.state == "wait"  # behind the one who asked at the other machine
    assert turns.begin(one, ticket).state == "wait"
    first, _ = turns.ask(one, uuid4(), leave())
    monkeypatch.setattr(turns.platform, "node", lambda: "third")
    assert turns.look(one, ticket).state == "ready"
    monkeypatch.setattr(turns.platform, "node", lambda: "this")
    assert turns.begin(one, ticket).state == "full"
    monkeypatch.setattr(turns.platform, "node", lambda: "third")
    assert turns.begin(one, ticket).state == "go"
    assert turns.look(one, first).state == "wait"


def test_at_once_nobody_is_let_in_too_many(committed_world: World) -> None:
    one, told, start = desk(3), list[str](), threading.Barrier(12)
    tickets = [turns.ask(one, uuid4(), leave())[0] for _ in range(12)]

    def run(ticket: str) -> None:
        try:
            start.wait(20)
            told.append(turns.begin(one, ticket).state)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(ticket,)) for ticket in tickets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(told) == {"go": 3, "wait": 9}


def test_nothing_in_the_tables_says_who(committed_world: World) -> None:
    """No id of a person, no ticket, no role with a grant, and no log of the server has the rows."""
    one, me = desk(), UUID(int=0x1234567890ABCDEF)
    ticket, _ = turns.ask(one, me, leave())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        name = cursor.fetchone()[0]
    with cluster.as_super(name) as link:
        rows = str(link.execute("SELECT * FROM sec.turn WHERE desk = %s", (one.key,)).fetchall())
        kinds = link.execute(
            "SELECT relpersistence::text, relacl::text FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'sec'::regnamespace AND relname LIKE 'turn%'"
        ).fetchall()
    assert me.hex not in rows and str(me) not in rows and ticket not in rows
    assert len(kinds) == 4 and {kind for kind, _acl in kinds} == {"u"}
    assert not [acl for _kind, acl in kinds if acl]


def test_what_outlived_its_day_goes_though_nobody_asks_again(committed_world: World) -> None:
    """The job of every hour: the tally with its day, what was shown an hour later, who left."""
    one, me, shown = desk(daily=1), uuid4(), leave()
    midnight = local(now()).replace(hour=0, minute=0) + timedelta(days=1)
    assert turns.begin(one, turns.ask(one, me, shown)[0]).end(done=True, seconds=1.0)
    turns.ask(one, uuid4(), leave())
    stale(one, "seen")
    with frozen(midnight - timedelta(minutes=1)):
        tasks.forget.func(0)
        assert rows(one) == {"turn": 1, "turn_tally": 1, "turn_spent": 1}
    with frozen(midnight + timedelta(minutes=5)):
        tasks.forget.func(0)
        assert rows(one) == {"turn": 1, "turn_tally": 0, "turn_spent": 1}
        assert turns.ask(one, me, shown)[1].state == "spent"
    stale(one, "seen", 3601)
    with frozen(midnight + timedelta(minutes=65)):
        tasks.forget.func(0)
        assert rows(one) == {"turn": 0, "turn_tally": 0, "turn_spent": 0}


def test_only_the_system_forgets(db: None) -> None:
    with pytest.raises(DatabaseError):
        turns.forget()


def rows(one: Desk) -> dict[str, int]:
    """How many rows of a desk there are."""
    names = ("turn", "turn_tally", "turn_spent")
    with cluster.as_super(database.clone_name()) as link:
        asked = "SELECT count(*) FROM sec.{} WHERE desk = %s"
        found = {name: link.execute(asked.format(name), [one.key]).fetchone() for name in names}
    return {name: int(row[0]) for name, row in found.items() if row}
