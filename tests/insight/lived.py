"""Matters that real people of the small world lived through, on a clock of their own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.clock import SHANGHAI, frozen
from niangjia.kernel.base.context import actor
from niangjia.kernel.cases.models import Telling
from niangjia.kernel.insight import actions as insight
from niangjia.services.feedback import actions, rules
from niangjia.services.feedback.actions import matters
from tests.kit.sowing import seeding
from tests.kit.world import World

#: A Monday in the first quarter, and the end of the second.
BEGIN = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
END = datetime(2026, 7, 1, 8, tzinfo=SHANGHAI)
CHAIR, ASKERS = "a1x.chair", ("a1x-asker", "a1x-colleague")


def clear() -> None:
    """Matters of the world came by no action and left nothing in the log."""
    with seeding(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_event")


def ask(world: World, who: str, at: datetime, board: str = "welfare") -> UUID:
    """A review of the own firm."""
    review = actions_review(world, who, board)
    with frozen(at), world.acting(who):
        return actions.open_review(actor(), review=review).id


def actions_review(world: World, who: str, board: str) -> Any:
    firm = world.orgs[f"{who[:3]}-firm"].id
    return actions.Review(firm, board, 2, ("住宿",), "饭菜经常是凉的，夜班更凉。")


def do(world: World, hat: str, verb: str, case_id: UUID, at: datetime, **words: Any) -> None:
    """One action on a matter at a moment."""
    with frozen(at), world.acting(hat):
        getattr(actions, verb)(actor(), case_id=case_id, **words)


def live(
    world: World,
    who: str,
    begin: datetime,
    days: tuple[int, ...],
    stars: int,
    board: str = "welfare",
) -> UUID:
    """Asked, taken on, answered and judged after so many days each; fewer days, fewer steps."""
    case_id, at = ask(world, who, begin, board), begin
    chair = f"{who[:3]}.chair"
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        (chair, "accept", {"text": "接下了"}),
        (chair, "reply", {"text": "换了保温车", "ask_verdict": True}),
        (who, "verdict", {"said": "solved" if stars > 3 else "back", "stars": stars, "text": ""}),
    )
    for (hat, verb, words), wait in zip(steps, days, strict=False):
        at += timedelta(days=wait)
        do(world, hat, verb, case_id, at, **words)
    return case_id


def town(world: World) -> dict[str, UUID]:
    """Nine matters of the first union in a quarter, and one of another district."""
    day = timedelta(days=1)
    made = {
        "glad": live(world, ASKERS[0], BEGIN, (1, 2, 1), 5),
        "back": live(world, ASKERS[0], BEGIN + day, (1, 2, 1), 2),
        "silent": live(world, ASKERS[1], BEGIN + 2 * day, (1, 1), 0),
        "late": live(world, ASKERS[0], BEGIN + 3 * day, (8, 1, 1), 4),
        "nobody": live(world, ASKERS[1], BEGIN + 4 * day, (), 0),
        "forward": ask(world, ASKERS[0], BEGIN + 5 * day),
        "b": live(world, "b2y-asker", BEGIN + day, (1, 1, 1), 5),
    }
    up = {"to": world.orgs["a1"].id, "text": "请街道来办"}
    do(world, CHAIR, "forward", made["forward"], BEGIN + 6 * day, **up)
    do(world, "a1.chair", "take", made["forward"], BEGIN + 6 * day)
    made["main"], made["merged"] = (ask(world, who, BEGIN + 7 * day) for who in ASKERS)
    together(world, made["merged"], made["main"], BEGIN + 8 * day)
    return made


def together(world: World, one: UUID, main: UUID, at: datetime) -> None:
    """One matter merged into another, answered with it the day after, and judged alone."""
    for n, case_id in enumerate((one, main)):
        do(world, CHAIR, "accept", case_id, at - timedelta(hours=n + 1), text="接下了")
    do(world, CHAIR, "merge", one, at, main_id=main, text="放在一起办，一起答复你")
    at += timedelta(days=1)
    do(world, CHAIR, "reply", main, at, text="换了保温车", ask_verdict=True)
    with seeding():
        (order,) = Telling.objects.filter(main=main).values_list("id", flat=True)
    with frozen(at), system("clocks"):
        matters.tell_on(actor(), telling_id=order)
    at += timedelta(hours=1)
    do(world, ASKERS[1], "verdict", one, at, said="solved", stars=5, text="")


def count(at: datetime = END) -> None:
    """The nightly count, as if it were then."""
    with frozen(at), system(insight.NAME):
        insight.count(actor())


SERVICE = rules.SERVICE
