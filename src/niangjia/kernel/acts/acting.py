"""Opening an act: one transaction, the gate at its BEGIN, the finish at its COMMIT."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from niangjia.kernel.base.context import Act, current
from niangjia.kernel.base.engine import gate
from niangjia.kernel.base.types import Refusal


class ActInsideAct(RuntimeError):
    """An act was opened inside another: the inner one would be signed as somebody else."""


@contextmanager
def acting(act: Act) -> Iterator[Act]:
    """Run the block as one act. On an exception nothing of it remains."""
    if current.get() is not None:
        raise ActInsideAct(act.purpose)
    token = current.set(act)
    try:
        if connection.in_atomic_block:
            with _inside_a_test(act):
                yield act
        else:
            with transaction.atomic(durable=True):
                _refuse_mismatch(act)
                yield act
    finally:
        current.reset(token)


@contextmanager
def system(name: str, purpose: str = "") -> Iterator[Act]:
    """An act of a named service actor. Only logins that may enter nj_system can open one."""
    with acting(Act(kind="system", proof=name, purpose=purpose or name)) as act:
        yield act


def _refuse_mismatch(act: Act) -> None:
    if act.once == "mismatch":
        raise Refusal("once_mismatch", "这次提交和上一次内容不同，请刷新页面后再试。", status=422)


@contextmanager
def _inside_a_test(act: Act) -> Iterator[None]:
    """In a test's own transaction BEGIN is past: issue the context again, undo it afterwards."""
    if not settings.NIANGJIA_TEST_ACTS:
        raise ActInsideAct("a transaction is already open")
    raw = connection.connection
    try:
        with transaction.atomic():
            gate.read_answer(act, raw.execute(gate.GATE, act.asks()).fetchone())
            _refuse_mismatch(act)
            yield
            if act.leaves():
                raw.execute(gate.FINISH, gate.finish_arguments(act))
    finally:
        raw.execute(gate.ENTRY)
