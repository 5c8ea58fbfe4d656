"""What several reviews come to, said so that nobody in them stands out. Pure; no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.cases.door import queries

Counted = queries.Counted
#: Fewer people than this are never counted aloud: each of them could be found.
FEWEST = 5
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of a set of reviews. `people` is 0 where there are fewer than FEWEST."""

    reviews: int
    people: int
    lines: tuple[str, ...]

    @property
    def who(self) -> str:
        """How many, in words."""
        return _("%d 位职工") % self.people if self.people else _("几位职工")

    @property
    def text(self) -> str:
        """All of it as it goes into a letter."""
        return "\n".join([_("有%(who)s说到。") % {"who": self.who}, *self.lines])


def summary(matters: Sequence[Counted], titles: Mapping[str, str]) -> Summary:
    """Count heads, not reviews; a share is said in tenths, and only where enough stand on either
    side of it.

    A review without a known author counts as no head: several may come from one hand.
    Source: docs/requirements.md 000-23; below FEWEST nobody is counted aloud.
    """
    heads = {one.author_id for one in matters if one.author_id}
    if len(heads) < FEWEST:
        return Summary(len(matters), 0, ())
    boards = _spoke(matters, lambda one: [titles.get(one.board, one.board)])
    topics = _spoke(matters, lambda one: one.topics)
    lines = [*_shares(boards, len(heads)), *_shares(topics, len(heads))]
    return Summary(len(matters), len(heads), tuple(lines))


def _spoke(
    matters: Sequence[Counted], names: Callable[[Counted], Iterable[str]]
) -> dict[str, set[UUID]]:
    """Who spoke of what."""
    found: dict[str, set[UUID]] = {}
    for one in matters:
        if one.author_id is not None:
            for name in names(one):
                found.setdefault(name, set()).add(one.author_id)
    return found


def _shares(spoke: Mapping[str, set[UUID]], of: int) -> list[str]:
    sizes = sorted(((len(who), name) for name, who in spoke.items()), reverse=True)
    return [_said(name, size, of) for size, name in sizes if size >= FEWEST]


def _said(name: str, size: int, of: int) -> str:
    if size == of:
        return _("人人都说到“%(name)s”。") % {"name": name}
    if of - size < FEWEST:
        return _("大多数人说到“%(name)s”。") % {"name": name}
    tenths = (Decimal(size * TENTHS) / of).quantize(Decimal(1), ROUND_HALF_UP)
    return _("大约 %(n)s 成的人说到“%(name)s”。") % {"name": name, "n": tenths}
