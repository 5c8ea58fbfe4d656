"""`niangjia bench`: a crowd to measure with. Its cookies and tokens can be guessed by anybody, so
it is planted only in a data directory that was marked for measuring while it held nobody.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from niangjia.kernel.base.console import Command
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.people.sessions import SessionStore

MARK = "measuring"
UNIONS, TOWNS = 200, 8
ROOT = "33.01.99."
#: Ids are made from numbers, so that a load generator can name things without asking.
ID = "('00000000-0000-7000-{kind}-' || lpad(to_hex({n}), 12, '0'))::uuid"


def id_of(kind: str, n: str) -> str:
    """SQL for the id of thing number `n` of a kind."""
    return ID.format(kind=kind, n=n)


ORG = """INSERT INTO people_org (id, kind, level, name, short, code, parent_id, path, root, region,
    credit_code, industry, headcount, state) """
TAIL = f"'{ROOT}', '330199', '', '', 0, 'active'"
UNION_OF = f"(1 + n % {UNIONS})"
PATH = f"'{ROOT}t' || (1 + {UNION_OF} % {TOWNS}) || '.u' || {UNION_OF} || '.'"
CROWD = (
    ORG + f"SELECT {id_of('8001', '1')}, 'union', 'county', 'District', '', 'C', NULL, '{ROOT}', "
    f"{TAIL}",
    ORG + f"SELECT {id_of('8002', 'n')}, 'union', 'town', 'Town ' || n, '', 'T' || n, "
    f"{id_of('8001', '1')}, '{ROOT}t' || n || '.', {TAIL} FROM generate_series(1, {TOWNS}) n",
    ORG + f"SELECT {id_of('8003', 'n')}, 'union', 'grassroots', 'Union ' || n, '', 'U' || n, "
    f"{id_of('8002', f'(1 + n % {TOWNS})')}, '{ROOT}t' || (1 + n % {TOWNS}) || '.u' || n || '.', "
    f"{TAIL} FROM generate_series(1, {UNIONS}) n",
    "INSERT INTO people_person (id, name, phone, phone_index, phone_last4, id_number, id_index,"
    " identity, home_org_id, home_path, home_root, state)"
    f" SELECT {id_of('8005', 'n')}, 'Worker ' || n, '', '', '', '', '', 2,"
    f" {id_of('8003', UNION_OF)}, {PATH}, '{ROOT}', 'active'"
    " FROM generate_series(1, {members}) n",
    "INSERT INTO people_membership (id, person_id, org_id, org_root, org_path, number, since)"
    f" SELECT {id_of('8006', 'n')}, {id_of('8005', 'n')}, {id_of('8003', UNION_OF)}, '{ROOT}',"
    f" {PATH}, '', '2020-01-01' FROM generate_series(1, {{members}}) n",
    "INSERT INTO people_session (session_key, session_data, expire_date, person_id)"
    " SELECT encode(sha256(convert_to('seed-cookie-' || n, 'UTF8')), 'hex'), '{nothing}',"
    f" now() + interval '30 days', {id_of('8005', 'n')} FROM generate_series(1, {{members}}) n",
    "INSERT INTO people_token (id, person_id, digest, label, expires_at)"
    f" SELECT {id_of('8008', 'n')}, {id_of('8005', 'n')},"
    " encode(sha256(convert_to('seed-token-' || n, 'UTF8')), 'hex'), 'seed',"
    " now() + interval '30 days' FROM generate_series(1, {members}) n",
)
CLAUSE = {"fact": "member_days", "op": "ge", "value": 30, "clause": "", "say": ""}
DAYS = "interval '3 days'"
OFFER = f"""INSERT INTO offers_offer (id, org_root, org_path, service, org_id, org_name, kind, mode,
    title, text, unit_cost, opens_at, closes_at, per_person, per_household, period,
    clauses, pack_version, waiting, pick_days, offer_hours, pick_where, counters, room, state,
    by_id, by_name, created_at, moved_at, due_at)
    VALUES (%(offer)s, '{ROOT}', '{ROOT}', 'benefits', {id_of("8001", "1")}, 'District', 'goods',
    'first', 'Pack', '', 0, now() + make_interval(secs => %(opens)s), now() + {DAYS}, 1, 0,
    'once', %(clauses)s, 0, false, 7, 24, '', %(counters)s, %(room)s, 'open',
    {id_of("8005", "1")}, 'seed', now(), now(), now() + {DAYS})"""
NODE = f"""INSERT INTO offers_quota (id, org_root, org_path, offer_id, owner_id, org_id, org_name,
    kind, label, borrow, granted, depth)
    VALUES (%(node)s, '{ROOT}', '{ROOT}', %(offer)s, {id_of("8001", "1")}, {id_of("8001", "1")},
    'District', 'share', '', false, %(stock)s, 0)"""
BUCKETS = """INSERT INTO offers_bucket (quota_id, slot, "left")
    SELECT %(node)s, s, %(stock)s / %(counters)s
        + CASE WHEN s < %(stock)s %% %(counters)s THEN 1 ELSE 0 END
    FROM generate_series(0, %(counters)s - 1) s"""
LINE = f"""INSERT INTO offers_stockline (id, org_root, org_path, offer_id, org_id, to_quota_id,
    verb, quantity, reason, by_name, at)
    VALUES (%(line)s, '{ROOT}', '{ROOT}', %(offer)s, {id_of("8001", "1")}, %(node)s, 'receive',
    %(stock)s, 'seed', 'seed', now())"""
READ = ("people_person", "people_membership", "people_session", "people_token", "offers_bucket")


def mark() -> Path:
    """The file that says: nobody real is in here."""
    return Path(settings.NIANGJIA_DATA) / MARK


def run_bench(options: Namespace) -> int:
    """`niangjia bench mark`, then `niangjia bench seed`; one JSON line of what was planted."""
    if options.word == "mark":
        return _mark()
    if not mark().exists():
        return _refuse("This data directory is not marked for measuring: niangjia bench mark.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nj_keeper")
        if not _anybody():
            for statement in CROWD:
                cursor.execute(_filled(statement, options.members))
        offer = plant_offer(options)
    with connection.cursor() as cursor:
        for table in READ:
            cursor.execute(f"ANALYZE {table}")
    print(json.dumps({"offer": str(offer), "members": options.members}))  # noqa: T201
    return 0


def _filled(statement: str, members: int) -> str:
    """With the crowd's size, and what a session holds of somebody who did nothing yet."""
    nothing = SessionStore().encode({})
    return statement.replace("{members}", str(members)).replace("{nothing}", nothing)


