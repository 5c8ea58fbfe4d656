"""Who sees figures: unions their own part of the tree, and anybody what is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from niangjia.kernel.base.types import STAFF_POSTS, Post
from niangjia.kernel.cases.models import Board
from niangjia.kernel.insight.models import Advice, Bulletin, Cell, Part, Sheet

from .hats import Hat, World


def _below(hat: Hat, row: Any) -> bool:
    below = row.org_root == hat.org.root and row.org_path.startswith(hat.org.path)
    return hat.post in STAFF_POSTS and below


def _inside(hat: Hat, row: Any) -> bool:
    return _below(hat, row) or (hat.post in STAFF_POSTS and row.org_id == hat.org.id)


def sees_cell(world: World, hat: Hat, row: Cell) -> bool:
    return _inside(hat, row)


def sees_sheet(world: World, hat: Hat, row: Sheet) -> bool:
    """What is shown, anybody; what is not, the union and those above it."""
    return row.open or _inside(hat, row)


def sees_board(world: World, hat: Hat, board: Board) -> bool:
    """Boards say nothing of people: a firm may read all, others those on their way up or below."""
    above = hat.org.path.startswith(board.org_path)
    below = board.org_path.startswith(hat.org.path)
    return {
        Post.WORKER: above,
        Post.RESPONDER: True,
        Post.ADMIN: False,
    }.get(hat.post, above or below)


def reads(hat: Hat, row: Bulletin) -> bool:
    """Published by a union above, for whoever is below it."""
    readers = (Post.WORKER, Post.RESPONDER, *STAFF_POSTS)
    above = hat.org.path.startswith(row.org_path)
    return row.state == "published" and hat.post in readers and above


def sees_bulletin(world: World, hat: Hat, row: Bulletin) -> bool:
    return reads(hat, row) or _inside(hat, row)


def sees_advice(world: World, hat: Hat, row: Advice) -> bool:
    """Unions: their own and what those above them advise."""
    return hat.post in STAFF_POSTS and hat.org.path.startswith(row.org_path)


def sees_part(world: World, hat: Hat, row: Part) -> bool:
    """The firm it is about, and unions."""
    own = hat.post == Post.RESPONDER and row.firm_id == hat.org.id
    return own or _below(hat, row)


FIGURES: dict[type[models.Model], Callable[[World, Hat, Any], bool]] = {
    Advice: sees_advice,
    Bulletin: sees_bulletin,
    Cell: sees_cell,
    Part: sees_part,
    Sheet: sees_sheet,
}
