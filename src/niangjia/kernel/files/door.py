"""The only thing other rooms import of files."""

from __future__ import annotations

from . import actions, covering, rules, serving, showing
from .engine import vault
from .engine.asking import BadFile
from .engine.vault import Lost
from .queries import FIELDS, Stored, brought, of_person, read
from .rules import Mark, Weight
from .taking import Taken, chosen, taking

__all__ = [
    "FIELDS",
    "BadFile",
    "Lost",
    "Mark",
    "Stored",
    "Taken",
    "Weight",
    "actions",
    "brought",
    "chosen",
    "covering",
    "of_person",
    "read",
    "rules",
    "serving",
    "showing",
    "taking",
    "vault",
]
