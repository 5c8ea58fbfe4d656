"""The only thing other rooms import of files."""

from __future__ import annotations

from . import actions, rules, serving, showing
from .engine import vault
from .engine.vault import Lost
from .queries import FIELDS, Stored, brought, of_person, read
from .rules import Weight
from .taking import Taken, chosen, taking

__all__ = [
    "FIELDS",
    "Lost",
    "Stored",
    "Taken",
    "Weight",
    "actions",
    "brought",
    "chosen",
    "of_person",
    "read",
    "rules",
    "serving",
    "showing",
    "taking",
    "vault",
]
