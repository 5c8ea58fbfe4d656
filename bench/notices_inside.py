"""The measured part of `bench.notices`: one broadcast as its job sends it, seconds on stdout."""

from __future__ import annotations

import os
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "niangjia.site.settings"
django.setup()

# The tasks need the settings above.
from niangjia.kernel.notices import tasks  # noqa: E402


def main() -> int:
    """Wait for the word, send, say how long it took."""
    print("ready", flush=True)
    sys.stdin.readline()
    start = time.perf_counter()
    tasks.cast.func(sys.argv[1])
    print(time.perf_counter() - start, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
