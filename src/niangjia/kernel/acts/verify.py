"""Is the audit log what was sealed? Everything is computed again from the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from django.db.models import Q, QuerySet

from .models import Audit, Seal
from .seal import END, FIRST_EPOCH, START, Span, digest, horizon, key, noted, tree


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: the first thing that is wrong comes first."""

    seals: int
    rows: int
    waiting: int
    wrong: tuple[str, ...]


def verify() -> Found:
    """Check every seal against its rows, its signature and its neighbours, and the notes."""
    known = noted()
    seals = list(Seal.objects.order_by("number"))
    wrong = [*_chain(seals), *_missing(seals, known), *_strays()]
    last = seals[-1] if seals else None
    return Found(len(seals), sum(s.rows for s in seals), _after(last).count(), tuple(wrong))


def sealed_facts() -> Iterator[tuple[UUID, list[dict[str, Any]]]]:
    """Objects and the facts of what was done to them, from sealed rows alone, as written."""
    last = Seal.objects.order_by("-number").first()
    if last is None:
        return
    under = Q(epoch__lt=last.epoch) | Q(epoch=last.epoch, tx__lt=last.until_tx)
    rows = Audit.objects.filter(under, epoch__gte=FIRST_EPOCH).exclude(facts=[])
    found = rows.order_by("epoch", "tx", "id").values_list("object_id", "facts")
    yield from ((one, facts) for one, facts in found.iterator(chunk_size=2000) if one)


def _chain(seals: list[Seal]) -> Iterator[str]:
    before: Seal | None = None
    for seal in seals:
        yield from (f"seal {seal.number}: {words}" for words in _one(seal, before))
        before = seal


def _one(seal: Seal, before: Seal | None) -> Iterator[str]:
    if seal.number != (before.number + 1 if before else 1):
        yield "the seal before it is missing"
    elif seal.previous != (before.digest if before else START) or not _adjoins(seal, before):
        yield "it does not follow the seal before it"
    if seal.digest != digest(seal):
        yield "the seal itself was changed"
    elif not _signed(seal):
        yield "the signature is not ours"
    found = tree(Span(seal.epoch, seal.from_tx, seal.until_tx))
    if found.size != seal.rows:
        yield f"{seal.rows} rows were sealed, {found.size} are there {_when(seal)}"
    elif found.root().hex() != seal.root:
        yield f"a row was changed {_when(seal)}"


def _adjoins(seal: Seal, before: Seal | None) -> bool:
    epoch, begin = (before.epoch, before.until_tx) if before else (FIRST_EPOCH, 0)
    if seal.epoch == epoch:
        return seal.from_tx == begin
    return seal.epoch == epoch + 1 and begin == END and seal.from_tx == 0


def _signed(seal: Seal) -> bool:
    try:
        key().public_key().verify(bytes.fromhex(seal.signature), bytes.fromhex(seal.digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def _when(seal: Seal) -> str:
    return f"(epoch {seal.epoch}, transactions {seal.from_tx} to {seal.until_tx - 1})"


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
