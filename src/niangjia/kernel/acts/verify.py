"""Is the audit log what was sealed? Everything is computed again from the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from . import canon, chain
from .canon import FIRST_EPOCH
from .merkle import Tree
from .models import Audit, Seal
from .seal import Span, horizon, key, noted, tree


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: the first thing that is wrong comes first."""

    seals: int
    rows: int
    waiting: int
    wrong: tuple[str, ...]
    #: Number, moment and digest of the newest seal, to be compared with a log carried elsewhere.
    newest: str = field(default="", compare=False)


def verify() -> Found:
    """Check every seal against its rows, its signature and its neighbours, and the notes."""
    known = noted()
    seals = list(Seal.objects.order_by("number"))
    chained = chain.faults(seals, _tree, key().public_key())
    wrong = [*chained, *_missing(seals, known), *_strays()]
    last = seals[-1] if seals else None
    rows, newest = sum(s.rows for s in seals), canon.named(last) if last else ""
    return Found(len(seals), rows, _after(last).count(), tuple(wrong), newest)


def sealed_facts() -> Iterator[tuple[UUID, list[dict[str, Any]]]]:
    """Objects and the facts of what was done to them, from sealed rows alone, as written."""
    last = Seal.objects.order_by("-number").first()
    if last is None:
        return
    under = Q(epoch__lt=last.epoch) | Q(epoch=last.epoch, tx__lt=last.until_tx)
    rows = Audit.objects.filter(under, epoch__gte=FIRST_EPOCH).exclude(facts=[])
    found = rows.order_by("epoch", "tx", "id").values_list("object_id", "facts")
    yield from ((one, facts) for one, facts in found.iterator(chunk_size=2000) if one)


def _tree(seal: Seal) -> Tree:
    return tree(Span(seal.epoch, seal.from_tx, seal.until_tx))


def _missing(seals: list[Seal], known: dict[int, str]) -> Iterator[str]:
    """Seals known outside the database that are not in it as they were."""
    there = {seal.number: seal.digest for seal in seals}
    for number, mark in sorted(known.items()):
        if there.get(number) != mark:
            yield f"seal {number}: it was made here, and is not in the log as it was"


def _strays() -> Iterator[str]:
    """Rows of a time that never was: no seal will ever cover them."""
    outside = Q(epoch__lt=FIRST_EPOCH) | Q(epoch__gt=horizon().epoch)
    if Audit.objects.filter(outside).exists():
        yield "rows were put in that belong to no epoch"


def _after(last: Seal | None) -> QuerySet[Audit]:
    if last is None:
        return Audit.objects.all()
    return Audit.objects.filter(
        Q(epoch__gt=last.epoch) | Q(epoch=last.epoch, tx__gte=last.until_tx)
    )
