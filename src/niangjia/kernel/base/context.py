"""The act under way: what the gate is asked at BEGIN and what the finish writes at COMMIT.

The engine reads it when the outermost transaction begins and ends; rooms never touch it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from .ids import new_id
from .types import Actor

T = TypeVar("T")


@dataclass(slots=True)
class Reply:
    """What a repeated request gets back: status and the body, byte for byte."""

    status: int
    body: str


@dataclass(slots=True)
class Act:
    """One transaction's worth of doing: who asks (a proof, no claim), why, and what came of it.

    `kind` is session, token, system or nobody; `proof` is the secret the caller holds, or the name
    of a service actor. The database keeps digests only, so what it stores proves nothing.
    """

    kind: str
    proof: str
    purpose: str = ""
    once_key: str | None = None
    once_hash: str | None = None
    actor: Actor | None = None
    once: str = "none"
    replay: Reply | None = None
    #: When the session ends unless it is used before; None without one.
    ends: datetime | None = None
    reply: Reply | None = None
    audits: list[dict[str, Any]] = field(default_factory=list)
    looks: list[dict[str, Any]] = field(default_factory=list)
    jobs: list[dict[str, Any]] = field(default_factory=list)
    memory: dict[Any, Any] = field(default_factory=dict)
    #: Facts still to be written beside an audit row: object -> (its place, what happened to it).
    facts: dict[str, tuple[str, list[dict[str, Any]]]] = field(default_factory=dict)

    def asks(self) -> tuple[str | None, ...]:
        """Arguments of `api.gate`."""
        return (self.kind, self.proof, self.purpose, self.once_key, self.once_hash)

    def leaves(self) -> bool:
        """True when the finish has something to write."""
        return bool(self.audits or self.looks or self.jobs or self.reply or self.facts)

    def fact(self, object_id: UUID, org_path: str, **values: str | int | None) -> None:
        """What a step of an object was: codes, numbers, moments as text. Never a word or a name.

        It is sealed with the audit row about the object, so that what is counted from many steps
        can be counted again from the log alone.
        """
        self.facts.setdefault(str(object_id), (org_path, []))[1].append(values)

    def settle(self) -> None:
        """Facts no action noted get an audit row of their own."""
        for object_id, (path, _) in list(self.facts.items()):
            self.note("cases.moved", "cases", UUID(object_id), path)

    def note(self, action: str, kind: str, object_id: UUID | None, org_path: str = "") -> None:
        """Collect one audit row: ids, paths and facts, never words."""
        self.audits.append(
            {
                "id": str(new_id()),
                "action": action,
                "object_kind": kind,
                "object_id": str(object_id) if object_id else None,
                "org_path": org_path,
                "facts": self.facts.pop(str(object_id), ("", []))[1],
            }
        )

    def defer(
        self, task: str, *, queue: str = "default", lock: str | None = None, **args: Any
    ) -> None:
        """Collect one job; it exists if and only if the transaction commits."""
        self.jobs.append({"task": task, "queue": queue, "lock": lock, "args": args})


def remembered(key: object, make: Callable[[], T]) -> T:
    """Read something once per act: a page asks for it in several places."""
    memory = act().memory
    if key not in memory:
        memory[key] = make()
    found: T = memory[key]
    return found


current: ContextVar[Act | None] = ContextVar("current_act", default=None)


class NoAct(RuntimeError):
    """Code that needs an act ran outside one: a programming error, never a person's."""


def act() -> Act:
    """The act under way."""
    found = current.get()
    if found is None:
        raise NoAct("no act is under way")
    return found


def actor() -> Actor:
    """Who acts in the act under way."""
    found = act().actor
    if found is None:
        raise NoAct("the gate has not answered yet")
    return found
