"""A district large enough to measure on, written set-based: 200 firms, 52,000 cases by default."""

from __future__ import annotations

import hashlib
import time
from typing import Any

import psycopg
from django.contrib.sessions.serializers import JSONSerializer
from django.core.signing import TimestampSigner
from django.utils.crypto import salted_hmac

# ruff: noqa: E501  (statements read better whole)

UNIONS = 200
WORKERS = 2000

#: Ids are made from numbers, so that the load generator can name things without asking.
UUID = "('00000000-0000-7000-{kind}-' || lpad(to_hex({n}), 12, '0'))::uuid"
DISTRICT, TOWN, UNION, FIRM, PERSON, CASE = "8001", "8002", "8003", "8004", "8005", "8006"
ACCOUNT = "8007"
#: Who holds a post: cookie -> (post, number of the person, kind and number of the organisation).
POSTS = {
    "chair": ("chair", 1, UNION, 7),
    "district": ("officer", 2, DISTRICT, 1),
    "firm": ("responder", 3, FIRM, 7),
    "admin": ("admin", 4, DISTRICT, 1),
}


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
    {sql_id(FIRM, "(1 + n % 200)")}, 'active' FROM generate_series(1, {{workers}}) n"""
ACCOUNTS = f"""INSERT INTO people_account (id, person_id, password, phone, phone_index, phone_verified,
    is_active)
    SELECT {sql_id(ACCOUNT, "n")}, {sql_id(PERSON, "n")}, '!', '', '', true, true
    FROM generate_series(1, {{workers}}) n"""
POST = """INSERT INTO people_appointment (id, person_id, org_id, org_root, org_path, post, title, since)
    SELECT gen_random_uuid(), %s, o.id, o.root, o.path, %s, '', '2020-01-01'
    FROM people_org o WHERE o.id = %s RETURNING id"""
SESSION = """INSERT INTO people_session (session_key, session_data, expire_date, person_id,
    appointment_id) VALUES (%s, %s, now() + interval '30 days', %s, %s)"""
TOKEN = """INSERT INTO people_token (id, person_id, digest, label, expires_at)
    VALUES (gen_random_uuid(), %s, %s, 'bench', now() + interval '30 days')"""
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
EVENTS = """INSERT INTO cases_event (id, case_id, org_root, at, verb, state, audience, speaker, about, text,
        org_id, due_at, outcome)
    SELECT gen_random_uuid(), {case}, '33.01.99.', now() - n * interval '9 minutes'
        + k * interval '1 minute', v, '', 'all', '周敏', '', '师傅周五下午上门，同楼层一起检修。',
        {union}, NULL, ''
    FROM generate_series(1, {count}) n,
         unnest(ARRAY['open','accept','ask_firm','says']) WITH ORDINALITY AS e(v, k)"""


def plant(
    connection: psycopg.Connection[Any], count: int, key: str, workers: int = WORKERS
) -> None:
    """Write the district with `count` cases; the connection may become nj_keeper.

    `key` signs the sessions: the site's django_key.
    """
    n = "n"
    parts = {
        "case": sql_id(CASE, n),
        "union": sql_id(UNION, "(1 + n % 200)"),
        "firm": sql_id(FIRM, "(1 + n % 200)"),
        "path": PATH.format(n=n),
        "person": sql_id(PERSON, f"(1 + n % {workers})"),
        "count": count,
        "workers": workers,
    }
    with connection.transaction():
        connection.execute("SET LOCAL ROLE nj_keeper")
        for statement in (*ORGS, *(s.format(**parts) for s in (PEOPLE, ACCOUNTS))):
            connection.execute(statement)
        for statement in (CASES, AUTHORS, EVENTS):
            connection.execute(statement.format(**parts))
        _keys(connection, key, workers)
    for table in ("cases_case", "cases_author", "cases_event", "people_person", "people_org"):
        connection.execute(f"ANALYZE {table}")


def _keys(connection: psycopg.Connection[Any], key: str, workers: int) -> None:
    """Cookies `cookie-chair` …, `cookie-1` …, tokens `token-1` …"""
    with connection.cursor() as cursor:
        for name, (post, person, kind, number) in POSTS.items():
            cursor.execute(POST, [id_of(PERSON, person), post, id_of(kind, number)])
            held = str(cursor.fetchall()[0][0])
            row = [digest(f"cookie-{name}"), session(key, person, held), id_of(PERSON, person)]
            cursor.execute(SESSION, [*row, held])
        numbers = range(1, workers + 1)
        cursor.executemany(
            SESSION,
            [[digest(f"cookie-{n}"), session(key, n), id_of(PERSON, n), None] for n in numbers],
        )
        cursor.executemany(TOKEN, [[id_of(PERSON, n), digest(f"token-{n}")] for n in numbers])


def session(key: str, person: int, post: str = "") -> str:
    """What the site's session store would have written for somebody logged in now."""
    salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
    data: dict[str, Any] = {
        "_auth_user_id": id_of(ACCOUNT, person),
        "_auth_user_backend": "allauth.account.auth_backends.AuthenticationBackend",
        "_auth_user_hash": salted_hmac(salt, "!", secret=key, algorithm="sha256").hexdigest(),
        "begun": int(time.time()),
    }
    if post:
        data |= {"capacity": post, "entered": int(time.time())}
    signer = TimestampSigner(
        key=key, salt="django.contrib.sessions.SessionStore", algorithm="sha256", fallback_keys=[]
    )
    return str(signer.sign_object(data, serializer=JSONSerializer, compress=True))
