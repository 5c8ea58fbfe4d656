"""Telling people, one line a matter. The only module of this room that others import.

Title and text are sentences in the source language, or phrases (`base.wording`) where they name
something; they are put into words when they are read. They never quote what somebody else
wrote. A notice exists if and only if the transaction it is told in commits. Its weight decides
whether it also goes out by text message to somebody who chose nothing else: only what has a
deadline for the person (DUE), or cannot wait for the morning (URGENT).
"""

from __future__ import annotations

from .engine.telling import as_told, tell, tell_all, tell_author, tell_posts
from .models import Weight

__all__ = ["Weight", "as_told", "tell", "tell_all", "tell_author", "tell_posts"]
