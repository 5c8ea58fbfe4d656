"""Raise the wall: functions, grants and policies, generated and applied as one transaction.

Run by the owner after migrations. A fingerprint makes a second run cost one query.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib import resources
from typing import Any

from django.apps import apps
from django.db import models

from .walls import ROLES, Wall

#: Third-party tables and the roles that reach them. They know no scope, so no personal row
#: beyond log-in data may ever live there.
THIRD_PARTY: dict[str, dict[str, str]] = {
    "account_emailaddress": {"nj_app": "SIUD", "nj_entry": "SIUD"},
    "account_emailconfirmation": {"nj_app": "SIUD", "nj_entry": "SIUD"},
    "mfa_authenticator": {"nj_app": "SIUD", "nj_entry": "SIUD", "nj_door": "SD"},
    "auth_group": {},
    "auth_group_permissions": {},
    "auth_permission": {"nj_app": "S", "nj_entry": "S"},
    "django_content_type": {"nj_app": "S", "nj_entry": "S", "nj_jobs": "S"},
    "django_migrations": {"nj_app": "S", "nj_jobs": "S"},
    "house_cache": {"nj_app": "SIUD", "nj_entry": "SIUD"},
    "procrastinate_jobs": {"nj_jobs": "SIUD", "nj_door": "SIU"},
    "procrastinate_events": {"nj_jobs": "SIUD", "nj_door": "SI"},
    "procrastinate_periodic_defers": {"nj_jobs": "SIUD"},
    "procrastinate_workers": {"nj_jobs": "SIUD"},
}
LETTERS = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
NOTIFY_TRIGGER = "procrastinate_jobs_notify_queue_job_inserted_v1"


def walled_models() -> list[type[models.Model]]:
    """Every concrete model of ours, in a stable order."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("niangjia.")]
    return sorted(ours, key=lambda m: m._meta.db_table)


def wall_of(model: type[models.Model]) -> Wall:
    """The declared wall of a model; a model without one does not start."""
    wall = getattr(model, "wall", None)
    if not isinstance(wall, Wall):
        raise TypeError(f"{model.__name__} declares no wall")
    return wall


def statements() -> list[str]:
    """All SQL of the wall, in order: doors as `nj_door`, tables as `nj_owner`."""
    out = ["SET LOCAL check_function_bodies = off", *SCHEMAS, "SET LOCAL ROLE nj_door"]
    out += [text for room in DOOR_ROOMS for text in _room_sql(room)]
    out += [DOORS, "SET LOCAL ROLE nj_owner", DROP_POLICIES]
    for model in walled_models():
        out += wall_of(model).sql(model._meta.db_table)
    return out + _third_party_sql()


def fingerprint(sql: Iterable[str]) -> str:
    """Digest of the wall's text."""
    return hashlib.sha256("\n".join(sql).encode()).hexdigest()


def raise_wall(cursor: Any) -> bool:
    """Apply the wall if it changed. True when it was (re)built. Runs inside one transaction."""
    sql = statements()
    mark = fingerprint(sql)
    cursor.execute("SELECT obj_description(to_regnamespace('sec'), 'pg_namespace')")
    changed = bool(cursor.fetchone()[0] != mark)
    if changed:
        for text in sql:
            cursor.execute(text)
        cursor.execute(f"COMMENT ON SCHEMA sec IS '{mark}'")
    cursor.execute("SELECT sec.new_life()")
    return changed


def _room_sql(room: str) -> list[str]:
    folder = resources.files(f"niangjia.kernel.{room}") / "sql"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [(folder / name).read_text() for name in names if name != "roles.sql"]


#: Rooms with doors (SQL functions), in the order their types need.
DOOR_ROOMS = (
    "base",
    "people",
    "acts",
    "notices",
    "surveys",
    "cases",
    "offers",
    "letters",
    "mediation",
    "desks",
)
SCHEMAS = (
    "CREATE SCHEMA IF NOT EXISTS sec",
    "CREATE SCHEMA IF NOT EXISTS api",
    "GRANT USAGE, CREATE ON SCHEMA sec, api, public TO nj_door",
    "GRANT USAGE ON SCHEMA sec, api, public TO " + ", ".join(ROLES),
    "GRANT USAGE ON SCHEMA sec TO nj_owner",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
)

#: Nobody may open a door that is not granted by name: EXECUTE defaults to PUBLIC.
DOORS = """
DO $$
DECLARE
    f record;
BEGIN
    FOR f IN
        SELECT p.oid::regprocedure AS name, n.nspname AS schema
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname IN ('sec', 'api')
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name);
        IF f.schema = 'api' OR f.name::text IN (
            'sec.ok(text)', 'sec.context(text)', 'sec.enter(text,text,text)') THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO nj_app, nj_jobs, nj_entry, '
                'nj_worker, nj_staff, nj_firm, nj_admin, nj_system, nj_keeper', f.name);
        END IF;
    END LOOP;
    GRANT EXECUTE ON FUNCTION sec.new_life() TO nj_owner;
    GRANT EXECUTE ON FUNCTION sec.stand_in(uuid, text, uuid, text, text, text) TO nj_keeper;
END
$$
"""

DROP_POLICIES = """
DO $$
DECLARE
    p record;
BEGIN
    FOR p IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP POLICY %I ON %I', p.policyname, p.tablename);
    END LOOP;
END
$$
"""


def _third_party_sql() -> list[str]:
    out = []
    for table, roles in sorted(THIRD_PARTY.items()):
        out.append(f'REVOKE ALL ON "{table}" FROM PUBLIC, {", ".join(ROLES)}')
        for role, letters in sorted(roles.items()):
            verbs = ", ".join(LETTERS[letter] for letter in letters)
            out.append(f'GRANT {verbs} ON "{table}" TO {role}')
    out += [
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO nj_app, nj_entry, nj_jobs, nj_door, "
        "nj_keeper",
        "REVOKE EXECUTE ON FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) "
        "FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) "
        "TO nj_door, nj_jobs",
        # A NOTIFY inside the transaction serialises every commit of the server.
        f"ALTER TABLE procrastinate_jobs DISABLE TRIGGER {NOTIFY_TRIGGER}",
    ]
    return out
