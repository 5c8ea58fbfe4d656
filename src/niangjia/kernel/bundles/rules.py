"""Whom a bundle is for."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

PURPOSES = (
    ("arbitration", noop("劳动仲裁")),
    ("aid", noop("法律援助")),
    ("inspection", noop("劳动保障监察")),
)
