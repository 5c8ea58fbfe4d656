"""Does a chain of seals hold? Of a log in the database, or of one in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .canon import END, FIRST_EPOCH, START, Sealed, digest
from .merkle import Tree

AnySeal = TypeVar("AnySeal", bound=Sealed)


def faults(
    seals: Iterable[AnySeal], tree: Callable[[AnySeal], Tree], key: Ed25519PublicKey
) -> Iterator[str]:
    """What is wrong with each seal: its place, its signature, or its rows."""
    before: AnySeal | None = None
    for seal in seals:
        for words in (*_itself(seal, before, key), *_rows(seal, tree(seal))):
            yield f"seal {seal.number}: {words}"
        before = seal


def _itself(seal: Sealed, before: Sealed | None, key: Ed25519PublicKey) -> Iterator[str]:
    if seal.number != (before.number + 1 if before else 1):
        yield "the seal before it is missing"
    elif seal.previous != (before.digest if before else START) or not _adjoins(seal, before):
        yield "it does not follow the seal before it"
    if seal.digest != digest(seal):
        yield "the seal itself was changed"
    elif not _signed(seal, key):
        yield "the signature is not ours"


def _rows(seal: Sealed, found: Tree) -> Iterator[str]:
    if found.size != seal.rows:
        yield f"{seal.rows} rows were sealed, {found.size} are there {_when(seal)}"
    elif found.root().hex() != seal.root:
        yield f"a row was changed {_when(seal)}"


def _adjoins(seal: Sealed, before: Sealed | None) -> bool:
    epoch, begin = (before.epoch, before.until_tx) if before else (FIRST_EPOCH, 0)
    if seal.epoch == epoch:
        return seal.from_tx == begin
    return seal.epoch == epoch + 1 and begin == END and seal.from_tx == 0


def _signed(seal: Sealed, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(bytes.fromhex(seal.signature), bytes.fromhex(seal.digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def _when(seal: Sealed) -> str:
    return f"(epoch {seal.epoch}, transactions {seal.from_tx} to {seal.until_tx - 1})"
