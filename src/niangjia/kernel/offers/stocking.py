"""What stands at points: the calls of the functions that change it, and what the lines say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum

from niangjia.kernel.base.clock import SHANGHAI, now, today
from niangjia.kernel.base.ids import random_id
from niangjia.kernel.base.types import Actor, Hidden

from . import stock_rules as rules
from .models.points import Item, Point, PointLine, Shelf


def facts(actor: Actor, **more: object) -> str:
    """What stands beside every line: who, when, which day, and what else was said."""
    known: dict[str, object] = {
        "by_name": actor.name,
        "at": now().isoformat(),
        "day": today().isoformat(),
    }
    return json.dumps(known | {name: value for name, value in more.items() if value}, default=str)


def ask(sql: str, values: list[Any]) -> Any:
    """The one value a function answers."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", values)
        return cursor.fetchone()[0]


def receive(
    actor: Actor, point: UUID, item: UUID, quantity: int, expires: date | None, **said: object
) -> None:
    """Something came from outside: `source`, `who` and `paper` say where from."""
    ask(
        "api.stock_receive(%s, %s, %s, %s, %s::jsonb)",
        [point, item, quantity, expires, facts(actor, **said)],
    )


def out(actor: Actor, point: UUID, item: UUID, quantity: int, verb: str, **said: object) -> int:
    """Something goes. Returns what was short: -1 when nothing was taken for want of it."""
    sql = "api.stock_out(%s, %s, %s, %s, %s::jsonb)"
    return int(ask(sql, [point, item, quantity, verb, facts(actor, **said)]))


def send(actor: Actor, here: UUID, there: UUID, item: UUID, quantity: int, **said: object) -> bool:
    """From one point to another; False when there is not enough."""
    sql = "api.stock_send(%s, %s, %s, %s, %s::jsonb)"
    return int(ask(sql, [here, there, item, quantity, facts(actor, **said)])) == 0


def count(actor: Actor, point: UUID, item: UUID, counted: int, **said: object) -> int:
    """What was counted is what is there; returns how many more than the books had."""
    sql = "api.stock_count(%s, %s, %s, %s::jsonb)"
    return int(ask(sql, [point, item, counted, facts(actor, **said)]))


def gate_hand(actor: Actor, point: UUID, item: UUID, blinded: str) -> tuple[str, UUID]:
    """One to somebody without a name. "done", "again" or "none", and the key to undo it by."""
    key = random_id()
    sql = "api.gate_hand(%s, %s, %s, %s, %s::jsonb)"
    return str(ask(sql, [point, item, blinded, key, facts(actor)])), key


def gate_undo(actor: Actor, key: UUID) -> bool:
    """Take back what `gate_hand` did under this key; False when there is nothing to take back."""
    return bool(ask("api.gate_undo(%s, %s::jsonb)", [key, facts(actor)]))


def undo(actor: Actor, *, claim: UUID | None = None, receipt: UUID | None = None) -> int:
    """What was handed out for a claim or against a receipt goes back where it stood."""
    return int(ask("api.stock_undo(%s, %s, %s::jsonb)", [claim, receipt, facts(actor)]))


def item_of(actor: Actor, item_id: UUID) -> Item:
    """Goods of the union, one below or one above; others are Hidden."""
    found = Item.objects.filter(id=item_id, org_root=actor.org_root).first()
    if found is None or not _on_the_way(actor, found.org_path):
        raise Hidden("no_goods")
    return found


def _on_the_way(actor: Actor, path: str) -> bool:
    return path.startswith(actor.org_path) or actor.org_path.startswith(path)


def point_of(actor: Actor, point_id: UUID) -> Point:
    """A point the union or one below keeps; others are Hidden."""
    found = Point.objects.filter(
        id=point_id, org_root=actor.org_root, org_path__startswith=actor.org_path
    ).first()
    if found is None:
        raise Hidden("no_point")
    return found


def lines(actor: Actor, **where: Any) -> QuerySet[PointLine]:
    """Lines of the books of points of the union and those below."""
    rows = PointLine.objects.filter(org_root=actor.org_root, org_path__startswith=actor.org_path)
    return rows.filter(**where)


def sums_by_point(actor: Actor, item_id: UUID) -> dict[UUID, rules.Sums]:
    """What happened to some goods, by point, as far as the actor sees."""
    return _by(actor, "point_id", item_id=item_id)


def sums_by_item(actor: Actor, point_ids: Iterable[UUID]) -> dict[UUID, rules.Sums]:
    """What happened to goods at points, by kind of goods."""
    return _by(actor, "item_id", point_id__in=list(point_ids))


def _by(actor: Actor, column: str, **where: Any) -> dict[UUID, rules.Sums]:
    rows = lines(actor, **where).order_by().values_list(column, "verb")
    found: dict[UUID, list[tuple[str, int, int]]] = {}
    for key, verb, quantity, beyond in rows.annotate(q=Sum("quantity"), b=Sum("beyond")):
        found.setdefault(key, []).append((verb, quantity, beyond))
    return {key: rules.sums(lines) for key, lines in found.items()}


def by_day(actor: Actor, item_id: UUID) -> list[tuple[UUID, date, int]]:
    """How many were handed out, by point and day of Shanghai, the newest day first."""
    sql = (
        "SELECT point_id, (at AT TIME ZONE 'Asia/Shanghai')::date AS day, sum(beyond - quantity) "
        "FROM offers_pointline WHERE item_id = %s AND org_root = %s "
        "AND starts_with(org_path, %s) AND verb = ANY (%s) "
        "GROUP BY 1, 2 ORDER BY 2 DESC, 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [item_id, actor.org_root, actor.org_path, list(rules.HANDS)])
        return [(UUID(str(point)), day, int(n)) for point, day, n in cursor.fetchall()]


def shelves(point_id: UUID) -> list[Shelf]:
    """What stands at a point, what goes off first in front."""
    rows = Shelf.objects.filter(point_id=point_id, left__gt=0).select_related("item")
    return sorted(rows, key=lambda s: (s.item.name, s.expires is None, s.expires or today()))


def standing(actor: Actor, item_id: UUID) -> list[tuple[Point, int]]:
    """Points of the union and those below where some goods stand, the fullest first."""
    rows = Shelf.objects.filter(
        item_id=item_id,
        org_root=actor.org_root,
        org_path__startswith=actor.org_path,
        left__gt=0,
    )
    found: dict[UUID, list[Any]] = {}
    for one in rows.select_related("point"):
        found.setdefault(one.point_id, [one.point, 0])[1] += one.left
    return sorted(((p, n) for p, n in found.values()), key=lambda pair: (-pair[1], pair[0].name))


def handable(point_id: UUID, item_id: UUID) -> tuple[int, int]:
    """How many may be handed out at a point, and how many have gone off."""
    rows = Shelf.objects.filter(point_id=point_id, item_id=item_id, left__gt=0)
    good = bad = 0
    for expires, left in rows.values_list("expires", "left"):
        if rules.stale(expires, today()) == "gone":
            bad += left
        else:
            good += left
    return good, bad


def handed_on(point_id: UUID, item_id: UUID, day: date) -> int:
    """How many went at a point on one day of Shanghai, undone ones not counted."""
    begin = datetime.combine(day, time(0), tzinfo=SHANGHAI)
    rows = PointLine.objects.filter(
        point_id=point_id, item_id=item_id, verb__in=rules.HANDS, at__gte=begin
    )
    found = rows.filter(at__lt=begin + timedelta(days=1)).aggregate(
        q=Sum("quantity"), b=Sum("beyond")
    )
    return (found["b"] or 0) - (found["q"] or 0)
