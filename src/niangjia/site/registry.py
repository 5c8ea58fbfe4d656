"""The list of rooms. A new service is one line here."""

from __future__ import annotations

from niangjia.kernel.base.manifest import Service


def services() -> tuple[Service, ...]:
    """Manifests of every room that has one, in the order of the catalogue."""
    return ()
