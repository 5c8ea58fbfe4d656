"""Which post holds which permit. Filled once at start-up from the manifests by the house."""

from __future__ import annotations

from collections.abc import Iterable

from .types import Post

_held: dict[Post, frozenset[str]] = {}
_known: set[str] = set()
_starting: set[str] = set()


def grant(permit: str, posts: Iterable[Post], *, starts: bool = False) -> None:
    """Make `permit` known and give it to `posts`; `starts` when it begins something new."""
    _known.add(permit)
    if starts:
        _starting.add(permit)
    for post in posts:
        _held[post] = _held.get(post, frozenset()) | {permit}


def held(post: Post, narrowed_to: list[str] | None) -> frozenset[str]:
    """Permits of a post; a token may carry fewer, never more."""
    mine = _held.get(post, frozenset())
    return mine if narrowed_to is None else mine & frozenset(narrowed_to)


def starts(permit: str) -> bool:
    """True for a permit that begins something: what a union closes. What is under way goes on."""
    return permit in _starting


def known() -> frozenset[str]:
    """Every permit of the house."""
    return frozenset(_known)


def holders(permit: str) -> tuple[Post, ...]:
    """Posts that hold `permit`."""
    return tuple(post for post, permits in _held.items() if permit in permits)
