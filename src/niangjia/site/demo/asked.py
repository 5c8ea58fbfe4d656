"""What an enterprise union asks its people: without names and counted, and with names, half in."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from niangjia.kernel.base import permits
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.surveys import actions, house
from niangjia.kernel.surveys.models import LEAST
from niangjia.kernel.surveys.rules import LISTED, Ask, Question

from .actors import StandIn

#: Answers to each of the two.
SLIPS, ANSWERS = 60, 24
SAID = (
    "夜班的饭能不能热一点",
    "加班费算得清楚一点就好了",
    "合同手里没有，想要一份",
    "谢谢工会来问",
    "宿舍的热水晚上十点就停了",
    "想学点手艺，希望有夜校",
)


def ask(union: Actor, workers: list[Actor], standing_in: StandIn) -> None:
    """Both surveys of one union."""
    rng = random.Random("surveys")
    begun = (local(now()) - timedelta(days=20)).replace(hour=9, minute=12)
    who = rng.sample(workers, len(workers))
    _rights(union, who[:SLIPS], standing_in, begun, rng)
    _packs(union, who[-ANSWERS:], standing_in, begun + timedelta(days=18), rng)


def _opened(
    union: Actor, one: house.Template, title: str, standing_in: StandIn, at: datetime
) -> Any:
    """A survey of the house, sent out."""
    with standing_in(union, at) as actor:
        until = at.date() + timedelta(days=one.days)
        kind = "unnamed" if one.unnamed else "named"
        frame = actions.Frame(title, one.why, kind, LEAST, until)
        made = actions.draft(actor, frame=frame, questions=one.questions)
        actions.open_up(actor, survey_id=made.id)
    with standing_in(by_itself(union), at + timedelta(minutes=1)) as system:
        actions.tell_on(system, survey_id=made.id)
    return made.id


def by_itself(union: Actor) -> Actor:
    """The house's own job at this union."""
    return replace(union, post=Post.SYSTEM, permits=permits.held(Post.SYSTEM, None))


def _rights(
    union: Actor, who: list[Actor], standing_in: StandIn, at: datetime, rng: random.Random
) -> None:
    one = house.RIGHTS
    survey = _opened(union, one, one.title, standing_in, at)
    for worker in who:
        with standing_in(worker, at + timedelta(hours=rng.randint(1, 200))) as actor:
            said = {q.id: _pick(q, rng) for q in one.questions}
            kept = {key: value for key, value in said.items() if value != ""}
            actions.slip_in(actor, survey_id=survey, said=kept)
    with standing_in(union, at + timedelta(days=10)) as actor:
        actions.close(actor, survey_id=survey)
    with standing_in(by_itself(union), at + timedelta(days=10, minutes=1)) as system:
        actions.count(system, survey_id=survey)


def _pick(one: Question, rng: random.Random) -> Any:
    if one.kind in LISTED:
        return min(rng.randrange(len(one.options)), rng.randrange(len(one.options)))
    if one.kind == Ask.SCALE:
        return rng.choice((1, 2, 2, 3, 3, 3, 4))
    return rng.choice(SAID) if rng.random() < 0.2 else ""


def _packs(
    union: Actor, who: list[Actor], standing_in: StandIn, at: datetime, rng: random.Random
) -> None:
    survey = _opened(union, house.PACKS, "冬天的热水袋，要几个", standing_in, at)
    for worker in who:
        with standing_in(worker, at + timedelta(hours=rng.randint(1, 30))) as actor:
            actions.answer(actor, survey_id=survey, said={"q1": rng.choice((0, 1, 1, 1, 2))})
