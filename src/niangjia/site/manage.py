"""`python -m niangjia.site.manage <words>`: every command of the house."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from .console import run

#: Commands that change the schema or create demo data log in as the owner; others as a job.
OWNER = ("install", "ready", "bench", "makemigrations", "migrate", "sqlmigrate")
WEB = ("check", "runserver", "shell", "static")


def main(argv: Sequence[str] | None = None) -> int:
    """Choose the login for the command, start Django, run it."""
    words = list(sys.argv[1:] if argv is None else argv)
    name = words[0] if words else "help"
    process = "owner" if name in OWNER else "web" if name in WEB else "jobs"
    os.environ.setdefault("NIANGJIA_PROCESS", process)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niangjia.site.settings")
    return run(words)


if __name__ == "__main__":
    sys.exit(main())
