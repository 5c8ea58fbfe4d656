"""Sharing a number out among unions, so that the parts are whole and sum to it. Pure functions.

Source: docs/requirements.md 000-01: packs go to the towns by surveyed need, and towns sum to all.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def by_weight(total: int, weights: Mapping[K, int]) -> dict[K, int]:
    """Shares in proportion to the weights, by largest remainder; ties go to whoever stands first.

    They sum to `total`, or to 0 where no weight is above 0.
    """
    whole = sum(max(weight, 0) for weight in weights.values())
    if whole == 0 or total <= 0:
        return dict.fromkeys(weights, 0)
    shares = {key: total * max(weight, 0) // whole for key, weight in weights.items()}
    rest = {key: total * max(weight, 0) % whole for key, weight in weights.items()}
    first = sorted(weights, key=lambda key: -rest[key])
    for key in first[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def by_need(total: int, needs: Mapping[K, int]) -> tuple[dict[K, int], int]:
    """Everybody gets what they need where it is enough, and what is left stays together; where it
    is not, shares in proportion to need. Returns the shares and what is left."""
    wanted = {key: max(need, 0) for key, need in needs.items()}
    if sum(wanted.values()) <= total:
        return wanted, total - sum(wanted.values())
    return by_weight(total, wanted), 0
