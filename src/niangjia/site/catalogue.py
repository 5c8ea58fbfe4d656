"""All commands of the house."""

from __future__ import annotations

from . import commands

COMMANDS = (*commands.COMMANDS,)
