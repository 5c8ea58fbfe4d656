"""The site's settings for the type checker: no server, no secrets of any installation."""

import os

for _name in ("django_key", "field_key", "index_key", "audit_key", "pg_app"):
    os.environ.setdefault(f"NIANGJIA_{_name.upper()}", "0" * 64)

from niangjia.site.settings import *  # noqa: E402, F403  (they read the environment set above)
