"""What a desk's list is narrowed by, and how many cases pass, for several filters at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from niangjia.kernel.base.clock import SHANGHAI, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases import deputies
from niangjia.kernel.cases.models import Case

from .records import Wanted


def sifted(rows: QuerySet[Case], actor: Actor, ask: Wanted) -> QuerySet[Case]:
    """The rows that pass every condition but the words searched for."""
    exact = {"board": ask.board, "state": ask.state, "origin": ask.origin}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    rows = rows if ask.firms is None else rows.filter(firm_id__in=ask.firms)
    rows = rows.filter(stars__range=(1, ask.stars)) if ask.stars else rows
    if ask.mine:
        rows = rows.filter(handler_id__in=[actor.me, *deputies.away_for(actor)])
    if ask.older:
        rows = rows.filter(created_at__lte=now() - timedelta(days=ask.older))
    if ask.by:
        end = datetime.combine(ask.by + timedelta(days=1), time(), SHANGHAI)
        rows = rows.filter(due_at__lt=end)
    return rows


def counted(lists: Sequence[QuerySet[Case]], most: int) -> list[int]:
    """How many rows each list has, none counted further than `most`; one statement for all."""
    if not lists:
        return []
    parts, values = list[str](), list[Any]()
    for rows in lists:
        sql, given = rows.order_by().values("pk")[:most].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) one)")
        values += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())
