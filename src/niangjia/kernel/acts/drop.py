"""The door of a drop: gate, permit, deed, audit row and kept answer in one statement of its own.

It stands beside `acting` for the few writes that thousands send in the same minute. The function
in the database passes the same gate, signs the same context and asks for the same permit; only
the frame of a transaction with several round trips is gone (docs/adr/0026).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponseBase
from ninja import Schema

from niangjia.kernel.base import permits
from niangjia.kernel.base.context import Act, Reply, current
from niangjia.kernel.base.engine import gate
from niangjia.kernel.base.types import Hidden, Refusal

from .acting import ActInsideAct
from .api import act_of_program, as_json, outer
from .page import View, act_of, login_first

#: What the database says when another request came first: ask again, and learn which. And when
#: the last of something beside the counters is gone.
RACED, EMPTY = "NJ409", "NJ410"
TRIES = 5


@dataclass(frozen=True, slots=True)
class Dropped:
    """What came of it. `code` is "ok", "replay", or why not; then nothing was written."""

    code: str
    reply: Reply | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Now, or by the same request before."""
        return self.code in ("ok", "replay")


def drop(act: Act, door: str, deed: Callable[[], dict[str, Any]]) -> Dropped:
    """Send one deed through `door` (an `api.` function); `deed` makes its words anew each time.

    Raises the refusals every door of the house has; others are the caller's to put into words.
    """
    if current.get() is not None:
        raise ActInsideAct(act.purpose)
    posts = [str(post) for post in permits.holders(act.purpose)]
    sql = f"SELECT code, status, body, facts, ends FROM {door}(%s, %s, %s, %s, %s, %s, %s::jsonb)"
    for _ in range(TRIES):
        asked = (act.kind, act.proof, act.purpose, posts, act.once_key, act.once_hash)
        try:
            *found, act.ends = _sent(sql, (*asked, json.dumps(deed())))
            return _read(found)
        except DatabaseError as wrong:
            state = getattr(wrong.__cause__, "sqlstate", "")
            if state == EMPTY:
                return Dropped("sold_out", facts={"all": False})
            if state != RACED:
                raise
    raise Refusal("busy", "太多人同时在抢，没有轮上。请再按一次。", status=503)


def _sent(sql: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    if connection.in_atomic_block:
        return _inside_a_test(sql, values)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: tuple[Any, ...] = cursor.fetchone()
        return found


def _inside_a_test(sql: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """In a test's own transaction the role entered stays: leave it again."""
    if not settings.NIANGJIA_TEST_ACTS:
        raise ActInsideAct("a transaction is already open")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            found: tuple[Any, ...] = cursor.fetchone()
            return found
    finally:
        connection.connection.execute(gate.ENTRY)


def _read(row: list[Any]) -> Dropped:
    code, status, body, facts = row
    if code == "nobody":
        raise Refusal("unauthorized", "请先登录：令牌无效或已过期。", status=401)
    if code == "no_permit":
        raise Hidden("no_permit")
    if code == "mismatch":
        raise Refusal("once_mismatch", "这次提交和上一次内容不同，请刷新页面后再试。", status=422)
    reply = None if status is None else Reply(status, body)
    read = json.loads(facts) if isinstance(facts, str) else facts
    return Dropped(code, reply, read or {})


def page_of_drop(permit: str) -> Callable[[View], View]:
    """The form of a drop: the view gets (request, act, **route), the act not yet begun."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            act = act_of(request, purpose=permit, once=True)
            try:
                return view(request, act, *args, **kwargs)
            except Refusal as refusal:
                if refusal.status != 401:
                    raise
                return login_first(request)

        run.permit = permit  # type: ignore[attr-defined]  # read by the house tests
        return run

    return wrap


def operation_of_drop(permit: str) -> Callable[[Callable[..., Dropped]], Callable[..., Schema]]:
    """The same for programs: the function gets (request, act, …) and returns what came of it."""

    def wrap(function: Callable[..., Dropped]) -> Callable[..., Any]:
        @functools.wraps(function)
        def run(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            dropped = function(request, act_of_program(request, permit), **kwargs)
            assert dropped.reply is not None
            return as_json(dropped.reply, replayed=dropped.code == "replay")

        run.__signature__ = outer(function, "act")  # type: ignore[attr-defined]  # read by ninja
        run.permit = permit  # type: ignore[attr-defined]  # read by the house tests
        return run

    return wrap
