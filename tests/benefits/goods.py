"""Goods and points for tests, through the actions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.kernel.base.context import actor
from niangjia.services.benefits.actions import stock
from niangjia.services.benefits.actions.stock import Came
from tests.kit.world import World

OFFICER = "a.officer"


def kind_of(world: World, name: str, cost: int = 0, hat: str = OFFICER) -> UUID:
    """A kind of goods."""
    with world.acting(hat):
        return stock.name_goods(actor(), name=name, unit="份", cost=cost).id


def place(world: World, name: str, kind: str = "gate", hat: str = OFFICER) -> UUID:
    """A point."""
    with world.acting(hat):
        made = stock.open_point(actor(), name=name, kind=kind, address="东港路 1 号", hours="8:00")
        return made.id


def bought(
    world: World, point: UUID, item: UUID, n: int, until: date | None = None, hat: str = OFFICER
) -> None:
    """So many came from a seller."""
    with world.acting(hat):
        came = Came(n, "purchase", "临江粮油", "F-1", until)
        stock.receive(actor(), point_id=point, item_id=item, came=came)
