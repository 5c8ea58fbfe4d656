"""What comes out of the workshop, and what says why nothing does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class Refused(Exception):
    """The file is not taken; `why` is a code the house has a sentence for."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(slots=True)
class Made:
    """A file put together anew: `parts` by name (whole, thumb) with their media type and bytes."""

    kind: str
    parts: dict[str, tuple[str, bytes]]
    facts: dict[str, Any] = field(default_factory=dict)