def plant_offer(options: Namespace) -> UUID:
    """One published offer of the district: its units, counters, waiting room and beginning."""
    ids = {name: new_id() for name in ("offer", "node", "line")}
    words: dict[str, Any] = {
        **ids,
        **{name: getattr(options, name) for name in ("stock", "counters", "room", "opens")},
        "clauses": json.dumps([CLAUSE]),
    }
    with connection.cursor() as cursor:
        for statement in (OFFER, NODE, BUCKETS, LINE):
            cursor.execute(statement, words)
    return ids["offer"]


def _mark() -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nj_keeper")
        if _anybody():
            return _refuse("There are people in this data directory: it cannot be measured with.")
    mark().write_text("Planted with people whose keys anybody can guess. Never open it to a net.\n")
    return 0


def _anybody() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM people_person)")
        return bool(cursor.fetchone()[0])


def _refuse(sentence: str) -> int:
    print(f"niangjia: {sentence}", file=sys.stderr)  # noqa: T201
    return 2


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("word", choices=("mark", "seed"))
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--stock", type=int, default=100)
    parser.add_argument("--counters", type=int, default=16)
    parser.add_argument("--room", type=int, default=0, help="people let in a second; 0 is no room")
    parser.add_argument("--opens", type=float, default=0, help="seconds until it opens")


COMMANDS = (
    Command("bench", "a crowd to measure with, in a marked directory", run_bench, _arguments),
)
