"""What the database's own catalogue says about the wall: nothing of ours stands outside it."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from niangjia.kernel.base.install import LETTERS, NOTIFY_TRIGGER, THIRD_PARTY, walled_models
from niangjia.kernel.base.install import wall_of as wall
from niangjia.kernel.base.walls import ROLES, Kind
from tests.kit import cluster, database

pytestmark = pytest.mark.usefixtures("db")
OURS = {model._meta.db_table for model in walled_models()}
RUNTIME = tuple(role for role in ROLES if role not in ("nj_door", "nj_keeper"))


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of the catalogue, read by the superuser: no policy hides anything from the question."""
    with cluster.as_super(database.clone_name()) as link:
        return link.execute(sql.encode(), values or None).fetchall()


def names(sql: str, *values: Any) -> set[str]:
    return {str(row[0]) for row in ask(sql, *values)}


def test_every_table_of_ours_is_walled_and_forced() -> None:
    open_ones = names(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind"
        " IN ('r', 'p') AND relname = ANY (%s) AND NOT (relrowsecurity AND relforcerowsecurity)",
        sorted(OURS),
    )
    assert not open_ones


def test_tables_are_ours_or_on_the_list_of_third_parties() -> None:
    found = names("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert found == OURS | set(THIRD_PARTY)


def test_no_view_steps_over_the_wall() -> None:
    assert not names(
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm', 'f')"
        " AND relnamespace IN ('public'::regnamespace, 'sec'::regnamespace, 'api'::regnamespace)"
    )


def test_policies_are_the_declared_ones() -> None:
    wanted = {
        (model._meta.db_table, role + suffix)
        for model in walled_models()
        for role, rule in wall(model).complete().items()
        for suffix in ("", "_sees")[: 2 if rule.beyond else 1]
    }
    found = ask("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
    assert {(str(table), str(name)) for table, name in found} == wanted


def test_every_policy_is_for_one_role_and_reads_a_signed_context() -> None:
    rows = ask("SELECT tablename, policyname, roles::text[], qual, with_check FROM pg_policies")
    unsigned = ("nj_keeper", "nj_door", "nj_app", "nj_jobs", "nj_entry")
    for table, name, roles, qual, check in rows:
        assert len(roles) == 1, (table, name)
        if roles[0] not in unsigned:
            assert "sec.ok(" in qual and (check is None or "sec.ok(" in check), (table, name)


def test_grants_are_the_declared_ones() -> None:
    wanted = {
        (model._meta.db_table, role, LETTERS[letter])
        for model in walled_models()
        for role, rule in wall(model).complete().items()
        for letter in rule.verbs
        if not (letter == "U" and rule.columns)
    } | {
        (table, role, LETTERS[letter])
        for table, roles in THIRD_PARTY.items()
        for role, letters in roles.items()
        for letter in letters
    }
    found = ask(
        "SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants"
        " WHERE table_schema = 'public' AND grantee <> 'nj_owner' AND grantee <> 'nj_super'"
    )
    assert {tuple(map(str, row)) for row in found} == wanted


def test_narrowed_updates_name_their_columns() -> None:
    wanted = {
        (model._meta.db_table, role, column)
        for model in walled_models()
        for role, rule in wall(model).complete().items()
        for column in rule.columns
    }
    found = ask(
        "SELECT c.relname, a.grantee::regrole::text, t.attname FROM pg_attribute t"
        " JOIN pg_class c ON c.oid = t.attrelid CROSS JOIN aclexplode(t.attacl) a"
        " WHERE c.relnamespace = 'public'::regnamespace AND a.privilege_type = 'UPDATE'"
    )
    assert {tuple(map(str, row)) for row in found} == wanted


def test_no_runtime_role_may_truncate_refer_or_create() -> None:
    for role in (*RUNTIME, cluster.LOGIN):
        tables = names(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND has_table_privilege(%s, oid, 'TRUNCATE, REFERENCES, TRIGGER')",
            role,
        )
        schemas = names(
            "SELECT nspname FROM pg_namespace WHERE nspname IN ('public', 'sec', 'api')"
            " AND has_schema_privilege(%s, oid, 'CREATE')",
            role,
        )
        assert not tables | schemas, role


def test_runtime_roles_have_no_power_of_their_own() -> None:
    powerful = names(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY (%s) AND (rolsuper OR rolbypassrls"
        " OR rolcreaterole OR rolcreatedb OR rolreplication)",
        list(ROLES),
    )
    assert not powerful


def test_logins_inherit_nothing() -> None:
    assert not names(
        "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
        " WHERE r.rolname IN ('nj_app', 'nj_jobs') AND m.inherit_option"
    )


def test_web_and_jobs_may_enter_only_their_own_roles() -> None:
    rows = ask(
        "SELECT m.member::regrole::text, m.roleid::regrole::text FROM pg_auth_members m"
        " WHERE m.member IN ('nj_app'::regrole, 'nj_jobs'::regrole)"
    )
    assert set(rows) == {
        *(("nj_app", r) for r in ("nj_entry", "nj_worker", "nj_staff", "nj_firm", "nj_admin")),
        ("nj_jobs", "nj_entry"),
        ("nj_jobs", "nj_system"),
    }


DOORS = (
    "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
    " WHERE n.nspname IN ('sec', 'api') AND "
)


def test_every_door_is_owned_by_the_doorkeeper_and_looks_where_it_was_told() -> None:
    loose = names(
        DOORS + "p.prosecdef AND (p.proowner <> 'nj_door'::regrole OR NOT coalesce("
        "array_to_string(p.proconfig, ' ') ~ 'search_path=\"?(public|pg_catalog)\"?, pg_temp( |$)',"
        " false))"
    )
    assert not loose


def test_no_door_stands_open_to_everybody() -> None:
    assert not names(
        DOORS + "EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))"
        " a WHERE a.grantee = 0)"
    )


def test_nothing_outside_our_schemas_runs_as_somebody_else() -> None:
    assert not names(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n"
        " ON n.oid = p.pronamespace WHERE p.prosecdef AND n.nspname NOT IN ('sec', 'api')"
    )


def test_the_signing_key_is_out_of_reach() -> None:
    readers = names(
        "SELECT r FROM unnest(%s::text[]) r WHERE has_table_privilege(r, 'sec.key', 'SELECT')"
        " OR has_function_privilege(r, 'sec.mac(text)', 'EXECUTE')",
        [role for role in ROLES if role != "nj_door"],
    )
    assert not readers


def test_no_notify_inside_a_business_transaction() -> None:
    state = ask("SELECT tgenabled::text FROM pg_trigger WHERE tgname = %s", NOTIFY_TRIGGER)
    assert state == [("D",)]


def test_models_and_migrations_agree() -> None:
    loader = MigrationLoader(None)
    with translation.override(None):
        found = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        assert not found.changes(graph=loader.graph)


def test_personal_rows_say_why_they_are_kept() -> None:
    silent = [
        model.__name__
        for model in walled_models()
        if wall(model).kind in (Kind.PERSONAL, Kind.ACCOUNT, Kind.LOG)
        and wall(model).retention.basis == "reference"
    ]
    assert not silent


def test_an_exported_or_dated_field_exists() -> None:
    for model in walled_models():
        for name in {*wall(model).export, wall(model).retention.since} - {""}:
            assert leads_to_a_field(model, name), f"{model.__name__}.{name}"


def leads_to_a_field(model: Any, path: str) -> bool:
    """Whether `case__closed_at` is a field, on the way of a lookup."""
    head, _, rest = path.partition("__")
    found = {field.name: field for field in model._meta.get_fields()}.get(head)
    there = getattr(found, "related_model", None)
    return found is not None and (not rest or leads_to_a_field(there, rest))


def test_paths_are_compared_byte_by_byte() -> None:
    assert not names(
        "SELECT table_name || '.' || column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name ~ '(^|_)(path|root)$'"
        " AND table_name <> 'acts_seal'"
        " AND collation_name IS DISTINCT FROM 'C'"
    )


def test_facts_know_their_operating_union() -> None:
    assert not names(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND column_name = 'org_root' AND is_nullable = 'YES'"
    )


def test_the_owner_itself_sees_nothing(seeding: Any) -> None:
    with cluster.as_super(database.clone_name()) as link, link.transaction(force_rollback=True):
        link.execute("SET LOCAL ROLE nj_keeper")
        link.execute(
            "INSERT INTO base_rate (key, seconds, period, hits) VALUES ('unseen', 1, 1, 1)"
        )
        link.execute("SET LOCAL ROLE nj_owner")
        assert link.execute("SELECT count(*) FROM base_rate").fetchone() == (0,)


def test_the_test_database_is_a_clone() -> None:
    assert connection.settings_dict["NAME"] == database.clone_name()
