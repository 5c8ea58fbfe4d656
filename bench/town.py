"""A district large enough to measure on, written set-based: 200 firms, 52,000 cases by default."""

from __future__ import annotations

# ruff: noqa: E501  (statements read better whole)

import hashlib
from typing import Any

import psycopg

UNIONS = 200
WORKERS = 2000

#: Ids are made from numbers, so that the load generator can name things without asking.
UUID = "('00000000-0000-7000-{kind}-' || lpad(to_hex({n}), 12, '0'))::uuid"
DISTRICT, TOWN, UNION, FIRM, PERSON, CASE = "8001", "8002", "8003", "8004", "8005", "8006"


def sql_id(kind: str, n: str) -> str:
    """SQL for the id of thing number `n` of a kind."""
    return UUID.format(kind=kind, n=n)


def id_of(kind: str, n: int) -> str:
    """The same id as text."""
    return f"00000000-0000-7000-{kind}-{n:012x}"


def digest(secret: str) -> str:
    """As sessions and tokens are stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


ORG = """INSERT INTO people_org (id, kind, level, name, short, code, parent_id, path, root, region,
    credit_code, industry, headcount, union_id, state) """
ORGS = [
    ORG + f"SELECT {sql_id(DISTRICT, '1')}, 'union', 'county', '区总工会', 'LJ', '330199', NULL, "
    "'33.01.99.', '33.01.99.', '330199', '', '', 0, NULL, 'active'",
    ORG + f"SELECT {sql_id(TOWN, 'n')}, 'union', 'town', '镇工会' || n, '', 'T' || n, "
    f"{sql_id(DISTRICT, '1')}, '33.01.99.t' || n || '.', '33.01.99.', '330199', '', '', 0, NULL, "
    "'active' FROM generate_series(1, 8) n",
    ORG + f"SELECT {sql_id(UNION, 'n')}, 'union', 'grassroots', '企业工会' || n, '', 'U' || n, "
    f"{sql_id(TOWN, '(1 + n % 8)')}, '33.01.99.t' || (1 + n % 8) || '.u' || n || '.', '33.01.99.', "
    f"'330199', '', '', 0, NULL, 'active' FROM generate_series(1, {UNIONS}) n",
    ORG + f"SELECT {sql_id(FIRM, 'n')}, 'employer', '', '公司' || n, '', 'F' || n, "
    f"{sql_id(TOWN, '(1 + n % 8)')}, '33.01.99.t' || (1 + n % 8) || '.f' || n || '.', '33.01.99.', "
    f"'330199', '', '', 300, {sql_id(UNION, 'n')}, 'active' FROM generate_series(1, {UNIONS}) n",
]
PATH = "'33.01.99.t' || (1 + (1 + {n} % 200) % 8) || '.u' || (1 + {n} % 200) || '.'"
PEOPLE = f"""INSERT INTO people_person (id, name, phone, phone_index, phone_last4, id_number, id_index,
    identity, home_org_id, home_path, home_root, employer_id, state)
    SELECT {sql_id(PERSON, "n")}, '职工' || n, '', '', '', '', '', 2,
    {sql_id(UNION, "(1 + n % 200)")}, {PATH.format(n="n")}, '33.01.99.',
    {sql_id(FIRM, "(1 + n % 200)")}, 'active' FROM generate_series(1, {WORKERS}) n"""
POST = """INSERT INTO people_appointment (id, person_id, org_id, org_root, org_path, post, title, since)
    SELECT gen_random_uuid(), {person}, o.id, o.root, o.path, '{post}', '', '2020-01-01'
    FROM people_org o WHERE o.id = {org}"""
CASES = """INSERT INTO cases_case (id, service, kind, number, org_root, org_id, org_path, firm_id,
    firm_name, title, text, board, topics, stars, visibility, shown_name, origin, source_id, counted,
    state, outcome, firm_state, handler_name, rounds, created_at, moved_at, due_at, closed_at, search)
    SELECT {case}, 'feedback', 'review', 'B-' || n, '33.01.99.', {union}, {path}, {firm},
    '公司' || (1 + n % 200), '第' || n || '件：宿舍空调坏了夜里睡不好', repeat('夜班回来睡不好，希望早点修。', 6),
    (ARRAY['welfare','voice','conditions'])[1 + n % 3], '["住宿"]', 1 + n % 5, 'union', '', 'online', '',
    true, s, CASE WHEN s = 'closed' THEN 'solved' ELSE '' END, '', '', 0,
    now() - n * interval '9 minutes', now() - n * interval '8 minutes',
    CASE WHEN s <> 'closed' THEN now() + (n % 200 - 20) * interval '1 hour' END,
    CASE WHEN s = 'closed' THEN now() - n * interval '8 minutes' END,
    array_to_tsvector(ARRAY['宿舍', '空调', 'b-' || n])
    FROM (SELECT n, (ARRAY['received','accepted','with_firm','answered','returned','closed','closed',
          'closed','closed','closed'])[1 + (n / 200) % 10] AS s
          FROM generate_series(1, {count}) n) x"""
AUTHORS = """INSERT INTO cases_author (case_id, person_id, org_root, org_path)
    SELECT {case}, {person}, '33.01.99.', {path} FROM generate_series(1, {count}) n"""
EVENTS = """INSERT INTO cases_event (id, case_id, org_root, at, verb, state, audience, speaker, about, text)
    SELECT gen_random_uuid(), {case}, '33.01.99.', now() - n * interval '9 minutes'
        + k * interval '1 minute', v, '', 'all', '周敏', '', '师傅周五下午上门，同楼层一起检修。'
    FROM generate_series(1, {count}) n,
         unnest(ARRAY['open','accept','ask_firm','says']) WITH ORDINALITY AS e(v, k)"""


def plant(connection: psycopg.Connection[Any], count: int) -> None:
    """Write the district with `count` cases; the connection may become nj_keeper."""
    n = "n"
    parts = {
        "case": sql_id(CASE, n),
        "union": sql_id(UNION, "(1 + n % 200)"),
        "firm": sql_id(FIRM, "(1 + n % 200)"),
        "path": PATH.format(n=n),
        "person": sql_id(PERSON, f"(1 + n % {WORKERS})"),
        "count": count,
    }
    with connection.transaction():
        connection.execute("SET LOCAL ROLE nj_keeper")
        for statement in (*ORGS, PEOPLE):
            connection.execute(statement)
        connection.execute(
            POST.format(person=sql_id(PERSON, "1"), org=sql_id(UNION, "7"), post="chair")
        )
        connection.execute(
            POST.format(person=sql_id(PERSON, "2"), org=sql_id(DISTRICT, "1"), post="officer")
        )
        for statement in (CASES, AUTHORS, EVENTS):
            connection.execute(statement.format(**parts))
        _keys(connection)
    for table in ("cases_case", "cases_author", "cases_event", "people_person", "people_org"):
        connection.execute(f"ANALYZE {table}")


def _keys(connection: psycopg.Connection[Any]) -> None:
    posts = dict(connection.execute("SELECT post, id FROM people_appointment").fetchall())
    for name, person, post in (("chair", 1, "chair"), ("district", 2, "officer")):
        connection.execute(
            "INSERT INTO people_session (session_key, session_data, expire_date, person_id, "
            "appointment_id) VALUES (%s, '', now() + interval '1 day', %s, %s)",
            [digest(f"cookie-{name}"), id_of(PERSON, person), posts[post]],
        )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO people_token (id, person_id, digest, label, expires_at) "
            "VALUES (gen_random_uuid(), %s, %s, 'bench', now() + interval '1 day')",
            [(id_of(PERSON, n), digest(f"token-{n}")) for n in range(1, WORKERS + 1)],
        )
        cursor.executemany(
            "INSERT INTO people_session (session_key, session_data, expire_date, person_id) "
            "VALUES (%s, '', now() + interval '1 day', %s)",
            [(digest(f"cookie-{n}"), id_of(PERSON, n)) for n in range(1, WORKERS + 1)],
        )
