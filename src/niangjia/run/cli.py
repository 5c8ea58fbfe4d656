"""The ``niangjia`` command: a thin door, so that it can refuse an old Python and be interrupted.

The commands load a database driver and cryptography, which takes a moment; a Ctrl-C in that
moment, or a Python that cannot read them, must not end in a traceback. Hence the late import.
"""

import sys
from importlib import import_module


def main() -> int:
    """Run one command; returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  (started by hand with another Python)
        sys.stderr.write(f"niangjia: Python 3.11 to 3.14 is needed; this is {sys.version[:6]}.\n")
        return 2
    try:
        return int(import_module("niangjia.run.commands").main())
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
