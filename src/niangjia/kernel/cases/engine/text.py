"""Texts made comparable, and cut into runs of characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

GAP = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """The text in one form: no white space, no full-width digits and letters, lower case."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def plain(text: str) -> str:
    """A cleaned text with one blank for every run of punctuation."""
    return GAP.sub(" ", text)


def grams(text: str, lengths: Iterable[int]) -> list[str]:
    """Runs of characters of these lengths within a plain text; none crosses a blank."""
    out: list[str] = []
    for part in text.split(" "):
        for length in lengths:
            out += [part[at : at + length] for at in range(len(part) - length + 1)]
    return out
