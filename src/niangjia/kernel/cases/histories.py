"""Matters as their steps, and how sealed facts tell them; neither database nor Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, and how the matter stood afterwards.

    `union` answers from then on, until `due` (None: no clock runs).
    """

    verb: str
    at: datetime
    state: str
    due: datetime | None
    union: UUID
    outcome: str = ""
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The steps of one matter in order, and what it is counted under."""

    id: UUID
    service: str
    board: str
    firm: UUID | None
    counted: bool
    steps: tuple[Step, ...]


def sealed(rows: Iterable[tuple[UUID, list[dict[str, Any]]]], before: datetime) -> list[History]:
    """Histories from audit rows (object, facts), in the order they were written."""
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for case_id, facts in rows:
        found[case_id] += [one for one in facts if datetime.fromisoformat(one["at"]) < before]
    return [_of_facts(case_id, facts) for case_id, facts in found.items() if facts]


def _of_facts(case_id: UUID, facts: list[dict[str, Any]]) -> History:
    last = facts[-1]
    steps = sorted((_step(one) for one in facts), key=lambda step: step.at)
    firm = UUID(last["firm"]) if last["firm"] else None
    return History(
        case_id, last["service"], last["board"], firm, bool(last["counted"]), tuple(steps)
    )


def _step(fact: dict[str, Any]) -> Step:
    due = datetime.fromisoformat(fact["due"]) if fact["due"] else None
    at, union = datetime.fromisoformat(fact["at"]), UUID(fact["union"])
    return Step(fact["verb"], at, fact["state"], due, union, fact["outcome"], fact["stars"])
