"""Boards: the three of the house and those unions added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases import door
from niangjia.services.feedback import rules


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board in the desk's list."""

    id: str
    label: str
    topics: tuple[str, ...]
    from_union: str
    count_text: str
    open: bool
    mine: bool


def board_titles() -> dict[str, str]:
    """Key -> title of every board the actor can see, closed ones too."""
    own = {board.key: board.title for board in door.boards.own_boards(rules.SERVICE)}
    house = {key: _(title) for key, title in rules.BOARDS}
    return house | own | {rules.UNSORTED: _(rules.UNSORTED_TITLE)}


def topic_titles(topics: Iterable[str]) -> tuple[str, ...]:
    """The house's topics in the reader's language; a union's own stay as it wrote them."""
    return tuple(_(topic) for topic in topics)


def open_boards() -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Boards on offer as (key, title), and the topics that came with the added ones."""
    own = [board for board in door.boards.own_boards(rules.SERVICE) if not board.closed]
    topics = tuple(dict.fromkeys(t for board in own for t in board.topics if t not in rules.TOPICS))
    return [*rules.BOARDS, *((board.key, board.title) for board in own)], topics


@query(permit="feedback.boards")
def learnt(actor: Actor) -> door.lessons.Learnt:
    """What the desk learnt from being put right."""
    return door.lessons.counted(actor, rules.SERVICE)


@query(permit="feedback.boards")
def boards(actor: Actor) -> list[BoardRow]:
    """All boards for the desk's settings."""
    house = [
        BoardRow(
            "", _(title), topic_titles(rules.TOPICS), _("各地通用"), _("一直都有"), True, False
        )
        for _key, title in rules.BOARDS
    ]
    own = [
        BoardRow(
            str(b.id),
            b.title,
            b.topics,
            _("本工会加的") if b.org_id == actor.org_id else _("别的工会加的"),
            _("停用") if b.closed else _("在用"),
            not b.closed,
            b.org_id == actor.org_id,
        )
        for b in door.boards.own_boards(rules.SERVICE, fresh=True)
    ]
    return house + own
