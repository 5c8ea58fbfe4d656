"""Clusters: messages about one hot matter, by average linkage.

Two groups become one while the mean likeness between them is above the cut. A mean above the cut
needs a pair above it, so the site falls into parts that no such pair connects, and each part is
grouped alone: memory grows with the largest part, not with the square of the site.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .likeness import Likeness, Words, cut
from .reading import Message
from .sparse import Floats, Ints


def group(messages: Sequence[Message], words: Words) -> list[int | None]:
    """The cluster of each message: 1, 2, 3 in the order of their first messages; None alone."""
    if not messages:
        return []
    likeness, least = Likeness(messages, words), cut(len(messages))
    labels = list(range(len(messages)))
    for members in _parts(likeness, least):
        for label, member in zip(_link(likeness, members, least), members, strict=True):
            labels[member] = members[label]
    return _numbered(labels)


def _parts(likeness: Likeness, least: float) -> list[list[int]]:
    """Sets of two and more messages that pairs above the cut connect."""
    parent = list(range(likeness.size))
    for at in range(likeness.size):
        for other in likeness.near(at, least):
            parent[_root(parent, at)] = _root(parent, int(other))
    parts: dict[int, list[int]] = {}
    for at in range(likeness.size):
        parts.setdefault(_root(parent, at), []).append(at)
    return [members for members in parts.values() if len(members) > 1]


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _link(likeness: Likeness, members: list[int], least: float) -> list[int]:
    """For each member the position of its group's first one."""
    part = likeness.pick(members)
    scores = np.array([part.row(at) for at in range(part.size)])
    sizes, labels = np.ones(len(members)), np.arange(len(members))
    best = scores.argmax(1)
    while True:
        top = scores[np.arange(len(best)), best]
        one = int(top.argmax())
        if top[one] < least:
            return [int(label) for label in labels]
        keep, gone = sorted((one, int(best[one])))
        _merge(scores, sizes, keep, gone)
        labels[labels == gone] = keep
        _refresh(scores, best, keep, gone)


def _merge(scores: Floats, sizes: Floats, keep: int, gone: int) -> None:
    """Let one group take in another: likenesses become the mean over all their members."""
    joined = sizes[keep] * scores[keep] + sizes[gone] * scores[gone]
    sizes[keep] += sizes[gone]
    scores[keep] = scores[:, keep] = joined / sizes[keep]
    scores[gone] = scores[:, gone] = -np.inf
    scores[keep, keep] = -np.inf


def _refresh(scores: Floats, best: Ints, keep: int, gone: int) -> None:
    """Find the nearest group again where it may have changed."""
    for at in np.flatnonzero((best == keep) | (best == gone)):
        best[at] = scores[at].argmax()
    best[keep] = scores[keep].argmax()
    nearer = scores[:, keep] > scores[np.arange(len(best)), best]
    best[nearer] = keep


def _numbered(labels: Sequence[int]) -> list[int | None]:
    counts = np.bincount(labels)
    numbers: dict[int, int] = {}
    out: list[int | None] = []
    for label in labels:
        alone = counts[label] < 2
        out.append(None if alone else numbers.setdefault(label, len(numbers) + 1))
    return out
