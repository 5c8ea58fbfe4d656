"""The same claim done bare: one SQL statement, without gate, rules, policies, audit or HTTP."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg

CONNECTIONS = 16
TABLES = """
CREATE SCHEMA IF NOT EXISTS bare;
DROP TABLE IF EXISTS bare.bucket, bare.claim;
CREATE TABLE bare.bucket (slot int PRIMARY KEY, units int NOT NULL CHECK (units >= 0))
    WITH (fillfactor = 50);
CREATE TABLE bare.claim (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), member int UNIQUE,
    at timestamptz DEFAULT now())
"""
CLAIM = """
WITH free AS (
    SELECT slot FROM bare.bucket WHERE units > 0 ORDER BY (slot + %s) %% 64 LIMIT 1
    FOR UPDATE SKIP LOCKED
), took AS (
    UPDATE bare.bucket b SET units = units - 1 FROM free WHERE b.slot = free.slot RETURNING 1
)
INSERT INTO bare.claim (member) SELECT %s FROM took RETURNING id
"""


def rate(
    connect: Callable[[], psycopg.Connection[Any]], stock: int, members: int, counters: int
) -> float:
    """Claims a second until the stock is gone."""
    with connect() as link:
        link.execute(TABLES.encode())
        link.execute(
            "INSERT INTO bare.bucket SELECT s, %s FROM generate_series(0, %s) s",
            [stock // counters, counters - 1],
        )
        link.commit()
    numbers = itertools.count(1)
    goal = stock // counters * counters

    def client() -> None:
        with connect() as link:
            link.autocommit = True
            while (member := next(numbers)) <= goal:
                link.execute(CLAIM.encode(), [member, member])

    threads = [threading.Thread(target=client) for _ in range(CONNECTIONS)]
    start = time.monotonic()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return round(goal / (time.monotonic() - start), 1)
