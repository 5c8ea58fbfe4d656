"""State machines as one table, and `move()`, the only writer of state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import models

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal

#: When a step begun now is due, by the name of its time limit; None while nobody can know.
Due = Callable[[str], datetime | None]


@dataclass(frozen=True, slots=True)
class Wait:
    """A waiting state: who owes the next step, and the name of its time limit in `rules`."""

    owner: str
    clock: str


@dataclass(frozen=True, slots=True)
class Step:
    """One move: its verb, the states it leaves from, the one it reaches, and who may make it.

    Only a step that `reopens` leaves a final state.
    """

    verb: str
    sources: tuple[str, ...]
    target: str
    posts: tuple[Post, ...]
    reopens: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A mechanism's states and steps. `waits` covers every state that is not final."""

    name: str
    initial: str
    steps: tuple[Step, ...]
    waits: dict[str, Wait]
    finals: tuple[str, ...]
    _by_verb: dict[str, Step] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        self._by_verb.update({step.verb: step for step in self.steps})

    @property
    def states(self) -> frozenset[str]:
        """Every state named anywhere in the table."""
        named = {self.initial, *self.finals, *self.waits}
        return frozenset(named | {step.target for step in self.steps})

    def step(self, verb: str) -> Step:
        """The step of that verb."""
        return self._by_verb[verb]

    def open_to(self, state: str, post: Post) -> list[str]:
        """Verbs a post may use on something in `state`."""
        return [s.verb for s in self.steps if state in s.sources and post in s.posts]

    def picture(self) -> str:
        """The table as a Mermaid state diagram, for the room's page."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for step in self.steps:
            lines += [f"    {source} --> {step.target}: {step.verb}" for source in step.sources]
        return "\n".join(lines + [f"    {state} --> [*]" for state in self.finals])


class Moving(Protocol):
    """Anything with a state that `move` can write."""

    id: UUID
    state: str


def move(actor: Actor, thing: Any, verb: str, flow: Flow, due: Due, **changes: Any) -> str:
    """Take one step by compare-and-set; returns the state left behind.

    A post that does not own the step sees nothing there (404); a lost race or a step out of turn
    is a refusal that says what happened. `due` sets the next deadline; `changes` are written in
    the same statement.
    """
    step = flow.step(verb)
    if actor.post not in step.posts:
        raise Hidden("not_your_step")
    before = thing.state
    wait = flow.waits.get(step.target)
    values = {
        "state": step.target,
        "moved_at": now(),
        "due_at": due(wait.clock) if wait else None,
        **changes,
    }
    if before not in step.sources or not _set(thing, before, values):
        raise Refusal("state_changed", "这件事刚刚有了变化，请看看最新进展再操作。", was=before)
    for name, value in values.items():
        setattr(thing, name, value)
    return str(before)


def _set(thing: Any, before: str, values: dict[str, Any]) -> bool:
    manager: models.Manager[Any] = type(thing)._default_manager
    rows = manager.filter(pk=thing.pk, state=before).update(**values)
    return rows == 1


def reachable(flow: Flow, start: Iterable[str]) -> frozenset[str]:
    """States that can be reached from `start`, for the house tests."""
    seen = set(start)
    while more := {s.target for s in flow.steps if seen & set(s.sources)} - seen:
        seen |= more
    return frozenset(seen)
