"""Merkle tree hash of a list (RFC 6962 §2.1, RFC 9162 §2.1), one leaf after another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from hashlib import sha256


def leaf(data: bytes) -> bytes:
    """Hash of one entry; the prefix keeps it from being taken for a node."""
    return sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Tree:
    """Grows leaf by leaf and keeps one hash per full subtree: log2 of the size in memory."""

    size: int = 0
    _peaks: list[bytes] = field(default_factory=list)

    def add(self, data: bytes) -> None:
        """Append one entry."""
        self.put(leaf(data))

    def put(self, top: bytes) -> None:
        """Append an entry of which only the hash is known."""
        self.size += 1
        count = self.size
        while count % 2 == 0:
            top, count = node(self._peaks.pop(), top), count // 2
        self._peaks.append(top)

    def root(self) -> bytes:
        """The hash of everything added so far; of nothing, the hash of the empty text."""
        if not self._peaks:
            return sha256(b"").digest()
        return reduce(lambda right, left: node(left, right), reversed(self._peaks))


def tree_of(entries: Iterable[bytes]) -> Tree:
    """The tree of a list."""
    tree = Tree()
    for entry in entries:
        tree.add(entry)
    return tree
