"""What somebody with a valid capacity and any SQL of their own still cannot do."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction

from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.install import walled_models
from niangjia.kernel.base.types import Post
from niangjia.kernel.cases.models import (
    Author,
    Board,
    Case,
    Correction,
    Event,
    Hunch,
    Lesson,
    Part,
    Seat,
)
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.offers.models import Picture, RollEntry
from niangjia.kernel.people.models import (
    Appointment,
    Import,
    Membership,
    Org,
    OrgSettings,
)
from niangjia.services.lodging.models import Room
from tests.kit import scope, writes
from tests.kit.hats import Hat
from tests.kit.world import World


def test_updates_stop_at_the_wall(small_world: World) -> None:
    assert writes.mismatches(small_world) == []


#: What a union may take back itself: grouping, guesses, what it taught the house, a room too many,
#: a name on a list of its own, a photograph on an offer.
TAKEN_BACK = (Part, Hunch, Correction, Lesson, Room, RollEntry, Picture)


def test_nobody_deletes(small_world: World) -> None:
    kept = [model for model in walled_models() if model not in TAKEN_BACK]
    for key in writes.HATS:
        with small_world.acting(key):
            for model in kept:
                assert writes.attempt(f'DELETE FROM "{model._meta.db_table}"') == 0, (key, model)


@pytest.mark.parametrize("column", ["org_path", "org_root"])
def test_no_row_is_moved_beyond_ones_own_part(small_world: World, column: str) -> None:
    with small_world.acting("a1x.officer"):
        for model in (Case, Author, Seat, Appointment, Membership, Import, Board):
            table = model._meta.db_table
            for place in ("33.01.92.", "33.01.91.t2.", "33.01.", ""):
                assert writes.attempt(f'UPDATE "{table}" SET {column} = %s', place) == 0, (
                    model,
                    place,
                )


def create(row: models.Model) -> int:
    """Insert a row as whoever acts; 1 when the wall lets it in."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            transaction.set_rollback(True)
    except DatabaseError as refused:
        assert "row-level security" in str(refused) or "permission denied" in str(refused), refused
        return 0
    return 1


def seat(case: Case, hat: Hat, capacity: str = "union") -> Seat:
    return Seat(
        case_id=case.id,
        org_root=hat.org.root,
        org_path=hat.org.path,
        org_id=hat.org.id,
        org_name="x",
        capacity=capacity,
        since=now(),
    )


def test_nobody_takes_a_seat_at_a_case_out_of_sight(small_world: World) -> None:
    """A seat opens a case: whoever could write one for themselves could read everything."""
    for key in ("a1x.officer", "a1.chair", "b.officer", "a1x-firm.responder", "a.admin"):
        hat = small_world.hats[key]
        with small_world.acting(key):
            hidden = [
                c for c in small_world.cases.values() if not scope.sees_case(small_world, hat, c)
            ]
            for case in hidden:
                for capacity in ("union", "firm"):
                    assert create(seat(case, hat, capacity)) == 0, (key, case.number)


def test_nobody_speaks_on_a_case_out_of_sight(small_world: World) -> None:
    for key in ("a1x-asker", "a1x-colleague", "a1x.officer", "a1x-firm.responder", "a.admin"):
        hat = small_world.hats[key]
        with small_world.acting(key):
            for case in small_world.cases.values():
                if not scope.sees_case(small_world, hat, case):
                    word = Event(
                        case_id=case.id,
                        org_root=case.org_root,
                        at=now(),
                        verb="says",
                        audience="all",
                        speaker="x",
                        text="x",
                        org_id=case.org_id,
                    )
                    assert create(word) == 0, (key, case.number)


def post(hat: Hat, org: Org, path: str, name: Post = Post.OFFICER) -> Appointment:
    return Appointment(
        person_id=hat.person.id,
        org_id=org.id,
        org_root=hat.org.root,
        org_path=path,
        post=name.value,
        since=today() - timedelta(days=1),
    )


def test_nobody_appoints_themselves_above(small_world: World) -> None:
    hat = small_world.hats["a1x.officer"]
    with small_world.acting("a1x.officer"):
        for key in ("a1", "a", "a1y", "b", "city"):
            org = small_world.orgs[key]
            assert create(post(hat, org, org.path, Post.CALLER)) == 0, key


def test_a_post_whose_path_is_not_its_organisations_opens_nothing(small_world: World) -> None:
    """The wall checks the path of a row; the gate must not believe its organisation instead."""
    hat, above = small_world.hats["a1x.officer"], small_world.orgs["a"]
    forged = post(hat, above, hat.org.path, Post.CALLER)
    with small_world.acting("a1x.officer"):
        try:
            with transaction.atomic():
                forged.save(force_insert=True)
        except DatabaseError:
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('role', 'nj_entry', true)")
            cursor.execute(
                "UPDATE people_session SET appointment_id = %s WHERE person_id = %s",
                [forged.id, hat.person.id],
            )
            cursor.execute("SELECT set_config('role', 'nj_staff', true)")
    with small_world.acting("a1x.officer") as act:
        assert act.actor is not None
        assert act.actor.org_path == hat.person.home_path


def test_a_unions_officer_makes_no_administrator(small_world: World) -> None:
    hat = small_world.hats["a1x.officer"]
    with small_world.acting("a1x.officer"):
        assert create(post(hat, hat.org, hat.org.path, Post.ADMIN)) == 0


@pytest.mark.parametrize("key", ["a1x-asker", "a1x.officer", "a1x-firm.responder", "a.admin"])
def test_nobody_writes_logs_notices_or_secrets(small_world: World, key: str) -> None:
    person = small_world.people["a1x-colleague"]
    with small_world.acting(key):
        for table in (
            "acts_audit",
            "acts_seal",
            "acts_look",
            "acts_once",
            "notices_notice",
            "people_token",
            "people_session",
            "people_account",
            "people_setuplink",
        ):
            assert writes.attempt(f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1") == 0, table
        assert create(Notice(id=new_id(), person_id=person.id, service="x", title="x")) == 0


def test_a_published_thing_stays_in_ones_own_place(small_world: World) -> None:
    hat = small_world.hats["a1x.officer"]
    with small_world.acting("a1x.officer"):
        assert (
            create(
                Board(
                    service="feedback",
                    org_id=hat.org.id,
                    org_root="33.01.91.",
                    org_path="33.01.",
                    key="k",
                    title="x",
                )
            )
            == 0
        )
        assert create(OrgSettings(org_id=hat.org.id, org_path="33.01.", brand="x")) == 0


def everything_shown() -> str:
    """All columns of all rows the acting role may read, as one text."""
    out = []
    for model in walled_models():
        table = model._meta.db_table
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
                out += [row[0] for row in cursor.fetchall()]
        except DatabaseError:
            continue
    return "\n".join(out)


@pytest.mark.row("000-21")
def test_the_firm_finds_no_trace_of_who_asked(small_world: World) -> None:
    """Not in any column of any row it can read, whatever it asks the database."""
    asker = small_world.people["a1x-asker"]
    with small_world.acting("a1x-firm.responder"):
        seen = everything_shown()
    assert small_world.cases["a1x.seated"].text in json.dumps(seen, ensure_ascii=False)
    assert str(asker.id) not in seen
    assert asker.name not in seen
