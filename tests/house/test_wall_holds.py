"""The wall from inside: what a login, a transaction or an injected statement cannot do."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, connections, transaction

from niangjia.kernel.acts.acting import ActInsideAct, acting
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.engine.base import DatabaseWrapper
from niangjia.kernel.cases.models import Author, Case
from niangjia.kernel.people.models import Person, Session
from tests.kit import cluster, database
from tests.kit.sowing import seeding
from tests.kit.world import World

#: What the officer of a union of the world sees.
CASES = 9
NAMES = ("path", "root", "me", "org", "post", "purpose", "exp", "mac")


def wrapper(**changes: Any) -> DatabaseWrapper:
    """A connection of its own with changed settings."""
    kept = connections["default"].settings_dict
    return DatabaseWrapper({**kept, "TEST": {}, **changes}, alias="default")


@contextmanager
def login(name: str, powers: str) -> Iterator[DatabaseWrapper]:
    """A throw-away login with the given powers."""
    with cluster.as_super() as link:
        link.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'x' {powers}".encode())
    other = wrapper(USER=name, PASSWORD="x")
    try:
        yield other
    finally:
        other.close()
        with cluster.as_super() as link:
            link.execute(f"DROP ROLE {name}".encode())


@pytest.mark.parametrize(
    "powers",
    ["SUPERUSER", "BYPASSRLS", "IN ROLE nj_owner", "IN ROLE nj_keeper", "IN ROLE nj_migrate"],
)
def test_a_login_that_could_step_over_the_wall_does_not_start(db: None, powers: str) -> None:
    with login("nj_test_powerful", powers) as other, pytest.raises(ImproperlyConfigured):
        other.connect()


def test_the_doorkeepers_role_is_power_too(db: None) -> None:
    powers = "IN ROLE nj_door"
    with login("nj_test_doorkeeper", powers) as other, pytest.raises(ImproperlyConfigured):
        other.connect()


def test_the_real_logins_start(db: None) -> None:
    for name in ("app", "jobs"):
        other = wrapper(USER=f"nj_{name}", PASSWORD=cluster.secret(f"pg_{name}"))
        other.connect()
        other.close()


def test_even_the_tests_login_is_refused_outside_tests(db: None) -> None:
    with pytest.raises(ImproperlyConfigured):
        wrapper().connect()


@contextmanager
def web() -> Iterator[psycopg.Connection[Any]]:
    """What somebody holds who injects SQL into the web, or steals its password."""
    with cluster.connect("nj_app", cluster.secret("pg_app"), database.clone_name()) as link:
        yield link


@pytest.mark.parametrize("role", ["nj_system", "nj_keeper", "nj_owner", "nj_door", "nj_migrate"])
def test_the_web_cannot_become_anything_stronger(db: None, role: str) -> None:
    with web() as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
        link.execute(f"SET ROLE {role}".encode())


def test_the_web_cannot_be_a_service_actor(db: None) -> None:
    with web() as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
        link.execute("SELECT * FROM api.gate('system', 'clerk', 'x', NULL, NULL)")


def test_a_bare_login_reads_nothing_of_people_or_cases(db: None) -> None:
    with web() as link:
        for table in (
            "people_person",
            "people_appointment",
            "cases_case",
            "cases_author",
            "notices_notice",
            "acts_audit",
            "acts_once",
            "people_token",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute(f"SELECT count(*) FROM {table}".encode())


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_read() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        Case.objects.count()


@pytest.mark.django_db(transaction=True)
def test_without_an_act_nothing_is_read() -> None:
    for model in (Case, Person, Author):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            model._default_manager.count()


@pytest.mark.django_db(transaction=True)
def test_no_act_inside_another_or_inside_a_plain_transaction(settings: Any) -> None:
    settings.NIANGJIA_TEST_ACTS = False
    nobody = Act("nobody", "")
    with acting(nobody), pytest.raises(ActInsideAct), acting(Act("nobody", "")):
        pass
    with transaction.atomic(), pytest.raises(ActInsideAct), acting(Act("nobody", "")):
        pass


def injected(**values: str) -> int:
    """Cases seen after the settings were changed by injected SQL."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name, value in values.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [f"app.{name}", value])
        try:
            return Case.objects.count()
        finally:
            transaction.set_rollback(True)


def test_a_changed_context_shows_nothing(small_world: World) -> None:
    world = small_world
    other = world.hats["b.officer"]
    with world.acting("a1x.officer"):
        assert Case.objects.count() == CASES
        assert injected() == CASES
        for change in (
            {"path": "33."},
            {"root": "33.01."},
            {"path": "", "root": ""},
            {"path": "33.01.91."},
            {"me": str(other.person.id)},
            {"org": str(other.org.id)},
            {"purpose": "audit"},
            {"exp": str(int(time.time()) + 10**6)},
            {"mac": "0" * 64},
            {"mac": ""},
            {"path": other.org.path, "root": other.org.root, "org": str(other.org.id)},
            dict.fromkeys(NAMES, ""),
        ):
            assert injected(**change) == 0, change


