"""Chinese search: single characters and bigrams as a tsvector made in Python.

Recall does not depend on a word list, the locale or an extension; a substring recheck makes the
answer exact.
"""

from __future__ import annotations

import itertools
import re

PIECES = re.compile(r"[a-z0-9]+|[^\W_]", re.UNICODE)


def lexemes(*texts: str) -> list[str]:
    """Distinct lexemes of the texts: Latin words whole, other characters alone and in pairs."""
    found: set[str] = set()
    for text in texts:
        pieces = PIECES.findall(text.lower())
        found.update(pieces)
        found.update(a + b for a, b in itertools.pairwise(pieces) if len(a) == 1 and len(b) == 1)
    return sorted(found)


def wanted(query: str) -> str:
    """The query as tsquery text: every pair must occur. Empty when nothing can be searched."""
    pieces = PIECES.findall(query.lower())[:40]
    pairs = [a + b for a, b in itertools.pairwise(pieces) if len(a) == 1 and len(b) == 1]
    words = [piece for piece in pieces if len(piece) > 1] + (pairs or pieces)
    return " & ".join("'" + word.replace("'", "''") + "'" for word in dict.fromkeys(words))
