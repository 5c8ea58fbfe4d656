"""Settings for drawing pages alone: used only when no settings module was named."""

import os

import django
import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import set_urlconf

ALONE = {
    "SECRET_KEY": "only for drawing pages in tests",
    "USE_I18N": True,
    "LANGUAGE_CODE": "zh-hans",
    "USE_TZ": True,
    "TIME_ZONE": "Asia/Shanghai",
    "STATIC_URL": "/static/",
    "INSTALLED_APPS": ["niangjia.ui"],
}


def stand_alone() -> None:
    """Configure Django with the least it needs, unless the project's settings are there."""
    if settings.configured or os.environ.get("DJANGO_SETTINGS_MODULE"):
        return
    settings.configure(**ALONE)
    django.setup()


stand_alone()


@pytest.fixture(autouse=True)
def own_addresses():
    """Every address a template names leads to an empty view; static files keep their names."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    stores = {"default": settings.STORAGES["default"], "staticfiles": plain}
    with override_settings(STATIC_URL="/static/", STORAGES=stores):
        set_urlconf("tests.ui.urls")
        yield
        set_urlconf(None)
