"""Draws a page template from a sample context, strictly: what is missing is an error."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory

import niangjia

ROOT = Path(niangjia.__file__).parent
STATIC = ROOT / "ui" / "static"
#: Where a file of ours may lie: rooms bring their own.
STATICS = (STATIC, ROOT / "services" / "mood" / "static")
KERNEL = (
    "people",
    "notices",
    "rules",
    "files",
    "papers",
    "letters",
    "mediation",
    "surveys",
    "insight",
)
ROOMS = (
    "site",
    *(f"kernel/{room}" for room in KERNEL),
    "services/benefits",
    "services/feedback",
    "services/lodging",
    "services/mood",
    "ui",
)
FOLDERS = [ROOT / room / "templates" for room in ROOMS]
NONCE = "bm9uY2U="
MISSING = "‼"


class Rec(dict):
    """A record of a context contract: asking for a field it does not hold fails the test."""

    def __missing__(self, key: str) -> Any:
        raise AssertionError(f"the sample holds no {key!r}, only {sorted(self)}")

    def __or__(self, other: Mapping[str, Any]) -> "Rec":
        return Rec({**self, **other})


def rec(**fields: Any) -> Rec:
    """A record with these fields."""
    return Rec(fields)


@dataclass(frozen=True)
class Page:
    """One drawing: a name for files and tests, the template, and its context."""

    name: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    bare: bool = False


@cache
def engine(loader: str = "niangjia.ui.folding.Loader") -> DjangoTemplates:
    """The template engine over our rooms alone; a missing variable leaves a mark."""
    folders = [str(folder) for folder in FOLDERS]
    options = {
        "loaders": [(loader, [("django.template.loaders.filesystem.Loader", folders)])],
        "string_if_invalid": MISSING + "%s",
        "libraries": {
            "ui": "niangjia.ui.templatetags.ui",
            "static": "django.templatetags.static",
            "i18n": "django.templatetags.i18n",
        },
    }
    return DjangoTemplates({"NAME": "pages", "DIRS": [], "APP_DIRS": False, "OPTIONS": options})


def brand(**changes: Any) -> Rec:
    """The brand of the invented district."""
    fields = {"name": "娘家", "union_name": "临江区总工会", "logo_url": None}
    return Rec(fields | {"hotline": "0571-12351", "css_url": None} | changes)


def everywhere(size: str, theme: str) -> dict[str, Any]:
    """What the context processor of the project gives every page."""
    request = RequestFactory().get("/page/?x=1")
    request.csp_nonce = NONCE  # type: ignore[attr-defined]
    look = rec(size=size, theme=theme, lang="zh-CN", keys_on=True)
    return {"look": look, "brand": brand(), "messages": [], "request": request, "first_day": None}


def draw(
    page: Page, size: str = "std", theme: str = "", drawn_by: DjangoTemplates | None = None
) -> str:
    """The page as HTML, in a size and theme ("" follows the system)."""
    # The backend would wrap the request in its own context: here the sample is all there is.
    context = {} if page.bare else everywhere(size, theme) | {"tab": "", "unread": 2}
    context |= {"csrf_token": "csrf"} | dict(page.context)
    return (drawn_by or engine()).get_template(page.template).render(context)
