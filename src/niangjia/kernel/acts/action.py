"""`@action` for every write and `@query` for every read.

An action without a permit does not import; one that tells nobody says so with `silent=True`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Deed:
    """What the house knows of an action or a query; kept for its tests and its documentation."""

    name: str
    permit: str
    audit: str
    silent: bool
    looks_at: str


@dataclass(frozen=True, slots=True)
class Written:
    """What an action answers with so that its audit row points to it."""

    id: UUID
    org_path: str


@dataclass(frozen=True, slots=True)
class Done:
    """The same where no single row was written: only the place."""

    org_path: str


actions: dict[str, Deed] = {}
queries: dict[str, Deed] = {}


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _require(actor: Actor, permit: str) -> None:
    """A permit the capacity lacks looks like a thing that does not exist."""
    if not actor.may(permit):
        raise Hidden("no_permit")


def action(
    *, permit: str, audit: str, silent: bool = False, traceless: bool = False
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Declare a write. It runs inside the act of its route or job and leaves one audit row.

    The body may return anything; when it returns an object with `id` and `org_path`, the audit
    row points to it. A `traceless` one leaves none: the row would join a person to what must have
    no author (docs/adr/0016).
    """
    if not permit or not audit:
        raise TypeError("an action declares a permit and an audit verb")

    def wrap(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @functools.wraps(function)
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            _require(actor, permit)
            result = function(actor, *args, **kwargs)
            if not traceless:
                act().note(
                    audit,
                    audit.partition(".")[0],
                    getattr(result, "id", None),
                    getattr(result, "org_path", ""),
                )
            return result

        actions[_name(function)] = Deed(_name(function), permit, audit, silent, "")
        return run

    return wrap


def query(
    *, permit: str, looks_at: str = ""
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Declare a read. With `looks_at`, the subject named by the result's `subject_id` is told."""
    if not permit:
        raise TypeError("a query declares a permit")

    def wrap(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @functools.wraps(function)
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            _require(actor, permit)
            result = function(actor, *args, **kwargs)
            if looks_at and (subject := getattr(result, "subject_id", None)):
                look(actor, subject, looks_at, getattr(result, "object_id", None))
            return result

        queries[_name(function)] = Deed(_name(function), permit, "", True, looks_at)
        return run

    return wrap


def look(actor: Actor, subject_id: UUID, what: str, object_id: UUID | None = None) -> None:
    """Write down that the actor looked at a person's record. One's own record is one's own."""
    if subject_id == actor.person_id:
        return
    act().looks.append(
        {
            "id": str(new_id()),
            "at": now().isoformat(),
            "subject_id": str(subject_id),
            "viewer": actor.name,
            "org": actor.org_name,
            "what": what,
            "object_id": str(object_id) if object_id else None,
        }
    )
