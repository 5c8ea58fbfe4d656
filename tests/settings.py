"""The site's settings on the test server, logged in as a runtime role: never owner or superuser."""

import os

from tests.kit import cluster, database

cluster.ensure()
os.environ["NIANGJIA_PG_NAME"] = database.clone_name()

from niangjia.site.settings import *  # noqa: E402, F403  (they read the environment set above)
from niangjia.site.settings import DATABASES as _SITE  # noqa: E402
from niangjia.site.settings import STATIC_ROOT as _STATIC  # noqa: E402

# Filled when the first server starts; a test that needs none must not be warned of its absence.
_STATIC.mkdir(parents=True, exist_ok=True)

NIANGJIA_TEST_ACTS = True
DATABASES = {
    "default": {
        **_SITE["default"],
        "USER": cluster.LOGIN,
        "PASSWORD": cluster.password(),
        "OPTIONS": {"pool": False},
        "TEST": {"RUNTIME_MAY_KEEP": True},
    }
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
