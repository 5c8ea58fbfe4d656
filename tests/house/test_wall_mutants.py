"""The test of the tests: with any one policy gone or thrown open, somebody notices.

Each policy of the database is dropped, then each is opened to `true`, on this session's clone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, models

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.install import wall_of, walled_models
from niangjia.kernel.base.models import ENOUGH, DayCount
from niangjia.kernel.base.walls import UNSIGNED
from niangjia.kernel.insight.models import Sheet
from tests.kit import cluster, compared, database, writes
from tests.kit.world import World

pytestmark = [pytest.mark.deep, pytest.mark.django_db(transaction=True)]

KEYS = [
    "a1x-asker",
    "a1x-colleague",
    "a1x.officer",
    "a1.chair",
    "a.officer",
    "a.admin",
    "city.officer",
    "city.admin",
    "a1x-firm.responder",
    "retired.officer",
    "b.officer",
]
MODELS = {model._meta.db_table: model for model in walled_models()}


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy of the catalogue."""

    table: str
    name: str
    role: str
    using: str

    @property
    def says_true(self) -> bool:
        """Opened, it would be the same policy."""
        return self.using.strip("()") == "true"


def policies() -> list[Policy]:
    with cluster.as_super(database.clone_name()) as link:
        rows = link.execute(
            "SELECT tablename, policyname, roles[1]::text, coalesce(qual, '')"
            " FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2"
        )
        return [Policy(*map(str, row)) for row in rows.fetchall()]


@contextmanager
def changed(policy: Policy, sql: str) -> Iterator[None]:
    """The clone with one policy changed; its table's wall is raised again afterwards."""
    name = f'"{policy.name}" ON "{policy.table}"'
    with cluster.as_super(database.clone_name()) as link:
        link.execute(sql.format(name=name).encode())
        try:
            yield
        finally:
            _raise_again(link, policy.table)


def _raise_again(link: Any, table: str) -> None:
    with link.transaction():
        for one in policies():
            if one.table == table:
                link.execute(f'DROP POLICY IF EXISTS "{one.name}" ON "{table}"')
        link.execute("SET LOCAL ROLE nj_owner")
        for sql in wall_of(MODELS[table]).sql(table):
            link.execute(sql)


def noticed(world: World, policy: Policy) -> list[str]:
    """What the checks say of the policy's own table, else of all that may lean on it."""
    return said(world, policy, [MODELS[policy.table]]) or said(world, policy, [*MODELS.values()])


def said(world: World, policy: Policy, of: list[type[models.Model]]) -> list[str]:
    """Everything any check says of these tables; a crash is noticed too."""
    try:
        return [
            *compared.mismatches(world, KEYS, of),
            *writes.mismatches(world, [MODELS[policy.table]]),
            *unsigned(world, of),
            *service_actor(world, of),
            *whole(world, policy),
        ]
    except Exception as crash:
        return [repr(crash)]


def unsigned(world: World, of: list[type[models.Model]]) -> list[str]:
    """A context whose signature does not fit shows nothing at all."""
    found = []
    for key in ("a1x-asker", "a.officer", "a1x-firm.responder", "a.admin"):
        with world.acting(key):
            found += _forged(key, of)
    with system("clerk"):
        found += _forged("system", of)
    return found


def _forged(who: str, of: list[type[models.Model]]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.mac', 'forged', true)")
    return [f"{who}, unsigned, sees {model.__name__}" for model in of if compared.shown(model)]


def service_actor(world: World, of: list[type[models.Model]]) -> list[str]:
    """Jobs see every row of the tables they are granted."""
    with system("clerk"):
        return [
            f"system sees not all {model.__name__}"
            for model in of
            if "S" in verbs(model, "nj_system") and _short(world, model)
        ]


def verbs(model: type[models.Model], role: str) -> str:
    rule = wall_of(model).complete().get(role)
    return rule.verbs if rule else ""


def _short(world: World, model: type[models.Model]) -> bool:
    seen = compared.shown(model)
    return seen is None or not seen >= {row.pk for row in world.all(model)}


def whole(world: World, policy: Policy) -> list[str]:
    """Roles without a context of their own see all of what they are granted."""
    if policy.role not in UNSIGNED or "S" not in verbs(MODELS[policy.table], policy.role):
        return []
    with cluster.as_super(database.clone_name()) as link, link.transaction():
        link.execute(f"SET LOCAL ROLE {policy.role}".encode())
        row = link.execute(f'SELECT count(*) FROM "{policy.table}"'.encode()).fetchone()
    model = MODELS[policy.table]
    there = sum(map(SHOWN.get(model, bool), world.all(model)))
    seen = row[0] if row else 0
    fits = seen == there if model in SHOWN else seen >= there
    return [] if fits else [f"{policy.role} sees {seen} of {policy.table}, not {there}"]


#: What a role without a context sees of a table, where that is not all of it.
SHOWN: dict[type[models.Model], Callable[[Any], bool]] = {
    Sheet: lambda sheet: sheet.open,
    DayCount: lambda counted: counted.n >= ENOUGH,
}

#: Policies whose loss no reader sees, because they only let somebody insert.
INSERT_ONLY = {("people_importfile", "nj_staff"), ("people_importfile", "nj_admin")}
#: The same by another policy beside them, which lets the same people read: they add or take away
#: rows, and the rooms' own tests fail without them.
READ_BY_ANOTHER = {
    ("cases_part", "nj_staff"),
    ("cases_telling", "nj_staff"),
    ("desks_wordlist", "nj_staff"),
}


def test_untouched_nobody_notices_anything(committed_world: World) -> None:
    assert [noticed(committed_world, policy) for policy in policies()[:3]] == [[], [], []]


def test_every_dropped_policy_is_noticed(committed_world: World) -> None:
    unnoticed = []
    for policy in policies():
        with changed(policy, "DROP POLICY {name}"):
            if not noticed(committed_world, policy):
                unnoticed.append((policy.table, policy.name))
    assert set(unnoticed) == INSERT_ONLY | READ_BY_ANOTHER


def test_every_opened_policy_is_noticed(committed_world: World) -> None:
    unnoticed = []
    for policy in policies():
        if not policy.says_true:
            with changed(policy, "ALTER POLICY {name} USING (true)"):
                if not noticed(committed_world, policy):
                    unnoticed.append((policy.table, policy.name))
    assert set(unnoticed) == INSERT_ONLY


def test_a_table_without_its_wall_is_noticed(committed_world: World) -> None:
    for table in MODELS:
        with cluster.as_super(database.clone_name()) as link:
            link.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY'.encode())
            try:
                found = said(committed_world, Policy(table, "", "", ""), [MODELS[table]])
                assert found or table in NOBODYS, table
            finally:
                link.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'.encode())


#: Tables that no acting person holds a grant on, or that everybody reads whole.
NOBODYS = {"offers_bucket"}


def test_the_clone_is_whole_again(committed_world: World) -> None:
    assert compared.mismatches(committed_world) == []
    assert writes.mismatches(committed_world) == []
