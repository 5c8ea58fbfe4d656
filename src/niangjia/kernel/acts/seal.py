"""Sealing the audit log: batches of finished transactions, hashed, chained and signed.

A batch ends at the oldest transaction still running, so nothing can be written into it any more.
Its rows make a Merkle tree; the seal holds the root, the digest of the seal before, and an Ed25519
signature. Digests are also noted in a file beside the database, where a seal that was taken away
is still known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection

from niangjia.kernel.base.clock import now

from .canon import END, FIELDS, FIRST_EPOCH, START, canonical, digest
from .merkle import Tree, tree_of
from .models import Audit, Seal

NOTES = "seals"


@dataclass(frozen=True, slots=True)
class Span:
    """Transactions of one epoch, from a first one up to but not including another."""

    epoch: int
    from_tx: int
    until_tx: int


def tree(span: Span) -> Tree:
    """The tree of the rows in a span, in the order of their transactions."""
    rows = Audit.objects.filter(epoch=span.epoch, tx__gte=span.from_tx, tx__lt=span.until_tx)
    found = rows.order_by("tx", "id").values_list(*FIELDS)
    return tree_of(canonical(row) for row in found.iterator(chunk_size=2000))


def key() -> Ed25519PrivateKey:
    """The installation's signing key."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings.NIANGJIA_AUDIT_KEY))


def seal_all() -> list[Seal]:
    """Seal every row that can no longer change; several batches after a restore, often none.

    Runs in the act of a service actor; a second sealer waits and finds nothing to do.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('acts.seal'))")
    limit, last = horizon(), Seal.objects.order_by("-number").first()
    made = []
    for span in _due(last, limit):
        seal = _seal(span, last)
        if seal is not None:
            made.append(seal)
            last = seal
    return made


def horizon() -> Span:
    """Everything before `until_tx` has committed or will never exist."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n, 0, pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM sec.epoch"
        )
        return Span(*cursor.fetchone())


def _due(last: Seal | None, limit: Span) -> Iterator[Span]:
    """Spans not yet sealed: the rest of epochs that are over, then up to the horizon."""
    epoch, begin = (last.epoch, last.until_tx) if last else (FIRST_EPOCH, 0)
    while epoch < limit.epoch:
        if begin < END:
            yield Span(epoch, begin, END)
        epoch, begin = epoch + 1, 0
    yield Span(epoch, begin, limit.until_tx)


def _seal(span: Span, last: Seal | None) -> Seal | None:
    """Write the seal of a span; an empty one only where an epoch ends."""
    found = tree(span)
    if not found.size and span.until_tx < END:
        return None
    seal = Seal(
        number=last.number + 1 if last else 1,
        at=now(),
        epoch=span.epoch,
        from_tx=span.from_tx,
        until_tx=span.until_tx,
        rows=found.size,
        root=found.root().hex(),
        previous=last.digest if last else START,
    )
    seal.digest = digest(seal)
    seal.signature = key().sign(bytes.fromhex(seal.digest)).hex()
    seal.save(force_insert=True)
    return seal


def note(seals: list[Seal]) -> None:
    """Remember digests outside the database, after they were committed."""
    if not seals:
        return
    notes = settings.NIANGJIA_DATA / NOTES
    notes.touch(0o600)
    with notes.open("a", encoding="ascii") as file:
        file.writelines(f"{seal.number} {seal.digest}\n" for seal in seals)


def noted() -> dict[int, str]:
    """Digests remembered outside the database, by number; the last one written counts."""
    try:
        lines = (settings.NIANGJIA_DATA / NOTES).read_text("ascii").splitlines()
    except FileNotFoundError:
        return {}
    return {int(number): mark for number, _, mark in (line.partition(" ") for line in lines)}
