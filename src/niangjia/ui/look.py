"""How a visitor wants pages to look: size, theme, language, keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

SIZES = ("std", "elder", "elder-xl", "kiosk")
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Look:
    """How the visitor wants pages to look."""

    size: str
    theme: str
    lang: str
    keys_on: bool

    @property
    def words(self) -> dict[str, str]:
        """What is not the standard, for the address of a page that sees no cookies."""
        lang = "en" if self.lang == "en" else ""
        size = "" if self.size == "std" else self.size
        return {k: v for k, v in (("size", size), ("theme", self.theme), ("lang", lang)) if v}


def look_of(request: HttpRequest) -> Look:
    """Chosen look from cookies; anything unknown is the standard."""
    return _look(
        request.COOKIES.get("ui_size", ""),
        request.COOKIES.get("ui_theme", ""),
        getattr(request, "LANGUAGE_CODE", ""),
        request.COOKIES.get("ui_keys") != "off",
    )


def look_in(words: Mapping[str, str]) -> Look:
    """A look from an address, as `Look.words` wrote it."""
    return _look(words.get("size", ""), words.get("theme", ""), words.get("lang", ""), False)


def _look(size: str, theme: str, lang: str, keys_on: bool) -> Look:
    return Look(
        size if size in SIZES else "std",
        theme if theme in THEMES else "",
        "en" if lang == "en" else "zh-CN",
        keys_on,
    )
