"""What every flow must show: nothing waits without an owner, and only `move()` moves.

A room gives its flow, real rows, and who stands for each post; the suite does the rest.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections, models, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.flow import Due, Flow, move, reachable
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.types import Hidden, Post, Refusal

from .hats import World
from .sowing import seeding

#: Posts that may owe a step, by the word a waiting state uses for its owner.
OWNERS: dict[str, tuple[Post, ...]] = {
    "union": (Post.OFFICER, Post.CHAIR),
    "firm": (Post.RESPONDER,),
    "author": (Post.WORKER,),
    "house": (Post.SYSTEM,),
    "giver": (Post.OFFICER, Post.CHAIR),
    "taker": (Post.OFFICER, Post.CHAIR),
    "decider": (Post.OFFICER, Post.CHAIR),
    "parties": (Post.WORKER, Post.RESPONDER),
    "main": (Post.OFFICER, Post.CHAIR),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A flow on one row of a world, and a hat for every post that can reach the row."""

    flow: Flow
    world: World
    model: type[models.Model]
    pk: Any
    hats: dict[Post, str]
    #: Deadlines of a row for what begins at a moment.
    due: Callable[[Any, datetime], Due]

    def read(self) -> Any:
        """The row as it is, whoever may see it."""
        with seeding():
            return self.model._default_manager.get(pk=self.pk)

    def reset(self) -> None:
        """Back to the beginning."""
        wait = self.flow.waits[self.flow.initial]
        with seeding():
            row = self.model._default_manager.get(pk=self.pk)
            self.model._default_manager.filter(pk=self.pk).update(
                state=self.flow.initial,
                moved_at=now(),
                due_at=self.due(row, now())(wait.clock),
                closed_at=None,
            )

    def acting(self, post: Post) -> AbstractContextManager[Act]:
        """Act as whoever stands for a post; for the system, as the service actor of that name."""
        name = self.hats[post]
        return system(name) if post == Post.SYSTEM else self.world.acting(name)

    def attempt(self, post: Post, verb: str, thing: Any = None) -> str:
        """Try one step as a post; the code of the refusal, "" when it was taken."""
        try:
            with self.acting(post) as act:
                assert act.actor is not None
                found = thing or self.model._default_manager.get(pk=self.pk)
                move(act.actor, found, verb, self.flow, self.due(found, now()))
        except Refusal as refused:
            return refused.code
        return ""


def check_table(flow: Flow) -> None:
    """The table itself: owners, deadlines, no dead ends, finals closed."""
    waiting = flow.states - set(flow.finals)
    assert set(flow.waits) == waiting
    assert reachable(flow, [flow.initial]) == flow.states
    assert len({step.verb for step in flow.steps}) == len(flow.steps)
    for state, wait in flow.waits.items():
        assert wait.clock, state
        assert reachable(flow, [state]) & set(flow.finals), f"{state} leads nowhere"
        assert any(flow.open_to(state, post) for post in OWNERS[wait.owner]), f"{state}: no step"
    for step in flow.steps:
        leaves = bool(set(step.sources) & set(flow.finals))
        assert leaves == step.reopens, f"{step.verb} leaves a final state"
        assert set(step.sources) <= flow.states, step.verb


def check_moves(subject: Subject, examples: int = 25) -> None:
    """Random steps by random posts on the real row do exactly what the table says."""

    class Moves(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            self.undo = transaction.atomic()
            self.undo.__enter__()
            subject.reset()
            self.state = subject.flow.initial
            self.old = subject.read()

        @rule(verb=st.sampled_from(subject.flow.steps), post=st.sampled_from(list(subject.hats)))
        def step(self, verb: Any, post: Post) -> None:
            before, said = self.state, subject.attempt(post, verb.verb)
            if post not in verb.posts:
                assert said == Hidden("not_your_step").code
            elif before not in verb.sources:
                assert said == "state_changed"
            else:
                assert said == ""
                self.state = verb.target

        @rule(verb=st.sampled_from(subject.flow.steps))
        def step_on_what_was_read_long_ago(self, verb: Any) -> None:
            posts = [post for post in verb.posts if post in subject.hats]
            if self.old.state == self.state or not posts:
                return
            said = subject.attempt(posts[0], verb.verb, self.old)
            assert said == "state_changed"

        @invariant()
        def the_row_agrees(self) -> None:
            row = subject.read()
            wait = subject.flow.waits.get(row.state)
            assert row.state == self.state
            assert (row.due_at is not None) == (wait is not None)
            if wait:
                with seeding():
                    assert row.due_at == subject.due(row, row.moved_at)(wait.clock)

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    run_state_machine_as_test(
        Moves,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def check_race(subject: Subject, moves: list[tuple[Post, str]], rounds: int = 3) -> None:
    """Of several steps taken at the same moment from the same state, exactly one wins."""
    for _ in range(rounds):
        said = _at_once([_racing(subject, post, verb, len(moves)) for post, verb in moves])
        assert sorted(said) == ["", *["state_changed"] * (len(moves) - 1)]
        subject.reset()


def _racing(subject: Subject, post: Post, verb: str, runners: int) -> Callable[[Any], str]:
    def run(start: threading.Barrier) -> str:
        try:
            with subject.acting(post) as act:
                assert act.actor is not None
                thing: Any = subject.model._default_manager.get(pk=subject.pk)
                start.wait(20)
                move(act.actor, thing, verb, subject.flow, subject.due(thing, now()))
        except Refusal as refused:
            return refused.code
        finally:
            connections["default"].close()
        return ""

    return run


def _at_once(works: list[Callable[[Any], str]]) -> list[str]:
    start, said = threading.Barrier(len(works)), list[str]()
    threads = [threading.Thread(target=lambda w=w: said.append(w(start))) for w in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return said
