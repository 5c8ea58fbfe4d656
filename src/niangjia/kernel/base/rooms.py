"""How a room joins the others when the house starts."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.module_loading import import_string


class Room(AppConfig):
    """A room that has something to hang on hooks of the rooms below.

    Django imports every `apps.py` before there is a model, so none may import what uses models on
    its first lines. What a room begins with is therefore named, and fetched when all are loaded.
    """

    default = False
    #: Functions of the room itself, called once with nothing.
    starts: ClassVar[tuple[str, ...]] = ()

    def ready(self) -> None:
        """Call them."""
        for path in self.starts:
            import_string(f"{self.name}.{path}")()
