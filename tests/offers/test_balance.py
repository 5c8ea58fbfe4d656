"""Whatever happens in whatever order: at every node what was granted is left, claimed or kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
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
from niangjia.kernel.base import clock
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.models import Claim, Portion, Waiter
from niangjia.services.benefits.actions import claims, portions
from niangjia.services.benefits.actions import offers as making
from tests.kit.sowing import seeding
from tests.kit.world import World

from .making import Made, balanced, offer, said, share

WORKERS = ("a1x-asker", "a1x-colleague", "a1y-asker", "a1y-colleague", "a2x-asker", "a2x-colleague")
UNIONS = ("a1", "a1x", "a1y", "a2x")
who, some = st.sampled_from(WORKERS), st.integers(1, 3)


def machine(world: World) -> type[RuleBasedStateMachine]:  # noqa: C901  (rules of a machine)
    """A district's offer of a few packs, and everything anybody may do with it."""

    class Drop(RuleBasedStateMachine):
        @initialize(counters=st.sampled_from([1, 4]), waiting=st.booleans(), lends=st.booleans())
        def begin(self, counters: int, waiting: bool, lends: bool) -> None:
            self.undo = transaction.atomic()
            self.undo.__enter__()
            self.made: Made = offer(world, "a.chair", 6, counters=counters, waiting=waiting)
            share(world, self.made, ("a1", 2), ("a2x", 1), borrow=lends)

        def attempt(self, key: str, act: Any) -> None:
            """Refused or done; a refusal leaves nothing."""
            try:
                with world.acting(key):
                    act()
            except Refusal:
                pass

        def claims_in(self, *states: str) -> list[Claim]:
            with seeding():
                return list(Claim.objects.filter(offer_id=self.made.id, state__in=states))

        @rule(who=who)
        def claim(self, who: str) -> None:
            said(world, who, self.made)

        @rule(who=who)
        def give_up(self, who: str) -> None:
            for row in self.claims_in("granted", "ready"):
                if row.person_id == world.people[who].id:
                    self.attempt(who, lambda row=row: claims.cancel(actor(), claim_id=row.id))

        @rule(verb=st.sampled_from(["collect", "undo", "take_back", "call_off", "prepare"]))
        def at_the_counter(self, verb: str) -> None:
            for row in self.claims_in(*offers.CLAIM.step(verb).sources)[:1]:

                def step(row: Claim = row) -> None:
                    offers.claiming.step(actor(), offers.claiming.in_sight(actor(), row.id), verb)

                self.attempt("a.chair", step)

        @rule(who=who)
        def stand_in_line(self, who: str) -> None:
            self.attempt(who, lambda: claims.wait(actor(), offer_id=self.made.id))

        @rule(who=who, yes=st.booleans())
        def answer_a_turn(self, who: str, yes: bool) -> None:
            with seeding():
                row = Waiter.objects.filter(
                    person_id=world.people[who].id, state="offered", offer_id=self.made.id
                ).first()
            if row:
                answer = claims.take if yes else claims.leave
                self.attempt(who, lambda: answer(actor(), waiter_id=row.id))

        @rule(union=st.sampled_from(UNIONS), n=some)
        def split(self, union: str, n: int) -> None:
            with seeding():
                org = world.orgs[union].id
            parts = ((org, n),)
            made = self.made
            self.attempt(
                "a.chair",
                lambda: making.share(actor(), offer_id=made.id, from_=made.node, parts=parts),
            )

        @rule(back=st.booleans(), n=some)
        def move_units(self, back: bool, n: int) -> None:
            def act() -> None:
                nodes = [one.id for one in offers.stock.standing([self.made.id])]
                ends = (nodes[-1], self.made.node) if back else (self.made.node, nodes[-1])
                words = {"verb": "transfer", "quantity": n, "reason": "调剂"}
                making.shift(actor(), offer_id=self.made.id, from_=ends[0], to=ends[1], **words)

            self.attempt("a.chair", act)

        @rule(n=some, comes=st.booleans())
        def receive_or_spoil(self, n: int, comes: bool) -> None:
            def act() -> None:
                words: dict[str, Any] = {"quantity": n, "reason": "盘点"}
                if comes:
                    making.receive(actor(), offer_id=self.made.id, to=self.made.node, **words)
                else:
                    making.spoil(actor(), offer_id=self.made.id, from_=self.made.node, **words)

            self.attempt("a.chair", act)

        @rule(minutes=st.sampled_from([1, 60 * 24 * 2]), n=some, fresh=st.booleans())
        def plan_a_portion(self, minutes: int, n: int, fresh: bool) -> None:
            def act() -> None:
                at = clock.now() + timedelta(minutes=minutes)
                words = {"quantity": n, "at": at, "fresh": "新到" if fresh else ""}
                portions.plan(actor(), offer_id=self.made.id, node=self.made.node, **words)

            self.attempt("a.chair", act)

        @rule()
        def call_a_portion_off(self) -> None:
            with seeding():
                row = Portion.objects.filter(offer_id=self.made.id, end="").first()
            if row:
                words: dict[str, Any] = {"portion_id": row.id, "reason": "改天"}
                made = self.made
                self.attempt(
                    "a.chair", lambda: portions.call_off(actor(), offer_id=made.id, **words)
                )

        @rule(who=who)
        def claim_after_a_minute(self, who: str) -> None:
            with clock.frozen(clock.now() + timedelta(minutes=2)):
                said(world, who, self.made)

        @rule(days=st.sampled_from([1, 30]))
        def time_passes(self, days: int) -> None:
            with clock.frozen(clock.now() + timedelta(days=days)), system("benefits"):
                offers.portions.out()
                offers.settling._turns(actor())
                offers.settling._claims(actor())

        @invariant()
        def every_node_balances(self) -> None:
            assert balanced(world, self.made)

        @invariant()
        def nobody_has_two(self) -> None:
            held = [row.person_id for row in self.claims_in(*offers.LIVE)]
            assert len(held) == len(set(held))

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    return Drop


def run(world: World, examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine(world),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_what_was_granted_is_left_claimed_or_kept(small_world: World) -> None:
    run(small_world, 6, 15)


@pytest.mark.deep
def test_the_same_many_times(small_world: World) -> None:
    run(small_world, 300, 40)
