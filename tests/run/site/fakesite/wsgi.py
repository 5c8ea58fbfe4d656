"""Stands for the site's pages in the tests of the supervisor."""

from collections.abc import Callable, Iterable
from typing import Any


def application(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer every request with one word."""
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
