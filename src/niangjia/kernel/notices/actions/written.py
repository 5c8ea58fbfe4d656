"""What an action hands back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Written:
    """What the audit row points to."""

    id: UUID | None
    org_path: str