@pytest.mark.parametrize("role", ["nj_worker", "nj_firm", "nj_admin", "nj_system", "nj_staff"])
def test_another_role_does_not_take_the_context_along(small_world: World, role: str) -> None:
    with small_world.acting("a1x-asker"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, true)", [role])
        try:
            seen = Case.objects.count() if role != "nj_admin" else 0
        finally:
            cursor.execute("SELECT set_config('role', 'nj_worker', true)")
        assert seen == (7 if role == "nj_worker" else 0)


def signed(role: str, exp: int, **values: str) -> dict[str, str]:
    """A context signed by the database itself, as only its superuser can ask for."""
    asked = {name: values.get(name, "") for name in NAMES if name != "mac"} | {"exp": str(exp)}
    text = "|".join([role, *asked.values()])
    with cluster.as_super(database.clone_name()) as link:
        row = link.execute("SELECT sec.mac(%s)", (text,)).fetchone()
    assert row is not None
    return asked | {"mac": str(row[0])}


@pytest.mark.parametrize(("age", "seen"), [(-1, 0), (60, CASES)])
def test_an_expired_context_shows_nothing(small_world: World, age: int, seen: int) -> None:
    hat = small_world.hats["a1x.officer"]
    context = signed(
        "nj_staff",
        int(time.time()) + age,
        path=hat.org.path,
        root=hat.org.root,
        org=str(hat.org.id),
        me=str(hat.person.id),
        post="officer",
        purpose="test",
    )
    with small_world.acting("a1x.officer"):
        assert injected(**context) == seen


def test_what_the_tables_store_opens_nothing(small_world: World) -> None:
    """Injected SQL may step into the entry role and read sessions: digests are no proof."""
    with seeding("nj_entry"):
        stolen = list(Session.objects.values_list("session_key", flat=True))
    assert stolen
    for proof in stolen:
        for kind in ("session", "token"):
            with acting(Act(kind, proof)) as act:
                assert act.actor is not None and act.actor.person_id is None


def test_a_context_of_before_opens_nothing_afterwards(small_world: World) -> None:
    with small_world.acting("a1x.officer"):
        pass
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Case.objects.count()


# -- connections are shared: nothing may stay on them ------------------------------------------


@pytest.fixture
def pooled(committed_world: World) -> Iterator[World]:
    """Connections of new threads come from a pool smaller than the number of threads."""
    kept = connections["default"].settings_dict["OPTIONS"]
    settings = connections.settings["default"]
    settings["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 3, "timeout": 30}}
    yield committed_world
    thread(lambda: connections["default"].close_pool())  # type: ignore[attr-defined]
    settings["OPTIONS"] = kept


def thread(work: Any) -> None:
    """Run in a thread of its own, whose connection goes back to the pool; errors come here."""
    errors: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connections["default"].close()

    one = threading.Thread(target=run)
    one.start()
    one.join()
    if errors:
        raise errors[0]


def left_behind() -> str:
    """Role and context on a connection fresh from the pool."""
    settings = ", ".join(f"coalesce(current_setting('app.{n}', true), '')" for n in NAMES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT concat(current_setting('role'), {settings})")
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize("end", ["commit", "error", "nested", "database error"])
def test_nothing_stays_on_a_returned_connection(pooled: World, end: str) -> None:
    def use() -> None:
        with pooled.acting("a1x.officer"):
            assert Case.objects.count() == CASES
            if end == "error":
                raise ZeroDivisionError
            if end == "database error":
                connection.cursor().execute("SELECT 1/0")
            if end == "nested":
                with pytest.raises(ZeroDivisionError), transaction.atomic():
                    raise ZeroDivisionError

    def look() -> None:
        assert left_behind() == "none"

    for _ in range(3):
        try:
            thread(use)
        except Exception as error:
            assert end in ("error", "database error"), error
        thread(look)


def test_many_threads_on_few_connections_never_see_each_others_rows(pooled: World) -> None:
    world = pooled
    keys = [
        "a1x.officer",
        "a1.chair",
        "a.officer",
        "b2y.chair",
        "b.officer",
        "a1x-asker",
        "b2y-asker",
        "a1x-firm.responder",
        "b2y-firm.responder",
    ]
    seen: dict[str, set[int]] = {key: set() for key in keys}
    wrong: list[BaseException] = []

    def run(seed: int) -> None:
        dice = Random(seed)
        try:
            for _ in range(25):
                read(dice, dice.choice(keys))
        except BaseException as error:
            wrong.append(error)
        finally:
            connections["default"].close()

    def read(dice: Random, key: str) -> None:
        try:
            with world.acting(key) as act:
                assert act.actor is not None and act.actor.person_id == world.hats[key].person.id
                seen[key].add(Case.objects.count())
                if dice.random() < 0.3:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            with pytest.raises(ProgrammingError), transaction.atomic():
                Case.objects.count()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong
    assert {key: counts for key, counts in seen.items() if len(counts) != 1} == {}
