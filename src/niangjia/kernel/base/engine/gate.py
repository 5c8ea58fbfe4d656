"""What is said to the database at BEGIN and COMMIT: one round trip each."""

from __future__ import annotations

import json
import time
from typing import Any

from niangjia.kernel.base import permits
from niangjia.kernel.base.context import Act, Reply
from niangjia.kernel.base.types import Actor, Post

GATE = "SELECT * FROM api.gate(%s, %s, %s, %s, %s)"
FINISH = "SELECT api.finish(%s::jsonb, %s::jsonb, %s::jsonb, %s, %s, %s)"
ENTRY = "SELECT set_config('role', 'nj_entry', true)"
RING = 'SELECT pg_notify(\'procrastinate_any_queue_v1\', \'{"type":"job_inserted","job_id":0}\')'

#: Seconds between two bells of one process: a NOTIFY serialises commits, so it is rare and late.
RING_EVERY = 0.2
#: Characters of a finish that are sent together with COMMIT.
MOST_AT_ONCE = 16_000
_last_ring = 0.0


def begin(connection: Any, act: Act | None) -> None:
    """BEGIN and the gate in one round trip; without an act, the entry role."""
    with connection.pipeline():
        if act is None:
            connection.execute(ENTRY)
            return
        answer = connection.execute(GATE, act.asks())
        read_answer(act, answer.fetchone())


def read_answer(act: Act, row: Any) -> None:
    """Fill the act with the actor and the once-state the database answered."""
    (
        person_id,
        name,
        post,
        org_id,
        path,
        root,
        org_name,
        appointment_id,
        allowed,
        once,
        status,
        body,
        act.ends,
    ) = row
    act.actor = Actor(
        person_id=person_id,
        name=name or "",
        post=Post(post),
        org_id=org_id,
        org_path=path or "",
        org_root=root or "",
        org_name=org_name or "",
        appointment_id=appointment_id,
        permits=permits.held(Post(post), allowed),
        purpose=act.purpose,
    )
    act.once = once
    act.replay = Reply(status, body) if once == "replay" else None


def finish_arguments(act: Act) -> tuple[Any, ...]:
    """Arguments of `api.finish`."""
    act.settle()
    reply = act.reply if act.once == "new" else None
    return (
        json.dumps(act.audits),
        json.dumps(act.looks),
        json.dumps(act.jobs),
        act.once_key if reply else None,
        reply.status if reply else None,
        reply.body if reply else None,
    )


def finish_and_commit(connection: Any, act: Act) -> None:
    """The finish and COMMIT in one round trip; in two where an act leaves much behind.

    psycopg's commit inside a pipeline waits for an answer to what has not all been sent yet, for
    ever, once a statement does not fit the socket's buffer.
    """
    arguments = finish_arguments(act)
    if sum(map(_length, arguments)) > MOST_AT_ONCE:
        connection.execute(FINISH, arguments)
        connection.commit()
        return
    with connection.pipeline():
        connection.execute(FINISH, arguments)
        connection.commit()


def _length(argument: Any) -> int:
    return len(argument) if isinstance(argument, str | bytes) else 0


def ring(connection: Any, act: Act) -> None:
    """Wake the worker after the commit, at most once per process and `RING_EVERY`."""
    global _last_ring
    if not act.jobs or time.monotonic() - _last_ring < RING_EVERY:
        return
    _last_ring = time.monotonic()
    connection.execute(RING)
    connection.commit()
