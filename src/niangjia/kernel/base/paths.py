"""Places in the tree of organisations, written as the way to them: 33.01.99."""

from __future__ import annotations


def prefixes(path: str) -> list[str]:
    """All places on the way to `path`: 33. 33.01. 33.01.99."""
    parts = [part for part in path.split(".") if part]
    return [".".join(parts[: i + 1]) + "." for i in range(len(parts))]
